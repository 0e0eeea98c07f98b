import mongoose, { Schema, type Model, type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import { packChunks, type Chunk, type ChunkKind, type ResultPair, type Unmatched } from '@kexie/matchmaker';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  dateOrNull,
  every,
  findPage,
  inRegions,
  number,
  numberOrNull,
  oneOf,
  part,
  text,
  textOrNull,
  texts,
  versionedSchema,
  type Viewer,
} from '@kexie/service';
import type { RoundFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { regionsInCharge } from '../need/domain.ts';
import type { RoundOutcome } from '../proposal/domain.ts';
import type { Side } from '../proposal/domain.ts';
import {
  leaseMs,
  type Explained,
  type Failure,
  type Figures,
  type Job,
  type Round,
  type RoundPhase,
} from './domain.ts';

const figures = part<Figures>({
  attempt: number,
  needs: number,
  experts: number,
  places: number,
  acceptablePairs: number,
  matchedPairs: number,
  frozenPairs: number,
  blockingPairs: number,
  quotaViolations: number,
  capacityViolations: number,
  otherFaults: number,
  inputHash: text,
  outputHash: text,
  computedAt: date,
  computeSeconds: number,
});
const job = part<Job>({ leaseId: text, leaseUntil: date, startedAt: date, phase: text, share: number });

const schema = versionedSchema<Round>('rounds', {
  title: text,
  regionCode: text,
  freezeAt: dateOrNull,
  minNeedScore: number,
  minExpertScore: number,
  proposingSide: text,
  tieSeed: text,
  modelVersion: text,
  needIds: texts,
  serviceTeamIds: texts,
  status: text,
  attempts: number,
  job: { type: job, default: null },
  failure: {
    type: part<Failure>({ code: text, message: { type: Schema.Types.Mixed, required: true } }),
    default: null,
  },
  figures: { type: figures, default: null },
  publishedBy: textOrNull,
  publishedAt: dateOrNull,
  proposalsMade: number,
  cancelledBecause: textOrNull,
  createdAt: date,
});
schema.index({ createdAt: -1, _id: 1 });
schema.index({ regionCode: 1, status: 1 });

/** A chunk of the inputs or the result of an attempt. `records` is gzip of canonical JSON lines. */
export type StoredChunk = {
  _id: string;
  roundId: string;
  attempt: number;
  index: number;
  kind: ChunkKind;
  count: number;
  sha256: string;
  records: Buffer;
};
const chunkSchema = new Schema<StoredChunk>(
  {
    _id: text,
    roundId: text,
    attempt: number,
    index: number,
    kind: text,
    count: number,
    sha256: text,
    records: { type: Buffer, required: true },
  },
  { collection: 'round_inputs', versionKey: false },
);
chunkSchema.index({ roundId: 1, attempt: 1, index: 1 });

/** A pair of a result. `proposalId` is the proposal that was made of it; if none could be made, the code and reason say why. */
export type StoredPair = ResultPair & {
  _id: string;
  roundId: string;
  attempt: number;
  kind: 'PAIR';
  proposalId: string | null;
  refusedCode: string | null;
  refusedReason: string | null;
};
/** A need (side ENTERPRISE) or an expert with a free place, and why it is free. Scores are in millionths. */
export type StoredUnmatched = Explained & {
  _id: string;
  roundId: string;
  attempt: number;
  kind: 'ENTERPRISE' | 'EXPERT';
  agentId: string;
};
type StoredResult = StoredPair | StoredUnmatched;

const resultSchema = new Schema(
  {
    _id: text,
    roundId: text,
    attempt: number,
    kind: text,
    needId: String,
    expertId: String,
    needScore: numberOrNull,
    expertScore: numberOrNull,
    isFrozen: Boolean,
    proposalId: textOrNull,
    refusedCode: textOrNull,
    refusedReason: textOrNull,
    agentId: String,
    side: String,
    reason: String,
    places: Number,
    filled: Number,
    acceptableCount: Number,
    forbiddenCount: Number,
    failedConstraints: {
      type: [part<{ constraint: string; count: number }>({ constraint: text, count: number })],
      default: undefined,
    },
    best: {
      type: [part<Explained['best'][number]>({ id: text, ownScore: number, partnerScore: number, obstacle: text })],
      default: undefined,
    },
  },
  { collection: 'round_results', versionKey: false },
);
resultSchema.index({ roundId: 1, attempt: 1, kind: 1, _id: 1 });

const rowsPerWrite = 500;
const queryTimeoutMs = 10_000;
/** A round has far fewer chunks: 200,000 experts give 400 to 10,000. */
const chunksMax = 100_000;

type AttemptOf = { roundId: string; attempt: number };

export function createRoundStore(mongo: Mongo, outbox: Outbox) {
  const rounds = createAggregateStore<Round>(mongo, outbox, { name: 'MatchingRound', schema, noun: say`round` });
  const chunks = mongo.model<StoredChunk>('RoundInput', chunkSchema);
  const results = mongo.model<StoredResult>('RoundResult', resultSchema as unknown as Schema<StoredResult>);
  const pairRows = results as unknown as Model<StoredPair>;
  const unmatchedRows = results as unknown as Model<StoredUnmatched>;
  const idOf = ({ roundId, attempt }: AttemptOf, ...parts: readonly string[]): string =>
    [roundId, String(attempt).padStart(6, '0'), ...parts].join(':');

  return {
    ...rounds,
    chunks,
    results,
    /** The number of rounds of exactly this region that are neither closed nor cancelled. */
    countUnfinished: (regionCode: string, session: Session) =>
      rounds.model
        .countDocuments({ regionCode, status: mongoose.trusted({ $nin: ['CLOSED', 'CANCELLED'] }) })
        .session(session)
        .exec(),
    /**
     * Renews the lease of a job and records its progress. This does not raise the version. Returns false if another job has
     * taken over.
     */
    async renew(
      id: string,
      { leaseId, phase, share }: { leaseId: string; phase: RoundPhase; share: number },
      now: Date,
    ): Promise<boolean> {
      const progress = {
        'job.leaseUntil': new Date(now.getTime() + leaseMs),
        'job.phase': phase,
        'job.share': share,
      };
      const { matchedCount } = await rounds.model.updateOne({ _id: id, 'job.leaseId': leaseId } as QueryFilter<Round>, {
        $set: progress,
      });
      return matchedCount === 1;
    },
    /** Writes chunks one by one, from this index on. Returns the index after the last one. */
    async writeChunks(of: AttemptOf, from: number, written: Iterable<Chunk>): Promise<number> {
      let index = from;
      for (const { kind, records, sha256, data } of written) {
        const _id = idOf(of, String(index).padStart(6, '0'));
        await chunks.insertMany([{ _id, ...of, index, kind, count: records, sha256, records: data }]);
        index += 1;
      }
      return index;
    },
    /** The chunks of an attempt in their order. */
    async *readChunks({ roundId, attempt }: AttemptOf): AsyncGenerator<Chunk> {
      for (let index = 0; index < chunksMax; index += 1) {
        const found = await chunks.findOne({ roundId, attempt, index }).maxTimeMS(queryTimeoutMs).lean<StoredChunk>();
        if (!found) return;
        yield { kind: found.kind, records: found.count, sha256: found.sha256, data: bytesOf(found.records) };
      }
    },
    /** Writes the pairs of a result and the agents with free places, in batches. */
    async writeResult(
      of: AttemptOf,
      {
        pairs,
        unmatched,
      }: { pairs: readonly ResultPair[]; unmatched: { needs: readonly Unmatched[]; experts: readonly Unmatched[] } },
    ): Promise<void> {
      const rowsOf = (side: Side, agents: readonly Unmatched[]) =>
        agents.map(({ id, reason, places, filled, acceptableCount, forbiddenCount, failedConstraints, best }) => ({
          ...{ _id: idOf(of, side, id), ...of, kind: side, side, agentId: id },
          ...{ reason, places, filled, acceptableCount, forbiddenCount },
          ...(failedConstraints && { failedConstraints }),
          best: best.map(({ partnerLowest: _, ...partner }) => partner),
        }));
      const rows: object[] = [
        ...pairs.map((pair) => ({ _id: idOf(of, 'PAIR', pair.needId, pair.expertId), ...of, kind: 'PAIR', ...pair })),
        ...rowsOf('ENTERPRISE', unmatched.needs),
        ...rowsOf('EXPERT', unmatched.experts),
      ];
      for (let from = 0; from < rows.length; from += rowsPerWrite)
        await results.insertMany(rows.slice(from, from + rowsPerWrite) as never[]);
    },
    /** The pairs of a result after this id, in the order of their ids. */
    pairsAfter: ({ roundId, attempt }: AttemptOf, { after, limit }: { after: string; limit: number }) =>
      results
        .find({ roundId, attempt, kind: 'PAIR', _id: mongoose.trusted({ $gt: after }) } as QueryFilter<StoredResult>)
        .sort({ _id: 1 })
        .limit(limit)
        .maxTimeMS(queryTimeoutMs)
        .lean<StoredPair[]>()
        .exec(),
    /** Records which proposals were made of pairs. */
    async recordOutcomes(of: AttemptOf, outcomes: readonly RoundOutcome[]): Promise<void> {
      if (outcomes.length === 0) return;
      await results.bulkWrite(
        outcomes.map(({ needId, expertId, proposalId, code, reason }) => ({
          updateOne: {
            filter: { _id: idOf(of, 'PAIR', needId, expertId) },
            update: { $set: { proposalId, refusedCode: code, refusedReason: reason } },
          },
        })) as never,
      );
    },
    /** Why this agent has a free place after the attempt; null if it has none. */
    unmatched: (of: AttemptOf, side: Side, agentId: string) =>
      results
        .findById(idOf(of, side, agentId))
        .lean<StoredUnmatched>()
        .exec(),
    /** Removes what attempts before this one have left. */
    async discardBefore({ roundId, attempt }: AttemptOf): Promise<void> {
      const earlier = { roundId, attempt: mongoose.trusted({ $lt: attempt }) } as QueryFilter<StoredChunk>;
      await chunks.deleteMany(earlier);
      await results.deleteMany(earlier as QueryFilter<StoredResult>);
    },
    /** A page of the pairs of an attempt, by need and expert. */
    pairs: ({ roundId, attempt }: AttemptOf, page: PageRequest) =>
      findPage(pairRows, { ...page, filter: { roundId, attempt, kind: 'PAIR' } as QueryFilter<StoredPair> }),
    /** A page of the agents of a side with free places, by id. */
    allUnmatched: ({ roundId, attempt }: AttemptOf, side: Side, page: PageRequest) =>
      findPage(unmatchedRows, { ...page, filter: { roundId, attempt, kind: side } as QueryFilter<StoredUnmatched> }),
    /** A page of chunks in their order. */
    chunkPage: ({ roundId, attempt }: AttemptOf, page: PageRequest) =>
      findPage(chunks, { ...page, filter: { roundId, attempt } as QueryFilter<StoredChunk> }),
    list: (viewer: Viewer, { filter, ...page }: PageRequest & { filter?: RoundFilter | null | undefined }) =>
      findPage(rounds.model, {
        ...page,
        filter: every<Round>(
          visibleTo(viewer),
          inRegions('regionCode', filter?.regions),
          oneOf('status', filter?.statuses),
        ),
        sort: [{ field: 'createdAt', direction: 'DESC' }],
      }),
  };
}

/** Stored bytes. The driver returns its own type for them in lean documents. */
export function bytesOf(stored: Buffer | mongoose.mongo.Binary): Buffer {
  return Buffer.isBuffer(stored) ? stored : Buffer.from(stored.value());
}

/** The chunks of a result, after those of its inputs. */
export function* resultChunks(summary: object, pairs: readonly ResultPair[]): Generator<Chunk> {
  yield* packChunks('RESULT', [summary]);
  yield* packChunks('PAIR', pairs);
}

/** The rule of `maySee` as a condition for the database. */
function visibleTo(viewer: Viewer): object {
  if (viewer.roles.includes('administrator')) return {};
  return {
    $or: [
      { publishedAt: mongoose.trusted({ $ne: null }) },
      ...regionsInCharge(viewer).map((region) => inRegions('regionCode', [region])),
    ],
  };
}
