import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { connectAlone, publish, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

// These services enforce nothing themselves: every refusal comes from the gateway.
const people = `
  type Query { person: Person  people: [Person!]!  open: String  mine: String @authenticated  audit: Int! @requiresScopes(scopes: [["audit"]]) }
  type Mutation { rename(name: String!): Person @requiresScopes(scopes: [["people:manage"]])  touch: String }
  type Person @key(fields: "id") { id: ID!  name: String!  email: String! @authenticated  gender: String @requiresScopes(scopes: [["people:personal:read"]])  boss: Person }
`;
const pay =
  'type Person @key(fields: "id") { id: ID!  salary: Int @requiresScopes(scopes: [["pay:read"]])  grade: Int }';
const li = { __typename: 'Person', id: '1', name: 'Li', email: 'li@example.org', gender: 'FEMALE' };
const wang = { __typename: 'Person', id: '2', name: 'Wang', email: 'wang@example.org', gender: 'MALE', boss: li };

let services: { people: TestSubgraph; pay: TestSubgraph };
let gateway: TestGateway;
let end: () => Promise<void>;

beforeAll(async () => {
  services = {
    people: await startTestSubgraph('people', people, {
      Query: { person: () => wang, people: () => [li, wang], open: () => 'open', mine: () => 'mine', audit: () => 7 },
      Mutation: { rename: () => li, touch: () => 'touched' },
      Person: { __resolveReference: ({ id }: { id: string }) => (id === '1' ? li : wang) },
    }),
    pay: await startTestSubgraph('pay', pay, {
      Person: { __resolveReference: ({ id }: { id: string }) => ({ id, salary: 100, grade: 3 }) },
    }),
  };
  const nats = await connectAlone();
  await publish(nats, services.people, services.pay);
  gateway = await startTestGateway(nats);
  await gateway.serves('people', 'pay');
  end = async () => {
    await gateway.stop();
    await Promise.all([services.people.stop(), services.pay.stop()]);
    await nats.close();
  };
});
afterAll(() => end());
beforeEach(() => {
  services.people.asked.length = 0;
  services.pay.asked.length = 0;
});

const bodies = (service: TestSubgraph): string => service.asked.map(({ body }) => body).join('\n');
const asUser = async (claims: object = {}) => ({
  authorization: `Bearer ${await gateway.userToken({ roles: [], ...claims })}`,
});
const unauthorized = (message: string, ...path: string[]) => ({
  message,
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD' },
});

test('an unauthorized field is null with an error that says what to do, other fields are unaffected, and no service is asked for it', async () => {
  expect(await gateway.ask('{ open mine person { name gender } }')).toEqual({
    data: { open: 'open', mine: null, person: { name: 'Wang', gender: null } },
    errors: [
      unauthorized('Sign in to use Query.mine.', 'mine'),
      unauthorized('Sign in to use Person.gender.', 'person', 'gender'),
    ],
  });
  expect(bodies(services.people)).not.toMatch(/mine|gender/);
});

test('a signed-in viewer with the scope, from the token or a role, gets the field', async () => {
  const query = '{ mine person { gender salary } }';
  const data = { mine: 'mine', person: { gender: 'MALE', salary: 100 } };
  expect(await gateway.ask(query, {}, await asUser({ scope: 'people:personal:read pay:read' }))).toEqual({ data });
  expect(await gateway.ask(query, {}, await asUser({ roles: ['worker'], scp: ['pay:read'] }))).toEqual({ data });
  expect(await gateway.ask(query, {}, await asUser({ roles: ['worker'] }))).toEqual({
    data: { mine: 'mine', person: { gender: 'MALE', salary: null } },
    errors: [unauthorized('Your account may not use Person.salary. It needs pay:read.', 'person', 'salary')],
  });
});

test('the same operation is answered by the grant of each viewer, in any order of requests', async () => {
  const query = '{ people { name gender } }';
  const genders = async (headers: Record<string, string>) =>
    ((await gateway.ask(query, {}, headers)).data?.['people'] as { gender: string | null }[]).map(
      ({ gender }) => gender,
    );
  const worker = await asUser({ roles: ['worker'] });
  const [first, second, third, fourth] = [
    await genders({}),
    await genders(worker),
    await genders({}),
    await genders(await asUser()),
  ];
  expect([first, second, third, fourth]).toEqual([
    [null, null],
    ['FEMALE', 'MALE'],
    [null, null],
    [null, null],
  ]);
});

test('a service whose fields are all denied is not asked', async () => {
  expect((await gateway.ask('{ person { name salary } }')).data).toEqual({ person: { name: 'Wang', salary: null } });
  expect(services.pay.asked).toEqual([]);
  expect((await gateway.ask('{ person { grade } }')).data).toEqual({ person: { grade: 3 } });
});

test('an operation whose fields are all denied reaches no service', async () => {
  expect(await gateway.ask('{ mine }')).toEqual({
    data: { mine: null },
    errors: [unauthorized('Sign in to use Query.mine.', 'mine')],
  });
  expect(services.people.asked).toEqual([]);
});

test('a mutation without its scope is not executed', async () => {
  const mutation = 'mutation($name: String!) { touch rename(name: $name) { name } }';
  expect(await gateway.ask(mutation, { name: 'Li' }, await asUser({ roles: ['analyst'] }))).toEqual({
    data: { touch: 'touched', rename: null },
    errors: [unauthorized('Your account may not use Mutation.rename. It needs people:manage.', 'rename')],
  });
  expect(bodies(services.people)).not.toContain('rename');
  expect((await gateway.ask(mutation, { name: 'Li' }, await asUser({ roles: ['staff'] }))).data).toEqual({
    touch: 'touched',
    rename: { name: 'Li' },
  });
});

test('a denied non-null field nulls the enclosing object and nothing above it', async () => {
  expect(await gateway.ask('{ open person { name email } }')).toEqual({
    data: { open: 'open', person: null },
    errors: [unauthorized('Sign in to use Person.email.', 'person', 'email')],
  });
  expect(await gateway.ask('{ open person { boss { email } name } }')).toEqual({
    data: { open: 'open', person: { boss: null, name: 'Wang' } },
    errors: [unauthorized('Sign in to use Person.email.', 'person', 'boss', 'email')],
  });
  expect(await gateway.ask('{ open audit }')).toEqual({
    data: null,
    errors: [unauthorized('Sign in to use Query.audit.', 'audit')],
  });
});

test('fragments do not bypass a denial, and skipped fields cause no error', async () => {
  const query =
    'query($all: Boolean!) { person { ...F boss { ...F } } } fragment F on Person { name gender @include(if: $all) }';
  const data = { person: { name: 'Wang', gender: null, boss: { name: 'Li', gender: null } } };
  expect(await gateway.ask(query, { all: true })).toEqual({
    data,
    errors: [
      unauthorized('Sign in to use Person.gender.', 'person', 'gender'),
      unauthorized('Sign in to use Person.gender.', 'person', 'boss', 'gender'),
    ],
  });
  expect(await gateway.ask(query, { all: false })).toEqual({
    data: { person: { name: 'Wang', boss: { name: 'Li' } } },
  });
  expect(bodies(services.people)).not.toContain('gender');
});

test('variables that only a denied field uses are still required, and are not forwarded', async () => {
  const mutation = 'mutation($name: String!) { touch rename(name: $name) { name } }';
  expect((await gateway.ask(mutation)).errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  await gateway.ask(mutation, { name: 'somebody' });
  expect(bodies(services.people)).not.toContain('somebody');
});

test('introspection and __typename are not denied', async () => {
  expect(
    await gateway.ask('{ __typename __type(name: "Person") { name } person { __typename gender } }'),
  ).toMatchObject({
    data: { __typename: 'Query', __type: { name: 'Person' }, person: { __typename: 'Person', gender: null } },
  });
});

test('an operation open to every viewer is planned once, any other once for each grant', async () => {
  const plans = () => gateway.supergraph.current()?.plans().size ?? 0;
  const added = async (query: string): Promise<number> => {
    const before = plans();
    for (const claims of [undefined, {}, { scope: 'pay:read' }])
      await gateway.ask(query, {}, claims ? await asUser(claims) : {});
    return plans() - before;
  };
  expect(await added('query Public { open person { grade } }')).toBe(1);
  expect(await added('query Private { open person { salary } }')).toBeGreaterThan(1);
});
