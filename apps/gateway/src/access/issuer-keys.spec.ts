import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Logger } from '@kexie/kernel';
import { eventually } from '@kexie/testing';
import { createIssuerKeys } from './issuer-keys.ts';

const minute = 60_000;
const silence = (): void => {};
const warnings: unknown[] = [];
const log: Logger = {
  debug: silence,
  info: silence,
  warn: (...line: unknown[]) => void warnings.push(line),
  error: silence,
  child: () => log,
};
const issuer = { keys: [] as JWK[], fetched: 0, down: false };
const server = createServer((_, response) => {
  issuer.fetched += 1;
  response
    .writeHead(issuer.down ? 500 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ keys: issuer.keys }));
});
let key: JWK;

beforeAll(async () => {
  key = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(() => void server.close());
beforeEach(() => {
  Object.assign(issuer, { keys: [jwk('first')], fetched: 0, down: false });
  warnings.length = 0;
});

const jwk = (kid: string): JWK => ({ ...key, kid, alg: 'EdDSA' });

/** Keys of a server with a clock under the test's control, and a lookup that returns `good` or the name of the error. */
function start(ageMsMax?: number) {
  const clock = { ms: 0 };
  const keys = createIssuerKeys({
    jwks: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ...(ageMsMax === undefined ? {} : { ageMsMax }),
    now: () => clock.ms,
    log,
  });
  const look = (kid: string): Promise<string> =>
    Promise.resolve(keys.get({ alg: 'EdDSA', kid }, { payload: '', signature: '' })).then(
      () => 'good',
      (error: { code: string }) => error.code,
    );
  return { clock, keys, look };
}

test('while the issuer is down, known keys stay valid for a day and no longer, and their age is reported', async () => {
  const { clock, keys, look } = start();
  expect([await look('first'), keys.ageS()]).toEqual(['good', 0]);
  issuer.down = true;
  for (const hours of [1, 12, 24]) {
    clock.ms = hours * 60 * minute;
    expect([await look('first'), keys.ageS()]).toEqual(['good', hours * 3_600]);
    await eventually(() => expect(warnings.length).toBeGreaterThan(0));
  }
  clock.ms = 24 * 60 * minute + 1;
  expect(await look('first')).toBe('ERR_JOSE_GENERIC');
  issuer.down = false;
  clock.ms += 1_000;
  expect([await look('first'), keys.ageS()]).toEqual(['good', 0]);
});

test('keys are refreshed in the background after ten minutes, and a key that the issuer has withdrawn is no longer valid', async () => {
  const { clock, keys, look } = start();
  await look('first');
  issuer.keys = [jwk('second')];
  clock.ms = 9 * minute;
  expect([await look('first'), issuer.fetched]).toEqual(['good', 1]);
  clock.ms = 11 * minute;
  expect(await look('first')).toBe('good');
  await eventually(() => expect(keys.ageS()).toBe(0));
  expect([await look('first'), await look('second')]).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 'good']);
});

test('an unknown key causes one fetch per cooldown, and after a failed fetch it is not reported as unknown', async () => {
  const { clock, look } = start();
  await look('first');
  issuer.down = true;
  expect([await look('second'), issuer.fetched]).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 1]);
  clock.ms = minute;
  expect([await look('second'), await look('third'), await look('first'), issuer.fetched]).toEqual([
    'ERR_JOSE_GENERIC',
    'ERR_JOSE_GENERIC',
    'good',
    2,
  ]);
});

test('setting the clock back by an hour does not block a new key', async () => {
  const { clock, look } = start();
  await look('first');
  issuer.keys = [jwk('first'), jwk('second')];
  const wall = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
  clock.ms = minute;
  expect(await look('second')).toBe('good');
  wall.mockRestore();
});
