import { annualReport } from '@kexie/service';
import { awardResolvers } from './award/resolvers.ts';
import type { Resolvers } from './generated/graphql.ts';
import { membershipResolvers } from './membership/resolvers.ts';
import { personResolvers } from './person/resolvers.ts';
import { measureOf, recognitionResolvers } from './recognition/resolvers.ts';
import type { Deps } from './store.ts';

/** All resolvers of the service. The resolvers of a noun are in its folder. */
export function createResolvers(deps: Deps): Resolvers {
  const { store, directory, figures } = deps;
  const nouns = [personResolvers(deps), membershipResolvers(deps), awardResolvers(deps), recognitionResolvers(deps)];
  return {
    ...(Object.assign({}, ...nouns) as Resolvers),
    Query: {
      ...(Object.assign({}, ...nouns.map(({ Query }) => Query)) as NonNullable<Resolvers['Query']>),
      annualReport,
    },
    Mutation: Object.assign({}, ...nouns.map(({ Mutation }) => Mutation)) as NonNullable<Resolvers['Mutation']>,
    AnnualReport: {
      __resolveReference: ({ regionCode, year }) => annualReport(null, { region: regionCode ?? '', year: year ?? 0 }),
      people: async ({ regionCode, year }) => {
        await directory.requireRegion(regionCode);
        return {
          reported: ({ codes }: { codes?: readonly string[] | null }) => figures.reported({ regionCode, year, codes }),
          homeRegistrations: async () =>
            measureOf(await store.persons.registeredOn(regionCode, `${year}-12-31`), 'PERSON'),
          awardees: async () =>
            measureOf((await store.awards.awardeesByYear(regionCode, year, year)).get(year), 'PERSON'),
        };
      },
    },
  };
}
