import type { Model, PipelineStage } from 'mongoose';
import { encodeCursor, pageSize } from '@kexie/kernel';
import type { Connection } from '@kexie/service';

/** Which lists of a collection: those of the records that hold one of the keys in this field, the greatest value of `newest` first and then by id. */
type Lists<T> = { field: keyof T & string; newest?: (keyof T & string) | undefined };

const queryTimeoutMs = 10_000;

/**
 * The first page of several lists in one query, each as `findPage` gives it with the same order, so that its cursors lead on there.
 * Their totals are counted in one more query when one of them is asked for. @throws VALIDATION_FAILED for a page too large.
 */
export async function firstPages<T extends { _id: string }>(
  model: Model<T>,
  keys: readonly string[],
  first: number | null | undefined,
  { field, newest }: Lists<T>,
): Promise<Connection<T>[]> {
  const size = pageSize(first);
  const inLists: PipelineStage[] = [
    { $match: { [field]: { $in: [...keys] } } },
    { $addFields: { listKey: `$${field}` } },
    { $unwind: '$listKey' },
    { $match: { listKey: { $in: [...keys] } } },
  ];
  const pages = await model
    .aggregate<{ _id: string; nodes: T[] }>([
      ...inLists,
      { $sort: { ...(newest && { [newest]: -1 }), _id: 1 } },
      { $group: { _id: '$listKey', nodes: { $firstN: { input: '$$ROOT', n: size + 1 } } } },
    ])
    .option({ maxTimeMS: queryTimeoutMs });
  const nodesOf = new Map(pages.map(({ _id, nodes }) => [_id, nodes]));

  let counting: Promise<Map<string, number>> | undefined;
  const count = async () => {
    const counts = await model
      .aggregate<{ _id: string; total: number }>([...inLists, { $group: { _id: '$listKey', total: { $sum: 1 } } }])
      .option({ maxTimeMS: queryTimeoutMs });
    return new Map(counts.map(({ _id, total }) => [_id, total]));
  };
  return keys.map((key) => {
    const nodes = nodesOf.get(key) ?? [];
    const edges = nodes
      .slice(0, size)
      .map((node) => ({ node, cursor: encodeCursor([...(newest ? [node[newest] as string | null] : []), node._id]) }));
    return {
      edges,
      pageInfo: {
        hasNextPage: nodes.length > size,
        hasPreviousPage: false,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: async () => (await (counting ??= count())).get(key) ?? 0,
    };
  });
}
