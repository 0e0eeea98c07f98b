import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import {
  cityAssociation,
  dissolve,
  found,
  membersOf,
  registerEnterprise,
  rosterSize,
  somePersons,
} from './association.ts';
import type { Association } from './association.ts';
import { platform, repairPlatform } from './platform.ts';

/** After an outage each service has to reconnect to the broker. */
const afterOutage = { timeoutMs: 45_000, everyMs: 200 };

describe('while NATS is away', () => {
  const rosters: string[][] = [];
  let parentId: string;

  beforeAll(async () => {
    for (const from of [0, 20, 40]) rosters.push(await somePersons(from));
    parentId = await cityAssociation();
  });
  afterAll(repairPlatform, 60_000);

  test('organizations are filed, and after its return the persons of each roster are members exactly once', async () => {
    await platform().nats.stop('SIGKILL');
    const associations: Association[] = [];
    for (const roster of rosters)
      associations.push(await found({ hostId: (await registerEnterprise()).id, parentId, roster }));
    expect(associations.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    for (const { id } of associations) expect(await membersOf(id)).toEqual([]);

    await platform().nats.start();
    for (const [index, { id }] of associations.entries()) await expectMembers(id, rosters[index] ?? []);
    // a later event has passed the same consumer by now, so no duplicate can still be on its way
    await dissolve(associations[2] as Association);
    await eventually(
      async () => expect(await membersOf(associations[2]?.id ?? '', 'ENDED')).toHaveLength(rosterSize),
      afterOutage,
    );
    for (const [index, { id }] of associations.slice(0, 2).entries()) await expectMembers(id, rosters[index] ?? []);
  }, 120_000);

  test('the service that filed an organization may die before it sends the event, and so may the service that waits for the event', async () => {
    const { nats, stopService, startService } = platform();
    const [roster = []] = rosters;
    await nats.stop('SIGKILL');
    const { id } = await found({ hostId: (await registerEnterprise()).id, parentId, roster });
    await Promise.all([stopService('organizations', 'SIGKILL'), stopService('people', 'SIGKILL')]);
    await Promise.all([nats.start(), startService('organizations'), startService('people')]);
    await expectMembers(id, roster);
  }, 120_000);
});

async function expectMembers(id: string, roster: readonly string[]): Promise<void> {
  await eventually(
    async () => expect((await membersOf(id)).map(({ person }) => person.id).sort()).toEqual([...roster].sort()),
    afterOutage,
  );
  expect(await membersOf(id, 'ENDED')).toEqual([]);
}
