import { Kind, valueFromASTUntyped, type FieldNode, type GraphQLField, type ValueNode } from 'graphql';
import { refusal } from './refusal.ts';
import type { ListSize } from './prices.ts';

/** How the number of items in a list follows from the arguments. */
export type Size = {
  slices: readonly Slice[];
  assumed: number | undefined;
  exactlyOne: boolean;
  field: string;
};
/** One slicing argument: the value given for it, or else the default of the schema. */
type Slice = { argument: string; given: Given; otherwise: number | undefined };
type Given = { literal: unknown } | { variable: readonly string[] } | undefined;
/** The size and, if a client chose it, the argument that sets it. */
export type Sized = { size: number; argument?: string };

/** Compiles `@listSize` for one use of its field. A slicing argument may be nested in an input object: "page.first". */
export function compileSize(listSize: ListSize, field: FieldNode, definition: GraphQLField<unknown, unknown>): Size {
  const slices = listSize.slicingArguments.map((argument): Slice => {
    const [name = '', ...path] = argument.split('.');
    const node = field.arguments?.find((each) => each.name.value === name)?.value;
    const byDefault = definition.args.find((each) => each.name === name)?.defaultValue;
    return { argument, given: node ? givenBy(node, path) : undefined, otherwise: number(at(byDefault, path)) };
  });
  return {
    slices,
    assumed: listSize.assumedSize,
    exactlyOne: listSize.requireOneSlicingArgument && slices.length > 0,
    field: definition.name,
  };
}

/**
 * The number of items requested: the largest slicing argument, else the schema's default of one, else the assumed size. A default counts only if no argument is
 * given. @throws SLICING_ARGUMENT_REQUIRED if the schema requires exactly one slicing argument and there are none or several
 */
export function sizeOf(
  { slices, assumed, exactlyOne, field }: Size,
  variables: Readonly<Record<string, unknown>>,
): Sized | undefined {
  const given = slices.flatMap(({ argument, given: value }) => {
    const size = number(resolve(value, variables));
    return size === undefined ? [] : [{ argument, size }];
  });
  const defaults = slices.flatMap(({ argument, otherwise }) =>
    otherwise === undefined ? [] : [{ argument, size: otherwise }],
  );
  const chosen = given.length > 0 ? given : defaults;
  if (exactlyOne && chosen.length !== 1)
    throw oneRequired(
      field,
      slices.map(({ argument }) => argument),
      chosen.length,
    );
  const [first, ...others] = chosen;
  if (!first) return assumed === undefined ? undefined : { size: assumed };
  return others.reduce((largest, each) => (each.size > largest.size ? each : largest), first);
}

const oneRequired = (field: string, names: readonly string[], found: number) =>
  refusal(
    'SLICING_ARGUMENT_REQUIRED',
    `"${field}" needs exactly one of ${names.map((name) => `"${name}"`).join(', ')} to limit the number of items; the operation gives ${found}.`,
  );

function givenBy(node: ValueNode, path: readonly string[]): Given {
  if (node.kind === Kind.VARIABLE) return { variable: [node.name.value, ...path] };
  const [name, ...rest] = path;
  if (name === undefined) return { literal: valueFromASTUntyped(node) };
  const inner = node.kind === Kind.OBJECT ? node.fields.find((field) => field.name.value === name)?.value : undefined;
  return inner ? givenBy(inner, rest) : undefined;
}

function resolve(given: Given, variables: Readonly<Record<string, unknown>>): unknown {
  return !given || 'literal' in given ? given?.literal : at(variables, given.variable);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (each, name) => (typeof each === 'object' && each !== null ? (each as Record<string, unknown>)[name] : undefined),
    value,
  );
}

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? Math.max(value, 0) : undefined;
