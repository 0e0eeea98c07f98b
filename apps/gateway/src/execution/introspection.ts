import {
  getArgumentValues, isLeafType, isListType, isNonNullType, Kind, print, SchemaMetaFieldDef, TypeMetaFieldDef,
  type DocumentNode, type FieldNode, type GraphQLArgument, type GraphQLField, type GraphQLObjectType, type GraphQLOutputType, type GraphQLResolveInfo, type GraphQLSchema, type SelectionNode, type SelectionSetNode,
} from 'graphql';
import { quoted } from './json.ts';
import { documentOf, operationOf, typenameField, type Operation } from './operation.ts';

/** Whether a field is answered from the schema: these names are reserved, so they mean the same wherever they stand. */
export const isIntrospectionField = (name: string): boolean => metaFields.has(name);
const metaFields = new Map<string, GraphQLField<unknown, unknown>>([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

/** The JSON text of one field `__schema` or `__type`: `nodes` are the selections of it that an operation makes at one place. */
export type Introspect = (nodes: readonly FieldNode[], operation: Operation, variables: Record<string, unknown>) => string;

/**
 * Answers introspection from the schema that clients see, by the definitions of graphql-js, with one exception: default values are told as the
 * supergraph writes them. graphql-js prints them from JavaScript values, which fails for an object in a custom scalar and rounds long numbers.
 * `@skip` and `@include` are decided in the operation already.
 */
export function createIntrospection(schema: GraphQLSchema): Introspect {
  // of all that a resolver may be told, those of introspection look at the schema only
  const info = { schema } as GraphQLResolveInfo;
  return (nodes, { fragments }, variables) => {
    const fieldText = (type: GraphQLObjectType | undefined, source: unknown, fields: readonly FieldNode[]): string => {
      const [node] = fields;
      const field = node && (type ? type.getFields()[node.name.value] : metaFields.get(node.name.value));
      if (!field) return quoted(type?.name ?? '');
      const value = writtenDefault(field, source) ?? field.resolve?.(source, getArgumentValues(field, node, variables), undefined, info);
      return valueText(field.type, value, fields);
    };
    const valueText = (type: GraphQLOutputType, value: unknown, fields: readonly FieldNode[]): string => {
      if (isNonNullType(type)) return valueText(type.ofType, value, fields);
      if (value === null || value === undefined) return 'null';
      if (isListType(type)) return `[${Array.from(value as Iterable<unknown>, (item) => valueText(type.ofType as GraphQLOutputType, item, fields)).join(',')}]`;
      return isLeafType(type) ? JSON.stringify(type.serialize(value)) : objectText(type as GraphQLObjectType, value, fields);
    };
    const objectText = (type: GraphQLObjectType, source: unknown, parents: readonly FieldNode[]): string => {
      const fields = new Map<string, FieldNode[]>();
      for (const { selectionSet } of parents) if (selectionSet) collect(selectionSet, fields);
      return `{${[...fields].map(([key, selected]) => `${quoted(key)}:${fieldText(type, source, selected)}`).join(',')}}`;
    };
    /** A fragment within introspection always applies: all its types are objects. */
    const collect = ({ selections }: SelectionSetNode, fields: Map<string, FieldNode[]>): void => {
      for (const selection of selections) {
        if (selection.kind !== Kind.FIELD) {
          const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
          if (fragment) collect(fragment.selectionSet, fields);
          continue;
        }
        const key = selection.alias?.value ?? selection.name.value;
        fields.set(key, [...fields.get(key) ?? [], selection]);
      }
    };
    return fieldText(undefined, undefined, nodes);
  };
}

/** The default value as the supergraph writes it. What graphql-js itself defines has none written. */
function writtenDefault({ name }: GraphQLField<unknown, unknown>, source: unknown): string | undefined {
  if (name !== 'defaultValue') return undefined;
  const { astNode } = source as GraphQLArgument;
  return astNode?.defaultValue && print(astNode.defaultValue);
}

/** The operation without what is answered from the schema; undefined when nothing else is asked. The planner would send what stands below the root to a subgraph. */
export function withoutIntrospection(document: DocumentNode, operationName: string | undefined): DocumentNode | undefined {
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
