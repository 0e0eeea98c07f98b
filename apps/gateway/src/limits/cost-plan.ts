import {
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLList,
  GraphQLNonNull,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { compileArguments, type InputCost } from './input-cost.ts';
import type { createIntrospectionPrice } from './introspection-price.ts';
import { compileSize, type Size } from './list-size.ts';
import type { FieldPrice, Prices } from './prices.ts';

/** The cost of one operation of one document, compiled with its variables left open. */
export type CostPlan = {
  root: Group;
  introspects: boolean;
  /** Defaults of the variables, used if a request omits them. */ defaults: Readonly<Record<string, unknown>>;
};
/** One field, or several selections of it at the same position, which are fetched as one. */
export type CostNode = {
  name: string;
  /** The field counts only if all of them hold. */
  conditions: readonly Condition[];
  /** The cost of one item, without its selections. */
  weight: number;
  isList: boolean;
  /** The number of items: of the field itself if it is a list, and of those fields below it that `sizedFields` names. */
  size: Size | undefined;
  sizedFields: readonly string[];
  input: InputCost;
  below: Group | undefined;
};
/** The fields of one selection set: those of every type, and those of some types only, of which a response has one combination. */
export type Group = {
  always: readonly CostNode[];
  byType: readonly (readonly CostNode[])[];
  combinations: readonly (readonly number[])[];
};
type Condition = { variable: string; holds: boolean };
export type CostContext = { schema: GraphQLSchema; prices: Prices; priceIntrospection: IntrospectionPrice };

/**
 * Compiles the cost of a valid operation. Takes time in proportion to its fields with fragments expanded, which `refuseStructure` bounds.
 * The model is that of Apollo's demand control (https://www.apollographql.com/docs/graphos/routing/security/demand-control), after IBM's cost
 * directives (https://ibm.github.io/graphql-specs/cost-spec.html): an object costs 1, a scalar 0, each field of a mutation 10 more, a list its items. It is
 * closer to what is fetched in two ways: duplicate fields count once, and of fields for different types the most expensive type counts.
 */
export function compileCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { schema, prices, priceIntrospection }: CostContext,
): CostPlan {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  const compiler = { schema, prices, priceIntrospection, fragments, introspects: false };
  const group = root ? compileGroup([operation.selectionSet], root, compiler) : emptyGroup;
  return { root: group, introspects: compiler.introspects, defaults: defaultsOf(operation) };
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

type Compiler = CostContext & {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  introspects: boolean;
};
type IntrospectionPrice = ReturnType<typeof createIntrospectionPrice>;
/** Fields selected under the same conditions and for the same types, by response key. */
type Bucket = {
  types: ReadonlySet<GraphQLObjectType>;
  fields: Map<string, { fields: FieldNode[]; parent: GraphQLCompositeType; conditions: readonly Condition[] }>;
};

function compileGroup(
  selectionSets: readonly SelectionSetNode[],
  parent: GraphQLCompositeType,
  compiler: Compiler,
): Group {
  const buckets = new Map<string, Bucket>();
  const possible = possibleTypes(parent, compiler.schema);
  for (const { selections } of selectionSets)
    collect(selections, { types: possible, parent, conditions: [] }, buckets, compiler);
  const always: CostNode[] = [];
  const partial: { types: ReadonlySet<GraphQLObjectType>; nodes: CostNode[] }[] = [];
  for (const { types, fields } of buckets.values()) {
    const nodes = [...fields.values()].flatMap((each) => compileField(each, compiler) ?? []);
    if (types.size === possible.size) always.push(...nodes);
    else partial.push({ types, nodes });
  }
  return {
    always,
    byType: partial.map(({ nodes }) => nodes),
    combinations: combinationsOf(
      partial.map(({ types }) => types),
      possible,
    ),
  };
}

/** The partial groups that apply to each possible type; each combination once. */
function combinationsOf(
  groups: readonly ReadonlySet<GraphQLObjectType>[],
  possible: ReadonlySet<GraphQLObjectType>,
): number[][] {
  if (groups.length === 0) return [];
  const combinations = new Map<string, number[]>();
  for (const type of possible) {
    const combination = groups.flatMap((types, index) => (types.has(type) ? [index] : []));
    combinations.set(combination.join(), combination);
  }
  return [...combinations.values()];
}

type Place = { types: ReadonlySet<GraphQLObjectType>; parent: GraphQLCompositeType; conditions: readonly Condition[] };

function collect(
  selections: readonly SelectionNode[],
  place: Place,
  buckets: Map<string, Bucket>,
  compiler: Compiler,
): void {
  for (const selection of selections) {
    const conditions = conditionsOf(selection, place.conditions);
    if (!conditions) continue;
    if (selection.kind === Kind.FIELD) {
      collectField(selection, { ...place, conditions }, buckets);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? compiler.fragments.get(selection.name.value) : selection;
    const type = fragment?.typeCondition ? compiler.schema.getType(fragment.typeCondition.name.value) : place.parent;
    if (fragment && isCompositeType(type))
      collect(
        fragment.selectionSet.selections,
        { parent: type, conditions, types: narrow(place.types, type, compiler.schema) },
        buckets,
        compiler,
      );
  }
}

function collectField(field: FieldNode, { types, parent, conditions }: Place, buckets: Map<string, Bucket>): void {
  if (types.size === 0) return;
  const key = [...types].map(({ name }) => name).join();
  const bucket = buckets.get(key) ?? { types, fields: new Map() };
  buckets.set(key, bucket);
  const name = `${field.alias?.value ?? field.name.value} ${JSON.stringify(conditions)}`;
  const same = bucket.fields.get(name);
  if (same) same.fields.push(field);
  else bucket.fields.set(name, { fields: [field], parent, conditions });
}

function compileField(
  {
    fields,
    parent,
    conditions,
  }: { fields: readonly FieldNode[]; parent: GraphQLCompositeType; conditions: readonly Condition[] },
  compiler: Compiler,
): CostNode | undefined {
  const [field] = fields;
  if (!field || field.name.value === '__typename') return undefined;
  const name = field.name.value;
  if (name === '__schema' || name === '__type') {
    compiler.introspects = true;
    return { ...introspection, weight: compiler.priceIntrospection(fields, compiler.fragments), name, conditions };
  }
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (!definition) return undefined;
  const price = priceOf(parent, name, compiler);
  const type = getNamedType(definition.type);
  const selectionSets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  return {
    name,
    conditions,
    weight:
      (price?.weight ?? typeWeight(definition, compiler)) +
      (parent === compiler.schema.getMutationType() ? mutationCost : 0),
    isList: isList(definition.type),
    size: price?.listSize ? compileSize(price.listSize, field, definition) : undefined,
    sizedFields: price?.listSize?.sizedFields ?? [],
    input: compileArguments(field, definition, price, compiler),
    below: isCompositeType(type) && selectionSets.length > 0 ? compileGroup(selectionSets, type, compiler) : undefined,
  };
}

/** The price of a field; for an interface without one, the highest price of its implementations. */
function priceOf(parent: GraphQLCompositeType, field: string, { schema, prices }: CostContext): FieldPrice | undefined {
  const own = prices.fields.get(`${parent.name}.${field}`);
  if (own || !isAbstractType(parent)) return own;
  const behind = schema.getPossibleTypes(parent).flatMap(({ name }) => prices.fields.get(`${name}.${field}`) ?? []);
  return behind.reduce<FieldPrice | undefined>(
    (highest, price) => (highest && expense(highest) >= expense(price) ? highest : price),
    undefined,
  );
}

const expense = ({ weight = 1, listSize }: FieldPrice): number => weight * (listSize?.assumedSize ?? 1);

function typeWeight({ type }: GraphQLField<unknown, unknown>, { schema, prices }: CostContext): number {
  const named = getNamedType(type);
  const types = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  const otherwise = isCompositeType(named) ? objectCost : 0;
  return types.reduce((highest, { name }) => Math.max(highest, prices.types.get(name) ?? otherwise), 0);
}

const possibleTypes = (type: GraphQLCompositeType, schema: GraphQLSchema): ReadonlySet<GraphQLObjectType> =>
  new Set(isObjectType(type) ? [type] : schema.getPossibleTypes(type));

function narrow(
  types: ReadonlySet<GraphQLObjectType>,
  to: GraphQLCompositeType,
  schema: GraphQLSchema,
): ReadonlySet<GraphQLObjectType> {
  const allowed = possibleTypes(to, schema);
  return [...types].every((type) => allowed.has(type))
    ? types
    : new Set([...types].filter((type) => allowed.has(type)));
}

/** The conditions under which a selection is part of the operation, those around it included; undefined if it never is. */
function conditionsOf(
  { directives = [] }: SelectionNode,
  around: readonly Condition[],
): readonly Condition[] | undefined {
  const conditions = [...around];
  for (const { name, arguments: given = [] } of directives) {
    const holds =
      name.value === GraphQLIncludeDirective.name ? true : name.value === GraphQLSkipDirective.name ? false : undefined;
    const value = given.find((argument) => argument.name.value === 'if')?.value;
    if (holds === undefined || !value) continue;
    if (value.kind === Kind.BOOLEAN && value.value !== holds) return undefined;
    if (value.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, holds });
  }
  return conditions.length === around.length ? around : conditions;
}

const isList = (type: GraphQLOutputType): boolean =>
  type instanceof GraphQLList || (type instanceof GraphQLNonNull && type.ofType instanceof GraphQLList);

const objectCost = 1;
const mutationCost = 10;
const introspection = {
  isList: false,
  size: undefined,
  sizedFields: [],
  input: { fixed: 0, variables: [] },
  below: undefined,
};
const emptyGroup: Group = { always: [], byType: [], combinations: [] };
