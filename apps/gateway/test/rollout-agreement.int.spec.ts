import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging/nats';
import { publishSubgraph, readLastGood, retireSubgraph, type Verdict } from '@kexie/registry';
import { eventually } from '@kexie/testing';
import type { Graph } from '../src/graph.ts';
import { createSupergraph } from '../src/rollout/supergraph.ts';
import { connectAlone, quiet } from './support.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const organizations = service(
  'organizations',
  `${link} type Query { organization: Organization } type Organization @key(fields: "id") { id: ID! name: String }`,
);
const people = service(
  'people',
  `${link} type Query { person: ID } type Organization @key(fields: "id") { id: ID! members: Int }`,
);
const outreach = service('outreach', `${link} type Query { campaign: ID }`);
const bad = { ...people, version: 'bad', sdl: `${link} type Query { organization: Int }` };

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

test('gateways that start at different times, while valid and invalid schemas are published, serve the same', async () => {
  const nats = await registry();
  const one = follow(nats);
  await publishSubgraph(nats, organizations);
  const other = follow(await sameRegistry(nats));
  await Promise.all([
    publishSubgraph(nats, people),
    publishSubgraph(nats, { ...bad, name: 'matching' }),
    publishSubgraph(nats, outreach),
  ]);
  const late = follow(await sameRegistry(nats));
  await publishSubgraph(nats, bad);
  await publishSubgraph(nats, { ...outreach, version: '2', sdl: `${outreach.sdl} type Channel { id: ID }` });
  const all = [one, other, late];
  await eventually(async () =>
    expect((await readLastGood(nats)).kept?.accepted.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'organizations 1',
      'outreach 2',
      'people 1',
    ]),
  );
  const { kept } = await readLastGood(nats);
  await eventually(() =>
    expect(all.map(({ supergraph }) => supergraph.current()?.hash)).toEqual(all.map(() => kept?.hash)),
  );
  await eventually(() =>
    expect(all.map(({ supergraph }) => refusedServices(supergraph))).toEqual(all.map(() => ['matching', 'people'])),
  );
});

test('a restarted gateway agrees with one that kept running, although it has seen fewer publications', async () => {
  const nats = await registry();
  const one = follow(nats);
  await publishSubgraph(nats, organizations);
  await publishSubgraph(nats, people);
  await one.serves('organizations 1', 'people 1');
  await publishSubgraph(nats, bad);
  await eventually(() => expect(refusedServices(one.supergraph)).toEqual(['people']));
  // The accepted publication of people is no longer in the bucket: only the record of the last good supergraph has it.
  const restarted = follow(await sameRegistry(nats));
  await restarted.serves('organizations 1', 'people 1');
  expect(restarted.supergraph.current()?.hash).toBe(one.supergraph.current()?.hash);
  await eventually(() => expect(refusedServices(restarted.supergraph)).toEqual(['people']));
});

test('a refusal is logged once as an error, with the reason', async () => {
  const nats = await registry();
  const gateway = follow(nats);
  await publishSubgraph(nats, organizations);
  await gateway.serves('organizations 1');
  await publishSubgraph(nats, { ...bad, name: 'matching' });
  await eventually(() => expect(refusedServices(gateway.supergraph)).toEqual(['matching']));
  await publishSubgraph(nats, people);
  await gateway.serves('organizations 1', 'people 1');
  const refusals = () => gateway.logged.filter(([message]) => message.includes('refused')).map(([, fields]) => fields);
  // Verdicts are sent after the supergraph was replaced.
  await eventually(() =>
    expect(refusals()).toMatchObject([
      { service: 'matching', version: 'bad', reasons: expect.any(Array) },
      { service: 'matching' },
    ]),
  );
  expect(gateway.verdicts.filter(({ accepted }) => accepted).map(({ service: name }) => name)).toEqual([
    'organizations',
    'people',
  ]);
});

test('a service that is down keeps its fields until it is retired', async () => {
  const nats = await registry();
  const gateway = follow(nats);
  for (const each of [organizations, people, outreach]) await publishSubgraph(nats, each);
  await gateway.serves('organizations 1', 'outreach 1', 'people 1');
  const restarted = follow(await sameRegistry(nats));
  await restarted.serves('organizations 1', 'outreach 1', 'people 1');
  await retireSubgraph(nats, 'outreach');
  await gateway.serves('organizations 1', 'people 1');
  await restarted.serves('organizations 1', 'people 1');
  await publishSubgraph(nats, outreach);
  await gateway.serves('organizations 1', 'outreach 1', 'people 1');
});

test('a publication that the gateway cannot execute is refused alone, even if it was published together with valid ones', async () => {
  const nats = await registry();
  const gateway = follow(nats, { cannotExecute: /forbidden/ });
  await publishSubgraph(nats, organizations);
  await gateway.serves('organizations 1');
  await Promise.all([
    publishSubgraph(nats, { ...people, sdl: `${people.sdl} type Strange { forbidden: Int }` }),
    publishSubgraph(nats, outreach),
  ]);
  await gateway.serves('organizations 1', 'outreach 1');
  await eventually(() =>
    expect(gateway.supergraph.refusal()?.errors).toMatchObject([
      { service: 'people', code: 'SUPERGRAPH_NOT_EXECUTABLE' },
    ]),
  );
  await publishSubgraph(nats, { ...people, version: '2' });
  await gateway.serves('organizations 1', 'outreach 1', 'people 2');
  expect(gateway.supergraph.refusal()).toBeUndefined();
});

test('the previous graph is released, and so is one that was prepared in vain', async () => {
  const nats = await registry();
  const gateways = [follow(nats), follow(await sameRegistry(nats))];
  await publishSubgraph(nats, organizations);
  await publishSubgraph(nats, people);
  for (const gateway of gateways) await gateway.serves('organizations 1', 'people 1');
  for (const { started, retired, supergraph } of gateways)
    await eventually(() => expect(retired.length).toBe(started.length - (supergraph.current() ? 1 : 0)));
});

test('while the registry is unreachable the gateway keeps its supergraph, and catches up afterwards', async () => {
  const nats = await registry();
  let away = false;
  const flaky: Nats = {
    ...nats,
    bucket: (name) =>
      away && name !== 'subgraphs' ? Promise.reject(new Error('the broker is away')) : nats.bucket(name),
  };
  const gateway = follow(flaky);
  await publishSubgraph(nats, organizations);
  await gateway.serves('organizations 1');
  away = true;
  await publishSubgraph(nats, people);
  await eventually(() => expect(gateway.logged.some(([message]) => message.includes('cannot be read'))).toBe(true));
  expect(gateway.supergraph.current()).toBeDefined();
  away = false;
  await gateway.serves('organizations 1', 'people 1');
});

type Entry = [message: string, fields: object];

/** A supergraph followed as in the gateway, with graphs that only describe their parts. */
function follow(nats: Nats, { cannotExecute }: { cannotExecute?: RegExp } = {}) {
  const [logged, verdicts, started, retired]: [Entry[], Verdict[], string[], string[]] = [[], [], [], []];
  const write = (fields: object | string, message?: string): void =>
    void logged.push([message ?? String(fields), typeof fields === 'string' ? {} : fields]);
  const log: Logger = { ...quiet, error: write, warn: write };
  const start = async ({ sdl, hash }: { sdl: string; hash: string }): Promise<Graph> => {
    if (cannotExecute?.test(sdl)) throw new Error('This executor cannot do that.');
    started.push(hash);
    const subgraphs = [...sdl.matchAll(/@join__graph\(name: "(.*?)"/g)].map(([, name = '']) => name);
    return {
      hash,
      subgraphs,
      hasSchemasOf: () => false,
      warm: async () => 0,
      recent: () => [],
      adopt: () => true,
      retire: async () => void retired.push(hash),
    } as unknown as Graph;
  };
  const supergraph = createSupergraph({
    start,
    log,
    gateway: randomUUID(),
    onVerdict: (verdict) => void verdicts.push(verdict),
  });
  const following = supergraph.follow(nats);
  open.push(async () => {
    await supergraph.stop();
    await following;
  });
  /** Waits until these services are served, in these versions. */
  const serves = (...expected: string[]) =>
    eventually(async () => {
      const { kept } = await readLastGood(nats);
      expect(kept?.accepted.map(({ name, version }) => `${name} ${version}`)).toEqual(expected);
      expect(supergraph.current()?.hash).toBe(kept?.hash);
    });
  return { supergraph, logged, verdicts, started, retired, serves };
}

async function registry(): Promise<Nats> {
  const nats = await connectAlone();
  open.push(() => nats.close());
  return nats;
}

/** Another gateway's connection: here, the same one. */
const sameRegistry = async (nats: Nats): Promise<Nats> => ({ ...nats });

function service(name: string, sdl: string) {
  return { name, sdl, url: `http://${name}.test/graphql`, version: '1' };
}

function refusedServices(supergraph: ReturnType<typeof createSupergraph>): string[] {
  return [...new Set(supergraph.refusal()?.errors.map((error) => error.service))].sort();
}
