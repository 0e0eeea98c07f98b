import type { PipelineStage } from 'mongoose';
import { groupStats } from '@kexie/service';
import type { DoctrineDimension, DoctrineFacet, DoctrineTag, ReformProjectFilter } from '../generated/graphql.ts';
import type { Store } from '../store.ts';
import type { ReformProject } from './domain.ts';
import { filterOf } from './store.ts';

type Counts = { documents: number; achievements: number };

const expressions: Record<DoctrineDimension, unknown> = {
  FACET: '$_id.facet',
  TAG: '$_id.tag',
  REGION: '$_id.regionCode',
};

/**
 * The documents and achievements with a tag, by up to three dimensions. An entry counts once in each row: with two tags of a
 * facet it counts once for the facet. Facets and tags without an entry have a row with 0. @throws as `groupStats`.
 */
export async function doctrineStats(
  { reforms, regions }: Store,
  { filter, groupBy }: { filter?: ReformProjectFilter | null | undefined; groupBy: readonly DoctrineDimension[] },
) {
  const byTag = groupBy.includes('TAG');
  const rows = await groupStats<DoctrineDimension, Counts, ReformProject>(reforms.model, {
    stages: entryStages(filter ?? {}, { byTag, byFacet: byTag || groupBy.includes('FACET') }),
    groupBy,
    expressions,
    accumulate: { documents: countOf('DOCUMENT'), achievements: countOf('ACHIEVEMENT') },
    labels: async (dimension, codes) =>
      dimension === 'REGION'
        ? new Map((await regions.byCodes(codes)).map(({ _id, name }) => [_id, name]))
        : new Map(Object.entries({ ...facets, ...tags })),
    // a tag belongs to one facet, so the pairs of both are not completed
    complete: byTag ? (groupBy.length === 1 ? { TAG: Object.keys(tags) } : {}) : { FACET: Object.keys(facets) },
  });
  return rows.map(({ keys, documents = 0, achievements = 0 }) => ({ keys, documents, achievements }));
}

const countOf = (kind: string) => ({ $sum: { $cond: [{ $eq: ['$_id.kind', kind] }, 1, 0] } });

/** Each tagged entry of the projects once, or once for each of its facets or tags. The code of a tag begins with its facet. */
function entryStages(
  filter: ReformProjectFilter,
  { byTag, byFacet }: { byTag: boolean; byFacet: boolean },
): PipelineStage[] {
  const entriesOf = (field: string, kind: string) => ({
    $map: { input: field, as: 'entry', in: { kind: { $literal: kind }, title: '$$entry.title', tags: '$$entry.tags' } },
  });
  return [
    { $match: filterOf(filter) },
    {
      $project: {
        regionCode: 1,
        entry: {
          $concatArrays: [entriesOf('$documents', 'DOCUMENT'), entriesOf('$achievements', 'ACHIEVEMENT')],
        },
      },
    },
    { $unwind: '$entry' },
    { $unwind: '$entry.tags' },
    { $addFields: { parts: { $split: ['$entry.tags', '_'] } } },
    { $addFields: { facet: { $first: '$parts' } } },
    {
      $group: {
        _id: {
          projectId: '$_id',
          regionCode: '$regionCode',
          kind: '$entry.kind',
          title: '$entry.title',
          ...(byFacet && { facet: '$facet' }),
          ...(byTag && { tag: '$entry.tags' }),
        },
      },
    },
  ];
}

/** The Chinese names of the facets and tags. */
const facets: Readonly<Record<DoctrineFacet, string>> = {
  QUALITY: '三性',
  TENDENCY: '去“四化”',
  TYPE: '三型',
  FUNCTION: '三大功能',
  SERVICE: '四服务',
};
const tags: Readonly<Record<DoctrineTag, string>> = {
  QUALITY_POLITICAL: '政治性',
  QUALITY_ADVANCED: '先进性',
  QUALITY_MASS: '群众性',
  TENDENCY_BUREAUCRATIC: '机关化',
  TENDENCY_ADMINISTRATIVE: '行政化',
  TENDENCY_ARISTOCRATIC: '贵族化',
  TENDENCY_ENTERTAINMENT: '娱乐化',
  TYPE_OPEN: '开放型',
  TYPE_HUB: '枢纽型',
  TYPE_PLATFORM: '平台型',
  FUNCTION_OPINIONS: '反映意见',
  FUNCTION_RIGHTS: '维护合法权益',
  FUNCTION_WORK: '为科学技术工作服务',
  SERVICE_PUBLIC: '服务全民',
  SERVICE_INNOVATION: '服务创新',
  SERVICE_WORKERS: '服务科技工作者',
  SERVICE_GOVERNMENT: '服务党和政府',
};
