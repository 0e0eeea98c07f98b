import { expect, test } from '@jest/globals';
import { anonymous, type Viewer } from '@kexie/service/process';
import { createInternalTokens } from './internal-tokens.ts';

const viewer = (id: string): Viewer => ({ ...anonymous, id });

test('a viewer is signed for once in half a minute, and again after it', async () => {
  let now = 0;
  let signed = 0;
  const internalToken = createInternalTokens(async ({ id }) => `${id}-${(signed += 1)}`, () => now);
  expect(await internalToken(viewer('per_1'))).toBe('per_1-1');
  now = 29_999;
  expect(await internalToken(viewer('per_1'))).toBe('per_1-1');
  now = 30_000;
  expect(await internalToken(viewer('per_1'))).toBe('per_1-2');
});

test('viewers who differ in a role only never share a token', async () => {
  const internalToken = createInternalTokens(async (who) => JSON.stringify(who));
  expect(await internalToken({ ...viewer('per_1'), roles: ['staff'] })).not.toBe(await internalToken(viewer('per_1')));
});

test('a failure to sign is not remembered', async () => {
  let fails = true;
  const internalToken = createInternalTokens(async () => {
    if (fails) throw new Error('no key');
    return 'token';
  });
  await expect(internalToken(viewer('per_1'))).rejects.toThrow('no key');
  fails = false;
  expect(await internalToken(viewer('per_1'))).toBe('token');
});

test('however many viewers there are, only 10,000 tokens are kept', async () => {
  let signed = 0;
  const internalToken = createInternalTokens(async () => String((signed += 1)), () => 0);
  for (let i = 0; i <= 10_000; i += 1) await internalToken(viewer(`per_${i}`));
  expect(await internalToken(viewer('per_10000'))).toBe('10001');
  expect(await internalToken(viewer('per_0'))).toBe('10002');
});
