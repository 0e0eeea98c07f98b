export {
  connectMongo,
  inTransaction,
  isDuplicateKey,
  prepareCollections,
  replaceGuarded,
  type Mongo,
  type Session,
  type Versioned,
} from './mongo.ts';
export {
  dropIndex,
  runMigrations,
  updateInBatches,
  type Migration,
  type MigrationRecord,
  type MigrationWork,
} from './migrations.ts';
export { connectNats, type Bucket, type BucketEntry, type Nats } from './nats.ts';
export { createOutbox, type Aggregate, type Outbox } from './outbox.ts';
export type { OutboxRow } from './outbox-row.ts';
export { startRelay, type Relay } from './relay.ts';
export { applyIfNewer, on, PermanentFailure, react, when, type Reaction, type Route } from './reaction.ts';
export { startConsumers, type Consumers, type ConsumerSettings } from './consumers.ts';
export { createDeadLetters, type DeadLetter, type DeadLetters } from './dead-letters.ts';
export { createParkedEvents, type ParkedEvents, type ParkedRow } from './parked-events.ts';
export { createDatabaseKey } from './database-key.ts';
export { createRequestLog, type RequestLog } from './request-log.ts';
export { ensureStream, isNotFound, streamOf } from './streams.ts';
