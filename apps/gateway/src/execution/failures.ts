import { GraphQLError, Kind, parse, type FieldNode, type SelectionSetNode } from 'graphql';
import { isAsked, type Denied } from '../access/authorization.ts';
import type { Violation } from './answer.ts';
import type { Execution, FailedFetch, FieldError } from './fetches.ts';
import { clientName } from './names.ts';
import { isTree, type ResponsePath } from './tree.ts';

/**
 * The errors of an answer: what the viewer may not see, what subgraphs told, what failed as a whole, and nulls that nobody explained.
 * `json` is the text of the answer's data, undefined for null.
 */
export function collectErrors({ errors, failures, conditions }: Execution, denied: readonly Denied[], violations: readonly Violation[], json: string | undefined): GraphQLError[] {
  if (errors.length + failures.length + denied.length + violations.length === 0) return [];
  const data: unknown = failures.length > 0 && json !== undefined ? JSON.parse(json) : null;
  const told: FieldError[] = [
    ...denied.filter((each) => isAsked(each, conditions)).map(({ message, path, code }) => ({ message, path, extensions: { code } })),
    ...errors.map((error) => (error.path ? { ...error, path: error.path.map(clientName) } : error)),
    ...failures.flatMap((failure) => placeFailure(failure, data)),
  ];
  const unexplained = violations.filter(({ path }) => !told.some((error) => !error.path || concerns(error.path, path)));
  const violated = unexplained.map(({ message, path }) => ({ message, path, extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }));
  return [...told, ...violated].slice(0, errorsMax).map(({ message, path, extensions }) => new GraphQLError(message, { path: path ? [...path] : null, extensions }));
}

/** Whether an error at one path explains a null at the other: one lies below the other. Of items of lists any counts. */
function concerns(error: ResponsePath, violation: ResponsePath): boolean {
  const [a, b] = [error, violation].map((path) => path.filter((key) => typeof key === 'string')) as [string[], string[]];
  return a.slice(0, b.length).every((key, index) => b[index] === key);
}

/** The errors of a fetch that failed as a whole: one for each field of the answer that is null because of it, or one without a path. */
function placeFailure({ error, query, places }: FailedFetch, data: unknown): FieldError[] {
  const base = { message: error.message, extensions: error.extensions };
  const paths = places.flatMap((place) => nullPaths(query, place.map(clientName), data)).slice(0, pathsMax);
  return paths.length === 0 ? [base] : paths.map((path) => ({ ...base, path }));
}

/** The fields of a failed fetch that are null in the answer, each at the highest place where it is. */
function nullPaths(query: string, place: ResponsePath, data: unknown): ResponsePath[] {
  const found: ResponsePath[] = [];
  const visit = (value: unknown, path: ResponsePath, selections: SelectionSetNode | undefined): void => {
    if (value === null || value === undefined) return void found.push(path);
    if (!isTree(value)) return;
    for (const field of fieldsOf(selections)) {
      const key = clientName(field.alias?.value ?? field.name.value);
      // the planner adds fields of its own, which the client never sees
      if (Object.hasOwn(value, key)) visit(value[key], [...path, key], field.selectionSet);
    }
  };
  let base = data;
  for (const [index, key] of place.entries()) {
    // what stands above is null already
    if (base === null || base === undefined) return index === 0 ? [] : [place.slice(0, index)];
    base = (base as Record<string | number, unknown>)[key];
  }
  visit(base, place, selectionsOf(query));
  return found.filter((path) => path.length > 0);
}

/** What a fetch asks of the object for which it is made: the root's fields, or those of the entity. */
function selectionsOf(query: string): SelectionSetNode | undefined {
  const operation = parse(query, { noLocation: true }).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const entities = fieldsOf(operation?.selectionSet).find((field) => field.name.value === '_entities');
  return entities ? entities.selectionSet : operation?.selectionSet;
}

function fieldsOf(selections: SelectionSetNode | undefined): FieldNode[] {
  return (selections?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
  });
}

const pathsMax = 10;
const errorsMax = 200;
