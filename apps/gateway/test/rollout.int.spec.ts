import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Nats } from '@kexie/messaging/nats';
import { publishSubgraph, readLastGood } from '@kexie/registry';
import { eventually } from '@kexie/testing';
import { admissionOptions } from '../src/limits/admission.ts';
import { createLimiter } from '../src/limits/limiter.ts';
import { connectAlone, publish, startTestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

let organizations: TestSubgraph;
let people: TestSubgraph;

beforeAll(async () => {
  organizations = await startOrganizations('Association');
  people = await startTestSubgraph(
    'people',
    `
    type Query { person(id: ID!): Person @authenticated  salary: Int @requiresScopes(scopes: [["people:read"]]) }
    type Person { id: ID! employer: Organization }
    type Organization @key(fields: "id") { id: ID! memberCount: Int }
  `,
    {
      Query: { person: (_: unknown, { id }: { id: string }) => ({ id, employer: { id: 'org_1' } }) },
      Organization: { memberCount: () => 7, __resolveReference: ({ id }: { id: string }) => ({ id }) },
    },
  );
});
afterAll(() => Promise.all([organizations.stop(), people.stop()]));

test('a gateway that starts before any service reports that, and serves as soon as services publish', () =>
  alone(async (nats, start) => {
    const gateway = await start();
    const early = await gateway.post({ query: '{ __typename }' });
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).toBe('2');
    expect(await early.json()).toMatchObject({ errors: [{ extensions: { code: 'SUPERGRAPH_NOT_READY' } }] });
    expect(await gateway.readiness()).toMatchObject({ status: 503, body: { ready: false, supergraph: null } });

    await publish(nats, organizations, people);
    await gateway.serves('organizations', 'people');
    expect(await gateway.readiness()).toMatchObject({
      status: 200,
      body: { ready: true, supergraph: { subgraphs: ['organizations', 'people'] }, refusal: null },
    });
    expect(await gateway.ask('{ organization(id: "org_1") { name memberCount } }')).toEqual({
      data: { organization: { name: 'Association org_1', memberCount: 7 } },
    });
  }));

test('fields with federation authorization directives can be served', () =>
  alone(async (nats, start) => {
    const gateway = await start();
    await publish(nats, organizations, people);
    await gateway.serves('organizations', 'people');
    const authorization = `Bearer ${await gateway.userToken()}`;
    expect(await gateway.ask('{ person(id: "per_1") { employer { name } } }', {}, { authorization })).toEqual({
      data: { person: { employer: { name: 'Association org_1' } } },
    });
  }));

test('schemas that do not compose are refused by name, and the previous graph keeps serving', () =>
  alone(async (nats, start) => {
    const gateway = await start();
    await publish(nats, organizations);
    await gateway.serves('organizations');
    await publishSubgraph(nats, { ...people, version: '2', sdl: 'type Query { organization(id: ID!): Int }' });
    await eventually(async () => expect((await gateway.readiness()).body.refusal?.errors.length).toBeGreaterThan(0));

    expect(await gateway.readiness()).toMatchObject({
      status: 200,
      body: { ready: true, supergraph: { subgraphs: ['organizations'] } },
    });
    expect(await gateway.ask('{ organization(id: "org_1") { name } }')).toEqual({
      data: { organization: { name: 'Association org_1' } },
    });

    await publish(nats, people);
    await gateway.serves('organizations', 'people');
    await eventually(async () => expect((await gateway.readiness()).body.refusal).toBeNull());
  }));

test('a schema that is not GraphQL is refused, and the previous graph keeps serving', () =>
  alone(async (nats, start) => {
    const gateway = await start();
    await publish(nats, organizations);
    await gateway.serves('organizations');
    await publishSubgraph(nats, { ...people, version: '2', sdl: 'type Query {' });
    await eventually(async () =>
      expect((await gateway.readiness()).body.refusal?.errors[0]).toMatchObject({
        code: 'INVALID_GRAPHQL',
        subgraphs: ['people'],
      }),
    );
    expect(await gateway.ask('{ organization(id: "org_1") { id } }')).toEqual({
      data: { organization: { id: 'org_1' } },
    });
  }));

test('a gateway that starts while an invalid schema is published serves the last good supergraph', () =>
  alone(async (nats, start) => {
    const first = await start();
    await publish(nats, organizations, people);
    await first.serves('organizations', 'people');
    await eventually(async () =>
      expect((await readLastGood(nats)).kept?.services).toEqual(['organizations', 'people']),
    );
    await publishSubgraph(nats, { ...people, version: '2', sdl: 'type Query { organization(id: ID!): Int }' });

    const second = await start();
    await second.serves('organizations', 'people');
    await eventually(async () =>
      expect((await second.readiness()).body).toMatchObject({ ready: true, refusal: { errors: expect.any(Array) } }),
    );
    expect(await second.ask('{ organization(id: "org_1") { memberCount } }')).toEqual({
      data: { organization: { memberCount: 7 } },
    });
  }));

test('a swap drops no request: a running one ends on the graph on which it started', () =>
  alone(async (nats, start) => {
    const gateway = await start({ timeoutMs: 10_000 });
    await publish(nats, organizations);
    await gateway.serves('organizations');
    const held = Promise.withResolvers<() => void>();
    organizations.misbehave((_, response) =>
      held.resolve(() => response.end('{"data":{"organization":{"name":"slow"}}}')),
    );
    const slow = gateway.ask('{ organization(id: "org_1") { name } }');
    const release = await held.promise;

    await publish(nats, people);
    await gateway.serves('organizations', 'people');
    release();
    organizations.misbehave();
    expect(await slow).toEqual({ data: { organization: { name: 'slow' } } });
    expect(await gateway.ask('{ organization(id: "org_1") { memberCount } }')).toEqual({
      data: { organization: { memberCount: 7 } },
    });
  }));

test('a service that moves is asked at its new address at once, without new plans, and running requests end at the old one', () =>
  alone(async (nats, start) => {
    const successor = await startOrganizations('Moved');
    const gateway = await start({ timeoutMs: 10_000 });
    await publish(nats, organizations, people);
    await gateway.serves('organizations', 'people');
    const held = Promise.withResolvers<() => void>();
    organizations.misbehave((_, response) =>
      held.resolve(() => response.end('{"data":{"organization":{"name":"slow"}}}')),
    );
    const operation = '{ organization(id: "org_1") { name } }';
    const slow = gateway.ask(operation);
    const release = await held.promise;
    const before = gateway.supergraph.current();
    const { hash, plans } = { hash: before?.hash, plans: before?.plans().misses };

    await publish(nats, successor);
    await eventually(() => expect(gateway.supergraph.current()?.hash).not.toBe(hash));
    expect(await gateway.ask(operation)).toEqual({ data: { organization: { name: 'Moved org_1' } } });
    release();
    organizations.misbehave();
    expect(await slow).toEqual({ data: { organization: { name: 'slow' } } });
    expect(gateway.supergraph.current()?.plans().misses).toBe(plans);
    expect((await readLastGood(nats)).kept?.hash).toBe(gateway.supergraph.current()?.hash);
    await successor.stop();
  }));

test('a request that waits for a slot during a swap is answered by the new graph', () =>
  alone(async (nats, start) => {
    const limiter = createLimiter({
      budgets: {},
      perMinute: {},
      introspection: 'public',
      admission: { ...admissionOptions, runningMax: 1, waitMsMax: 10_000 },
    });
    const gateway = await start({ timeoutMs: 10_000, limiter });
    await publish(nats, organizations);
    await gateway.serves('organizations');
    const held = Promise.withResolvers<() => void>();
    organizations.misbehave((_, response) =>
      held.resolve(() => response.end('{"data":{"organization":{"name":"slow"}}}')),
    );
    const slow = gateway.ask('{ organization(id: "org_1") { name } }');
    const release = await held.promise;
    organizations.misbehave();
    const waiting = gateway.ask('{ organization(id: "org_2") { name memberCount } }');
    await eventually(() => expect(limiter.waiting()).toBe(1));

    await publish(nats, people);
    await gateway.serves('organizations', 'people');
    release();
    expect(await slow).toEqual({ data: { organization: { name: 'slow' } } });
    expect(await waiting).toEqual({ data: { organization: { name: 'Association org_2', memberCount: 7 } } });
  }));

test('a gateway that has lost the broker keeps serving and stays ready', () =>
  alone(async (nats, start) => {
    const gateway = await start();
    await publish(nats, organizations);
    await gateway.serves('organizations');
    await eventually(async () => expect((await readLastGood(nats)).kept).toBeDefined());
    await nats.close();
    expect(await gateway.ask('{ organization(id: "org_1") { name } }')).toEqual({
      data: { organization: { name: 'Association org_1' } },
    });
    expect(await gateway.readiness()).toMatchObject({ status: 200, body: { ready: true, checks: { nats: false } } });
  }));

test('two gateways on one registry serve the same supergraph', () =>
  alone(async (nats, start) => {
    const [one, other] = [await start(), await start()];
    await publish(nats, people, organizations);
    await Promise.all([one.serves('organizations', 'people'), other.serves('organizations', 'people')]);
    expect((await one.readiness()).body.supergraph?.hash).toBe((await other.readiness()).body.supergraph?.hash);
  }));

test('closing waits for the running requests', () =>
  alone(async (nats, start) => {
    const gateway = await start();
    await publish(nats, organizations);
    await gateway.serves('organizations');
    const before = organizations.asked.length;
    organizations.misbehave(
      (_, response) => void setTimeout(() => response.end('{"data":{"organization":{"name":"slow"}}}'), 300),
    );
    const slow = gateway.ask('{ organization(id: "org_1") { name } }');
    await eventually(() => expect(organizations.asked.length).toBeGreaterThan(before));
    await gateway.stop();
    organizations.misbehave();
    expect(await slow).toEqual({ data: { organization: { name: 'slow' } } });
  }));

const startOrganizations = (prefix: string): Promise<TestSubgraph> =>
  startTestSubgraph(
    'organizations',
    `
  type Query { organization(id: ID!): Organization }
  type Organization @key(fields: "id") { id: ID! name: String! }
`,
    {
      Query: { organization: (_: unknown, { id }: { id: string }) => ({ id, name: `${prefix} ${id}` }) },
      Organization: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `${prefix} ${id}` }) },
    },
  );

/** Runs a test on a registry of its own, and stops the gateways that it started. */
async function alone(
  run: (
    nats: Nats,
    start: (options?: Parameters<typeof startTestGateway>[1]) => ReturnType<typeof startTestGateway>,
  ) => Promise<void>,
): Promise<void> {
  const nats = await connectAlone();
  const gateways: Awaited<ReturnType<typeof startTestGateway>>[] = [];
  try {
    await run(nats, async (options) => {
      const gateway = await startTestGateway(nats, options);
      gateways.push(gateway);
      return gateway;
    });
  } finally {
    await Promise.allSettled(gateways.map((gateway) => gateway.stop()));
    await nats.close();
  }
}
