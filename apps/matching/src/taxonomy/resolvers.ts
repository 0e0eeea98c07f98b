import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import {
  findIndustries,
  findSubjects,
  industryOf,
  levelOfIndustry,
  levelOfSubject,
  parentOfIndustry,
  parentOfSubject,
  relatedSubjects,
  subjectOf,
} from '@kexie/matchmaker';

/** The resolvers of the taxonomies, which use the reference files and no database. */
export function taxonomyResolvers(): Resolvers<Context> {
  return {
    Query: {
      subjects: (_, filter) => findSubjects(filter),
      industries: (_, filter) => findIndustries(filter),
    },
    Subject: {
      __resolveReference: ({ code }) => subjectOf(String(code)),
      level: ({ code }) => levelOfSubject(code),
      parent: ({ code }) => subjectOf(parentOfSubject(code) ?? ''),
      children: ({ code }) => findSubjects({ parent: code }),
      related: ({ code }) => relatedSubjects(code),
    },
    Industry: {
      __resolveReference: ({ code }) => industryOf(String(code)),
      level: ({ code }) => levelOfIndustry(code),
      parent: ({ code }) => industryOf(parentOfIndustry(code) ?? ''),
    },
  };
}
