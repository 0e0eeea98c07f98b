import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Operation } from './operation.ts';
import { partsOf } from '../node-parts.ts';

/** The labels of `@override` on which the plan of an operation may depend, sorted. */
export type OverrideLabels = {
  readonly all: readonly string[];
  of(operation: Operation): readonly string[];
  /** Whether a field ("Type.field") has a label. */
  isMoving(key: string): boolean;
};

/**
 * Reads the labels of a supergraph. `schema` contains all types, including the inaccessible ones. An operation depends on the labels of the fields that it
 * selects and on those of fields that the planner adds: keys of the types on its paths, and requirements of fields, at any depth.
 */
export function readOverrideLabels(supergraph: DocumentNode, schema: GraphQLSchema): OverrideLabels {
  const facts = readFacts(supergraph);
  const all = [...new Set([...facts.fields.values()].flatMap(({ labels }) => labels))].sort();
  return {
    all,
    of: (operation) => (all.length === 0 ? [] : [...labelsOf(operation, facts, schema)].sort()),
    isMoving: (key) => (facts.fields.get(key)?.labels.length ?? 0) > 0,
  };
}

/** The supergraph's facts about a field: its labels, and the selections it needs on its own type or on every type of a context. */
type FieldFacts = {
  labels: string[];
  requires: SelectionSetNode[];
  contexts: { name: string; selection: SelectionSetNode }[];
};
type Facts = {
  fields: Map<string, FieldFacts>;
  keys: Map<string, SelectionSetNode[]>;
  contexts: Map<string, string[]>;
};

function readFacts({ definitions }: DocumentNode): Facts {
  const facts: Facts = { fields: new Map(), keys: new Map(), contexts: new Map() };
  for (const definition of definitions) {
    const { name: typeName, directives } = partsOf(definition);
    if (!typeName) continue;
    const type = typeName.value;
    const applied = (directives ?? []).map((directive) => applicationOf(directive));
    facts.keys.set(
      type,
      applied.flatMap(({ name, args }) => (name === 'join__type' ? selectionsIn(args['key']) : [])),
    );
    for (const { name, args } of applied)
      if (/^context(?:__context)?$/.test(name)) put(facts.contexts, String(args['name']), type);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? [])
      facts.fields.set(
        `${type}.${field.name.value}`,
        factsOf((field.directives ?? []).map((directive) => applicationOf(directive))),
      );
  }
  return facts;
}

type Application = { name: string; args: Record<string, unknown> };
const applicationOf = ({ name, arguments: args = [] }: DirectiveNode): Application => ({
  name: name.value,
  args: Object.fromEntries(args.map((arg) => [arg.name.value, valueFromASTUntyped(arg.value)])),
});

function factsOf(applied: readonly Application[]): FieldFacts {
  const joins = applied.flatMap(({ name, args }) => (name === 'join__field' ? [args] : []));
  const given = joins.flatMap(({ contextArguments }) =>
    Array.isArray(contextArguments) ? (contextArguments as Record<string, unknown>[]) : [],
  );
  return {
    labels: joins.flatMap(({ overrideLabel }) => (typeof overrideLabel === 'string' ? [overrideLabel] : [])),
    requires: joins.flatMap(({ requires }) => selectionsIn(requires)),
    contexts: given.flatMap(({ context, selection }) =>
      selectionsIn(selection).map((each) => ({ name: String(context), selection: each })),
    ),
  };
}

/** The selections of a field set, with or without braces around it. */
function selectionsIn(text: unknown): SelectionSetNode[] {
  if (typeof text !== 'string') return [];
  return [
    (
      parse(text.trim().startsWith('{') ? text : `{ ${text} }`, { noLocation: true })
        .definitions[0] as OperationDefinitionNode
    ).selectionSet,
  ];
}

const put = (lists: Map<string, string[]>, key: string, value: string): void =>
  void lists.set(key, [...(lists.get(key) ?? []), value]);

function labelsOf({ definition, fragments }: Operation, facts: Facts, schema: GraphQLSchema): ReadonlySet<string> {
  const labels = new Set<string>();
  const seen = new Set<string>();
  const isNew = (key: string): boolean => !seen.has(key) && seen.add(key).has(key);

  const visitSelections = ({ selections }: SelectionSetNode, type: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const below = visitField(type, selection.name.value);
        if (selection.selectionSet && below !== undefined) visitSelections(selection.selectionSet, below);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD && !isNew(`...${selection.name.value}`)) continue;
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment) visitSelections(fragment.selectionSet, fragment.typeCondition?.name.value ?? type);
    }
  };
  /** Returns the type of the field. */
  const visitField = (type: string, field: string): string | undefined => {
    visitKeys(type);
    const composite = schema.getType(type);
    const found = isObjectType(composite) || isInterfaceType(composite) ? composite.getFields()[field] : undefined;
    for (const each of relatedTo(type, schema))
      visitFacts(each, facts.fields.get(`${each}.${field}`), `${each}.${field}`);
    const below = found && getNamedType(found.type);
    if (!isCompositeType(below)) return undefined;
    visitKeys(below.name);
    return below.name;
  };
  const visitFacts = (type: string, known: FieldFacts | undefined, key: string): void => {
    if (!known || !isNew(key)) return;
    for (const label of known.labels) labels.add(label);
    for (const selections of known.requires) visitSelections(selections, type);
    for (const { name, selection } of known.contexts)
      for (const context of facts.contexts.get(name) ?? []) visitSelections(selection, context);
  };
  const visitKeys = (type: string): void => {
    if (!isNew(type)) return;
    for (const each of relatedTo(type, schema))
      for (const key of facts.keys.get(each) ?? []) visitSelections(key, each);
  };

  const root = schema.getRootType(definition.operation);
  if (root) visitSelections(definition.selectionSet, root.name);
  return labels;
}

/** The types that the planner may use in key of a type: itself, its objects, and its interfaces, which may be interface objects in some service. */
function relatedTo(name: string, schema: GraphQLSchema): string[] {
  const type = schema.getType(name);
  const objects = isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [];
  const interfaces = [type, ...objects].flatMap((each) =>
    isObjectType(each) || isInterfaceType(each) ? [...each.getInterfaces()] : [],
  );
  return [...new Set([name, ...objects.map((each) => each.name), ...interfaces.map((each) => each.name)])];
}
