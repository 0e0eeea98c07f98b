import {
  getNamedType,
  isCompositeType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

export type RandomOperation = { query: string; variables: Record<string, unknown> };
/** A whole number from 0 to `max`. */
export type Draw = (max: number) => number;
type Scope = { schema: GraphQLSchema; draw: Draw; fragments: Map<string, string>; used: Set<string> };

/** The variables that an operation may use, with the values drawn for them. */
const variableTypes = {
  yes: 'Boolean!',
  maybe: 'Boolean! = false',
  first: 'Int! = 2',
  text: 'String',
  of: 'Size',
} as const;

/** A valid query on a schema with random fields, arguments, aliases, fragments and conditions, up to `depth`. */
export function randomOperation(schema: GraphQLSchema, draw: Draw, depth: number): RandomOperation {
  const scope: Scope = { schema, draw, fragments: new Map(), used: new Set() };
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no queries.');
  const selections = selectionSet(query, depth, scope);
  const declared = Object.entries(variableTypes)
    .filter(([name]) => scope.used.has(name))
    .map(([name, type]) => `$${name}: ${type}`);
  return {
    query: `query Random${declared.length > 0 ? `(${declared.join(', ')})` : ''} ${selections}\n${[...scope.fragments.values()].join('\n')}`,
    variables: {
      yes: coin(draw),
      ...(coin(draw) ? { maybe: coin(draw) } : {}),
      ...(coin(draw) ? { first: draw(4) } : {}),
      ...(coin(draw) ? { text: pick(draw, ['tea', '', null]) } : {}),
      ...(coin(draw) ? { of: pick(draw, ['SMALL', 'LARGE']) } : {}),
    },
  };
}

function selectionSet(type: GraphQLCompositeType, depth: number, scope: Scope): string {
  const selections = Array.from({ length: 1 + scope.draw(2) }, () => selection(type, depth, scope)).filter(Boolean);
  return `{ ${selections.length > 0 ? selections.join(' ') : '__typename'} }`;
}

function selection(type: GraphQLCompositeType, depth: number, scope: Scope): string {
  const kind = scope.draw(9);
  if (kind === 0) return `${pick(scope.draw, ['', 'kind: '])}__typename${condition(scope)}`;
  if (kind <= 2 || isUnionType(type)) return depth > 0 ? fragment(type, depth, scope) : '';
  const fields = Object.values(type.getFields()).filter(
    (each) => depth > 0 || !isCompositeType(getNamedType(each.type)),
  );
  return fields.length > 0 ? field(pick(scope.draw, fields), depth, scope) : '';
}

/** A field with its arguments. Its response key encodes the arguments, so that equal keys mean equal fields. */
function field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number, scope: Scope): string {
  const given = args.flatMap((each) => argument(each, scope));
  const key =
    given.length > 0
      ? `${name}_${given.join('_').replaceAll('$', 'var').replaceAll(/\W+/g, '_')}: `
      : pick(scope.draw, ['', '', '', `x_${name}: `, 'id: ', 'name: ']);
  const named = getNamedType(type);
  return `${key}${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${condition(scope)}${isCompositeType(named) ? ` ${selectionSet(named, depth - 1, scope)}` : ''}`;
}

function argument({ name, type }: GraphQLArgument, scope: Scope): string[] {
  const values: Record<string, string[]> = {
    Int: ['1', '3', '$first'],
    'Int!': ['1', '$first'],
    String: ['"tea"', 'null', '$text'],
    Size: ['SMALL', '$of'],
    'ID!': ['"a1"', '"a3"', '"p1"', '"none"'],
    '[ID!]': ['["a1"]', '[]', '"a2"'],
  };
  const value = pick(scope.draw, values[String(type)] ?? ['null']);
  if (!String(type).endsWith('!') && coin(scope.draw)) return [];
  if (value.startsWith('$')) scope.used.add(value.slice(1));
  return [`${name}: ${value}`];
}

/** An inline or named fragment on a possible type of the object. */
function fragment(type: GraphQLCompositeType, depth: number, scope: Scope): string {
  const possible = isUnionType(type) || 'getInterfaces' in type ? candidates(type, scope.schema) : [type];
  const on = pick(scope.draw, possible);
  const named = scope.draw(3) === 0;
  if (!named)
    return `...${on === type && coin(scope.draw) ? '' : ` on ${on.name}`}${condition(scope)} ${selectionSet(on, depth - 1, scope)}`;
  const name = `F${scope.fragments.size}`;
  scope.fragments.set(name, '');
  scope.fragments.set(name, `fragment ${name} on ${on.name} ${selectionSet(on, depth - 1, scope)}`);
  return `...${name}${condition(scope)}`;
}

/** Every possible type of an object of `type`. */
function candidates(type: GraphQLCompositeType, schema: GraphQLSchema): GraphQLCompositeType[] {
  const objects = (each: GraphQLCompositeType): readonly GraphQLCompositeType[] =>
    'getTypes' in each || !('isTypeOf' in each)
      ? schema.getPossibleTypes(each as Parameters<GraphQLSchema['getPossibleTypes']>[0])
      : [each];
  const mine = new Set(objects(type));
  return Object.values(schema.getTypeMap()).filter(
    (each) => isCompositeType(each) && !each.name.startsWith('__') && objects(each).some((object) => mine.has(object)),
  ) as GraphQLCompositeType[];
}

function condition({ draw, used }: Scope): string {
  if (draw(4) > 0) return '';
  const value = pick(draw, ['$yes', '$maybe', 'true', 'false']);
  if (value.startsWith('$')) used.add(value.slice(1));
  return ` @${pick(draw, ['skip', 'include'])}(if: ${value})`;
}

const coin = (draw: Draw): boolean => draw(1) === 1;
const pick = <T>(draw: Draw, choices: readonly T[]): T => choices[draw(choices.length - 1)] as T;
