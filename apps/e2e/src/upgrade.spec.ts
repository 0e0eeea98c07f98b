/**
 * The current platform on the data of an earlier one. `dumps/0.1.0-first.json.gz` holds the databases, with their indexes, of the state before migrations
 * (commit c33717e), made by `tools/stack/src/dump.ts`; it never changes. Every figure must survive all later changes.
 */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import { platform, read, startPlatformOn, stopPlatform } from './platform.ts';
import './reported-figures.ts';
import './computed-figures.ts';

beforeAll(() => startPlatformOn(path.join(import.meta.dirname, '../dumps/0.1.0-first.json.gz')), 300_000);
afterAll(stopPlatform, 60_000);

describe('the current platform on the data of the first state', () => {
  test('keeps each record that the data set made, also after a second start', async () => {
    expect(await counts()).toEqual(made);
    const { stopService, startService } = platform();
    for (const name of ['organizations', 'people', 'matching'] as const) {
      await stopService(name);
      await startService(name);
    }
    await eventually(async () => expect(await counts()).toEqual(made));
  });
});

const made = { organizations: { totalCount: 573 }, persons: { totalCount: 1654 }, experts: { totalCount: 4 } };

function counts(): Promise<typeof made> {
  return read(
    '{ organizations(first: 0) { totalCount } persons(first: 0) { totalCount } experts(first: 0) { totalCount } }',
  );
}
