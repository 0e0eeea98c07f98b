import { newId, toDay } from '@kexie/kernel';
import { importKeyOf, importRows, statedBy, type ImportReport, type RecordDays, type Viewer } from '@kexie/service';
import type {
  ImportReformProjectsInput,
  ReformProjectRow,
  RegisterReformProjectInput,
  ReviseReformProjectInput,
} from '../generated/graphql.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import * as domain from './domain.ts';

/** Registers a project. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN; DUPLICATE when the region has one with this title. */
export async function registerReformProject(
  { store: { reforms, regions }, requests, now }: Deps,
  viewer: Viewer,
  input: RegisterReformProjectInput,
): Promise<domain.ReformProject> {
  rights.registerReformProject(viewer)({ regionCode: input });
  const decision = domain.register(newId('rfp'), domain.factsOf(input, now()));
  const id = await reforms.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'registerReformProject', input }, async (session) => {
      await regions.knownRegion(input.regionCode, 'regionCode', session, daysOf(input, now()));
      return reforms.create(decision, session);
    }),
  );
  return reforms.require(id);
}

/** Replaces all facts of a project. @throws as `registerReformProject`; NOT_FOUND, VERSION_CONFLICT. */
export async function reviseReformProject(
  { store: { reforms, regions }, now }: Deps,
  viewer: Viewer,
  input: ReviseReformProjectInput,
): Promise<domain.ReformProject> {
  const permit = rights.reviseReformProject(viewer);
  const at = now();
  return reforms.update(input, {
    authorize: (current) => void permit({ id: current, regionCode: input }),
    decide: async (current, session) => {
      await regions.knownRegion(input.regionCode, 'regionCode', session, daysOf(input, now()));
      return domain.revise(current, domain.factsOf(input, at));
    },
  });
}

/** Imports projects. A repeated row changes what the row states and nothing has happened to since. */
export async function importReformProjects(
  { store: { reforms, regions }, mongo, now }: Deps,
  viewer: Viewer,
  input: ImportReformProjectsInput,
): Promise<ImportReport> {
  const permit = rights.importReformProjects(viewer);
  const at = now();
  return importRows(mongo, input, async ({ key, ...row }: ReformProjectRow, session) => {
    permit({ regionCode: row });
    const facts = domain.factsOf(row, at);
    await regions.knownRegion(row.regionCode, 'regionCode', session, daysOf(row, at));
    return reforms.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ ...facts, _id: newId('rfp'), version: 1, importKey: null }),
        complete: async (next) => {
          domain.checkAchievements(next);
          await reforms.requireFreeTitle(next, session);
          return next;
        },
        events: (_, after) => [domain.recordedEvent(after)],
      },
      session,
    );
  });
}

/** A project may have begun in a region that was abolished since. */
function daysOf({ startYear }: { startYear: number }, now: Date): RecordDays {
  return { from: `${startYear}-01-01`, to: toDay(now) };
}
