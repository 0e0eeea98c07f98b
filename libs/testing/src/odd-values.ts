import { expect, test } from '@jest/globals';
import {
  buildASTSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
} from 'graphql';
import { anonymous, type Identity } from '@kexie/service';
import type { RightsCase } from './rights.ts';
import type { SubgraphUnderTest } from './subgraph.ts';

/** Values that clients should not send: one of them takes the place of each leaf of each argument. */
const odd: Readonly<Record<string, readonly unknown[]>> = {
  String: ['', ' \u0000\u200b\u202e ', '\ud800', '🚀'.repeat(50), '$where', 'x'.repeat(100_000)],
  ID: ['', '\u0000', '\ud800', '$gt', '450', 'x'.repeat(100_000)],
  Int: [-2_147_483_648, -1, 0, 2_147_483_647],
  Float: [-1e308, -1, 0, 1e308],
  Decimal: ['', '-1', '1e400', '9'.repeat(30), `${'9'.repeat(30)}.${'9'.repeat(10)}`, '9'.repeat(400), 'NaN', '🚀'],
  Date: ['0000-00-00', '1899-12-31', '2999-12-31', '2021-02-30', '', 'x'.repeat(100_000)],
  DateTime: ['0000-00-00T00:00:00Z', '2999-12-31T23:59:59Z', ''],
};
const usual: Readonly<Record<string, unknown>> = {
  String: 'text',
  ID: '450421',
  Int: 1,
  Float: 1,
  Boolean: true,
  Decimal: '1',
  Date: '2021-05-01',
  DateTime: '2021-05-01T00:00:00Z',
};
/** A list with more items than a client should send. */
const manyItems = 2_000;

type Input = Record<string, unknown>;
type Plan = {
  sdl: string;
  service: () => SubgraphUnderTest;
  viewers: () => Readonly<{ staff: Identity } & Record<string, Identity>>;
  /** For each mutation how to make an input that succeeds for an administrator (for an import, a row). */
  cases: Readonly<Record<string, Pick<RightsCase, 'own'>>>;
};
type Question = { field: string; text: string; plain: Input; odd: Odd };

/**
 * Defines tests that ask every field of Query and Mutation, each time with one odd value in one argument. No answer is
 * an internal error. Staff ask each question with made-up values, and the other viewers in turn. An administrator also
 * sends inputs that would succeed otherwise, so that the odd value is reached.
 */
export function testOddValues({ sdl, service, viewers, cases }: Plan): void {
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((root) => root ?? []);
  const questions = roots.flatMap(questionsOf);
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

  const internalOf = async ({ field, text, odd: { note, apply } }: Question, plain: Input, viewer: Identity) => {
    const { data, errors = [] } = await service().query<Record<string, unknown> | null>(text, apply(plain), viewer);
    const isInternal = errors.some(({ extensions }) => extensions?.code === 'INTERNAL_SERVER_ERROR');
    return { internal: isInternal ? [`${field} as ${viewer.roles.join()}: ${note}`] : [], data };
  };

  test(`no odd value among made-up values is an internal error (${questions.length} questions)`, async () => {
    const { staff, ...others } = viewers();
    const inTurn = [anonymous, ...Object.values(others)];
    const internal: string[] = [];
    for (let from = 0; from < questions.length; from += atOnce) {
      const asked = questions.slice(from, from + atOnce).flatMap((question, index) => {
        const other = inTurn[(from + index) % inTurn.length];
        return [staff, other].flatMap((viewer) => (viewer ? [{ question, viewer }] : []));
      });
      const answers = await Promise.all(asked.map((one) => internalOf(one.question, one.question.plain, one.viewer)));
      internal.push(...answers.flatMap((answer) => answer.internal));
    }
    expect(internal).toEqual([]);
    expect(questions.length).toBeGreaterThan(20);
  }, 300_000);

  test.each(mutations.map((field) => [field.name, field] as const))(
    '%s: no odd value in an input that would succeed otherwise is an internal error, and none beyond all bounds is accepted',
    async (name, field) => {
      const [argument] = field.args;
      const make = cases[name]?.own;
      if (!argument || !make) throw new Error(`There is no input for ${name}.`);
      const isImport = rowsOf(argument.type);
      const fresh = async () => ({ input: isImport ? { rows: [await make()] } : await make() });
      const wrong: string[] = [];
      let plain: Input = await fresh();
      for (const odd of oddArguments(field)) {
        const question = { field: name, text: textOf('mutation', field), plain, odd };
        const answer = await internalOf(question, plain, administrator);
        wrong.push(...answer.internal);
        const accepted = isAccepted(answer.data?.[name]);
        if (accepted && boundless.some((text) => odd.note.endsWith(text))) wrong.push(`${name} accepts ${odd.note}`);
        // an accepted input may not be sent again
        if (accepted) plain = await fresh();
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
}

const administrator: Identity = { id: 'usr_walker', roles: ['administrator'], regions: [], organizations: [] };
const atOnce = 8;

/** The notes of values that no input accepts: a text of 100,000 characters, and the largest and smallest Int. */
const boundless = [`: ${JSON.stringify('x'.repeat(100)).slice(0, 40)}`, ': 2147483647', ': -2147483648'];

function rowsOf(type: GraphQLInputType): boolean {
  const input = getNamedType(type);
  return isInputObjectType(input) && 'rows' in input.getFields();
}

function isAccepted(payload: unknown): boolean {
  const { userErrors, report } = (payload ?? {}) as { userErrors?: unknown[]; report?: { rejected: number } | null };
  return userErrors?.length === 0 && (report?.rejected ?? 0) === 0;
}

function questionsOf(root: GraphQLObjectType): Question[] {
  const operation = root.name === 'Mutation' ? 'mutation' : 'query';
  return Object.values(root.getFields())
    .filter(({ name, args }) => !name.startsWith('_') && args.length > 0)
    .flatMap((field) => {
      const plain = Object.fromEntries(field.args.map(({ name, type }) => [name, exampleOf(type, 0)]));
      const text = textOf(operation, field);
      return oddArguments(field).map((odd) => ({ field: `${root.name}.${field.name}`, text, plain, odd }));
    });
}

function oddArguments({ args }: GraphQLField<unknown, unknown>): Odd[] {
  return args.flatMap(({ name, type }) =>
    oddValuesOf(type, 0).map(({ note, apply }) => ({
      note: `${name}${note}`,
      apply: (plain: unknown) => ({ ...(plain as Input), [name]: apply((plain as Input)[name]) }),
    })),
  ) as Odd[];
}

function textOf(operation: string, { name, args, type }: GraphQLField<unknown, unknown>): string {
  const declared = args.map((argument: GraphQLArgument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  return `${operation}(${declared}) { ${name}(${passed}) ${selectionOf(getNamedType(type), 2)} }`;
}

/** All leaves of the type, and of what it has without arguments, to this depth. */
function selectionOf(type: unknown, depth: number): string {
  if (!isObjectType(type)) return isLeafType(type) ? '' : '{ __typename }';
  const leaves = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(({ type: needed, defaultValue }) => isNonNullType(needed) && defaultValue === undefined))
      return [];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    return depth > 0 ? [`${field.name} ${selectionOf(inner, depth - 1)}`] : [];
  });
  return `{ __typename ${leaves.join(' ')} }`;
}

/** A value that the type accepts. Optional parts are present, so that their odd values are tried, too. */
function exampleOf(type: GraphQLInputType, depth: number): unknown {
  if (isNonNullType(type)) return exampleOf(type.ofType, depth);
  if (isListType(type)) return [exampleOf(type.ofType, depth)];
  if (isInputObjectType(type))
    return depth > 4
      ? null
      : Object.fromEntries(
          Object.values(type.getFields()).map((field) => [field.name, exampleOf(field.type, depth + 1)]),
        );
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return usual[type.name] ?? 'text';
}

/** One odd value: how a value with it is made from a plain one, and a note for the report. */
type Odd = { note: string; apply(plain: unknown): Input };

function oddValuesOf(type: GraphQLInputType, depth: number): { note: string; apply(plain: unknown): unknown }[] {
  if (isNonNullType(type)) return oddValuesOf(type.ofType, depth);
  if (isListType(type)) {
    const first = (plain: unknown): unknown =>
      (Array.isArray(plain) ? plain[0] : undefined) ?? exampleOf(type.ofType, depth);
    return [
      { note: '[]', apply: () => [] },
      { note: `[${manyItems} wrong items]`, apply: () => Array.from({ length: manyItems }, () => [{}]) },
      { note: `[${manyItems} items]`, apply: (plain) => Array.from({ length: manyItems }, () => first(plain)) },
      ...oddValuesOf(type.ofType, depth).map(({ note, apply }) => ({
        note: `[0]${note}`,
        apply: (plain: unknown) => [apply(first(plain))],
      })),
    ];
  }
  if (isInputObjectType(type)) {
    if (depth > 4) return [];
    const whole = (plain: unknown): Input => (plain ?? exampleOf(type, depth)) as Input;
    return Object.values(type.getFields()).flatMap((field) => [
      ...(isNonNullType(field.type)
        ? []
        : [{ note: `.${field.name}: null`, apply: (plain: unknown) => ({ ...whole(plain), [field.name]: null }) }]),
      ...oddValuesOf(field.type, depth + 1).map(({ note, apply }) => ({
        note: `.${field.name}${note}`,
        apply: (plain: unknown) => ({ ...whole(plain), [field.name]: apply(whole(plain)[field.name]) }),
      })),
    ]);
  }
  return (odd[getNamedType(type).name] ?? [true, 'NO_SUCH_VALUE']).map((value) => ({
    note: `: ${JSON.stringify(value).slice(0, 40)}`,
    apply: () => value,
  }));
}
