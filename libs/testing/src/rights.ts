import { expect, test } from '@jest/globals';
import {
  buildASTSchema,
  getNamedType,
  GraphQLID,
  isInputObjectType,
  isObjectType,
  parse,
  type GraphQLInputObjectType,
  type GraphQLSchema,
} from 'graphql';
import { whereFor, type Identity, type Right, type Role } from '@kexie/service';
import type { SubgraphUnderTest } from './subgraph.ts';

type Input = Record<string, unknown>;

/** How the cells of one mutation are made. For an import, the input is one row. */
export type RightsCase = {
  /** A new input that names only records of the viewers; the mutation succeeds with it for a viewer of this role, or without a role for an administrator. */
  own(role?: Role): Promise<Input> | Input;
  /** For each field that names a record: the value that names a record of another county, organization and person. */
  foreign: Readonly<Record<string, (own: Input) => unknown>>;
  /** For a field that takes the place of another one: that other field, which the input then does not have. */
  instead?: Readonly<Record<string, string>>;
  /** Claims that this mutation needs beside those of the viewer of the role; a function is called after `own`. */
  claims?: Partial<Record<Role, Partial<Identity> | (() => Partial<Identity>)>>;
};

type Plan = {
  sdl: string;
  service: () => SubgraphUnderTest;
  /** For each role a viewer who has only this role, and to whom the own records belong. */
  viewers: () => Record<Exclude<Role, 'administrator'>, Identity>;
  cases: Readonly<Record<string, RightsCase>>;
};

/**
 * Defines the tests of a table of rights. For each mutation, each role and each record that the input names, one cell
 * says what must happen when all records are the viewer's own, and when this one is foreign. For a record about which
 * the superior association decides, another cell says that a viewer without the claims of the case, who is of the
 * region of the record, is refused. Another test says that the table has each mutation of the schema, and each id in
 * its input.
 */
export function testRights(rights: Readonly<Record<string, Right>>, { sdl, service, viewers, cases }: Plan): void {
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const roles = Object.keys(rolesAsKeys) as Exclude<Role, 'administrator'>[];

  test('the table of rights has each mutation and each id that an input can name', () => {
    const asked = Object.fromEntries(mutations.map((name) => [name, idsOf(rowType(schema, name)).sort()]));
    const stated = Object.fromEntries(
      Object.entries(rights).map(([name, { within }]) => [name, Object.keys(within).sort()]),
    );
    expect(stated).toEqual(asked);
    expect(Object.keys(cases).sort()).toEqual(mutations.toSorted());
  });

  for (const name of mutations) {
    const [right, cells] = [rights[name], cases[name]];
    if (!right || !cells) continue;
    test(`${name}: each role with its own records, and with one foreign record at a time`, async () => {
      const wrong: string[] = [];
      const check = async (role: Exclude<Role, 'administrator'>, foreign: string | undefined, below?: string) => {
        const isAllowed =
          below === undefined &&
          right.roles.includes(role) &&
          (foreign === undefined || whereFor(right, foreign, role) === 'anywhere');
        const own = await cells.own(role);
        const input = foreign === undefined ? own : named(own, foreign, await cells.foreign[foreign]?.(own));
        const { [cells.instead?.[foreign ?? ''] ?? '']: _, ...sent } = input;
        const claims = below === undefined ? cells.claims?.[role] : {};
        const viewer = { ...viewers()[role], ...(typeof claims === 'function' ? claims() : claims) };
        const refusals = await refusalsOf(service(), schema, name, sent, viewer);
        const isRefused = refusals.some(({ code }) => refused.has(code));
        const expected = isAllowed
          ? refusals.length === 0
          : isRefused && (!right.roles.includes(role) || refusals.some(({ path }) => path?.[0] === (below ?? foreign)));
        if (!expected)
          wrong.push(
            `${role}, foreign ${foreign ?? 'none'}${below === undefined ? '' : `, below the superior of ${below}`}: ${isAllowed ? 'allowed' : 'refused'} was expected, ${JSON.stringify(refusals)}`,
          );
      };
      for (const role of roles) {
        await check(role, undefined);
        if (!right.roles.includes(role)) continue;
        for (const field of Object.keys(right.within)) {
          await check(role, field);
          if (whereFor(right, field, role) === 'superior') await check(role, undefined, field);
        }
      }
      expect(wrong).toEqual([]);
    }, 120_000);
  }
}

/** One viewer of each role: staff, brokers and analysts of a region, a secretary and an enterprise of an organization, and a worker. */
export function viewersOf({
  region,
  organizationId,
  workerId = 'usr_worker',
}: {
  region: string;
  organizationId: string;
  workerId?: string;
}): Record<Exclude<Role, 'administrator'>, Identity> {
  const viewer = (role: Role, claims: Partial<Identity>): Identity => ({
    id: `usr_${role}`,
    roles: [role],
    regions: [],
    organizations: [],
    ...claims,
  });
  return {
    worker: viewer('worker', { id: workerId }),
    enterprise: viewer('enterprise', { organizations: [organizationId] }),
    secretary: viewer('secretary', { organizations: [organizationId] }),
    staff: viewer('staff', { regions: [region] }),
    broker: viewer('broker', { regions: [region] }),
    analyst: viewer('analyst', { regions: [region] }),
  };
}

const rolesAsKeys: Record<Exclude<Role, 'administrator'>, true> = {
  worker: true,
  enterprise: true,
  secretary: true,
  staff: true,
  broker: true,
  analyst: true,
};
const refused = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'UNAUTHORIZED_FIELD']);

/** The input with this value of the field: in the input itself, or in each nested input that has the field. */
function named(own: Input, field: string, value: unknown): Input {
  if (value === undefined) throw new Error(`The case does not say how ${field} becomes foreign.`);
  const holds = (inner: unknown): boolean =>
    typeof inner === 'object' && inner !== null && (field in inner || Object.values(inner).some(holds));
  const replaced = (inner: unknown): unknown => {
    if (!holds(inner)) return inner;
    if (Array.isArray(inner)) return inner.map(replaced);
    const copy = Object.entries(inner as Input).map(([name, part]) => [name, replaced(part)]);
    return { ...Object.fromEntries(copy), ...(field in (inner as Input) && { [field]: value }) };
  };
  return field in own || !holds(own) ? { ...own, [field]: value } : (replaced(own) as Input);
}

/** The type of the input of a mutation, or of its rows if it is an import. */
function rowType(schema: GraphQLSchema, mutation: string): GraphQLInputObjectType {
  const input = getNamedType(schema.getMutationType()?.getFields()[mutation]?.args[0]?.type);
  if (!isInputObjectType(input)) throw new Error(`${mutation} has no input.`);
  const rows = getNamedType(input.getFields()['rows']?.type);
  return isInputObjectType(rows) ? rows : input;
}

/** The fields of an input that name a record. */
function idsOf(input: GraphQLInputObjectType): string[] {
  return Object.values(input.getFields()).flatMap(({ name, type }) => {
    const inner = getNamedType(type);
    if (isInputObjectType(inner)) return idsOf(inner);
    return inner === GraphQLID ? [name] : [];
  });
}

type Refusal = { code: string; path?: readonly string[] | null | undefined };

async function refusalsOf(
  service: SubgraphUnderTest,
  schema: GraphQLSchema,
  mutation: string,
  input: Input,
  viewer: Identity,
): Promise<Refusal[]> {
  const field = schema.getMutationType()?.getFields()[mutation];
  const payload = getNamedType(field?.type);
  const isImport = isObjectType(payload) && 'report' in payload.getFields();
  const text = `mutation($input: ${String(field?.args[0]?.type)}) { ${mutation}(input: $input) { userErrors { code path } ${isImport ? 'report { rows { errors { code path } } }' : ''} } }`;
  type Payload = { userErrors: Refusal[]; report?: { rows: { errors: Refusal[] }[] } | null };
  const { data, errors = [] } = await service.query<Record<string, Payload | null> | null>(
    text,
    { input: isImport ? { rows: [input] } : input },
    viewer,
  );
  const answer = data?.[mutation];
  return [
    ...errors.map(({ extensions }) => ({ code: extensions?.code ?? '', path: extensions?.input })),
    ...(answer?.userErrors ?? []),
    ...(answer?.report?.rows.flatMap((row) => row.errors) ?? []),
  ];
}
