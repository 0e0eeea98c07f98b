import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { resourceLimits } from 'node:worker_threads';
import { DomainError, startThread } from '@kexie/kernel';
import { say } from '../messages.ts';
import { mergeStatistics } from '../pool/terms.ts';
import type { FrozenRound, RoundExpert, RoundNeed } from './frozen-round.ts';
import type { ExpertList } from './market.ts';
import { createShard, type IndexedExperts, type NeedBatch, type ScoredNeeds, type ShardSettings } from './shard.ts';
import type { ShardAnswer, ShardMessage } from './shard-worker.ts';

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
/** Experts or needs in one message to a thread. */
const batchSize = 64;
/** Messages that wait for a thread, so that it does not wait for the next one. */
const ahead = 32;

/**
 * Scores all pairs of a round, and lists those that are acceptable. A round of many experts uses a second thread if the machine
 * has another processor; the number of threads does not change the result. `onProgress` receives the share that is done, 0 to 1.
 *
 * Each thread indexes a part of the experts and scores all needs with it. The weights of words need the statistics of all
 * experts, so the threads exchange them first. They share the work on the texts of needs, too.
 * @throws VALIDATION_FAILED for more than 20 million acceptable pairs
 */
export async function listAcceptable(
  needs: readonly RoundNeed[],
  experts: readonly RoundExpert[],
  settings: FrozenRound['settings'],
  { threads, onProgress }: { threads?: number | undefined; onProgress: (share: number) => void },
): Promise<Acceptable> {
  const count = mayBeDivided(needs) ? (threads ?? threadsFor(experts.length)) : 1;
  const helpers = Array.from({ length: count - 1 }, () => startHelper(settings));
  try {
    const own = createShard(settings);
    const parts = dividedByField(experts, count);
    indexExperts(own, helpers, parts, experts);
    await exchangeStatistics(own, helpers);
    return await scoreNeeds(own, helpers, needs, onProgress);
  } finally {
    await Promise.all(helpers.map((helper) => helper.stop()));
  }
}

type Shard = ReturnType<typeof createShard>;
type Helper = ReturnType<typeof startHelper>;

/** Puts the first part of the experts into the index of this thread, and the others into those of the helpers. */
function indexExperts(
  own: Shard,
  helpers: readonly Helper[],
  [ownPart = [], ...otherParts]: readonly number[][],
  experts: readonly RoundExpert[],
): void {
  const feeds = helpers.map((helper, index) => createFeed(helper, putsOf(otherParts[index] ?? [], experts)));
  for (const feed of feeds) feed(ahead);
  for (const { put } of putsOf(ownPart, experts)) {
    for (const feed of feeds) feed(1);
    own.put(put);
  }
  for (const feed of feeds) feed(Infinity);
}

/** Gives all threads the statistics of all experts. */
async function exchangeStatistics(own: Shard, helpers: readonly Helper[]): Promise<void> {
  for (const helper of helpers) helper.send({ statistics: true });
  const statistics = [own.statistics()];
  for (const helper of helpers) statistics.push(await helper.next('statistics'));
  const assume = mergeStatistics(statistics);
  own.assume(assume);
  for (const helper of helpers) helper.send({ assume });
}

/** Scores all needs in all threads. The batches of needs are dealt to the threads, each of which compiles their texts for all. */
async function scoreNeeds(
  own: Shard,
  helpers: readonly Helper[],
  needs: readonly RoundNeed[],
  onProgress: (share: number) => void,
): Promise<Acceptable> {
  const pairs = createCounter();
  const batches = batchesOf(needs);
  const threads = [undefined, ...helpers];
  const compilerOf = (at: number): number => at % threads.length;
  const feeds = threads.map(
    (helper, index) =>
      helper && createFeed(helper, compilesOf(batches.filter((_batch, at) => compilerOf(at) === index))),
  );
  for (const feed of feeds) feed?.(ahead);
  const scored: ScoredNeeds[] = [];
  for (const [at, batch] of batches.entries()) {
    const compiler = compilerOf(at);
    const texts = await (threads[compiler]?.next('compiled') ?? own.compile(batch.facts));
    feeds[compiler]?.(1);
    for (const helper of helpers) helper.send({ score: { ...batch, texts } });
    onProgress(batch.from / needs.length);
    scored.push(pairs.counted(own.score({ ...batch, texts })));
  }
  const lists: ExpertList[] = [];
  for (const [index, first] of scored.entries()) {
    const all = [first];
    for (const helper of helpers) all.push(pairs.counted(await helper.next('scored')));
    lists.push(...listsOf(all));
    delete scored[index]; // its pairs are in the lists
  }
  return { of: (need) => lists[need] as ExpertList, total: pairs.total() };
}

/** A need without suggested subjects gets those of the nearest experts, so it needs one index of all experts. */
const mayBeDivided = (needs: readonly RoundNeed[]): boolean =>
  needs.every(({ facts }) => facts.suggestedSubjects !== null);

const threadsFor = (experts: number): number =>
  Math.max(1, Math.min(threadsMax, availableParallelism(), Math.floor(experts / expertsPerThread)));

/**
 * The indices of experts in parts of about the same size, each part by field. Experts of one field get adjacent rows of an index,
 * because a need reads the rows of its own field.
 */
function dividedByField(experts: readonly RoundExpert[], count: number): number[][] {
  const fields = experts.map(
    ({ facts: { subjects, suggestedSubjects } }) => (subjects[0] ?? suggestedSubjects[0])?.code ?? '',
  );
  const indices = Array.from(experts.keys()).sort((a, b) => compare(fields[a] as string, fields[b] as string) || a - b);
  return Array.from({ length: count }, (_, part) => indices.filter((_expert, at) => at % count === part));
}

/** The experts with these indices, a batch at a time. */
function* putsOf(indices: readonly number[], experts: readonly RoundExpert[]): Generator<{ put: IndexedExperts }> {
  for (let from = 0; from < indices.length; from += batchSize) {
    const batch = indices.slice(from, from + batchSize);
    yield {
      put: { facts: batch.map((index) => (experts[index] as RoundExpert).facts), indices: Uint32Array.from(batch) },
    };
  }
}

/** The needs in batches. */
const batchesOf = (needs: readonly RoundNeed[]): NeedBatch[] =>
  Array.from({ length: Math.ceil(needs.length / batchSize) }, (_, index) => {
    const from = index * batchSize;
    return { from, facts: needs.slice(from, from + batchSize).map(({ facts }) => facts) };
  });

function* compilesOf(batches: readonly NeedBatch[]): Generator<ShardMessage> {
  for (const compile of batches) yield { compile };
}

/** Sends messages to a thread, as many at a time as it is told, so that few of them wait in memory. */
function createFeed(helper: Helper, messages: Iterator<ShardMessage>) {
  return (count: number): void => {
    for (let sent = 0; sent < count; sent += 1) {
      const next = messages.next();
      if (next.done) return;
      helper.send(next.value);
    }
  };
}

/** A thread that indexes and scores a part of the experts. */
function startHelper(settings: ShardSettings) {
  const worker = startThread(new URL('shard-worker.ts', import.meta.url), {
    workerData: settings,
    memoryMbMax: resourceLimits.maxOldGenerationSizeMb,
  });
  // the answers are kept until they are read, and an error of the thread is thrown to the reader
  const answers = on(worker, 'message', { close: ['exit'] });
  const waiting: ShardAnswer[] = [];
  return {
    send: (message: ShardMessage): void => worker.postMessage(message),
    /** The next answer of this kind. */
    async next<Kind extends keyof ShardAnswer>(kind: Kind): Promise<ShardAnswer[Kind]> {
      for (;;) {
        const found = waiting.findIndex((answer) => answer[kind] !== undefined);
        if (found >= 0) return (waiting.splice(found, 1)[0] as ShardAnswer)[kind];
        const { value, done } = (await answers.next()) as IteratorResult<[ShardAnswer], undefined>;
        if (done) throw new Error('A thread of a round ended without a result.');
        waiting.push(value[0]);
      }
    },
    stop: async (): Promise<unknown> => worker.terminate(),
  };
}

/** Counts the acceptable pairs, and refuses too many. */
function createCounter() {
  let total = 0;
  return {
    total: (): number => total,
    counted(scored: ScoredNeeds): ScoredNeeds {
      total += scored.experts.length;
      if (total > pairsMax)
        throw new DomainError(
          'VALIDATION_FAILED',
          say`A round has at most ${pairsMax} acceptable pairs. Raise the thresholds, or name the needs.`,
          ['minNeedScore'],
        );
      return scored;
    },
  };
}

/** The lists of the needs of a batch, from the pairs that the threads found. */
function listsOf(parts: readonly ScoredNeeds[]): ExpertList[] {
  const begins = parts.map(() => 0);
  return Array.from((parts[0] as ScoredNeeds).counts, (_, need) =>
    joined(
      parts.map(({ counts, experts, needScores, expertScores }, part) => {
        const begin = begins[part] as number;
        const end = begin + (counts[need] as number);
        begins[part] = end;
        return {
          experts: experts.subarray(begin, end),
          needScores: needScores.subarray(begin, end),
          expertScores: expertScores.subarray(begin, end),
        };
      }),
    ),
  );
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

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
