import { newId } from '@kexie/kernel';
import { daysOfYear, importKeyOf, importRows, statedBy, type ImportReport, type Viewer } from '@kexie/service';
import type {
  CorrectRegionIndicatorInput,
  ImportRegionIndicatorsInput,
  RecordRegionIndicatorInput,
  RegionIndicatorRow,
} from '../generated/graphql.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import * as domain from './domain.ts';

/**
 * Records an indicator of a region for a year. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN; DUPLICATE when it has a value
 * already.
 */
export async function recordRegionIndicator(
  { store: { indicators, regions }, requests, now }: Deps,
  viewer: Viewer,
  input: RecordRegionIndicatorInput,
): Promise<domain.RegionIndicator> {
  rights.recordRegionIndicator(viewer)({ regionCode: input });
  const decision = domain.record(newId('ind'), domain.factsOf(input), now());
  const id = await indicators.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordRegionIndicator', input }, async (session) => {
      await regions.knownRegion(input.regionCode, 'regionCode', session, daysOfYear(input.year));
      return indicators.create(decision, session);
    }),
  );
  return indicators.require(id);
}

/** Replaces the value of an indicator, and keeps the earlier one. @throws VALIDATION_FAILED, NOT_FOUND, VERSION_CONFLICT. */
export async function correctRegionIndicator(
  { store: { indicators }, now }: Deps,
  viewer: Viewer,
  input: CorrectRegionIndicatorInput,
): Promise<domain.RegionIndicator> {
  const permit = rights.correctRegionIndicator(viewer);
  const at = now();
  return indicators.update(input, {
    authorize: (current) => void permit({ id: current }),
    decide: (current) => domain.correct(current, { ...input, qualifier: input.qualifier ?? 'EXACT' }, at),
  });
}

/** Imports indicators. A repeated row changes what the row states and nothing has happened to since. */
export async function importRegionIndicators(
  { store: { indicators, regions }, mongo, now }: Deps,
  viewer: Viewer,
  input: ImportRegionIndicatorsInput,
): Promise<ImportReport> {
  const permit = rights.importRegionIndicators(viewer);
  const at = now();
  return importRows(mongo, input, async ({ key, ...row }: RegionIndicatorRow, session) => {
    permit({ regionCode: row });
    const facts = domain.factsOf(row);
    await regions.knownRegion(row.regionCode, 'regionCode', session, daysOfYear(row.year));
    return indicators.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ ...facts, _id: newId('ind'), version: 1, importKey: null, history: [] }),
        complete: async (next, before) => {
          const restated = domain.restate(next, before, at);
          await indicators.requireFree(restated, session);
          return restated;
        },
        events: (_, after) => [domain.recordedEvent(after)],
      },
      session,
    );
  });
}
