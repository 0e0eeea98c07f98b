import { contains } from '@kexie/kernel';
import { payload, requireScope, type Viewer } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import { loadersOf } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import type { PersonRecord } from './domain.ts';

/** In a group with fewer persons, single persons could be identified. */
const groupMin = 3;

export function personResolvers(deps: Deps): Resolvers {
  const { store, directory, figures } = deps;
  return {
    Query: {
      person: (_, { id }, context) => {
        if (context.viewer.id !== id) requireScope(context.viewer, 'people:register:read');
        return loadersOf(context).person.load(id);
      },
      persons: (_, { filter, sort, first, after }) => store.persons.page(filter, sort, { first, after }),
      searchPersons: (_, { text, filter, first, after }) => store.persons.search(text, filter, { first, after }),
      peopleStats: async (_, { filter, groupBy }, { viewer }) => {
        const rows = await store.persons.stats(filter, groupBy, directory);
        return rows.map((row) =>
          hasRole(viewer, 'staff', 'administrator') ? { ...row, suppressed: false } : suppress(row),
        );
      },
    },
    Mutation: {
      registerWorker: (_, { input }, context) =>
        payload('person', async () =>
          loadersOf(context).person.load(await commands.registerWorker(deps, context.viewer, input)),
        ),
      verifyWorker: (_, { input }, { viewer }) => payload('person', () => commands.verifyWorker(deps, viewer, input)),
      importPersons: (_, { input }, { viewer }) => payload('report', () => commands.importPersons(deps, viewer, input)),
      importPeopleFigures: (_, { input }, { viewer }) => payload('report', () => figures.import(viewer, input)),
    },
    Person: {
      __resolveReference: ({ id }, context) => loadersOf(context).person.load(id),
      id: ({ _id }) => _id,
      gender: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.gender : null),
      birthYear: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.birthYear : null),
      isPartyMember: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.isPartyMember : null),
      phoneMasked: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.phoneMasked : null),
      home: (person, _, { viewer }) =>
        viewer.id === person._id || viewer.scopes.includes('people:register:read') ? person.home : null,
      employer: ({ employerId }) => (employerId ? { id: employerId } : null),
      region: ({ regionCode }) => ({ code: regionCode }),
      memberships: async ({ _id }, { status }, context) =>
        (await loadersOf(context).membershipsOf.load(_id)).filter(
          (membership) => !status || membership.status === status,
        ),
    },
    Honour: {
      campaign: ({ campaignId }, _, context) => loadersOf(context).campaign.load(campaignId),
    },
  };
}

/** True for staff of the person's region, administrators, and the person. */
function seesPersonalData(viewer: Viewer, { _id, regionCode }: PersonRecord): boolean {
  if (viewer.id === _id || hasRole(viewer, 'administrator')) return true;
  return hasRole(viewer, 'staff') && viewer.regions.some((region) => contains(region, regionCode));
}

function hasRole(viewer: Viewer, ...roles: string[]): boolean {
  return roles.some((role) => viewer.roles.includes(role));
}

type Counts = { persons: number; homeRegistered: number; homeActive: number; members: number };

/** Withholds counts of one or two persons. */
function suppress<Row extends Counts>(row: Row) {
  const shown = (count: number) => (count > 0 && count < groupMin ? null : count);
  const counts = {
    persons: shown(row.persons),
    homeRegistered: shown(row.homeRegistered),
    homeActive: shown(row.homeActive),
    members: shown(row.members),
  };
  return { ...row, ...counts, suppressed: Object.values(counts).includes(null) };
}
