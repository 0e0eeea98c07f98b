import { measure } from '@kexie/kernel';
import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context, Loaders } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { industriesIn, industryOf, latest, type Metric } from './domain.ts';
import type { Industry } from './reference.ts';
import type { ObservationRecord } from './store.ts';

/** The resolvers of specialty industries and observations about them. */
export function industryResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: {
      specialtyIndustries: (_, { region }) => industriesIn(region),
      specialtyIndustry: (_, { code }) => industryOf(code),
    },
    Mutation: {
      recordIndustryObservation: (_, { input }, { viewer }) =>
        payload('observation', async () =>
          deps.store.industries.observations.find(await commands.recordIndustryObservation(deps, viewer, input)),
        ),
      importIndustryObservations: (_, { input }, { viewer }) =>
        payload('report', () => commands.importIndustryObservations(deps, viewer, input)),
      importSpecialtyIndustries: (_, { input }, { viewer }) =>
        payload('report', () => commands.importSpecialtyIndustries(deps, viewer, input)),
    },
    SpecialtyIndustry: {
      __resolveReference: (reference) => industryOf(keyOf(reference, 'code')),
      region: ({ regionCode }) => ({ code: regionCode }),
      subjectCodes: ({ subjectCodes }) => [...subjectCodes],
      leadOrganizations: async ({ code }, _, { loaders }) =>
        ((await loaders.industry.load(code))?.leadOrganizationIds ?? []).map((id) => ({ id })),
      households: (industry, _, { loaders }) => latestOf(loaders, industry, 'HOUSEHOLDS'),
      incomeGrowth: (industry, _, { loaders }) => latestOf(loaders, industry, 'INCOME_GROWTH'),
      observations: async ({ code }, { fromYear, toYear }, { loaders }) =>
        (await loaders.observationsOfIndustry.load(code)).filter(
          ({ year }) =>
            ((fromYear ?? null) === null && (toYear ?? null) === null) ||
            (year !== null && year >= (fromYear ?? year) && year <= (toYear ?? year)),
        ),
      facilities: async ({ code }, { kind }, { loaders }) =>
        (await loaders.facilitiesOfIndustry.load(code)).filter((facility) => !kind || facility.kind === kind),
    },
    IndustryObservation: {
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      industry: ({ industryCode }) => mustExist(industryOf(industryCode)),
      measure: (observation) => measureOf(observation),
    },
  };
}

async function latestOf(loaders: Loaders, industry: Industry, metric: Metric) {
  const observation = latest(industry, metric, await loaders.observationsOfIndustry.load(industry.code));
  return observation ? measureOf(observation) : null;
}

function measureOf({ value, unit, qualifier }: ObservationRecord) {
  return measure(value.toString(), unit, qualifier);
}
