/** Deployments by operators, with separate processes: rolling replacement under load, and a cold start in several orders. */
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import { startBalancer } from './balancer.ts';
import type { Balancer } from './balancer.ts';
import { sections } from './figures.ts';
import type { SubgraphName } from './figures.ts';
import { createFleet } from './fleet.ts';
import type { Fleet, Instance } from './fleet.ts';
import { askAll, makeRecord, registerHost, startLoad, titlesOf } from './load.ts';
import type { Load } from './load.ts';

const services = Object.keys(sections) as SubgraphName[];
/** As in the images. Clients find a successor within a second; on a busy machine its start is what takes long. */
const draining = { SHUTDOWN_DELAY_MS: '5000', COST_PER_MINUTE: 'off' };

let fleet: Fleet | undefined;
let balancer: Balancer | undefined;
let load: Load | undefined;

afterEach(async () => {
  await load?.end();
  await balancer?.stop();
  await fleet?.stop();
  fleet = balancer = load = undefined;
}, 60_000);

test('while each service and each gateway is replaced under load, no request fails and every acknowledged change is there exactly once', async () => {
  const { instances, gateways, client, host } = await startPlatform();
  load = startLoad(client, host);
  const left: Instance[] = [];

  for (const service of services) {
    const successor = await start(service);
    left.push(replace(instances, service, successor));
  }
  for (const predecessor of gateways) {
    balancer?.add((await start('gateway')).url);
    await eventually(() => expect(balancer?.ready()).toHaveLength(gateways.length + 1));
    predecessor.askToGo();
    left.push(predecessor);
    await eventually(() => expect(balancer?.ready()).not.toContain(predecessor.url));
  }
  expect(await Promise.all(left.map(({ exited }) => exited))).toEqual(left.map(() => ({ code: 0, signal: null })));
  await load.end();

  expect(load.failures).toEqual([]);
  expect(load.queries()).toBeGreaterThan(100);
  for (const service of services) {
    expect(load.acknowledged[service].length).toBeGreaterThan(10);
    const kept = new Set(load.acknowledged[service]);
    expect((await titlesOf(client, service, host)).filter((title) => kept.has(title)).sort()).toEqual([...kept].sort());
  }
}, 240_000);

/** The gateway always comes first. */
const serversLast = [...services, 'nats', 'mongodb'] as const;
const orders = [serversLast, serversLast.toSorted(() => Math.random() - 0.5)];

test.each(orders.map((order) => [order.join(', '), order] as const))(
  'started in the order gateway, %s, the platform becomes ready without help',
  async (_, order) => {
    const parts = (fleet = await createFleet());
    const alone = (balancer = startBalancer());
    const { url } = await parts.start('gateway', { probe: '/healthz' });
    alone.add(url);
    const client = { balancer: alone, token: await parts.token({ roles: ['analyst'], sub: 'analyst' }) };
    await expect(askAll(client)).rejects.toThrow('No gateway is ready.');

    const services: Promise<Instance>[] = [];
    for (const part of order) {
      if (part === 'nats') await parts.startNats();
      else if (part === 'mongodb') await parts.startMongodb();
      else services.push(parts.start(part));
    }
    await eventually(() => askAll(client), patient);
    await Promise.all(services);
  },
  180_000,
);

/** Five services, two gateways and their balancer, and an enterprise that every service knows. */
async function startPlatform() {
  fleet = await createFleet();
  balancer = startBalancer();
  await Promise.all([fleet.startMongodb(), fleet.startNats()]);
  const instances = new Map(
    await Promise.all(services.map(async (service) => [service, await start(service)] as const)),
  );
  const gateways = await Promise.all([start('gateway'), start('gateway')]);
  for (const gateway of gateways) balancer.add(gateway.url);
  const client = { balancer, token: await fleet.token({ roles: ['administrator'], sub: 'deployer' }) };
  await eventually(() => expect(balancer?.ready()).toHaveLength(2));
  const host = await eventually(() => registerHost(client), patient);
  for (const service of services) await eventually(() => makeRecord(client, service, host), patient);
  return { instances, gateways, client, host };
}

async function start(name: Instance['name']): Promise<Instance> {
  if (!fleet) throw new Error('The fleet has not started.');
  return fleet.start(name, { env: draining });
}

/** Makes a ready successor the current instance and asks its predecessor to stop. Returns the predecessor. */
function replace(instances: Map<SubgraphName, Instance>, service: SubgraphName, successor: Instance): Instance {
  const predecessor = instances.get(service) as Instance;
  instances.set(service, successor);
  predecessor.askToGo();
  return predecessor;
}

/** A limit for steps in which many programs share few processors. */
const patient = { timeoutMs: 90_000 };
