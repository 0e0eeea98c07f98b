import { contains } from '@kexie/kernel';
import { keyOf, payload, requireRole, requireScope, type Viewer } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import type { PersonRecord } from './domain.ts';
import { peopleStats } from './statistics.ts';

export function personResolvers(deps: Deps): Resolvers<Context> {
  const { store, directory } = deps;
  return {
    Query: {
      person: (_, { id }, { loaders, viewer }) => {
        if (viewer.id !== id) requireScope(viewer, 'people:register:read');
        return loaders.person.load(id);
      },
      persons: (_, page) => store.persons.page(page),
      searchPersons: (_, { text, ...page }) => store.persons.search(text, page),
      phoneKeys: async (_, __, { viewer }) => {
        requireRole(viewer);
        return (await store.phones.all()).toReversed();
      },
      peopleStats: (_, args, { viewer }) => peopleStats(store, directory, viewer, args),
    },
    Mutation: {
      registerWorker: (_, { input }, { viewer }) =>
        payload('person', () => commands.registerWorker(deps, viewer, input)),
      verifyWorker: (_, { input }, { viewer }) => payload('person', () => commands.verifyWorker(deps, viewer, input)),
      updateMyProfile: (_, { input }, { viewer }) =>
        payload('person', () => commands.updateMyProfile(deps, viewer, input)),
      correctPerson: (_, { input }, { viewer }) => payload('person', () => commands.correctPerson(deps, viewer, input)),
      closeHome: (_, { input }, { viewer }) => payload('person', () => commands.closeHome(deps, viewer, input)),
      addPhoneKey: (_, { input }, { viewer }) => payload('key', () => commands.addPhoneKey(deps, viewer, input)),
      retirePhoneKey: (_, { input }, { viewer }) => payload('key', () => commands.retirePhoneKey(deps, viewer, input)),
      importPersons: (_, { input }, { viewer }) => payload('report', () => commands.importPersons(deps, viewer, input)),
    },
    Person: {
      __resolveReference: (reference, { loaders }) => loaders.person.load(keyOf(reference)),
      id: ({ _id }) => _id,
      gender: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.gender : null),
      birthYear: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.birthYear : null),
      isPartyMember: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.isPartyMember : null),
      phoneMasked: (person, _, { viewer }) => (seesPersonalData(viewer, person) ? person.phoneMasked : null),
      phoneMatches: (person, _, { viewer }) =>
        seesPersonalData(viewer, person) && person.phoneMasked !== null ? person.phoneHashes.length > 0 : null,
      changes: (person, page, { viewer, loaders }) =>
        seesPersonalData(viewer, person) ? loaders.changesOfPerson.load({ key: person._id, ...page }) : null,
      home: (person, _, { viewer }) =>
        viewer.id === person._id || viewer.scopes.includes('people:register:read') ? person.home : null,
      employer: ({ employerId }) => (employerId ? { id: employerId } : null),
      region: ({ regionCode }) => ({ code: regionCode }),
      memberships: async ({ _id }, { status }, { loaders }) =>
        (await loaders.membershipsOfPerson.load(_id)).filter((membership) => !status || membership.status === status),
    },
    PhoneKey: {
      version: ({ number }) => number,
      persons: (key) => (key.retiredAt ? 0 : store.phones.knownUnder(key.number)),
      personsOnly: (key) => key.lostPersons ?? store.phones.knownOnlyUnder(key.number),
    },
    PersonChange: {
      id: ({ _id }) => _id,
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
