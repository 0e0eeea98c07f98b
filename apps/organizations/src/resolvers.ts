import { toDay } from '@kexie/kernel';
import { annualReport, payload, type RequestContext } from '@kexie/service';
import { importAttentions, recordAttention } from './attention/commands.ts';
import type { OrganizationsSectionResolvers, Resolvers } from './generated/graphql.ts';
import { loadersOf } from './loaders.ts';
import * as commands from './organization/commands.ts';
import { coverage, organizationStats } from './organization/statistics.ts';
import { conditionsOf, nameContains, sortOf } from './organization/store.ts';
import { wasValid } from './region/store.ts';
import type { Deps } from './store.ts';

/** All resolvers of the service. Queries use the stores, mutations use the commands. */
export function createResolvers(deps: Deps): Resolvers {
  return {
    Query: queries(deps),
    Mutation: mutations(deps),
    Region: regionFields(deps),
    ...organizationFields(deps),
    LeadershipAttention: {
      __resolveReference: async ({ id }, context) => loadersOf(context).attention.load(id),
      id: ({ _id }) => _id,
      region: async ({ regionCode }, _, context) => found(await loadersOf(context).region.load(regionCode)),
    },
    ...reportFields(deps),
  };
}

function queries({ organizations, regions, attentions, now }: Deps): NonNullable<Resolvers['Query']> {
  const today = () => toDay(now());
  return {
    annualReport,
    region: async (_, { code, asOf }) => {
      const region = await regions.byCode(code);
      return region && wasValid(region, asOf ?? today()) ? region : null;
    },
    regions: (_, { parent, level, asOf }) => regions.list({ parent, level, asOf: asOf ?? today() }),
    organization: (_, { id }, context) => loadersOf(context).organization.load(id),
    organizations: (_, { filter, sort, first, after }) =>
      organizations.page({ filter: conditionsOf(filter), sort: sortOf(sort), first, after }),
    searchOrganizations: (_, { text, filter, first, after }) =>
      organizations.page({
        filter: { $and: [nameContains(text), conditionsOf(filter)] },
        sort: [{ field: 'name', direction: 'ASC' }],
        first,
        after,
      }),
    coverage: (_, { region, kind, groupBy, asOf }) =>
      coverage({ organizations, regions }, { region, kind, groupBy, asOf: asOf ?? today() }),
    organizationStats: (_, { filter, groupBy, asOf }) =>
      organizationStats({ organizations, regions }, { filter, groupBy, asOf: asOf ?? today() }),
    hearings: async (_, { region, ...wanted }) => {
      await regions.require(region);
      return attentions.page({ region, ...wanted });
    },
    hearingStats: async (_, { region, fromYear, toYear, kind }) => {
      await regions.require(region);
      return attentions.perYear({ region, fromYear, toYear, kind: kind ?? 'WORK_HEARING' });
    },
  };
}

function mutations(deps: Deps): NonNullable<Resolvers['Mutation']> {
  return {
    applyToFoundOrganization: (_, { input }, { viewer }) =>
      payload('organization', () => commands.applyToFound(deps, viewer, input)),
    resubmitOrganizationApplication: (_, { input }, { viewer }) =>
      payload('organization', () => commands.resubmitApplication(deps, viewer, input)),
    approveOrganization: (_, { input }, { viewer }) =>
      payload('organization', () => commands.approveApplication(deps, viewer, input)),
    returnOrganizationApplication: (_, { input }, { viewer }) =>
      payload('organization', () => commands.returnApplication(deps, viewer, input)),
    rejectOrganizationApplication: (_, { input }, { viewer }) =>
      payload('organization', () => commands.rejectApplication(deps, viewer, input)),
    recordFoundingAssembly: (_, { input }, { viewer }) =>
      payload('organization', () => commands.recordAssembly(deps, viewer, input)),
    fileOrganization: (_, { input }, { viewer }) =>
      payload('organization', () => commands.fileFounded(deps, viewer, input)),
    renewTerm: (_, { input }, { viewer }) => payload('organization', () => commands.renewTermOf(deps, viewer, input)),
    setStaffing: (_, { input }, { viewer }) =>
      payload('organization', () => commands.setStaffingOf(deps, viewer, input)),
    establishPartyOrganization: (_, { input }, { viewer }) =>
      payload('organization', () => commands.establishPartyIn(deps, viewer, input)),
    dissolveOrganization: (_, { input }, { viewer }) =>
      payload('organization', () => commands.dissolveOne(deps, viewer, input)),
    registerPartner: (_, { input }, { viewer }) =>
      payload('organization', () => commands.registerPartner(deps, viewer, input)),
    recordLeadershipAttention: (_, { input }, { viewer }) =>
      payload('attention', () => recordAttention(deps, viewer, input)),
    importOrganizations: (_, { input }, { viewer }) =>
      payload('report', async () => commands.importOrganizations(deps, viewer, input)),
    importLeadershipAttentions: (_, { input }, { viewer }) =>
      payload('report', async () => importAttentions(deps, viewer, input)),
    importOrganizationFigures: (_, { input }, { viewer }) =>
      payload('report', () => deps.figures.import(viewer, input)),
  };
}

function regionFields({ regions, now }: Deps): NonNullable<Resolvers['Region']> {
  return {
    __resolveReference: ({ code }, context) => loadersOf(context).region.load(code),
    code: ({ _id }) => _id,
    kind: ({ kind }) => kind as 'COUNTY',
    fullName: (region) => regions.fullName(region),
    parent: ({ parentCode }, _, context) => (parentCode ? loadersOf(context).region.load(parentCode) : null),
    children: async ({ _id }, { kind }, context) => {
      const children = await loadersOf(context).children.load(_id);
      return children.filter((child) => wasValid(child, toDay(now())) && (!kind || child.kind === kind));
    },
  };
}

function organizationFields({
  organizations,
  now,
}: Deps): Pick<Resolvers, 'Organization' | 'Term' | 'PartyOrganization'> {
  return {
    Organization: {
      __resolveReference: ({ id }, context) => loadersOf(context).organization.load(id),
      id: ({ _id }) => _id,
      region: async ({ regionCode }, _, context) => found(await loadersOf(context).region.load(regionCode)),
      parent: ({ parentId }, _, context) => (parentId ? loadersOf(context).organization.load(parentId) : null),
      host: ({ hostId }, _, context) => (hostId ? loadersOf(context).organization.load(hostId) : null),
      children: ({ _id }, { kind, first, after }) =>
        organizations.page({
          filter: { parentId: _id, ...(kind && { kind }) },
          sort: [{ field: 'regionCode', direction: 'ASC' }],
          first,
          after,
        }),
      party: (organization) => (organization.party || organization.eligibleForLeadingPartyGroup ? organization : null),
    },
    Term: { overdue: ({ endsOn }) => endsOn < toDay(now()) },
    PartyOrganization: {
      kind: ({ party }) => party?.kind ?? 'NONE',
      name: ({ party }) => party?.name ?? '',
      establishedOn: ({ party }) => party?.establishedOn ?? null,
    },
  };
}

function reportFields({
  organizations,
  regions,
  attentions,
  figures,
}: Deps): Pick<Resolvers, 'AnnualReport' | 'OrganizationsSection'> {
  const section: OrganizationsSectionResolvers<RequestContext> = {
    reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
    countsByKind: ({ regionCode, year }) =>
      organizationStats(
        { organizations, regions },
        { filter: { regions: [regionCode] }, groupBy: ['KIND'], asOf: `${year}-12-31` },
      ),
    coverage: async ({ regionCode, year }, { kind }) =>
      found((await coverage({ organizations, regions }, { region: regionCode, kind, asOf: `${year}-12-31` }))[0]),
    hearings: ({ regionCode, year }) =>
      attentions.perYear({ region: regionCode, fromYear: year, toYear: year, kind: 'WORK_HEARING' }),
  };
  return {
    AnnualReport: {
      __resolveReference: ({ regionCode, year }) => annualReport(null, { region: regionCode ?? '', year: year ?? 0 }),
      region: ({ regionCode }) => regions.require(regionCode),
      organizations: async (report) => {
        await regions.require(report.regionCode);
        return report;
      },
    },
    OrganizationsSection: section as NonNullable<Resolvers['OrganizationsSection']>,
  };
}

/** Returns a value that the schema declares as never null. */
function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('A record that another record refers to does not exist.');
  return value;
}
