import mongoose, { Schema } from 'mongoose';
import { LeadershipAttentionRecorded } from '@kexie/events';
import { DomainError, measure, newId, toDay, yearOf, type Clock, type PageRequest } from '@kexie/kernel';
import { isDuplicateKey, type Mongo, type Outbox, type RequestLog, type Session } from '@kexie/messaging';
import { findPage, importRows, inRegions, requireRegion, requireRole, saveImported, type Viewer } from '@kexie/service';
import type {
  AttentionKind,
  ImportLeadershipAttentionsInput,
  LeadershipAttentionInput,
  LeadershipAttentionRow,
} from '../generated/graphql.ts';
import type { Regions } from '../region/store.ts';

/** A leader or leading body heard a report, visited, studied. `heldOn` is null when only the year is stated. */
export type Attention = {
  _id: string;
  version: number;
  importKey: string | null;
  kind: AttentionKind;
  regionCode: string;
  heldOn: string | null;
  year: number;
  body: string;
  leaderTitle: string | null;
  topic: string | null;
  result: string | null;
  uniqueKey?: string;
};

const text = { type: String, default: null };
const schema = new Schema<Attention>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: text,
    kind: { type: String, required: true },
    regionCode: { type: String, required: true },
    heldOn: text,
    year: { type: Number, required: true },
    body: { type: String, required: true },
    leaderTitle: text,
    topic: text,
    result: text,
    uniqueKey: String,
  },
  { collection: 'leadership_attentions', versionKey: false },
);
schema.index({ regionCode: 1, kind: 1, year: 1 });
schema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
schema.index({ importKey: 1, _id: 1 });
schema.index({ uniqueKey: 1 }, { unique: true, partialFilterExpression: { uniqueKey: { $type: 'string' } } });

export type Attentions = ReturnType<typeof createAttentions>;

/** What leaders did, and how often. */
export function createAttentions(mongo: Mongo) {
  const model = mongo.model<Attention>('LeadershipAttention', schema);
  return {
    model,
    byId: (id: string) => model.findById(id).lean<Attention>().exec(),
    byIds: (ids: readonly string[]) =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .lean<Attention[]>()
        .exec(),
    page: ({
      region,
      fromYear,
      toYear,
      kind,
      ...request
    }: PageRequest & {
      region: string;
      fromYear?: number | null | undefined;
      toYear?: number | null | undefined;
      kind?: AttentionKind | null | undefined;
    }) =>
      findPage(model, {
        ...request,
        filter: {
          $and: [
            inRegions('regionCode', [region]),
            kind ? { kind } : {},
            fromYear ? { year: mongoose.trusted({ $gte: fromYear }) } : {},
            toYear ? { year: mongoose.trusted({ $lte: toYear }) } : {},
          ],
        },
        sort: [
          { field: 'year', direction: 'DESC' },
          { field: 'heldOn', direction: 'DESC' },
        ],
      }),
    /** How often a year; null for a year without a record, because a report that nobody wrote is not a 0. */
    async perYear({
      region,
      fromYear,
      toYear,
      kind,
    }: {
      region: string;
      fromYear: number;
      toYear: number;
      kind: AttentionKind;
    }) {
      if (toYear < fromYear || toYear - fromYear > 100)
        throw new DomainError('VALIDATION_FAILED', 'Ask for 1 to 100 years, the first one first.', ['toYear']);
      const { $gte, $lt } = rangeOf(region);
      const groups = await model
        .aggregate<{ _id: number; count: number }>([
          { $match: { regionCode: { $gte, $lt }, kind, year: { $gte: fromYear, $lte: toYear } } },
          { $group: { _id: '$year', count: { $sum: 1 } } },
        ])
        .option({ maxTimeMS: 10_000 });
      const counts = new Map(groups.map(({ _id, count }) => [_id, count]));
      return Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index).map((year) => ({
        year,
        measure: measure(counts.get(year) ?? null, 'TIME'),
      }));
    },
  };
}

function rangeOf(region: string): { $gte: string; $lt: string } {
  return (inRegions('regionCode', [region]) as { regionCode: { $gte: string; $lt: string } }).regionCode;
}

type Deps = {
  mongo: Mongo;
  attentions: Attentions;
  regions: Regions;
  outbox: Outbox;
  requests: RequestLog;
  now: Clock;
};
type Stated = Omit<Attention, '_id' | 'version' | 'importKey'>;

/** Records what a leader did. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, DUPLICATE. */
export async function recordAttention(
  { attentions, regions, outbox, requests, now }: Deps,
  viewer: Viewer,
  input: LeadershipAttentionInput,
): Promise<Attention> {
  requireRegion(viewer, input.regionCode, 'staff');
  const stated = checked(input, now());
  const _id = newId('att');
  try {
    const made = await requests.once(
      { viewerId: viewer.id, mutation: 'recordLeadershipAttention', input },
      async (session) => {
        await regions.knownRegion(input.regionCode, 'regionCode', session);
        const attention = { ...stated, _id, version: 1, importKey: null };
        await attentions.model.insertMany([attention], { session });
        await tell(outbox, attention, session);
        return _id;
      },
    );
    return (await attentions.byId(made)) as Attention;
  } catch (error) {
    throw isDuplicateKey(error) ? new DomainError('DUPLICATE', 'This is recorded already.', ['topic']) : error;
  }
}

export async function importAttentions(
  { mongo, attentions, regions, outbox, now }: Deps,
  viewer: Viewer,
  input: ImportLeadershipAttentionsInput,
) {
  requireRole(viewer, 'staff');
  return importRows(mongo, input, async ({ key, ...row }: LeadershipAttentionRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const stated = checked(row, now());
    await regions.knownRegion(row.regionCode, 'regionCode', session);
    // rows of one import have keys of their own, so two hearings of one year without a day are two
    const { uniqueKey: _, ...own } = stated;
    const saved = await saveImported<Attention>(
      attentions.model,
      key,
      (present) => {
        if (present) requireRegion(viewer, present.regionCode, 'staff');
        return { ...own, _id: present?._id ?? newId('att'), version: 1, importKey: key };
      },
      session,
    );
    if (saved.outcome !== 'UNCHANGED') await tell(outbox, saved.record, session);
    return { id: saved.id, outcome: saved.outcome };
  });
}

function checked(
  {
    kind,
    regionCode,
    heldOn = null,
    year,
    body,
    leaderTitle = null,
    topic = null,
    result = null,
  }: Omit<LeadershipAttentionInput, 'clientMutationId'>,
  now: Date,
): Stated {
  if (heldOn && Number(heldOn.slice(0, 4)) !== year)
    throw new DomainError('VALIDATION_FAILED', 'The year is that of the day.', ['year']);
  if (heldOn && heldOn > toDay(now))
    throw new DomainError('VALIDATION_FAILED', 'The day lies in the future.', ['heldOn']);
  if (year < 1958 || year > yearOf(now))
    throw new DomainError('VALIDATION_FAILED', 'The year lies between 1958 and now.', ['year']);
  if (!body.trim() || body.length > 200)
    throw new DomainError('VALIDATION_FAILED', 'The body has 1 to 200 characters.', ['body']);
  return {
    kind,
    regionCode,
    heldOn,
    year,
    body,
    leaderTitle,
    topic,
    result,
    ...(heldOn && { uniqueKey: [kind, regionCode, heldOn, topic ?? ''].join('|') }),
  };
}

function tell(outbox: Outbox, { _id, version, kind, regionCode, year }: Attention, session: Session): Promise<void> {
  return outbox.append(
    [LeadershipAttentionRecorded({ attentionId: _id, kind, regionCode, year })],
    { aggregateId: _id, version },
    session,
  );
}
