import { setImmediate as turn } from 'node:timers/promises';
import {
  getArgumentValues,
  GraphQLError,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  print,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Lifetime } from '../lifetime.ts';
import { createTurns } from '../turns.ts';
import { quoted } from './json.ts';
import { documentOf, operationOf, typenameField, type Operation } from './operation.ts';

/** Whether a field is resolved from the schema. These names are reserved, so they mean the same at every position. */
export const isIntrospectionField = (name: string): boolean => metaFields.has(name);
const metaFields = new Map<string, GraphQLField<unknown, unknown>>(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);

/**
 * The JSON text of one field `__schema` or `__type`: `nodes` are its selections at one position of the operation. @throws GraphQLError REQUEST_TIMEOUT if the
 * lifetime ends
 */
export type Introspect = (
  nodes: readonly FieldNode[],
  operation: Operation,
  variables: Record<string, unknown>,
  lifetime: Lifetime,
) => Promise<string>;

/**
 * Resolves introspection from the schema that clients see, by the definitions of graphql-js, with one exception: default values are written as in
 * the supergraph. graphql-js prints them from JavaScript values, which fails for an object in a custom scalar and rounds long numbers.
 * `@skip` and `@include` are already applied to the operation.
 *
 * Texts are cached, so that repeated introspection costs nothing. Others are written in slices, one text at a time, and other requests are served between slices.
 */
export function createIntrospection(schema: GraphQLSchema): Introspect {
  const known = new LRUCache<string, string>({
    maxSize: charactersKept,
    sizeCalculation: (text, key) => text.length + key.length,
  });
  const keys = new WeakMap<readonly FieldNode[], Key>();
  const nextTurn = createTurns();
  let last: Promise<unknown> = Promise.resolve();
  return async (nodes, operation, variables, lifetime) => {
    let key = keys.get(nodes);
    if (!key) keys.set(nodes, (key = keyOf(nodes, operation)));
    const question = `${key.text} ${JSON.stringify(key.variables.map((name) => variables[name] ?? null))}`;
    const write = async (): Promise<string> =>
      known.get(question) ?? inSlices(introspectionText(schema, nodes, operation, variables), lifetime);
    const remembered = known.get(question);
    if (remembered !== undefined) {
      // Sending the text also takes some time.
      await nextTurn();
      return remembered;
    }
    const text = last.then(write);
    last = text.catch(() => undefined);
    known.set(question, await text);
    return text;
  };
}

/** The inputs that decide an introspection text, besides the schema: the selections with their fragments, and the values of these variables. */
type Key = { text: string; variables: readonly string[] };

function keyOf(nodes: readonly FieldNode[], { fragments }: Operation): Key {
  const parts = new Set<FieldNode | FragmentDefinitionNode>(nodes);
  const variables = new Set<string>();
  // Iterating over a set includes the items that are added during the iteration.
  for (const part of parts) {
    visit(part, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment) parts.add(fragment);
      },
    });
  }
  return { text: [...parts].map(print).join(' '), variables: [...variables] };
}

/** Runs work that yields often for a few milliseconds at a time, and lets the event loop process waiting events in between. */
async function inSlices(work: Generator<void, string>, lifetime: Lifetime): Promise<string> {
  for (;;) {
    if (lifetime.reason)
      throw new GraphQLError('The time of the request is over.', {
        extensions: { code: 'REQUEST_TIMEOUT', http: { status: 504 } },
      });
    const end = performance.now() + sliceMs;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < end);
    await turn();
  }
}

/** One selected field of an introspection type, with its arguments. `label` is its prefix in the text. */
type Selected = {
  label: string;
  field: GraphQLField<unknown, unknown> | undefined;
  args: Record<string, unknown>;
  nodes: readonly FieldNode[];
};

/** Writes the text of one field; yields after every few values. */
function* introspectionText(
  schema: GraphQLSchema,
  root: readonly FieldNode[],
  { fragments }: Operation,
  variables: Record<string, unknown>,
): Generator<void, string> {
  // The resolvers of introspection read only the schema from their arguments.
  const info = { schema } as GraphQLResolveInfo;
  const selections = new Map<readonly FieldNode[], readonly Selected[]>();
  let written = 0;

  /** The same selections occur on many objects, always of the same type. */
  const selectionsOf = (type: GraphQLObjectType, parents: readonly FieldNode[]): readonly Selected[] => {
    let found = selections.get(parents);
    if (!found) selections.set(parents, (found = select(type, parents)));
    return found;
  };
  const select = (type: GraphQLObjectType, parents: readonly FieldNode[]): Selected[] => {
    const fields = new Map<string, FieldNode[]>();
    for (const { selectionSet } of parents) if (selectionSet) collect(selectionSet, fields);
    return [...fields].map(([key, nodes], index) =>
      selected(`${index === 0 ? '' : ','}${quoted(key)}:`, type.getFields()[nodes[0]?.name.value ?? ''], nodes),
    );
  };
  const selected = (label: string, field: Selected['field'], nodes: readonly FieldNode[]): Selected => ({
    label,
    field,
    nodes,
    args: field && nodes[0] ? getArgumentValues(field, nodes[0], variables) : {},
  });
  /** A fragment within introspection always applies, because all introspection types are objects. */
  const collect = ({ selections: set }: SelectionSetNode, fields: Map<string, FieldNode[]>): void => {
    for (const selection of set) {
      if (selection.kind !== Kind.FIELD) {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, fields);
        continue;
      }
      const key = selection.alias?.value ?? selection.name.value;
      fields.set(key, [...(fields.get(key) ?? []), selection]);
    }
  };

  const resolved = ({ field, args }: Selected, source: unknown): unknown =>
    field && (writtenDefault(field, source) ?? field.resolve?.(source, args, undefined, info));
  function* valueText(type: GraphQLOutputType, value: unknown, nodes: readonly FieldNode[]): Generator<void, string> {
    if (isNonNullType(type)) return yield* valueText(type.ofType, value, nodes);
    if (value === null || value === undefined) return 'null';
    if (isLeafType(type)) return JSON.stringify(type.serialize(value));
    if (!isListType(type)) return yield* objectText(type as GraphQLObjectType, value, nodes);
    let text = '';
    for (const item of value as Iterable<unknown>)
      text += `${text === '' ? '' : ','}${yield* valueText(type.ofType as GraphQLOutputType, item, nodes)}`;
    return `[${text}]`;
  }
  function* objectText(
    type: GraphQLObjectType,
    source: unknown,
    parents: readonly FieldNode[],
  ): Generator<void, string> {
    let text = '{';
    for (const each of selectionsOf(type, parents)) {
      written += 1;
      if (written % valuesBetween === 0) yield;
      text += each.label;
      text += each.field ? yield* valueText(each.field.type, resolved(each, source), each.nodes) : quoted(type.name);
    }
    return `${text}}`;
  }
  const field = selected('', metaFields.get(root[0]?.name.value ?? ''), root);
  return field.field ? yield* valueText(field.field.type, resolved(field, undefined), root) : 'null';
}

/** The introspection texts of one response. A text that is not written yet is null in the first draft of the response. */
export type Introspected = {
  text(nodes: readonly FieldNode[]): string;
  isComplete(): boolean;
  /** Writes the missing texts; then the response can be written again. */
  complete(lifetime: Lifetime): Promise<void>;
};

export function createIntrospected(
  introspect: Introspect,
  operation: Operation,
  variables: Record<string, unknown>,
): Introspected {
  const texts = new Map<readonly FieldNode[], string>();
  const missing = new Set<readonly FieldNode[]>();
  return {
    text(nodes) {
      const text = texts.get(nodes);
      if (text === undefined) missing.add(nodes);
      return text ?? 'null';
    },
    isComplete: () => missing.size === 0,
    async complete(lifetime) {
      for (const nodes of missing) texts.set(nodes, await introspect(nodes, operation, variables, lifetime));
      missing.clear();
    },
  };
}

/** The default value as in the supergraph. Elements that graphql-js itself defines have none there. */
function writtenDefault({ name }: GraphQLField<unknown, unknown>, source: unknown): string | undefined {
  if (name !== 'defaultValue') return undefined;
  const { astNode } = source as GraphQLArgument;
  return astNode?.defaultValue && print(astNode.defaultValue);
}

/** The operation without introspection; undefined if nothing else is selected. The planner would send introspection below the root to a subgraph. */
export function withoutIntrospection(
  document: DocumentNode,
  operationName: string | undefined,
): DocumentNode | undefined {
  const { definition, fragments } = operationOf(document, operationName);
  const stripped = new Map<string, SelectionSetNode | undefined>();
  const stripFragment = (name: string): SelectionSetNode | undefined => {
    const known = stripped.get(name);
    const fragment = fragments.get(name);
    if (known || stripped.has(name) || !fragment) return known;
    const set = strip(fragment.selectionSet);
    stripped.set(name, set);
    return set;
  };
  const strip = (set: SelectionSetNode): SelectionSetNode | undefined => {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return stripFragment(selection.name.value) ? [selection] : [];
      if (selection.kind === Kind.FIELD && isIntrospectionField(selection.name.value)) return [];
      if (!selection.selectionSet) return [selection];
      const below = strip(selection.selectionSet);
      if (selection.kind === Kind.INLINE_FRAGMENT) return below ? [{ ...selection, selectionSet: below }] : [];
      return [{ ...selection, selectionSet: below ?? { kind: Kind.SELECTION_SET, selections: [typenameField] } }];
    });
    return selections.length > 0 ? { ...set, selections } : undefined;
  };
  const selectionSet = strip(definition.selectionSet);
  if (!selectionSet) return undefined;
  const kept = [...fragments].flatMap(([name, fragment]) => {
    const set = stripped.get(name);
    return set ? [[name, { ...fragment, selectionSet: set }] as const] : [];
  });
  return documentOf({ definition: { ...definition, selectionSet }, fragments: new Map(kept) });
}

/** How long a text is written before other requests are served, and how many values are written between two readings of the clock. */
const sliceMs = 5;
const valuesBetween = 100;
/** The total length of the cached texts of one supergraph: about twenty times the usual text of this platform. */
const charactersKept = 10 * 1_024 * 1_024;
