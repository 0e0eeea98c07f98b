import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { decodeCursor, DomainError, encodeCursor, pageSize, type PageRequest } from '@kexie/kernel';
import { every } from './filters.ts';
import { say } from './messages.ts';
import { findPage, type Connection } from './page.ts';
import { matchOf, wantedMax, wantedOf, type Bearer, type Match, type SearchedField, type Wanted } from './pinyin.ts';

/** A connection whose edges tell the part of the record that was found. */
export type SearchConnection<T, Field extends string> = Omit<Connection<T>, 'edges'> & {
  edges: { cursor: string; node: T; match: Match<Field> | null }[];
};

type SearchRequest<T, Field extends string> = PageRequest & {
  text: string;
  filter: QueryFilter<T>;
  /** The fields of a record from which its search keys are made. */
  fields: (record: T) => readonly SearchedField<Field>[];
  bearer?: Bearer;
};

const queryTimeoutMs = 10_000;

/**
 * One page of the records that match `filter` and have the text in a searched field. First come records with the text as a whole name, then those with a name that begins with it, then
 * those whose pinyin or initials begin with it, then all others; each group is in the order of `nameSort`. The model must have `nameSort` (`sortKeyOf`) and
 * `searchKeys` (`searchKeysOf`). Each group is read with the index on `searchKeys`.
 * @throws VALIDATION_FAILED for a text without a letter or digit, or with more than 100 characters, a page that is too large, or a cursor of another list.
 */
export async function findByText<T extends { _id: string }, Field extends string>(
  model: Model<T>,
  { text, filter, fields, bearer, first, after }: SearchRequest<T, Field>,
): Promise<SearchConnection<T, Field>> {
  const size = pageSize(first);
  const wanted = requireWanted(text);
  const list = `${model.collection.name},search`;
  const groups = groupsOf(wanted).map((group) => every<T>(group, filter));
  const [startGroup, startAfter] = after ? placeIn(list, after, groups.length) : [0, null];

  const edges: SearchConnection<T, Field>['edges'] = [];
  let hasNextPage = false;
  for (let group = startGroup; group < groups.length && !hasNextPage; group += 1) {
    const page = await findPage<T>(model, {
      first: size - edges.length,
      after: group === startGroup ? startAfter : null,
      filter: groups[group] as QueryFilter<T>,
      sort: [{ field: 'nameSort', direction: 'ASC' }],
    });
    for (const { node, cursor } of page.edges)
      edges.push({
        node,
        cursor: encodeCursor(list, [group, cursor]),
        match: matchOf(wanted, fields(node), bearer),
      });
    ({ hasNextPage } = page.pageInfo);
  }
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => {
      const counts = await Promise.all(
        groups.map((group) => model.countDocuments(group).maxTimeMS(queryTimeoutMs).exec()),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

function requireWanted(text: string): Wanted {
  const wanted = text.length <= wantedMax && text.isWellFormed() ? wantedOf(text) : undefined;
  if (!wanted || wanted.text === '')
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The text to search for must have 1 to ${wantedMax} characters, and among them a letter or a digit.`,
      ['text'],
    );
  return wanted;
}

/** The group and the cursor within the group at which a page begins. */
function placeIn(list: string, after: string, groups: number): [group: number, cursor: string] {
  const [group, cursor] = decodeCursor(list, after, 2);
  if (
    typeof group === 'number' &&
    Number.isInteger(group) &&
    group >= 0 &&
    group < groups &&
    typeof cursor === 'string'
  )
    return [group, cursor];
  throw new DomainError('VALIDATION_FAILED', say`"after" is not a cursor of this list.`, ['after']);
}

/**
 * The conditions of the groups, best first; a record meets one of them at most. A folded text has no character with a meaning in a regular expression. Each condition begins
 * with one anchored expression without alternatives, for which the databases read a range of the index.
 */
function groupsOf({ text, sound, hasHan }: Wanted): object[] {
  const [name, nameBeginning, soundBeginning] = [`n${text}`, `^n${text}`, `^s${sound}`];
  const part = `^p${hasHan ? text : sound}`;
  return [
    { searchKeys: name },
    { searchKeys: mongoose.trusted({ $regex: nameBeginning, $ne: name }) },
    ...(hasHan ? [] : [{ searchKeys: mongoose.trusted({ $regex: soundBeginning, $not: { $regex: nameBeginning } }) }]),
    {
      searchKeys: mongoose.trusted({
        $regex: part,
        $not: { $regex: hasHan ? nameBeginning : `^(?:n${text}|s${sound})` },
      }),
    },
  ];
}
