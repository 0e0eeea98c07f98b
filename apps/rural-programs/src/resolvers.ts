import { isId } from '@kexie/kernel';
import { annualReport, payload, type AnnualReportKey, type RequestContext } from '@kexie/service';
import type { Deps } from './store.ts';
import { facilityResolvers } from './facility/resolvers.ts';
import { fundingResolvers } from './funding/resolvers.ts';
import { fundingStats } from './funding/statistics.ts';
import type { Resolvers } from './generated/graphql.ts';
import { honourResolvers } from './honour/resolvers.ts';
import { industryResolvers } from './industry/resolvers.ts';
import type { Loaders } from './loaders.ts';
import { trainingResolvers, trainingStats } from './training/resolvers.ts';

/** All resolvers: those of each noun, the section of the annual report, and the fields that the service contributes to entities of other services. */
export function createResolvers(deps: Deps): Resolvers<RequestContext<Loaders>> {
  const [trainings, funding, facilities, industries, honours] = [
    trainingResolvers(deps),
    fundingResolvers(deps),
    facilityResolvers(deps),
    industryResolvers(deps),
    honourResolvers(deps),
  ];
  return {
    ...trainings,
    ...funding,
    ...facilities,
    ...industries,
    ...honours,
    Query: {
      annualReport,
      ...trainings.Query,
      ...funding.Query,
      ...facilities.Query,
      ...industries.Query,
      ...honours.Query,
    },
    Mutation: {
      ...trainings.Mutation,
      ...funding.Mutation,
      ...facilities.Mutation,
      ...industries.Mutation,
      ...honours.Mutation,
      importRuralFigures: (_, { input }, { viewer }) => payload('report', () => deps.figures.import(viewer, input)),
    },
    // the service does not check whether an entity of another service exists, because only its owner knows
    Organization: {
      __resolveReference: ({ id }) => (isId('org', id) ? { id } : null),
      ...trainings.Organization,
      ...funding.Organization,
      ...facilities.Organization,
      ...honours.Organization,
    },
    Person: { __resolveReference: ({ id }) => (isId('per', id) ? { id } : null), ...trainings.Person },
    AnnualReport: {
      __resolveReference: ({ regionCode, year }) =>
        annualReport(undefined, { region: regionCode ?? '', year: year ?? 0 }),
      rural: (report) => ruralSection(deps, report),
    },
  };
}

/** The section of the annual report. Each part is computed only when the query selects it. @throws NOT_FOUND for an unknown region. */
async function ruralSection(deps: Deps, { regionCode, year }: AnnualReportKey) {
  await deps.directory.requireRegion(regionCode);
  const filter = { regions: [regionCode], fromYear: year, toYear: year };
  return {
    reported: ({ codes }: { codes?: string[] | null }) => deps.figures.reported({ regionCode, year, codes }),
    training: async () => only(await trainingStats(deps, { filter, groupBy: [] })),
    funding: async () => only(await fundingStats(deps.funding, deps.directory, { filter, groupBy: [] })),
    facilities: () =>
      deps.facilities.stats({
        filter: { regions: [regionCode], asOf: `${year}-12-31`, active: true },
        groupBy: ['FACILITY_KIND'],
      }),
  };
}

/** The one row of statistics without dimensions. */
function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('Statistics without dimensions have one row.');
  return row;
}
