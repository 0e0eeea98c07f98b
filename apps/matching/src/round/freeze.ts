import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { DomainError, toDay } from '@kexie/kernel';
import type { FrozenRound, Pair } from '@kexie/matchmaker';
import { every, inRegions, oneOf } from '@kexie/service';
import type { Engagement } from '../engagement/domain.ts';
import type { Expert } from '../expert/domain.ts';
import { expertFactsOf, expertFields, needFactsOf, needFields, openForExperts } from '../matchmaker/facts.ts';
import { modelOf } from '../matchmaker/present-model.ts';
import { say } from '../messages.ts';
import type { Need } from '../need/domain.ts';
import { pagesOf } from '../pages.ts';
import { declineDays, openPerExpertMax, openStatuses, type Proposal } from '../proposal/domain.ts';
import type { Deps } from '../store.ts';
import { placesOfExpert, placesOfNeed, settingsOf, type Round } from './domain.ts';

/** Bounds of a round. The solver takes more, but its result could not be read. */
const needsMax = 20_000;
const expertsMax = 200_000;
const pageRows = 500;
const queryTimeoutMs = 10_000;
const dayMs = 86_400_000;

/** The condition of the needs that take part in a round beside those of its confirmed pairs. */
export function openNeedsOf({ regionCode, needIds }: Pick<Round, 'regionCode' | 'needIds'>): QueryFilter<Need> {
  return every<Need>(
    inRegions('regionCode', [regionCode]),
    oneOf('status', openForExperts),
    needIds.length > 0 ? { _id: mongoose.trusted({ $in: [...needIds] }) } : {},
  );
}

/**
 * Reads the inputs of a round: the open needs and the experts that take part with their free places, the pairs that it
 * keeps, and those that cannot be proposed.
 *
 * - A pair of an earlier publication is kept (`frozen`) while its proposal is open or its engagement lasts. Its need and its
 *   expert take part even if they would not otherwise.
 * - A pair is forbidden if the round has proposed it already and it is not kept, if another proposal of it is open, if a side
 *   declined it in the last 180 days, or if it has a lasting engagement.
 *
 * The pages are read one after the other, and not in one transaction. So a record that changes in the meantime may be read
 * before or after its change; a publication checks each pair again.
 * @throws VALIDATION_FAILED for a round without needs, QUOTA_EXCEEDED for more than 20,000 needs or 200,000 experts.
 */
export async function freezeRound(
  deps: Pick<Deps, 'store'>,
  round: Round,
  now: Date,
  onRecords: (count: number) => void,
): Promise<FrozenRound> {
  const { needs, experts, proposals, engagements } = deps.store;
  const settings = settingsOf(round, await modelOf(deps, round.modelVersion), now);
  const kept = await keptPairs(deps, round, now);

  const needRecords = await readAll<Need>(needs.model, openNeedsOf(round), needFields, needsMax, onRecords);
  await addMissing(
    needRecords,
    needs.model,
    kept.frozen.map(({ needId }) => needId),
    needFields,
  );
  if (needRecords.size === 0) throw withoutNeeds();
  const expertRecords = await readAll<Expert>(
    experts.model,
    every<Expert>(
      { status: 'ACTIVE', consentVersion: mongoose.trusted({ $ne: null }) },
      oneOf('teamIds', round.serviceTeamIds),
    ),
    [...expertFields, 'openProposals'],
    expertsMax,
    onRecords,
  );
  await addMissing(
    expertRecords,
    experts.model,
    kept.frozen.map(({ expertId }) => expertId),
    [...expertFields, 'openProposals'],
  );

  const frozenKeys = new Set(kept.frozen.map(keyOf));
  const forbidden = new Map(kept.ended.map((pair) => [keyOf(pair), pair]));
  const held = new Map<string, number>();
  const ids = [...needRecords.keys()];
  for (let from = 0; from < ids.length; from += pageRows) {
    const page = ids.slice(from, from + pageRows);
    for (const pair of await hindrances(proposals.model, page, now)) forbid(pair, pair.isOpen);
    for (const { needId, expertId } of await lastingOf(engagements.model, page))
      if (needId !== null) forbid({ needId, expertId }, true);
  }
  /** Forbids a pair that is not kept. One that holds a place of the need leaves fewer places. */
  function forbid(pair: Pair, holdsPlace: boolean): void {
    if (frozenKeys.has(keyOf(pair))) return;
    forbidden.set(keyOf(pair), { needId: pair.needId, expertId: pair.expertId });
    if (holdsPlace) held.set(pair.needId, (held.get(pair.needId) ?? 0) + 1);
  }

  const keptOfNeed = countBy(kept.frozen, ({ needId }) => needId);
  const keptOfExpert = countBy(kept.frozen, ({ expertId }) => expertId);
  const openOfExpert = countBy(
    kept.frozen.filter(({ isOpen }) => isOpen),
    ({ expertId }) => expertId,
  );
  return {
    settings,
    needs: [...needRecords.values()].map((need) => ({
      id: need._id,
      places: placesOfNeed(need, { held: held.get(need._id) ?? 0, kept: keptOfNeed.get(need._id) ?? 0 }),
      facts: needFactsOf(need),
    })),
    experts: [...expertRecords.values()].map((expert) => ({
      id: expert._id,
      places: placesOfExpert(expert, {
        kept: keptOfExpert.get(expert._id) ?? 0,
        keptOpen: openOfExpert.get(expert._id) ?? 0,
        openMax: openPerExpertMax,
      }),
      facts: expertFactsOf(expert),
    })),
    frozen: kept.frozen.map(({ needId, expertId }) => ({ needId, expertId })),
    forbidden: [...forbidden.values()].filter(
      ({ needId, expertId }) => needRecords.has(needId) && expertRecords.has(expertId),
    ),
  };
}

export function withoutNeeds(): DomainError {
  return new DomainError('VALIDATION_FAILED', say`No need that looks for experts takes part in this round.`, ['id']);
}

type KeptPair = Pair & { isOpen: boolean };

/** The pairs that the round has proposed: those that it keeps, and those that have ended. */
async function keptPairs(
  { store: { proposals, engagements } }: Pick<Deps, 'store'>,
  { _id: roundId }: Round,
  now: Date,
): Promise<{ frozen: KeptPair[]; ended: Pair[] }> {
  const frozen: KeptPair[] = [];
  const ended: Pair[] = [];
  for await (const page of read<Proposal>(proposals.model, { roundId }, [
    'needId',
    'expertId',
    'status',
    'expiresAt',
    'engagementId',
  ])) {
    const begun = page.flatMap(({ engagementId }) => engagementId ?? []);
    const lasting = new Set(
      (
        await engagements.model
          .find(every<Engagement>({ _id: mongoose.trusted({ $in: begun }), ...notTerminated }), { _id: 1 })
          .maxTimeMS(queryTimeoutMs)
          .lean<{ _id: string }[]>()
      ).map(({ _id }) => _id),
    );
    for (const { needId, expertId, status, expiresAt, engagementId } of page) {
      const isOpen = openStatuses.some((open) => open === status) && expiresAt > now;
      if (isOpen || (engagementId !== null && lasting.has(engagementId))) frozen.push({ needId, expertId, isOpen });
      else ended.push({ needId, expertId });
    }
  }
  return { frozen, ended };
}

/** The pairs of these needs that have an open proposal, or were declined in the last 180 days. */
async function hindrances(model: Model<Proposal>, needIds: readonly string[], now: Date): Promise<KeptPair[]> {
  const declinedAfter = startOfDay(new Date(now.getTime() - (declineDays - 1) * dayMs));
  const found: KeptPair[] = [];
  const hindering = every<Proposal>(
    { needId: mongoose.trusted({ $in: [...needIds] }) },
    {
      $or: [
        { ...oneOf('status', openStatuses), expiresAt: mongoose.trusted({ $gt: now }) },
        { status: 'DECLINED', closedAt: mongoose.trusted({ $gte: declinedAfter }) },
      ],
    },
  );
  for await (const page of read<Proposal>(model, hindering, ['needId', 'expertId', 'status']))
    found.push(...page.map(({ needId, expertId, status }) => ({ needId, expertId, isOpen: status !== 'DECLINED' })));
  return found;
}

/** The beginning of the civil day in China. */
const startOfDay = (instant: Date): Date => new Date(`${toDay(instant)}T00:00:00+08:00`);

const notTerminated = { status: mongoose.trusted({ $ne: 'TERMINATED' }) };

async function lastingOf(
  model: Model<Engagement>,
  needIds: readonly string[],
): Promise<Pick<Engagement, 'needId' | 'expertId'>[]> {
  const found: Pick<Engagement, 'needId' | 'expertId'>[] = [];
  const lasting = every<Engagement>({ needId: mongoose.trusted({ $in: [...needIds] }) }, notTerminated);
  for await (const page of read<Engagement>(model, lasting, ['needId', 'expertId'])) found.push(...page);
  return found;
}

/** Reads all records in pages. @throws QUOTA_EXCEEDED for more than `max`. */
async function readAll<T extends { _id: string }>(
  model: Model<T>,
  filter: QueryFilter<T>,
  fields: readonly string[],
  max: number,
  onRecords: (count: number) => void,
): Promise<Map<string, T>> {
  const records = new Map<string, T>();
  for await (const page of read<T>(model, filter, fields)) {
    for (const record of page) records.set(record._id, record);
    if (records.size > max)
      throw new DomainError(
        'QUOTA_EXCEEDED',
        model.collection.name === 'needs'
          ? say`A round has at most ${max} needs.`
          : say`A round has at most ${max} experts.`,
        ['id'],
      );
    onRecords(page.length);
  }
  return records;
}

function read<T>(model: Model<T>, filter: QueryFilter<T>, fields: readonly string[]): AsyncGenerator<T[]> {
  const projection = Object.fromEntries(fields.map((field) => [field, 1]));
  const query = model.find(filter, projection).maxTimeMS(queryTimeoutMs).lean();
  return pagesOf(query.cursor({ batchSize: pageRows }), pageRows);
}

async function addMissing<T extends { _id: string }>(
  records: Map<string, T>,
  model: Model<T>,
  ids: readonly string[],
  fields: readonly string[],
): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !records.has(id));
  for (let from = 0; from < missing.length; from += pageRows) {
    const page = { _id: mongoose.trusted({ $in: missing.slice(from, from + pageRows) }) } as QueryFilter<T>;
    for await (const found of read<T>(model, page, fields)) for (const record of found) records.set(record._id, record);
  }
}

function countBy<T>(items: readonly T[], keyOfItem: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOfItem(item), (counts.get(keyOfItem(item)) ?? 0) + 1);
  return counts;
}

const keyOf = ({ needId, expertId }: Pair): string => `${needId} ${expertId}`;
