import { expect, test } from '@jest/globals';
import { readToken, remaining } from './token.ts';

const now = new Date('2021-11-30T00:00:00Z');
const seconds = now.getTime() / 1000;
const tokenOf = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

test('a token shows its subject, rights and expiry', () => {
  const text = tokenOf({ sub: '彭永臻', roles: ['analyst'], regions: ['450400'], exp: seconds + 3600 });
  expect(readToken(` Bearer ${text}\n`, now)).toEqual({
    state: 'valid',
    text,
    subject: '彭永臻',
    roles: ['analyst'],
    places: ['450400'],
    expiresAt: new Date('2021-11-30T01:00:00Z'),
  });
});

test('an expired token is reported as expired', () => {
  expect(readToken(tokenOf({ sub: 'p', exp: seconds }), now)).toMatchObject({
    state: 'expired',
    message: expect.stringContaining('expired'),
  });
});

test.each(['hello', 'a.b', 'a.%%%.c', `a.${Buffer.from('"text"').toString('base64url')}.c`])(
  '%j is not accepted as a token',
  (text) => {
    expect(readToken(text, now)).toMatchObject({ state: 'unreadable' });
  },
);

test('an empty field means no token', () => {
  expect(readToken('  ', now)).toEqual({ state: 'none' });
});

test('the remaining time is shown in a suitable unit', () => {
  const left = (minutes: number) => remaining(new Date(now.getTime() + minutes * 60_000), now);
  expect([left(0.5), left(59), left(150), left(60 * 72)]).toEqual(['less than a minute', '59 min', '2 h', '3 days']);
});
