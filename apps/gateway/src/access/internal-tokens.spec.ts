import { expect, test } from '@jest/globals';
import { anonymous, type Viewer } from '@kexie/service/process';
import { createInternalTokens, tokensMax } from './internal-tokens.ts';

const viewer = (id: string): Viewer => ({ ...anonymous, id });

test('a token is signed for a viewer once in half a minute', () => {
  let now = 0;
  let signed = 0;
  const internalToken = createInternalTokens(
    ({ id }) => `${id}-${(signed += 1)}`,
    () => now,
  );
  expect(internalToken(viewer('per_1'), 'people')).toBe('per_1-1');
  now = 29_999;
  expect(internalToken(viewer('per_1'), 'people')).toBe('per_1-1');
  now = 30_000;
  expect(internalToken(viewer('per_1'), 'people')).toBe('per_1-2');
});

test('viewers who differ only in a role never share a token', () => {
  const internalToken = createInternalTokens((who) => JSON.stringify(who));
  expect(internalToken({ ...viewer('per_1'), roles: ['staff'] }, 'people')).not.toBe(
    internalToken(viewer('per_1'), 'people'),
  );
});

test('a viewer has a separate token for each service, signed for that service', () => {
  const internalToken = createInternalTokens(({ id }, service) => `${id} at ${service}`);
  expect(internalToken(viewer('per_1'), 'people')).toBe('per_1 at people');
  expect(internalToken(viewer('per_1'), 'matching')).toBe('per_1 at matching');
});

test('a failure to sign is not cached', () => {
  let fails = true;
  const internalToken = createInternalTokens(() => {
    if (fails) throw new Error('no key');
    return 'token';
  });
  expect(() => internalToken(viewer('per_1'), 'people')).toThrow('no key');
  fails = false;
  expect(internalToken(viewer('per_1'), 'people')).toBe('token');
});

test('the number of cached tokens is bounded', () => {
  let signed = 0;
  const internalToken = createInternalTokens(
    () => String((signed += 1)),
    () => 0,
  );
  for (let i = 0; i <= tokensMax; i += 1) internalToken(viewer(`per_${i}`), 'people');
  expect(internalToken(viewer(`per_${tokensMax}`), 'people')).toBe(String(tokensMax + 1));
  expect(internalToken(viewer('per_0'), 'people')).toBe(String(tokensMax + 2));
});
