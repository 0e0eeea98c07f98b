import type { PipelineStage } from 'mongoose';
import { decodeCursor, DomainError, encodeCursor, pageSize, toDay, type PageRequest } from '@kexie/kernel';
import { equals, every, inRegions, oneOf, statistics, type Connection } from '@kexie/service';
import type { OrganizationKind } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { existsOn, notSuspendedOn, plain } from '../organization/as-of.ts';
import { partnerKinds, type Organization } from '../organization/domain.ts';
import type { Store } from '../store.ts';
import { yearBefore } from './domain.ts';
import { activeDays } from './store.ts';

type DormantFilter = {
  region: string;
  kinds?: readonly OrganizationKind[] | null | undefined;
  includeSynthetic?: boolean | null | undefined;
};

/** A dormant organization, with the day of its last act up to the day of the question. */
type Dormant = Organization & { last: string | null };

const list = 'dormant organizations';

/**
 * One page of the organizations that are dormant on a day: those that never acted first, then by the day of the last act.
 * @throws NOT_FOUND, VALIDATION_FAILED, STATISTICS_BUSY, STATISTICS_TOO_SLOW.
 */
export async function dormantOrganizations(
  { organizations, regions }: Store,
  { region, kinds, includeSynthetic, asOf, now, ...request }: PageRequest & DormantFilter & { asOf: string; now: Date },
): Promise<Connection<Organization>> {
  await regions.require(region);
  const size = pageSize(request.first);
  const which = every(
    inRegions('regionCode', [region]),
    kinds && kinds.length > 0 ? oneOf('kind', kinds, { path: 'kinds' }) : associations,
    includeSynthetic ? {} : equals('synthetic', false),
  );
  const stages: PipelineStage[] = [
    { $match: plain({ $and: [which, existsOn(asOf), notSuspendedOn(asOf)] }) },
    ...dormantStages(asOf, now),
  ];
  const after = request.after ? beyond(decodeCursor(list, request.after, 2)) : [];
  const run = <T>(last: PipelineStage[]) =>
    statistics.run((maxTimeMS) => organizations.model.aggregate<T>([...stages, ...last]).option({ maxTimeMS }));
  const found = await run<Dormant>([...after, { $sort: { last: 1, _id: 1 } }, { $limit: size + 1 }]);
  const edges = found.slice(0, size).map((node) => ({ node, cursor: encodeCursor(list, [node.last, node._id]) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: after.length > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => (await run<{ total: number }>([{ $count: 'total' }]))[0]?.total ?? 0,
  };
}

/** All kinds but those of partners. */
const associations = { kind: { $nin: [...partnerKinds] } };

/** The stages that count the dormant among the organizations of `organizationStats`: associations, and placeholders only on request. */
export function dormantAmong(
  asOf: string,
  now: Date,
  { synthetic }: { synthetic?: boolean | null | undefined },
): PipelineStage[] {
  return [
    { $match: { ...associations, ...(synthetic === true ? {} : { synthetic: false }) } },
    { $match: plain(notSuspendedOn(asOf)) },
    ...dormantStages(asOf, now),
  ];
}

/**
 * The stages that keep the organizations without an act in the twelve months up to a day. One that was founded in these months
 * is not dormant. They add `last`, the day of the last act up to the day, or null. Only a question about the past reads the
 * acts of single days: today the last act is stored with the organization.
 */
function dormantStages(asOf: string, now: Date): PipelineStage[] {
  const from = yearBefore(asOf);
  const isOlder = {
    $or: [
      { foundedOn: { $ne: null, $lte: from } },
      { foundedOn: null, knownFrom: { $ne: null, $lte: from } },
      { foundedOn: null, knownFrom: null },
    ],
  };
  const silent = [{ lastActedOn: null }, { lastActedOn: { $lte: from } }];
  if (asOf >= toDay(now))
    return [
      { $match: { $and: [isOlder, { $or: silent }] } },
      { $addFields: { last: { $ifNull: ['$lastActedOn', null] } } },
    ];
  return [
    { $match: { $and: [isOlder, { $or: [...silent, { lastActedOn: { $gt: asOf } }] }] } },
    {
      $lookup: {
        from: activeDays(),
        localField: '_id',
        foreignField: 'organizationId',
        pipeline: [{ $match: { day: { $lte: asOf } } }, { $group: { _id: null, last: { $max: '$day' } } }],
        as: 'acts',
      },
    },
    { $addFields: { acts: { $first: '$acts' } } },
    { $addFields: { last: { $ifNull: ['$acts.last', null] } } },
    { $match: { $or: [{ last: null }, { last: { $lte: from } }] } },
    { $project: { acts: 0 } },
  ];
}

/** The stage for the organizations after a cursor. @throws VALIDATION_FAILED for a cursor with other types of values. */
function beyond([last, id]: readonly unknown[]): PipelineStage[] {
  if ((last !== null && typeof last !== 'string') || typeof id !== 'string')
    throw new DomainError('VALIDATION_FAILED', say`"after" is not a cursor of this list.`, ['after']);
  const later = last === null ? { last: { $ne: null } } : { last: { $gt: last } };
  return [{ $match: { $or: [later, { last, _id: { $gt: id } }] } }];
}
