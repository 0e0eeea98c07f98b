import { setImmediate as nextTurn } from 'node:timers/promises';
import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import { createPool, type Pool } from '@kexie/matchmaker';
import type { Expert } from '../expert/domain.ts';
import { say } from '../messages.ts';
import type { Need } from '../need/domain.ts';
import {
  expertFactsOf,
  expertFields,
  isSeeking,
  needFields,
  withoutCompetitors,
  type ExpertView,
  type NeedView,
} from './facts.ts';
import { pagesOf } from '../pages.ts';

/** Records in one read, and records that are put into the pool before other work of the process gets its turn. */
const pageRows = 500;
const rowsPerTurn = 10;
/**
 * The time by which a change may become visible after its `changedAt`: the longest transaction (60 s), and a difference of
 * the clocks of two replicas.
 */
const lateMsMax = 120_000;

type Settings = {
  experts: Model<Expert>;
  needs: Model<Need>;
  /** the time for which a request waits until the records are read after the start */
  startMsMax?: number;
};
type Changing = { _id: string; changedAt: Date };

/**
 * The pool of this process: all experts and the needs that look for experts. The database has the truth. Each request first
 * reads the records that have changed since the last one, by `changedAt`, so that all replicas answer the same and no event
 * can be missed. Concurrent requests share one read.
 */
export type LivePool = ReturnType<typeof createLivePool>;

export function createLivePool({ experts, needs, startMsMax = 10_000 }: Settings) {
  const pool = createPool();
  const views = new Map<string, NeedView>();
  const followers = [
    follow(experts, expertFields, (record: ExpertView) => pool.put(expertFactsOf(record))),
    follow(needs, needFields, (record: NeedView) => {
      if (isSeeking(record)) {
        // the competitors are a secret of the enterprise; `recommendNeeds` uses them for viewers who may read them
        pool.putNeed(withoutCompetitors(record));
        views.set(record._id, record);
      } else {
        pool.removeNeed(record._id);
        views.delete(record._id);
      }
    }),
  ];
  let building: Promise<void> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  /** Reads all records, once. After a failure the next call tries again. */
  const build = (): Promise<void> => {
    building ??= (async () => {
      for (const follower of followers) await follower.readAll();
    })().catch((error: unknown) => {
      building = undefined;
      throw error;
    });
    return building;
  };
  /** Reads the changes with a read that begins after the call. */
  const refresh = (): Promise<void> => {
    const read = async (): Promise<void> => {
      for (const follower of followers) await follower.readChanges();
    };
    if (!running) {
      running = read().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return refresh();
      });
    return next;
  };

  return {
    build,
    /**
     * The pool with all changes that were committed before the call.
     * @throws MATCHMAKER_STARTING if the records are not read within 10 s after the call.
     */
    async fresh(): Promise<Pool> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(starting()), startMsMax);
      });
      await Promise.race([build(), late]).finally(() => clearTimeout(timer));
      await refresh();
      return pool;
    },
    /** A need that looks for experts, as of the last refresh. */
    needView: (id: string): NeedView | undefined => views.get(id),
    gauges: {
      matchmaker_pool_bytes: async () => pool.bytes(),
      matchmaker_pool_experts: async () => pool.size().experts,
      matchmaker_pool_needs: async () => pool.size().needs,
      matchmaker_pool_terms: async () => pool.size().terms,
    },
  };
}

function starting(): DomainError {
  return new DomainError('MATCHMAKER_STARTING', say`The matchmaker is reading its records. Try again in a moment.`);
}

/** Follows the records of a collection by `changedAt`. */
function follow<T extends Changing, View extends { _id: string }>(
  model: Model<T>,
  fields: readonly string[],
  put: (record: View) => void,
) {
  const projection = Object.fromEntries(['changedAt', ...fields].map((field) => [field, 1]));
  /** the records that changed lately, with the change that the pool has */
  const recent = new Map<string, number>();
  let since = new Date(0);

  const putAll = async (records: readonly (View & Changing)[]): Promise<void> => {
    for (const [index, record] of records.entries()) {
      if (index % rowsPerTurn === rowsPerTurn - 1) await nextTurn();
      put(record);
      recent.set(record._id, record.changedAt.getTime());
    }
  };
  const pages = (filter: QueryFilter<T>, page: object): AsyncGenerator<(View & Changing)[]> =>
    pagesOf(model.find(filter, page).lean().cursor({ batchSize: pageRows }), pageRows);
  /** Forgets the changes that need not be read again. */
  const advance = (begun: Date): void => {
    since = new Date(begun.getTime() - lateMsMax);
    for (const [id, at] of recent) if (at < since.getTime()) recent.delete(id);
  };

  return {
    async readAll(): Promise<void> {
      const begun = new Date();
      for await (const records of pages({}, projection)) await putAll(records);
      advance(begun);
    },
    async readChanges(): Promise<void> {
      const begun = new Date();
      const changed = { changedAt: mongoose.trusted({ $gte: since }) } as QueryFilter<T>;
      for await (const stamps of pages(changed, { changedAt: 1 })) {
        const ids = stamps
          .filter(({ _id, changedAt }) => recent.get(_id) !== changedAt.getTime())
          .map(({ _id }) => _id);
        if (ids.length === 0) continue;
        const records = await model
          .find({ _id: mongoose.trusted({ $in: ids }) } as QueryFilter<T>, projection)
          .lean<(View & Changing)[]>();
        await putAll(records);
      }
      advance(begun);
    },
  };
}
