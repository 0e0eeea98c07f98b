import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { TermStatistics } from '../pool/terms.ts';
import type { SharedText } from '../pool/need-query.ts';
import { createShard, type IndexedExperts, type NeedBatch, type ScoredNeeds, type ShardSettings } from './shard.ts';

/** A message to this worker. */
export type ShardMessage =
  | { put: IndexedExperts }
  | { statistics: true }
  | { assume: TermStatistics }
  | { compile: NeedBatch }
  | { score: NeedBatch };

/** The answers to `statistics`, `compile` and `score`. */
export type ShardAnswer = { statistics: TermStatistics; compiled: SharedText[]; scored: ScoredNeeds };

// This module is the worker of `listAcceptable`: it indexes and scores a part of the experts. Messages are answered in their
// order, and are small, so that the facts of all experts are never in this thread at once.
const port = parentPort as MessagePort;
const shard = createShard(workerData as ShardSettings);
const answer = (content: Partial<ShardAnswer>, transferred: ArrayBuffer[] = []): void =>
  port.postMessage(content, transferred);
port.on('message', (message: ShardMessage) => {
  if ('put' in message) shard.put(message.put);
  else if ('statistics' in message) answer({ statistics: shard.statistics() });
  else if ('assume' in message) shard.assume(message.assume);
  else if ('compile' in message) answer({ compiled: shard.compile(message.compile.facts) });
  else {
    const scored = shard.score(message.score);
    const { counts, experts, needScores, expertScores } = scored;
    answer(
      { scored },
      [counts, experts, needScores, expertScores].map(({ buffer }) => buffer),
    );
  }
});
