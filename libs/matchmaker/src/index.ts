export {
  serviceModes,
  titleLevels,
  type ExpertFacts,
  type NeedFacts,
  type ServiceMode,
  type SubjectWeight,
} from './facts.ts';
export {
  areRelated,
  beginsIndustry,
  beginsSubject,
  findIndustries,
  findSubjects,
  industryOf,
  isIndustry,
  isSubject,
  levelOfIndustry,
  levelOfSubject,
  parentOfIndustry,
  parentOfSubject,
  relatedSubjects,
  subjectOf,
  type Industry,
  type Subject,
} from './taxonomy/taxonomy.ts';
export {
  bayAreaPrefixes,
  constants,
  firstModel,
  isOfBayArea,
  requireWeights,
  type Model,
  type Weights,
} from './model.ts';
export { type Explanation, type ScorePart } from './pool/explain.ts';
export { failuresOf } from './pool/failures.ts';
export { createPool, type Pool, type RankedExpert, type RankedNeed } from './pool/pool.ts';
export { type Constraint } from './pool/constraints.ts';
export { tokenizerVersion, tokensOf, type Token } from './text/tokens.ts';
export { answersMin, refit, type Answer, type SideRefit } from './refit.ts';

export { checkStability, type Fault, type StabilityReport } from './round/check-stability.ts';
export { solve, type ProposingSide, type Solution, type SolveOptions } from './round/deferred-acceptance.ts';
export {
  listedMarket,
  sortExperts,
  sortNeeds,
  type AcceptablePair,
  type ExpertList,
  type Market,
  type NeedList,
  type Pair,
  type Places,
} from './round/market.ts';
export { canonicalJson, hashInput, hashOutput, type RoundInput } from './round/round-hash.ts';
export type { RoundFacts } from './round/standing.ts';
export { createTieBreak, type TieBreak } from './round/ties.ts';
export {
  explainUnmatched,
  type FailureCounts,
  type Obstacle,
  type Unmatched,
  type UnmatchedReason,
} from './round/unmatched.ts';
export {
  openRound,
  type OnProgress,
  type OpenedRound,
  type RoundPhase,
  type RoundResult,
} from './round/compute-round.ts';
export {
  chunkKinds,
  packChunks,
  packRound,
  roundFormat,
  sha256Of,
  unpackRound,
  type Chunk,
  type ChunkKind,
  type FrozenRound,
  type ResultPair,
  type ResultSummary,
  type RoundExpert,
  type RoundNeed,
  type RoundSettings,
  type StatedRound,
} from './round/frozen-round.ts';
