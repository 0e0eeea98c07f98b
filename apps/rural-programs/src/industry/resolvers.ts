import { measure } from '@kexie/kernel';
import { payload, type RequestContext } from '@kexie/service';
import type { Deps } from '../store.ts';
import type { Resolvers } from '../generated/graphql.ts';
import type { Loaders } from '../loaders.ts';
import * as commands from './commands.ts';
import { industriesIn, industryOf, latest, type Metric } from './domain.ts';
import type { Industry } from './reference.ts';
import type { ObservationRecord } from './store.ts';

/** The resolvers of specialty industries and observations about them. */
export function industryResolvers(deps: Deps) {
  return {
    Query: {
      specialtyIndustries: (_, { region }) => industriesIn(region),
      specialtyIndustry: (_, { code }) => industryOf(code),
    },
    Mutation: {
      recordIndustryObservation: (_, { input }, { viewer }) =>
        payload('observation', async () =>
          deps.industries.observations.find(await commands.recordIndustryObservation(deps, viewer, input)),
        ),
      importIndustryObservations: (_, { input }, { viewer }) =>
        payload('report', () => commands.importIndustryObservations(deps, viewer, input)),
      importSpecialtyIndustries: (_, { input }, { viewer }) =>
        payload('report', () => commands.importSpecialtyIndustries(deps, viewer, input)),
    },
    SpecialtyIndustry: {
      __resolveReference: ({ code }) => industryOf(code),
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
      industry: ({ industryCode }) => industryOf(industryCode) ?? missing(industryCode),
      measure: (observation) => measureOf(observation),
    },
  } satisfies Resolvers<RequestContext<Loaders>>;
}

async function latestOf(loaders: Loaders, industry: Industry, metric: Metric) {
  const observation = latest(industry, metric, await loaders.observationsOfIndustry.load(industry.code));
  return observation ? measureOf(observation) : null;
}

function measureOf({ value, unit, qualifier }: ObservationRecord) {
  return measure(value.toString(), unit, qualifier);
}

function missing(code: string): never {
  throw new Error(`The industry ${code} of an observation is no longer in the reference list.`);
}
