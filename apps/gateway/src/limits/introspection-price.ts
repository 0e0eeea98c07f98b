import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** The number of items in each list of `__Type` and `__Field`, by the name of the list. */
type Sizes = Readonly<Record<string, number>>;
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Makes the function that prices a field `__schema` or `__type` by the number of values it returns: types × fields × aliases. Below `types`, a type counts with the
 * average number of fields, so that the whole schema is priced correctly; a type reached in any other way counts as the largest one.
 */
export function createIntrospectionPrice(
  schema: GraphQLSchema,
): (nodes: readonly FieldNode[], fragments: Fragments) => number {
  const types = Object.values(schema.getTypeMap());
  const measures = types.map((type) => sizesOf(type, schema));
  const largest = sizes((name) => Math.max(...measures.map((each) => each[name] ?? 0)));
  const sum = (name: string): number => measures.reduce((total, each) => total + (each[name] ?? 0), 0);
  const average = { ...sizes((name) => sum(name) / types.length), args: sum('allArgs') / Math.max(sum('fields'), 1) };
  const ofSchema: Sizes = { types: types.length, directives: schema.getDirectives().length };

  const valuesOf = ({ selections }: SelectionSetNode, here: Sizes, fragments: Fragments): number => {
    let values = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD)
        values +=
          1 + (selection.selectionSet ? valuesBelow(selection.name.value, selection.selectionSet, here, fragments) : 0);
      else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment) values += valuesOf(fragment.selectionSet, here, fragments);
      }
    }
    return values;
  };
  const valuesBelow = (name: string, set: SelectionSetNode, here: Sizes, fragments: Fragments): number => {
    if (name === 'ofType') return wrapped * valuesOf(set, largest, fragments);
    const count = ofSchema[name] ?? here[name] ?? 1;
    const below = name === 'types' ? average : staysAmong.has(name) ? here : largest;
    return count * valuesOf(set, below, fragments);
  };
  return (nodes, fragments) => {
    const values = nodes.reduce(
      (total, { selectionSet }) => total + 1 + (selectionSet ? valuesOf(selectionSet, largest, fragments) : 0),
      0,
    );
    return Math.ceil(values / valuesForOne);
  };
}

function sizesOf(type: GraphQLNamedType, schema: GraphQLSchema): Sizes {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const args = fields.map((field) => field.args.length);
  return {
    fields: fields.length,
    args: Math.max(0, ...args),
    allArgs: args.reduce((total, count) => total + count, 0),
    inputFields: isInputObjectType(type) ? Object.keys(type.getFields()).length : 0,
    enumValues: isEnumType(type) ? type.getValues().length : 0,
    interfaces: isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0,
    possibleTypes: isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type).length : 0,
  };
}

const sizes = (of: (name: string) => number): Sizes =>
  Object.fromEntries(
    ['fields', 'args', 'inputFields', 'enumValues', 'interfaces', 'possibleTypes'].map((name) => [name, of(name)]),
  );

/** Selections below these lists still concern the type that has the list. */
const staysAmong = new Set(['fields', 'args', 'inputFields', 'enumValues']);
/** The estimated share of types that are wrapped in a list or non-null; it applies once per level of `ofType`. */
const wrapped = 0.5;
/** This many values of the schema cost as much as one object of a service. */
const valuesForOne = 50;
