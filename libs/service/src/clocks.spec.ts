import { expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { compareClocks } from './clocks.ts';

test('a large difference between clocks is logged once a minute and is a warning for a minute; a small one is ignored', () => {
  const clock = { now: 0 };
  const logged: string[] = [];
  const log = { warn: (_: object, message: string) => void logged.push(message) } as unknown as Logger;
  const clocks = compareClocks('the gateway', log, () => clock.now);
  for (const seconds of [0, 9, -10, NaN]) clocks.saw(seconds);
  expect([logged, clocks.warnings()]).toEqual([[], []]);
  for (let n = 0; n < 100; n += 1) clocks.saw(-65.4);
  expect(logged).toEqual([expect.stringContaining('The clock of the gateway is 65 s behind this one.')]);
  expect(clocks.warnings()).toEqual(logged);
  clock.now = 60_000;
  expect(clocks.warnings()).toEqual([]);
  clocks.saw(120);
  expect(logged[1]).toContain('is 120 s ahead of this one');
});
