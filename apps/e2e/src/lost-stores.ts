import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cutMessages, eventually, writeRecords } from '@kexie/testing';
import { cityAssociation, found, membersOf, registerEnterprise, somePersons } from './association.ts';
import { sections } from './figures.ts';
import { ask, dataDir, platform, repairPlatform } from './platform.ts';

/** Programs check their objects in the broker every few seconds; on a busy machine all of them together need longer. */
const recovery = { timeoutMs: 90_000, everyMs: 500 };
const store = (): string => path.join(dataDir(), 'nats', 'jetstream');

describe('the platform recovers without manual repair after', () => {
  let parentId: string;
  let roster: string[];

  beforeAll(async () => {
    parentId = await cityAssociation();
    roster = await somePersons(60);
  });
  afterAll(repairPlatform, 60_000);

  test('a loss of the whole store of the broker', async () => {
    await platform().nats.stop('SIGKILL');
    await rm(store(), { recursive: true });
    // acknowledged while the broker is stopped: the event waits in the outbox
    const association = await foundOne();
    await platform().nats.start();
    await expectRecovered(association);
    await expectRecovered(await foundOne());
    // the gateway finds a supergraph in a registry that was empty
    await restart('gateway');
    await expectRecovered(await foundOne());
  }, 240_000);

  test('a crash of the broker that truncates its files', async () => {
    const association = await foundOne();
    await platform().nats.stop('SIGKILL');
    await cutMessages(store());
    await platform().nats.start();
    await expectRecovered(association);
    await expectRecovered(await foundOne());
  }, 240_000);

  test('a start of the gateway while the records of a service and the last good supergraph are garbage', async () => {
    await writeRecords(platform().nats.url, { bucket: 'supergraph', key: 'last-good', values: ['{'] });
    await writeRecords(platform().nats.url, {
      bucket: 'subgraphs',
      key: 'people',
      values: ['', '{', 'null', '{"name":"people"}', '{"name":"other","sdl":"x"}'],
    });
    await restart('gateway');
    // until the service has written its record again, fields that do not compose without it are missing
    await expectAllServed();
    await expectRecovered(await foundOne());
    await eventually(async () => expect((await readiness()).refusal).toBeNull(), recovery);
  }, 240_000);

  test('a while in which the list of teams and the settings of all programs are garbage', async () => {
    const teams = path.join(dataDir(), 'teams', 'teams.json');
    const text = await readFile(teams, 'utf8');
    await writeFile(teams, '{');
    await Promise.all(['logs', 'env'].map((folder) => rm(path.join(dataDir(), folder), { recursive: true })));
    await restart('people');
    await expectRecovered(await foundOne());
    await writeFile(teams, text);
    await restart('outreach');
    await eventually(async () => expect((await readiness()).refusal).toBeNull(), recovery);
    await expectRecovered(await foundOne());
  }, 240_000);

  const foundOne = async (): Promise<string> =>
    (await found({ hostId: (await registerEnterprise()).id, parentId, roster })).id;

  /** An event of the association has reached people, every service is ready and answers, and all five are served. */
  async function expectRecovered(id: string): Promise<void> {
    await eventually(
      async () => expect((await membersOf(id)).map(({ person }) => person.id).sort()).toEqual([...roster].sort()),
      recovery,
    );
    await expectAllServed();
    const { errors } = await ask(
      `{ annualReport(region: "450400", year: 2021) { ${Object.values(sections)
        .map((section) => `${section} { reported { code } }`)
        .join(' ')} } }`,
    );
    expect(errors).toEqual([]);
  }
});

async function expectAllServed(): Promise<void> {
  await eventually(async () => {
    for (const { url } of Object.values(platform().services))
      expect((await fetch(new URL('/readyz', url))).status).toBe(200);
    expect(await readiness()).toMatchObject({
      supergraph: { subgraphs: expect.arrayContaining(Object.keys(sections)) as unknown },
    });
  }, recovery);
}

async function restart(name: 'gateway' | 'people' | 'outreach'): Promise<void> {
  await platform().stopService(name);
  await platform().startService(name);
}

type Readiness = { supergraph: { subgraphs: string[] } | null; refusal: object | null };
async function readiness(): Promise<Readiness> {
  return (await fetch(`${platform().gatewayUrl}/readyz`)).json() as Promise<Readiness>;
}
