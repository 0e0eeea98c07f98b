export { publicationState, publishSubgraph, retireSubgraph } from './publish.ts';
export { readSubgraphs, registryOf, watchSubgraphs, type SubgraphWatch } from './watch.ts';
export { createTrust, parseTeams, type Teams, type Trust } from './trust.ts';
export { type TeamKey } from './signature.ts';
export { composeSupergraph, hashOf, type Composition, type CompositionError } from './compose.ts';
export { addressesOf, withoutAddresses } from './addresses.ts';
export { readLastGood, watchLastGood, writeLastGood, type LastGood } from './last-good.ts';
export { newPublications, type Case, type Judgement } from './judge.ts';
export { judgeAside } from './judge-aside.ts';
export { apiSchema } from './api-schema.ts';
export { supportedFeatures } from './features.ts';
export { type SeenOperation } from './operation-buffer.ts';
export { createOperationLog, type OperationLog } from './operation-log.ts';
export {
  hottest,
  readOperations,
  readUnrecorded,
  recordedSince,
  type ClientUse,
  type RecordedOperation,
  type Standing,
} from './operations.ts';
export { watchVerdict, writeVerdict, type PassedVerdict, type Reason, type Verdict } from './verdicts.ts';
export { type AcceptedSubgraph, type Publication, type PublishedSubgraph, type Subgraph } from './subgraph.ts';
export {
  parseManifest,
  publishDocuments,
  retireDocuments,
  watchDocuments,
  type TrustedDocument,
  type TrustedDocuments,
} from './trusted-documents.ts';
