import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { anonymous } from '@kexie/service/process';
import { amountFor } from './budgets.ts';
import { clientKey, createCostRate } from './rate.ts';

const viewer = (...roles: string[]) => ({ ...anonymous, id: 'per_1', roles });

test('an operation may overdraw the bucket once; then its client waits until the debt is refilled', () => {
  let time = 0;
  const rate = createCostRate({ anonymous: 60 }, { now: () => time });
  expect(rate.spend('a', anonymous, 90)).toEqual({ allowed: true, perMinute: 60, left: 0, retryAfterS: 30 });
  expect(rate.spend('a', anonymous, 1)).toMatchObject({ allowed: false, retryAfterS: 30 });
  time += 29_000;
  expect(rate.spend('a', anonymous, 1)).toMatchObject({ allowed: false, retryAfterS: 1 });
  time += 2_000;
  expect(rate.spend('a', anonymous, 1)).toMatchObject({ allowed: true });
});

test('a client returns after a long pause with one minute to spend and no more', () => {
  let time = 0;
  const rate = createCostRate({ anonymous: 60 }, { now: () => time });
  rate.spend('a', anonymous, 30);
  time += 3_600_000;
  expect(rate.spend('a', anonymous, 0).left).toBe(60);
});

test('any sequence of operations spends at most the elapsed minutes, one more, and one operation', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ wait: fc.nat(20_000), cost: fc.nat(50) }), { maxLength: 100 }), (requests) => {
      let time = 0;
      let spent = 0;
      const rate = createCostRate({ anonymous: 60 }, { now: () => time });
      for (const { wait, cost } of requests) {
        time += wait;
        if (rate.spend('a', anonymous, cost).allowed) spent += cost;
        expect(spent).toBeLessThanOrEqual(60 + time / 1_000 + 50);
      }
    }),
  );
});

test('the number of tracked clients is bounded', () => {
  const rate = createCostRate({ anonymous: 60 }, { clientsMax: 10 });
  for (let index = 0; index < 1_000; index += 1) rate.spend(`address:${index}`, anonymous, 1);
  expect(rate.clients()).toBe(10);
});

test('without an amount costs are not counted', () => {
  const rate = createCostRate({});
  expect(rate.spend('a', anonymous, 1_000_000)).toMatchObject({ allowed: true });
  expect(rate.clients()).toBe(0);
});

test('a viewer has the largest amount of its roles', () => {
  const amounts = { anonymous: 1, default: 2, staff: 3, analyst: 4 };
  expect(
    [anonymous, viewer(), viewer('worker'), viewer('staff', 'analyst')].map((each) => amountFor(each, amounts)),
  ).toEqual([1, 2, 2, 4]);
  expect(amountFor(viewer('constructor'), amounts)).toBe(2);
  expect(amountFor(anonymous, {})).toBe(Infinity);
});

test('a client with a token is the same everywhere; clients without one share the key of their household', () => {
  expect(clientKey(viewer(), '10.0.0.1')).toBe(clientKey(viewer(), '10.0.0.2'));
  expect(clientKey(anonymous, '10.0.0.1')).not.toBe(clientKey(anonymous, '10.0.0.2'));
  expect(clientKey(anonymous, '2001:db8:0:1::1')).toBe(clientKey(anonymous, '2001:0db8:0:1:ffff::2'));
  expect(clientKey(anonymous, '2001:db8:0:1::1')).not.toBe(clientKey(anonymous, '2001:db8:0:2::1'));
  expect(clientKey(anonymous, '::ffff:10.0.0.1')).toBe(clientKey(anonymous, '10.0.0.1'));
});

test('setting the clock back or forward changes no bucket', () => {
  const clock = jest.spyOn(Date, 'now');
  const rate = createCostRate({ anonymous: 60 });
  rate.spend('a', anonymous, 90);
  for (const moved of [-3_600_000, 3_600_000]) {
    clock.mockReturnValue(performance.timeOrigin + performance.now() + moved);
    expect(rate.spend('a', anonymous, 0)).toMatchObject({ allowed: false, retryAfterS: 30 });
    expect(rate.spend(`new ${moved}`, anonymous, 0)).toMatchObject({ allowed: true, left: 60 });
  }
  clock.mockRestore();
});
