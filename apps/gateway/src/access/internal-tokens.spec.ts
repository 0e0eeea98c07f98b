import { expect, test } from '@jest/globals';
import { anonymous, type Viewer } from '@kexie/service/process';
import { createInternalTokens, tokensMax } from './internal-tokens.ts';

const viewer = (id: string): Viewer => ({ ...anonymous, id });

test('a viewer is signed for once in half a minute, and again after it', async () => {
  let now = 0;
  let signed = 0;
  const internalToken = createInternalTokens(
    async ({ id }) => `${id}-${(signed += 1)}`,
    () => now,
  );
  expect(await internalToken(viewer('per_1'), 'people')).toBe('per_1-1');
  now = 29_999;
  expect(await internalToken(viewer('per_1'), 'people')).toBe('per_1-1');
  now = 30_000;
  expect(await internalToken(viewer('per_1'), 'people')).toBe('per_1-2');
});

test('viewers who differ in a role only never share a token', async () => {
  const internalToken = createInternalTokens(async (who) => JSON.stringify(who));
  expect(await internalToken({ ...viewer('per_1'), roles: ['staff'] }, 'people')).not.toBe(
    await internalToken(viewer('per_1'), 'people'),
  );
});

test('a viewer has a token of its own for each service, signed for that service', async () => {
  const internalToken = createInternalTokens(async ({ id }, service) => `${id} at ${service}`);
  expect(await internalToken(viewer('per_1'), 'people')).toBe('per_1 at people');
  expect(await internalToken(viewer('per_1'), 'matching')).toBe('per_1 at matching');
});

test('a failure to sign is not remembered', async () => {
  let fails = true;
  const internalToken = createInternalTokens(async () => {
    if (fails) throw new Error('no key');
    return 'token';
  });
  await expect(internalToken(viewer('per_1'), 'people')).rejects.toThrow('no key');
  fails = false;
  expect(await internalToken(viewer('per_1'), 'people')).toBe('token');
});

test('however many viewers there are, only so many tokens are kept', async () => {
  let signed = 0;
  const internalToken = createInternalTokens(
    async () => String((signed += 1)),
    () => 0,
  );
  for (let i = 0; i <= tokensMax; i += 1) await internalToken(viewer(`per_${i}`), 'people');
  expect(await internalToken(viewer(`per_${tokensMax}`), 'people')).toBe(String(tokensMax + 1));
  expect(await internalToken(viewer('per_0'), 'people')).toBe(String(tokensMax + 2));
});
