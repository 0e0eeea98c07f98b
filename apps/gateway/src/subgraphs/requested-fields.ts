import { Kind, parse, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { isObject, parseJson } from '../exact-numbers.ts';

/** The response keys that an operation requests, each with the keys below it; a leaf has none. */
type Keys = Map<string, Keys | undefined>;

/**
 * Returns the text of a reply whose data holds only the response keys of the request, whatever the types of its objects. `body` is the request.
 * @throws SyntaxError, GraphQLError if a text cannot be parsed
 */
export function onlyRequestedFields(reply: string, body: string): string {
  const { query, operationName } = JSON.parse(body) as { query: string; operationName?: string };
  const parsed = parseJson(reply);
  if (!isObject(parsed)) return reply;
  const { data, errors } = parsed;
  return JSON.stringify({
    ...(errors === undefined ? {} : { errors }),
    ...(data === undefined ? {} : { data: kept(data, keysOf(query, operationName)) }),
  });
}

function kept(value: unknown, keys: Keys | undefined): unknown {
  if (keys === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => kept(item, keys));
  if (!isObject(value)) return value;
  // `fromEntries` is safe for a key named `__proto__`.
  return Object.fromEntries(
    [...keys].flatMap(([key, below]) => (Object.hasOwn(value, key) ? [[key, kept(value[key], below)]] : [])),
  );
}

function keysOf(query: string, operationName: string | undefined): Keys {
  const { definitions } = parse(query, { noLocation: true });
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
  const operation = definitions.find(
    (each) =>
      each.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || each.name?.value === operationName),
  );
  const keys: Keys = new Map();
  if (operation?.kind === Kind.OPERATION_DEFINITION) collect(operation.selectionSet, keys, fragments);
  return keys;
}

function collect(
  { selections }: SelectionSetNode,
  keys: Keys,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): void {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment) collect(fragment.selectionSet, keys, fragments);
      continue;
    }
    const key = selection.alias?.value ?? selection.name.value;
    const below = keys.get(key) ?? (selection.selectionSet ? new Map() : undefined);
    keys.set(key, below);
    if (selection.selectionSet && below) collect(selection.selectionSet, below, fragments);
  }
}
