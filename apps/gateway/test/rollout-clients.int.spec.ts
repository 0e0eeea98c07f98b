import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Nats } from '@kexie/messaging/nats';
import { publishSubgraph, readOperations, watchVerdict, type PassedVerdict } from '@kexie/registry';
import { eventually } from '@kexie/testing';
import { pageClientName } from '../src/page/client/name.ts';
import { connectAlone, publish, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

const portal = { 'graphql-client-name': 'portal', 'graphql-client-version': '3.1' };
let organizations: TestSubgraph;
let people: TestSubgraph;
let nats: Nats;
let gateway: TestGateway;

beforeAll(async () => {
  organizations = await startTestSubgraph(
    'organizations',
    'type Query { organization(id: ID!): Organization } type Organization @key(fields: "id") { id: ID! name: String! phone: String }',
    {
      Query: { organization: (_: unknown, { id }: { id: string }) => ({ id, name: `Association ${id}` }) },
    },
  );
  people = await startTestSubgraph(
    'people',
    'type Query { person(id: ID!): Person } type Person { id: ID! name: String nick: String }',
    {
      Query: { person: (_: unknown, { id }: { id: string }) => ({ id, name: 'Li' }) },
    },
  );
  nats = await connectAlone();
  gateway = await startTestGateway(nats);
  await publish(nats, organizations, people);
  await gateway.serves('organizations', 'people');
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([organizations.stop(), people.stop()]);
  await nats.close();
});

const everything = { since: new Date(0) };
const without = (subgraph: TestSubgraph, field: string) => ({
  name: subgraph.name,
  url: subgraph.url,
  sdl: subgraph.sdl.replace(field, ''),
  version: '2',
});
const refused = () =>
  eventually(async () => {
    const { body } = await gateway.readiness();
    if (!body.refusal) throw new Error('nothing is refused');
    return body.refusal.errors;
  });

test('an operation is recorded with its client only if it was executed, and operations from the page are not recorded', async () => {
  await gateway.ask('query Card($id: ID!) { person(id: $id) { name } }', { id: 'per_1' }, portal);
  await gateway.ask('query Wrong { person(id: "1") { nothing } }', {}, portal);
  await gateway.ask('query Tried { person(id: "2") { nick } }', {}, { 'graphql-client-name': pageClientName });
  await gateway.ask('query Schema { __schema { queryType { name } } }', {}, portal);
  await gateway.operations.flush();
  expect(await readOperations(nats, everything)).toMatchObject([
    {
      operationName: 'Card',
      document: 'query Card($id: ID!) { person(id: $id) { name } }',
      clients: [{ name: 'portal', version: '3.1' }],
    },
  ]);
});

test("a change that breaks a client's operation is refused, and the refusal names field, operation and client", async () => {
  const revision = await publishSubgraph(nats, without(people, 'name: String'));
  const verdicts: PassedVerdict[] = [];
  await watchVerdict(nats, { name: 'people', revision }, (verdict) => void verdicts.push(verdict));
  expect(await refused()).toMatchObject([
    {
      service: 'people',
      version: '2',
      code: 'BREAKS_OPERATION',
      coordinate: 'Person.name',
      operation: 'Card',
      clients: [{ name: 'portal', version: '3.1' }],
    },
  ]);
  await eventually(() =>
    expect(verdicts).toMatchObject([
      {
        accepted: false,
        version: '2',
        reasons: [{ coordinate: 'Person.name', operation: 'Card', clients: [{ name: 'portal' }] }],
      },
    ]),
  );
  expect(await gateway.ask('query Card($id: ID!) { person(id: $id) { name } }', { id: 'per_1' }, portal)).toEqual({
    data: { person: { name: 'Li' } },
  });
});

test('while it waits, a valid change of another team is accepted, and so is one that affects no client', async () => {
  await publishSubgraph(nats, { ...without(organizations, 'phone: String'), version: '2' });
  await eventually(async () =>
    expect((await gateway.ask('{ organization(id: 1) { phone } }')).errors?.[0]?.message).toContain(
      'Cannot query field "phone"',
    ),
  );
  expect(await refused()).toMatchObject([{ service: 'people' }]);
});

test('a publisher that allows breaking changes is accepted, and gets the consequences reported', async () => {
  const revision = await publishSubgraph(nats, { ...without(people, 'name: String'), allowBreaking: true });
  const verdicts: PassedVerdict[] = [];
  await watchVerdict(nats, { name: 'people', revision }, (verdict) => void verdicts.push(verdict));
  await eventually(() => expect(verdicts).toMatchObject([{ accepted: true, reasons: [] }]));
  expect((await gateway.ask('{ person(id: 1) { name } }')).errors?.[0]?.message).toContain('Cannot query field "name"');
  expect((await gateway.readiness()).body.refusal).toBeNull();
});

test('no request fails while schemas are swapped one after another', async () => {
  const statuses: Record<string, number> = {};
  let swapping = true;
  const load = Array.from({ length: 8 }, async () => {
    while (swapping) {
      const { data, errors } = await gateway.ask('query Load($id: ID!) { organization(id: $id) { name } }', {
        id: 'org_1',
      });
      const outcome = JSON.stringify(errors ?? data);
      statuses[outcome] = (statuses[outcome] ?? 0) + 1;
    }
  });
  const hashes = new Set<string>();
  for (let version = 10; version < 15; version += 1) {
    await publishSubgraph(nats, {
      name: 'people',
      url: people.url,
      version: String(version),
      sdl: people.sdl.replace('nick: String', `nick: String field${version}: Int`),
      allowBreaking: true,
    });
    await eventually(() => expect(hashes.has(gateway.supergraph.current()?.hash ?? '')).toBe(false));
    hashes.add(gateway.supergraph.current()?.hash ?? '');
  }
  swapping = false;
  await Promise.all(load);
  expect(hashes.size).toBe(5);
  expect(Object.keys(statuses)).toEqual([JSON.stringify({ organization: { name: 'Association org_1' } })]);
});

test('an operation requested before a swap is already planned afterwards, with its literals and viewer', async () => {
  const token = { authorization: `Bearer ${await gateway.userToken({ roles: ['staff'] })}` };
  const ask = () => gateway.ask('query Literal { person(id: "7") { id name } }', {}, token);
  await ask();
  const before = gateway.supergraph.current();
  await publishSubgraph(nats, {
    name: organizations.name,
    url: organizations.url,
    sdl: organizations.sdl.replace('name: String!', 'name: String! fax: String'),
    version: '9',
    allowBreaking: true,
  });
  await eventually(() => expect(gateway.supergraph.current()).not.toBe(before));
  const planned = gateway.supergraph.current()?.plans();
  await ask();
  expect(gateway.supergraph.current()?.plans()).toEqual({ ...planned, hits: (planned?.hits ?? 0) + 1 });
});
