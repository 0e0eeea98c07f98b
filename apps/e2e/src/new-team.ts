import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { eventually, startForeignService } from '@kexie/testing';
import type { ForeignService } from '@kexie/testing';
import { ask, dataDir, platform } from './platform.ts';

const top = path.resolve(import.meta.dirname, '../../..');
/** Before it serves a new schema, a gateway composes it, checks recorded operations and plans them again: this takes seconds, and many on a busy machine. */
const composed = { timeoutMs: 60_000, everyMs: 500 };

describe('a team that is added to a running platform', () => {
  let weather: ForeignService | undefined;
  afterAll(() => weather?.stop());

  test('is served as soon as its service publishes its schema, and cannot publish for another team', async () => {
    const { data: before } = await ask('{ __schema { queryType { fields { name } } } }');
    expect(JSON.stringify(before)).not.toContain('"weather"');
    const pids = Object.values(platform().services).map(({ pid }) => pid);
    await promisify(execFile)(process.execPath, ['tools/stack/src/team-add.ts', 'weather', '--data', dataDir()], {
      cwd: top,
    });

    const settings = parseEnv(await readFile(path.join(dataDir(), 'env', 'weather.env'), 'utf8'));
    const key = JSON.parse(settings['PUBLICATION_PRIVATE_JWK'] ?? '') as Parameters<
      typeof startForeignService
    >[0]['key'];
    weather = await startForeignService({
      name: 'weather',
      natsUrl: settings['NATS_URL'] ?? '',
      key,
      sdl: 'type Query { weather: String }',
      data: { weather: 'sunny' },
    });
    await weather.publish();
    await eventually(async () => expect((await ask('{ weather }')).data).toEqual({ weather: 'sunny' }), composed);

    await expect(weather.publish({ name: 'people' })).rejects.toThrow();
    expect(
      (await ask('{ weather annualReport(region: "450400", year: 2021) { people { reported { code } } } }')).errors,
    ).toEqual([]);
    expect(Object.values(platform().services).map(({ pid }) => pid)).toEqual(pids);
  }, 150_000);

  test('keeps its previous schema and address when it publishes an address that gateways may not request', async () => {
    await weather?.publish({ url: 'http://169.254.169.254/graphql' });
    await eventually(async () => {
      const { refusal } = (await (await fetch(`${platform().gatewayUrl}/readyz`)).json()) as { refusal: object | null };
      expect(JSON.stringify(refusal)).toMatch(/UNTRUSTED_PUBLICATION.*weather|weather.*UNTRUSTED_PUBLICATION/);
    }, composed);
    expect((await ask('{ weather }')).data).toEqual({ weather: 'sunny' });
    await weather?.publish();
  }, 150_000);
});
