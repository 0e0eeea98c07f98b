/** Real servers and helpers that wait, for tests only. */
export { startCollector } from './collector.ts';
export type { CollectedSpan, Collector } from './collector.ts';
export { eventually } from './eventually.ts';
export { startForeignService, writeRecords } from './foreign-service.ts';
export type { ForeignService } from './foreign-service.ts';
export { cutMessages, startOwnNats } from './own-nats.ts';
export type { OwnNats } from './own-nats.ts';
export { natsUrl, testDatabase } from './servers.ts';
export type { TestDatabase } from './servers.ts';
export { startSubgraphUnderTest } from './subgraph.ts';
export type { Answer, SubgraphUnderTest } from './subgraph.ts';
export { freePort } from '@kexie/stack';
