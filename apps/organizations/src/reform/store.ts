import mongoose, { type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  equals,
  every,
  findPage,
  inRegions,
  number,
  numberOrNull,
  part,
  text,
  textOrNull,
  texts,
  uniqueWhenPresent,
  versionedSchema,
} from '@kexie/service';
import type { ReformProjectFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { ReformAchievement, ReformDocument, ReformProject } from './domain.ts';

const schema = versionedSchema<ReformProject>('reform_projects', {
  importKey: textOrNull,
  title: text,
  regionCode: text,
  batch: numberOrNull,
  sponsor: textOrNull,
  startYear: number,
  documents: [part<ReformDocument>({ title: text, number: textOrNull, issuedOn: textOrNull, tags: texts })],
  achievements: [part<ReformAchievement>({ title: text, description: textOrNull, year: number, tags: texts })],
});
schema.index({ regionCode: 1, title: 1 }, { unique: true });
schema.index({ startYear: -1, regionCode: 1 });
uniqueWhenPresent(schema, 'importKey');

const oneTitle = 'regionCode_1_title_1';

/** The pilot projects of the reform. */
export function createReformStore(mongo: Mongo, outbox: Outbox) {
  const projects = createAggregateStore<ReformProject>(mongo, outbox, {
    name: 'ReformProject',
    schema,
    noun: say`project`,
    duplicates: { [oneTitle]: [say`The region has a project with this title already.`, 'title'] },
  });
  return {
    ...projects,
    /** @throws DUPLICATE when another project of the region has the title. */
    async requireFreeTitle({ _id, regionCode, title }: ReformProject, session: Session): Promise<void> {
      const other: QueryFilter<ReformProject> = { regionCode, title, _id: mongoose.trusted({ $ne: _id }) };
      if (await projects.model.exists(other).session(session)) throw projects.duplicate(oneTitle);
    },
    page: ({ filter, ...request }: PageRequest & { filter?: ReformProjectFilter | null | undefined }) =>
      findPage(projects.model, {
        ...request,
        filter: filterOf(filter ?? {}),
        sort: [
          { field: 'startYear', direction: 'DESC' },
          { field: 'regionCode', direction: 'ASC' },
        ],
      }),
  };
}

/** The condition for the projects of a filter. @throws VALIDATION_FAILED for an invalid region. */
export function filterOf({ regions, includeDescendants, batch }: ReformProjectFilter): QueryFilter<ReformProject> {
  return every<ReformProject>(inRegions('regionCode', regions, includeDescendants ?? true), equals('batch', batch));
}
