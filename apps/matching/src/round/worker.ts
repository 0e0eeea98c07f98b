import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '@kexie/kernel';
import {
  hashOutput,
  openRound,
  packRound,
  unpackRound,
  type Chunk,
  type Pair,
  type StabilityReport,
} from '@kexie/matchmaker';
import { connectMongo, createOutbox } from '@kexie/messaging';
import { createStore } from '../store.ts';
import { attemptsKept, type Recheck, type Round, type RoundPhase } from './domain.ts';
import { freezeRound } from './freeze.ts';
import { resultChunks } from './store.ts';
import type { Computed, Reply, Task } from './threads.ts';

// This module is the worker of `createRoundThreads`. It has its own connection, so that reading, packing and solving a round
// block no request of the service.
const { uri } = workerData as { uri: string };
const reportEachMs = 250;
const pairsPerRead = 1_000;
let reportedAt = 0;
let reportedPhase: RoundPhase | undefined;

const mongo = await connectMongo(uri);
const store = createStore(mongo, createOutbox(mongo));
// an error that is not meant for clients ends the thread, and the service logs it
parentPort?.on('message', (task: Task) => void answer(task));

async function answer(task: Task): Promise<void> {
  reportedPhase = undefined;
  const reply: Reply = await run(task).then(
    (result) => ({ result }),
    (error: unknown) => {
      if (error instanceof DomainError) return { refused: { code: error.code, message: error.texts } };
      throw error;
    },
  );
  parentPort?.postMessage(reply);
}

async function run(task: Task): Promise<Computed | Recheck> {
  const round = await store.rounds.require(task.roundId);
  return task.kind === 'COMPUTE' ? compute(round, task) : recheck(round, task);
}

async function compute(round: Round, task: Task): Promise<Computed> {
  const attempt = { roundId: round._id, attempt: task.attempt };
  const startedAt = performance.now();
  let read = 0;
  progress('FREEZING', 0);
  const frozen = await freezeRound({ store }, round, new Date(task.nowMs), (count) => {
    read += count;
    // the number of records is not known beforehand
    progress('FREEZING', read / (read + 10_000));
  });
  const afterInputs = await store.rounds.writeChunks(attempt, 0, packRound(frozen));
  const opened = await openRound(frozen, { onProgress: progress });
  const result = opened.compute();
  progress('STORING', 0);
  const { inputHash } = opened;
  const { pairs, unmatched, report, acceptablePairs, outputHash } = result;
  const summary = { inputHash, outputHash, pairs: pairs.length, acceptablePairs };
  await store.rounds.writeChunks(attempt, afterInputs, resultChunks(summary, pairs));
  await store.rounds.writeResult(attempt, { pairs, unmatched });
  await store.rounds.discardBefore({ ...attempt, attempt: task.attempt - attemptsKept + 1 });
  const { BLOCKING, OVER_QUOTA, OVER_CAPACITY } = report.counts;
  return {
    attempt: task.attempt,
    needs: frozen.needs.length,
    experts: frozen.experts.length,
    places: frozen.needs.reduce((sum, { places }) => sum + places, 0),
    acceptablePairs,
    matchedPairs: pairs.length,
    frozenPairs: frozen.frozen.length,
    blockingPairs: BLOCKING,
    quotaViolations: OVER_QUOTA,
    capacityViolations: OVER_CAPACITY,
    otherFaults: othersOf(report),
    inputHash,
    outputHash,
    computeSeconds: Math.round(performance.now() - startedAt) / 1_000,
  };
}

function othersOf({ counts }: StabilityReport): number {
  return counts.UNACCEPTABLE + counts.DUPLICATE + counts.UNKNOWN + counts.FROZEN_MISSING;
}

/** Reads the stored inputs and pairs, and checks the pairs again. */
async function recheck({ _id: roundId }: Round, task: Task): Promise<Recheck> {
  const attempt = { roundId, attempt: task.attempt };
  progress('CHECKING', 0);
  const chunks: Chunk[] = [];
  for await (const chunk of store.rounds.readChunks(attempt)) chunks.push(chunk);
  const { round: frozen } = unpackRound(chunks);
  const pairs: Pair[] = [];
  for (let after = ''; ;) {
    const page = await store.rounds.pairsAfter(attempt, { after, limit: pairsPerRead });
    pairs.push(...page.map(({ needId, expertId }) => ({ needId, expertId })));
    if (page.length < pairsPerRead) break;
    after = page.at(-1)?._id ?? '';
  }
  const opened = await openRound(frozen, { onProgress: progress });
  const { counts } = opened.check(pairs);
  return { inputHash: opened.inputHash, outputHash: hashOutput(pairs), counts };
}

/** Reports the progress, at most four times a second within a phase. */
function progress(phase: RoundPhase, share: number): void {
  const now = performance.now();
  if (phase === reportedPhase && now - reportedAt < reportEachMs) return;
  reportedAt = now;
  reportedPhase = phase;
  parentPort?.postMessage({ progress: { phase, share } } satisfies Reply);
}
