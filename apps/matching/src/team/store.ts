import mongoose, { type QueryFilter } from 'mongoose';
import { ancestorsOf, codeRange, DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  every,
  findPage,
  inRegions,
  number,
  oneOf,
  part,
  recordSchema,
  text,
  textOrNull,
  texts,
} from '@kexie/service';
import { underSubjects } from '../fields.ts';
import type { ServiceTeamFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { teamsPerSocietyMax, type ServiceTeam, type TeamStanding, type TeamSubject } from './domain.ts';

const schema = recordSchema<ServiceTeam>('service_teams', {
  organizationId: text,
  title: text,
  purpose: textOrNull,
  regionCodes: texts,
  expertCount: number,
  subjects: { type: [part<TeamSubject>({ code: text, experts: number })], default: [] },
  status: text,
  dissolvedBecause: textOrNull,
});
schema.index({ organizationId: 1, status: 1 });
schema.index({ regionCodes: 1 });
schema.index({ 'subjects.code': 1 });

export function createTeamStore(mongo: Mongo, outbox: Outbox) {
  const teams = createAggregateStore<ServiceTeam>(mongo, outbox, {
    name: 'ServiceTeam',
    schema,
    noun: say`service team`,
  });
  /** These teams in any order, without those that do not exist. */
  const among = (ids: readonly string[], session?: Session): Promise<ServiceTeam[]> =>
    teams.model
      .find({ _id: mongoose.trusted({ $in: [...ids] }) }, null, session ? { session } : {})
      .limit(ids.length)
      .lean<ServiceTeam[]>()
      .exec();
  return {
    ...teams,
    among,
    /** Checks that these teams are ACTIVE. @throws REFERENCE_UNKNOWN, REFERENCE_INACTIVE. */
    async requireActive(ids: readonly string[], path: string, session?: Session): Promise<void> {
      const known = await among(ids, session);
      if (known.length < ids.length)
        throw new DomainError('REFERENCE_UNKNOWN', say`One of the service teams is not known.`, [path]);
      if (known.some(({ status }) => status !== 'ACTIVE'))
        throw new DomainError('REFERENCE_INACTIVE', say`One of the service teams is dissolved.`, [path]);
    },
    /** The ACTIVE teams of a society, at most 20. */
    activeOf: (organizationId: string, session: Session) =>
      teams.model
        .find({ organizationId, status: 'ACTIVE' }, null, { session })
        .limit(teamsPerSocietyMax)
        .lean<ServiceTeam[]>()
        .exec(),
    /** Writes the standing of a team, which has no version of its own. */
    async setStanding(id: string, standing: TeamStanding, session: Session): Promise<void> {
      await teams.model.updateOne({ _id: id }, { $set: standing }, { session });
    },
    list: ({ filter, ...page }: PageRequest & { filter?: ServiceTeamFilter | null | undefined }) =>
      findPage(teams.model, { ...page, filter: within(filter) }),
  };
}

/** The condition of a filter. Without statuses it is true for ACTIVE teams. @throws VALIDATION_FAILED. */
function within(filter: ServiceTeamFilter | null | undefined): QueryFilter<ServiceTeam> {
  const { organizationIds, regions, subjectPrefixes, statuses } = filter ?? {};
  return every<ServiceTeam>(
    oneOf('organizationId', organizationIds),
    serving(regions),
    underSubjects('subjects.code', subjectPrefixes),
    oneOf('status', statuses?.length ? statuses : ['ACTIVE']),
  );
}

/**
 * The condition "serves one of these regions, a region below it, or one that contains it". `inRegions` sets ranges, and
 * two different elements of a list could each meet one of the bounds; so the regions below are found by their prefix.
 */
function serving(codes: readonly string[] | null | undefined): object {
  if (!codes || codes.length === 0) return {};
  const themselves = inRegions('regionCodes', codes, false);
  const above = [...new Set(codes.flatMap(ancestorsOf))];
  const below = codes.map(codeRange).map(({ from }) => ({ regionCodes: mongoose.trusted({ $regex: `^${from}` }) }));
  return { $or: [themselves, ...(above.length > 0 ? [oneOf('regionCodes', above)] : []), ...below] };
}
