import { once } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { TermStatistics } from '../pool/terms.ts';
import { createShard, type ShardTask } from './shard.ts';

// This module is the worker of `listAcceptable`: it indexes and scores a part of the experts. It sends the statistics of its
// part, receives those of all parts, and sends the scores in batches and a null at their end.
const port = parentPort as MessagePort;
const shard = createShard(workerData as ShardTask);
const received = once(port, 'message') as Promise<[TermStatistics]>;
port.postMessage(shard.statistics());
const [all] = await received;
shard.assume(all);
for (const scored of shard.score()) {
  const { counts, experts, needScores, expertScores } = scored;
  port.postMessage(
    scored,
    [counts, experts, needScores, expertScores].map(({ buffer }) => buffer),
  );
}
port.postMessage(null);
