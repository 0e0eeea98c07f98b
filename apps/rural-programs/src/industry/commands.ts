import { DomainError, newId, toDay } from '@kexie/kernel';
import {
  anyDay,
  daysOfYear,
  type Imported,
  importKeyOf,
  type ImportReport,
  importRows,
  type RecordDays,
  requireActiveOrganization,
  statedBy,
  type Viewer,
} from '@kexie/service';
import { knownOrganization, placeOf, type KnownOrganization } from '../directory.ts';
import type {
  ImportIndustryObservationsInput,
  ImportSpecialtyIndustriesInput,
  RecordIndustryObservationInput,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { checkObservation, factsOfInput, industryOf, knownIndustry, observe, observedEvent } from './domain.ts';

const leadOrganizationsMax = 20;

/** Records an observation about an industry. @returns its id; a repeated request returns the same id. */
export async function recordIndustryObservation(
  { requests, directory, now, store: { industries } }: Deps,
  viewer: Viewer,
  input: RecordIndustryObservationInput,
): Promise<string> {
  rights.recordIndustryObservation(viewer)({ regionCode: input, industryCode: null });
  const observation = observe({ ...input, qualifier: input.qualifier ?? 'EXACT' }, toDay(now()));
  const _id = newId('obs');
  return requests.once({ viewerId: viewer.id, mutation: 'recordIndustryObservation', input }, async (session) => {
    await directory.knownRegion(observation.regionCode, 'regionCode', session, daysOf(observation));
    const next = { ...observation, _id, version: 1, importKey: null };
    return industries.observations.create({ next, events: [observedEvent(_id, next)] }, session);
  });
}

/** Imports observations. */
export async function importIndustryObservations(
  { mongo, directory, now, store: { industries } }: Deps,
  viewer: Viewer,
  input: ImportIndustryObservationsInput,
): Promise<ImportReport> {
  const permit = rights.importIndustryObservations(viewer);
  const today = toDay(now());
  return importRows(mongo, input, async ({ key, ...row }, session): Promise<Imported> => {
    permit({ regionCode: row, industryCode: null });
    const facts = factsOfInput({ ...row, qualifier: row.qualifier ?? 'EXACT' });
    return industries.observations.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: [row, present], industryCode: null }),
        stated: statedBy(row, facts),
        create: () => ({ ...facts, _id: newId('obs'), version: 1, importKey: null }),
        complete: async (next, before) => {
          checkObservation(next, today);
          if (before?.regionCode !== next.regionCode)
            await directory.knownRegion(next.regionCode, 'regionCode', session, daysOf(next));
          return next;
        },
        events: (_, after) => [observedEvent(after._id, after)],
      },
      session,
    );
  });
}

/** Imports the lead organizations of the industries in the reference list. */
export async function importSpecialtyIndustries(
  { mongo, directory, store: { industries } }: Deps,
  viewer: Viewer,
  input: ImportSpecialtyIndustriesInput,
): Promise<ImportReport> {
  const permit = rights.importSpecialtyIndustries(viewer);
  return importRows(mongo, input, async ({ code, leadOrganizationIds }, session): Promise<Imported> => {
    knownIndustry(code, 'code');
    const ids = [...new Set(leadOrganizationIds)];
    if (ids.length > leadOrganizationsMax)
      throw new DomainError('VALIDATION_FAILED', say`At most ${leadOrganizationsMax} organizations lead an industry.`, [
        'leadOrganizationIds',
      ]);
    const leads: KnownOrganization[] = [];
    for (const id of ids) leads.push(await knownOrganization(directory, id, 'leadOrganizationIds', session));
    permit({ code: industryOf(code), leadOrganizationIds: leads.map((lead) => placeOf(lead)) });
    // an industry has one record, so its code is the import key
    return industries.importRow(
      {
        importKey: code,
        authorize: () => {}, // the region of an industry does not change
        stated: { leadOrganizationIds: ids },
        create: () => ({ _id: code, version: 1, importKey: code, leadOrganizationIds: ids }),
        complete: (next, before) => {
          for (const lead of leads)
            if (!before?.leadOrganizationIds.includes(lead._id)) requireActiveOrganization(lead, 'leadOrganizationIds');
          return next;
        },
        events: () => [],
      },
      session,
    );
  });
}

function daysOf({ year }: { year: number | null }): RecordDays {
  return year === null ? anyDay : daysOfYear(year);
}
