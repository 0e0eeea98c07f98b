import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** An operation on one root field: `name` is its name in the table. */
export type Priced = { name: string; query: string };
/** The id of some record of a type, if the platform has one. */
export type IdOf = (type: string) => string | undefined;

/** Values for arguments whose type does not determine a useful value. */
const texts: Readonly<Record<string, string>> = { region: '450400', text: '科普', slug: 'none' };
const levelsMax = 4;
const sizes = [1, 100];

/**
 * The operations that price the root fields of a schema: lists with one and with a hundred items, statistics by each dimension, every other field
 * once. A field whose required arguments cannot be filled is left out.
 */
export function operationsOf(schema: GraphQLSchema, idOf: IdOf): Priced[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));
  return fields.flatMap((field) =>
    variantsOf(field).flatMap(({ label, given }) => {
      const values = field.args
        .filter((argument) => argument.name in given || isRequiredArgument(argument))
        .map((argument) => [argument.name, given[argument.name] ?? valueOf(argument, field, idOf)] as const);
      if (values.some(([, value]) => value === undefined)) return [];
      const list = values.map(([name, value]) => `${name}: ${value}`).join(', ');
      return [
        {
          name: `${field.name}${label}`,
          query: `{ ${field.name}${list && `(${list})`}${selectionOf(field.type, 1)} }`,
        },
      ];
    }),
  );
}

function variantsOf({ args }: GraphQLField<unknown, unknown>): { label: string; given: Record<string, string> }[] {
  if (args.some(({ name }) => name === 'first'))
    return sizes.map((size) => ({ label: ` first ${size}`, given: { first: String(size) } }));
  const groupBy = args.find(({ name }) => name === 'groupBy');
  const type = groupBy && getNamedType(groupBy.type);
  if (!isEnumType(type)) return [{ label: '', given: {} }];
  const inList = isListType(isNonNullType(groupBy?.type) ? groupBy.type.ofType : groupBy?.type);
  return type
    .getValues()
    .map(({ name }) => ({ label: ` by ${name}`, given: { groupBy: inList ? `[${name}]` : name } }));
}

function valueOf(argument: GraphQLArgument, field: GraphQLField<unknown, unknown>, idOf: IdOf): string | undefined {
  if (texts[argument.name] !== undefined) return JSON.stringify(texts[argument.name]);
  if (getNamedType(argument.type).name === 'ID') {
    const type =
      argument.name === 'id'
        ? getNamedType(field.type).name
        : argument.name.replace(/Id$/, '').replace(/^./, (letter) => letter.toUpperCase());
    const id = idOf(type);
    return id && JSON.stringify(id);
  }
  return inputOf(argument.type, argument.name);
}

function inputOf(type: GraphQLInputType, name: string): string | undefined {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named)) return '{}';
  if (named.name === 'Int') return /from/i.test(name) ? '2015' : '2020';
  return undefined;
}

/** The leaves of a type that need no arguments, and those of the objects below it, except lists in lists. */
function selectionOf(type: GraphQLOutputType, level: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named) && !isInterfaceType(named)) return ' { __typename }';
  const fields = Object.values(named.getFields()).filter(({ args }) => args.length === 0);
  const below = fields.flatMap((field) => {
    if (isLeafType(getNamedType(field.type))) return [field.name];
    const connection = ['edges', 'node', 'keys'].includes(field.name) && level < levelsMax;
    return connection ? [`${field.name}${selectionOf(field.type, level + 1)}`] : [];
  });
  return ` { ${['__typename', ...below].join(' ')} }`;
}
