import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Nats } from '@kexie/messaging/nats';
import { publishSubgraph, readLastGood } from '@kexie/registry';
import { eventually } from '@kexie/testing';
import { connectAlone, publish, startTestGateway, type LonelyNats } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

let organizations: TestSubgraph;
let people: TestSubgraph;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  organizations = await startTestSubgraph('organizations', 'type Query { organization: String }', {
    Query: { organization: () => 'Association' },
  });
  people = await startTestSubgraph('people', 'type Query { person: String }', { Query: { person: () => 'Lin' } });
});
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});
afterAll(() => Promise.all([organizations.stop(), people.stop()]));

const both = '{ organization person }';
const answered = { data: { organization: 'Association', person: 'Lin' } };
const patient = { timeoutMs: 30_000 };

test('when the broker has lost the registry the gateway keeps serving, writes the supergraph again, and accepts new publications', async () => {
  const nats = await registry();
  const gateway = await start(nats);
  await publish(nats, organizations, people);
  await publishSubgraph(nats, { ...people, version: '2' });
  await gateway.serves('organizations', 'people');
  const { kept: before } = await eventually(async () => {
    const state = await readLastGood(nats);
    expect(state.kept?.accepted.find(({ name }) => name === 'people')?.version).toBe('2');
    return state;
  });

  await Promise.all(['subgraphs', 'supergraph', 'verdicts'].map(nats.lose));
  await eventually(
    async () =>
      expect((await readLastGood(nats)).kept).toMatchObject({
        hash: before?.hash,
        services: ['organizations', 'people'],
      }),
    patient,
  );
  expect(await gateway.ask(both)).toEqual(answered);

  await publishSubgraph(nats, {
    ...organizations,
    version: '2',
    sdl: `${organizations.sdl} extend type Query { founded: Int }`,
  });
  await eventually(
    async () => expect((await gateway.ask('{ person founded }')).data).toEqual({ person: 'Lin', founded: null }),
    patient,
  );
}, 90_000);

test('an unreadable record is refused with the name of its service; the accepted schema stays, even for a gateway that starts then', async () => {
  const nats = await registry();
  const first = await start(nats);
  await publish(nats, organizations, people);
  await first.serves('organizations', 'people');
  await eventually(async () => expect((await readLastGood(nats)).kept?.services).toHaveLength(2));

  for (const value of ['', '{', '{"name":"people"}', 'null', '{"name":"other","sdl":"x"}'])
    await (await nats.bucket('subgraphs')).put('people', value);
  const second = await start(nats);
  for (const gateway of [first, second]) {
    await gateway.serves('organizations', 'people');
    await eventually(async () =>
      expect((await gateway.readiness()).body.refusal?.errors).toEqual([
        expect.objectContaining({ code: 'UNREADABLE_RECORD', service: 'people' }),
      ]),
    );
    expect(await gateway.ask(both)).toEqual(answered);
  }
  await publish(nats, people);
  await eventually(async () => expect((await first.readiness()).body.refusal).toBeNull());
});

test('an unreadable supergraph is written again by a gateway that serves it', async () => {
  const nats = await registry();
  const gateway = await start(nats);
  await publish(nats, organizations, people);
  await gateway.serves('organizations', 'people');
  const { kept } = await eventually(async () => {
    const state = await readLastGood(nats);
    expect(state.kept?.services).toHaveLength(2);
    return state;
  });
  await (await nats.bucket('supergraph')).put('last-good', 'gzip:nonsense');
  await eventually(async () => expect((await readLastGood(nats)).kept?.hash).toBe(kept?.hash));
  expect(await gateway.ask(both)).toEqual(answered);
});

test('a gateway that starts without a readable supergraph and with an unreadable record serves the rest, and everything once the record is written again', async () => {
  const nats = await registry();
  const first = await start(nats);
  await publish(nats, organizations, people);
  await first.serves('organizations', 'people');
  await first.stop();
  await (await nats.bucket('supergraph')).put('last-good', '{');
  for (const value of ['', '{', 'null', '1', '[]']) await (await nats.bucket('subgraphs')).put('people', value);

  const second = await start(nats);
  await second.serves('organizations');
  expect((await second.readiness()).body.refusal?.errors).toEqual([
    expect.objectContaining({ code: 'UNREADABLE_RECORD', service: 'people' }),
  ]);
  await publish(nats, people);
  await second.serves('organizations', 'people');
  expect(await second.ask(both)).toEqual(answered);
});

async function registry(): Promise<LonelyNats> {
  const nats = await connectAlone();
  opened.push(() => nats.close());
  return nats;
}

async function start(nats: Nats): ReturnType<typeof startTestGateway> {
  const gateway = await startTestGateway(nats);
  opened.push(gateway.stop);
  return gateway;
}
