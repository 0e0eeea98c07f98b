import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import { eventually, natsUrl } from '@kexie/testing';
import { publishDocuments, retireDocuments, watchDocuments, type TrustedDocuments } from '../src/index.ts';

const silence = (): void => {};
const log: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };
const document = (name: string) => ({ id: name, name, body: `query ${name} { persons { name } }` });

let connection: Nats;
const watches: TrustedDocuments[] = [];
beforeAll(async () => void (connection = await connectNats(natsUrl(), { name: 'trusted-documents-test', log })));
afterEach(() => watches.splice(0).forEach((watch) => watch.stop()));
afterAll(() => connection.close());

/**
 * A registry that no other test uses, and a function that removes its published operations, like a broker that restarts
 * with an empty store.
 */
function ownRegistry() {
  const prefix = `t${randomUUID().slice(0, 8)}`;
  const nats: Nats = { ...connection, bucket: (name) => connection.bucket(`${prefix}-${name}`) };
  return {
    nats,
    lose: async () => void (await (await connection.manager()).streams.delete(`KV_${prefix}-trusted-documents`)),
  };
}

/** Starts the watch of a gateway on the published operations. */
async function gateway(nats: Nats): Promise<TrustedDocuments> {
  const documents = await watchDocuments(nats, { log, checkEveryMs: 50 });
  watches.push(documents);
  return documents;
}

const published = async (nats: Nats) =>
  [...(await (await nats.bucket('trusted-documents')).entries()).values()]
    .map(({ value }) => (JSON.parse(value) as { name: string }).name)
    .sort();

test('gateways publish operations that the broker has lost again, but not retired ones', async () => {
  const { nats, lose } = ownRegistry();
  await publishDocuments(nats, 'web', [document('Home'), document('Roster'), document('Old')]);
  const gateways = [await gateway(nats), await gateway(nats)];
  await eventually(() => expect(gateways.map((each) => each.size())).toEqual([3, 3]));
  await retireDocuments(nats, 'web', ['Old']);
  await eventually(() => expect(gateways.map((each) => each.size())).toEqual([2, 2]));

  await lose();
  await eventually(async () => expect(await published(nats)).toEqual(['Home', 'Roster']));
  for (const each of gateways)
    expect([each.find('web', 'Home'), each.find('web', 'Old')]).toEqual([document('Home').body, undefined]);
  // Retired before a gateway without connection could publish it again.
  await retireDocuments(nats, 'web', ['Roster', 'Gone']);
  await eventually(() => expect(gateways.map((each) => each.size())).toEqual([1, 1]));
  const late = await gateway(nats);
  await eventually(() => expect(late.size()).toBe(1));
  await publishDocuments(nats, 'web', [document('New')]);
  await eventually(() => expect([...gateways, late].map((each) => each.size())).toEqual([2, 2, 2]));
});

test('an operation that was retired after the loss is not published again by a gateway that reconnects later', async () => {
  const { nats, lose } = ownRegistry();
  await publishDocuments(nats, 'web', [document('Home'), document('Roster')]);
  let connected = true;
  const away = await gateway({ ...nats, isConnected: () => connected });
  await eventually(() => expect(away.size()).toBe(2));
  connected = false;
  await lose();
  expect(await retireDocuments(nats, 'web', ['Roster'])).toBe(0);
  connected = true;
  await eventually(async () => expect(await published(nats)).toEqual(['Home']));
  await eventually(() =>
    expect([away.find('web', 'Home'), away.find('web', 'Roster')]).toEqual([document('Home').body, undefined]),
  );
});

test('a gateway that accepts only published operations reports that there are none', async () => {
  const { nats } = ownRegistry();
  const reported: string[] = [];
  const listening = {
    ...log,
    error: (fields: unknown, text?: string) => void reported.push(text ?? String(fields)),
  } as Logger;
  watches.push(await watchDocuments(nats, { log: listening, required: true, checkEveryMs: 50 }));
  await eventually(() => expect(reported).toEqual([expect.stringContaining('publish the manifests')]));
});
