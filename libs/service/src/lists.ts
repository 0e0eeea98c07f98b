import DataLoader from 'dataloader';
import type { Model, PipelineStage, QueryFilter } from 'mongoose';
import { encodeCursor, pageSize, type PageRequest } from '@kexie/kernel';
import { every } from './filters.ts';
import { findPage, listName, withId, type Connection, type SortKey } from './page.ts';

/** Lists that hang on records: the documents whose `field` holds the key of the record, the greatest value of `newest` first and then by id. */
export type Lists<T> = { field: keyof T & string; newest?: (keyof T & string) | undefined };

/** A page of the list of one record. `filter` narrows the list. */
export type ListRequest<T> = PageRequest & { key: string; filter?: QueryFilter<T> | undefined };

const queryTimeoutMs = 10_000;
const batchMax = 500;

/**
 * Loads pages of the lists of many records. The first pages of requests with the same filter and size come from one query, and their totals, when one of
 * them is asked for, from one more. A later page costs a query of its own, because its cursor belongs to one list. A request that fails does so alone.
 * @throws VALIDATION_FAILED for a page too large or a cursor of another list.
 */
export function loaderOfLists<T extends { _id: string }>(
  model: Model<T>,
  lists: Lists<T>,
): DataLoader<ListRequest<T>, Connection<T>> {
  const { field } = lists;
  return loaderByQuestion(
    ({ key: _, ...question }: ListRequest<T>) => question,
    async (requests) => {
      const [{ first, after, filter }] = requests as [ListRequest<T>];
      const keys = requests.map(({ key }) => key);
      if (keys.length > 1 && !after) return firstPages(model, keys, lists, { first, filter });
      return Promise.all(
        keys.map((key) =>
          findPage(model, {
            first,
            after,
            filter: every<T>({ [field]: key }, filter ?? {}),
            sort: sortOf(lists),
          }),
        ),
      );
    },
  );
}

/** Loads answers to questions. Questions for which `sameFor` gives the same value are answered together, in their order. A group that fails does so alone. */
export function loaderByQuestion<Question extends object, Answer>(
  sameFor: (question: Question) => unknown,
  answer: (group: readonly Question[]) => Promise<readonly Answer[]>,
): DataLoader<Question, Answer> {
  return new DataLoader<Question, Answer>(
    async (questions) => {
      const answers = new Map<Question, Answer | Error>();
      const groups = Map.groupBy(questions, (question) => JSON.stringify(sameFor(question)));
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const found = await answer(group).catch((error: Error) => group.map(() => error));
          group.forEach((question, index) => answers.set(question, found[index] as Answer | Error));
        }),
      );
      return questions.map((question) => answers.get(question) as Answer | Error);
    },
    // without a cache, a second mutation of a request does not show lists as they were before it
    { cache: false, maxBatchSize: batchMax },
  );
}

const sortOf = ({ newest }: { newest?: string | undefined }): SortKey[] =>
  newest ? [{ field: newest, direction: 'DESC' }] : [];

async function firstPages<T extends { _id: string }>(
  model: Model<T>,
  keys: readonly string[],
  lists: Lists<T>,
  { first, filter }: Pick<ListRequest<T>, 'first' | 'filter'>,
): Promise<Connection<T>[]> {
  const { field, newest } = lists;
  const size = pageSize(first);
  const list = listName(model, withId(sortOf(lists)));
  const inLists: PipelineStage[] = [
    { $match: every({ [field]: { $in: [...keys] } }, filter ?? {}) },
    { $addFields: { listKey: `$${field}` } },
    // a field with several keys puts its document into several lists
    { $unwind: '$listKey' },
    { $match: { listKey: { $in: [...keys] } } },
  ];
  const pages = await model
    .aggregate<{ _id: string; nodes: (T & { listKey: string })[] }>([
      ...inLists,
      { $sort: { ...(newest && { [newest]: -1 }), _id: 1 } },
      { $group: { _id: '$listKey', nodes: { $firstN: { input: '$$ROOT', n: size + 1 } } } },
    ])
    .option({ maxTimeMS: queryTimeoutMs });
  const nodesOf = new Map(pages.map(({ _id, nodes }) => [_id, nodes]));

  let counting: Promise<Map<string, number>> | undefined;
  const count = async (): Promise<Map<string, number>> => {
    const counts = await model
      .aggregate<{ _id: string; total: number }>([...inLists, { $group: { _id: '$listKey', total: { $sum: 1 } } }])
      .option({ maxTimeMS: queryTimeoutMs });
    return new Map(counts.map(({ _id, total }) => [_id, total]));
  };
  return keys.map((key) => {
    const nodes = nodesOf.get(key) ?? [];
    const edges = nodes.slice(0, size).map(({ listKey: _, ...node }) => ({
      node: node as unknown as T,
      cursor: encodeCursor(list, [
        ...(newest ? [(node[newest as keyof typeof node] as string | null | undefined) ?? null] : []),
        node._id,
      ]),
    }));
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
