import { DomainError, measure, type Measure, type Unit } from '@kexie/kernel';
import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import { mustExist } from '../membership/resolvers.ts';
import { loadersOf } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

const yearsMax = 100;

export function recognitionResolvers(deps: Deps): Resolvers {
  const { store, directory } = deps;
  const { recognition } = store;
  return {
    Query: {
      celebrations: (_, { region, fromYear, toYear, first, after }) =>
        recognition.celebrationsPage(region, { from: fromYear ?? null, to: toYear ?? null }, { first, after }),
      recognitionStats: async (_, { region, fromYear, toYear }) => {
        checkYears(fromYear, toYear);
        await directory.requireRegion(region);
        const years = { from: fromYear, to: toYear };
        return {
          awardees: async () => {
            const awarded = await store.awards.awardeesByYear(region, fromYear, toYear);
            return Array.from({ length: toYear - fromYear + 1 }, (_unused, index) => ({
              year: fromYear + index,
              measure: measureOf(awarded.get(fromYear + index), 'PERSON'),
            }));
          },
          celebrations: async () => measureOf(await recognition.countCelebrations(region, years), 'SESSION'),
          careVisits: async () => measureOf(await recognition.countVisits(region, years), 'PERSON'),
        };
      },
    },
    Mutation: {
      recordCelebration: (_, { input }, { viewer }) =>
        payload('celebration', async () => celebration(await commands.recordCelebration(deps, viewer, input))),
      recordCareVisit: (_, { input }, { viewer }) =>
        payload('visit', async () => visit(await commands.recordCareVisit(deps, viewer, input))),
      importCelebrations: (_, { input }, { viewer }) =>
        payload('report', () => commands.importCelebrations(deps, viewer, input)),
    },
    Celebration: {
      __resolveReference: ({ id }) => celebration(id),
      id: ({ _id }) => _id,
      organizer: ({ organizerId }) => (organizerId ? { id: organizerId } : null),
      region: ({ regionCode }) => ({ code: regionCode }),
    },
    CareVisit: {
      __resolveReference: ({ id }) => visit(id),
      id: ({ _id }) => _id,
      person: async ({ personId }, _, context) => mustExist(await loadersOf(context).person.load(personId)),
    },
  };

  async function celebration(id: string) {
    return recognition.celebrations.find(id);
  }

  async function visit(id: string) {
    return recognition.visits.find(id);
  }
}

/** A count of records as a measure. Without any record it is null and not 0, because the true value is unknown. */
export function measureOf(count: number | undefined, unit: Unit): Measure {
  return measure(count || null, unit);
}

function checkYears(from: number, to: number): void {
  if (from > to) throw new DomainError('VALIDATION_FAILED', '"toYear" must not come before "fromYear".', ['toYear']);
  if (to - from >= yearsMax)
    throw new DomainError('VALIDATION_FAILED', `The range can have at most ${yearsMax} years.`, ['toYear']);
}
