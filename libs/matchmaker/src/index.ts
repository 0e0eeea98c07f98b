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
export { bayAreaPrefixes, constants, firstModel, isOfBayArea, requireWeights, type Model, type Weights } from './model.ts';
export { type Explanation, type ScorePart } from './pool/explain.ts';
export { createPool, type Pool, type RankedExpert, type RankedNeed, type SuggestedSubject } from './pool/pool.ts';
export { type Constraint } from './pool/score.ts';
export { tokenizerVersion, tokensOf, type Token } from './text/tokens.ts';
export { answersMin, refit, type Answer, type SideRefit } from './refit.ts';
