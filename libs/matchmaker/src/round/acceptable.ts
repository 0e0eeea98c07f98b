import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { resourceLimits, Worker } from 'node:worker_threads';
import { compiledCodeEnv, DomainError } from '@kexie/kernel';
import { mergeStatistics, type TermStatistics } from '../pool/terms.ts';
import type { FrozenRound, RoundExpert, RoundNeed } from './frozen-round.ts';
import type { ExpertList } from './market.ts';
import { createShard, type ScoredNeeds, type ShardTask } from './shard.ts';

/** The acceptable pairs of a round. */
export type Acceptable = {
  /** the pairs of a need, in no particular order */
  of(need: number): ExpertList;
  total: number;
};

/** The greatest number of acceptable pairs of a round; a pair takes 12 bytes. */
const pairsMax = 20_000_000;
/** Experts for whom a second thread takes less time than one. */
const expertsPerThread = 4_000;
const threadsMax = 2;

/**
 * Scores all pairs of a round, and lists those that are acceptable. A round of many experts uses a second thread if the machine
 * has another processor; the number of threads does not change the result. `onProgress` receives the share that is done, 0 to 1.
 *
 * Each thread indexes a part of the experts and scores all needs with it. The weights of words need the statistics of all
 * experts, so the threads exchange them first.
 * @throws VALIDATION_FAILED for more than 20 million acceptable pairs
 */
export async function listAcceptable(
  needs: readonly RoundNeed[],
  experts: readonly RoundExpert[],
  settings: FrozenRound['settings'],
  { threads, onProgress }: { threads?: number | undefined; onProgress: (share: number) => void },
): Promise<Acceptable> {
  const collected = createCollected(needs.length);
  const count = mayBeDivided(needs) ? (threads ?? threadsFor(experts.length)) : 1;
  const size = Math.ceil(experts.length / count);
  const [own, ...others] = Array.from({ length: count }, (_, index): ShardTask => {
    const part = experts.slice(index * size, (index + 1) * size);
    return {
      experts: part.map(({ facts }) => facts),
      first: index * size,
      needs: needs.map(({ facts }) => facts),
      settings,
    };
  });
  const helpers = others.map(startHelper);
  try {
    const shard = createShard(own as ShardTask);
    const statistics = [shard.statistics()];
    for (const helper of helpers) statistics.push(await helper.statistics());
    const all = mergeStatistics(statistics);
    for (const helper of helpers) helper.begin(all);
    shard.assume(all);
    for (const scored of shard.score()) {
      collected.add(scored);
      onProgress(scored.from / needs.length);
    }
    for (const helper of helpers) for await (const scored of helper.scores()) collected.add(scored);
  } finally {
    await Promise.all(helpers.map((helper) => helper.stop()));
  }
  return collected.lists();
}

/** A need without suggested subjects gets those of the nearest experts, so it needs one index of all experts. */
const mayBeDivided = (needs: readonly RoundNeed[]): boolean =>
  needs.every(({ facts }) => facts.suggestedSubjects !== null);

const threadsFor = (experts: number): number =>
  Math.max(1, Math.min(threadsMax, availableParallelism(), Math.floor(experts / expertsPerThread)));

/** A thread that indexes and scores a part of the experts. */
function startHelper(task: ShardTask) {
  const worker = new Worker(new URL('shard-worker.ts', import.meta.url), {
    workerData: task,
    env: compiledCodeEnv(),
    resourceLimits,
  });
  // the messages are kept until they are read, and an error of the thread is thrown to the reader
  const messages = on(worker, 'message', { close: ['exit'] });
  const next = async (): Promise<unknown> => {
    const { value, done } = (await messages.next()) as IteratorResult<[unknown], undefined>;
    if (done) throw new Error('A thread of a round ended without a result.');
    return value[0];
  };
  return {
    statistics: () => next() as Promise<TermStatistics>,
    begin: (all: TermStatistics): void => worker.postMessage(all),
    async *scores(): AsyncGenerator<ScoredNeeds> {
      for (let scored = await next(); scored !== null; scored = await next()) yield scored as ScoredNeeds;
    },
    stop: async (): Promise<unknown> => worker.terminate(),
  };
}

/** Collects the scores of all threads. */
function createCollected(needCount: number) {
  const parts: ExpertList[][] = Array.from({ length: needCount }, () => []);
  let total = 0;
  return {
    add({ from, counts, experts, needScores, expertScores }: ScoredNeeds): void {
      total += experts.length;
      if (total > pairsMax)
        throw new DomainError(
          'VALIDATION_FAILED',
          `A round has at most ${pairsMax} acceptable pairs. Raise the thresholds, or name the needs.`,
          ['minNeedScore'],
        );
      let begin = 0;
      for (const [index, length] of counts.entries()) {
        const end = begin + length;
        parts[from + index]?.push({
          experts: experts.subarray(begin, end),
          needScores: needScores.subarray(begin, end),
          expertScores: expertScores.subarray(begin, end),
        });
        begin = end;
      }
    },
    lists(): Acceptable {
      const lists = parts.map(joined);
      return { of: (need) => lists[need] as ExpertList, total };
    },
  };
}

function joined(parts: readonly ExpertList[]): ExpertList {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const column = (name: keyof ExpertList): Uint32Array => {
    const all = new Uint32Array(parts.reduce((sum, { experts }) => sum + experts.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part[name], at);
      at += part[name].length;
    }
    return all;
  };
  return { experts: column('experts'), needScores: column('needScores'), expertScores: column('expertScores') };
}
