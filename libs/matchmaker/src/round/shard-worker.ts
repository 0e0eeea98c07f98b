import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { TermStatistics } from '../pool/terms.ts';
import { createShard, type IndexedExperts, type NeedBatch, type ShardSettings } from './shard.ts';

/** A message to this worker. The worker answers `statistics` with those of its experts, and `score` with the pairs. */
export type ShardMessage =
  { put: IndexedExperts } | { statistics: true } | { assume: TermStatistics } | { score: NeedBatch };

// This module is the worker of `listAcceptable`: it indexes and scores a part of the experts. Messages are answered in their
// order, and are small, so that the facts of all experts are never in this thread at once.
const port = parentPort as MessagePort;
const shard = createShard(workerData as ShardSettings);
port.on('message', (message: ShardMessage) => {
  if ('put' in message) shard.put(message.put);
  else if ('statistics' in message) port.postMessage(shard.statistics());
  else if ('assume' in message) shard.assume(message.assume);
  else {
    const scored = shard.score(message.score);
    const { counts, experts, needScores, expertScores } = scored;
    port.postMessage(
      scored,
      [counts, experts, needScores, expertScores].map(({ buffer }) => buffer),
    );
  }
});
