import mongoose, { type Model, type PipelineStage, type QueryFilter } from 'mongoose';
import { decodeCursor, DomainError, encodeCursor, pageSize, requireText, type PageRequest } from '@kexie/kernel';
import { every, type Connection } from '@kexie/service';
import { say } from '../messages.ts';
import { queryTokens } from './tokens.ts';

type Searchable = { _id: string; searchTokens: string[] };

/** A connection whose edges have a score from 0 to 1. */
export type RankedConnection<T> = Omit<Connection<T>, 'edges'> & {
  edges: { cursor: string; node: T; score: string }[];
};

const textMax = 200;
const queryTimeoutMs = 10_000;

/**
 * One page of the records that share a token with the text, best match first. The database uses the index on
 * `searchTokens` and adds up the weights of the shared tokens. The score is this sum divided by the weight of all
 * tokens of the query.
 * @throws VALIDATION_FAILED for a text without words, a page that is too large, or a cursor of another list.
 */
export async function findRanked<T extends Searchable>(
  model: Model<T>,
  { text: stated, filter, first, after }: PageRequest & { text: string; filter: QueryFilter<T> },
): Promise<RankedConnection<T>> {
  const size = pageSize(first);
  const text = requireText(stated, 'text', { max: textMax });
  const tokens = queryTokens(text);
  if (tokens.length === 0)
    throw new DomainError('VALIDATION_FAILED', say`The text contains no word to search for.`, ['text']);
  const whole = tokens.reduce((sum, { weight }) => sum + weight, 0);
  const matching = every<T>({ searchTokens: mongoose.trusted({ $in: tokens.map(({ token }) => token) }) }, filter);

  const points = {
    $sum: tokens.map(({ token, weight }) => ({ $cond: [{ $in: [{ $literal: token }, '$searchTokens'] }, weight, 0] })),
  };
  const list = [model.collection.name, ...tokens.map(({ token }) => token)].join(',');
  const [afterPoints, afterId] = after ? decodeCursor(list, after, 2) : [];
  const beyond = after
    ? [{ $match: { $or: [{ points: { $lt: afterPoints } }, { points: afterPoints, _id: { $gt: afterId } }] } }]
    : [];
  const found = await model
    .aggregate<T & { points: number }>([
      { $match: matching },
      { $set: { points } },
      ...beyond,
      { $sort: { points: -1, _id: 1 } },
      { $limit: size + 1 },
    ] as PipelineStage[])
    .option({ maxTimeMS: queryTimeoutMs });

  const edges = found.slice(0, size).map((node) => ({
    node: node as T,
    cursor: encodeCursor(list, [node.points, node._id]),
    score: (node.points / whole).toFixed(4),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => model.countDocuments(matching).maxTimeMS(queryTimeoutMs).exec(),
  };
}
