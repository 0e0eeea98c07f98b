import { loaderById, loaderByQuestion, loaderOfGroups, loaderOfLists, type RequestContext } from '@kexie/service';
import type { Store } from './store.ts';
import type { Subject } from './vitality/store.ts';

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders({
  organizations,
  regions,
  attentions,
  commitments,
  indicators,
  reforms,
  vitality,
  coverage,
  honours,
}: Store) {
  return {
    organization: loaderById(organizations.byIds),
    region: loaderById(regions.byCodes),
    attention: loaderById(attentions.byIds),
    commitment: loaderById(commitments.byIds),
    indicator: loaderById(indicators.byIds),
    reform: loaderById(reforms.byIds),
    indicatorsOfRegion: loaderOfLists(indicators.model, { field: 'regionCode', newest: 'year' }),
    vitality: loaderByQuestion(
      ({ asOf }: { organization: Subject; asOf: string }) => asOf,
      (questions) =>
        vitality.of(
          questions.map(({ organization }) => organization),
          questions[0]?.asOf ?? '',
        ),
    ),
    predecessorsOfRegion: loaderOfGroups(regions.predecessorsOf, ({ successors }) => successors),
    honoursOfOrganization: loaderOfGroups(honours.ofOrganizations, ({ organizationId }) => organizationId),
    commitmentAlert: loaderByQuestion(() => '', commitments.alertsOf),
    coverageOfRegion: loaderOfGroups(coverage.ofRegions, ({ regionCode }) => regionCode),
    /** the regions directly below a region, without those that have a last day */
    childrenOfRegion: loaderOfGroups(
      (parents) => regions.childrenOf(parents, '9999-12-31'),
      ({ parentCode }) => parentCode,
    ),
  };
}
