import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readBenchOptions, readQualityOptions, UsageError } from './options.ts';

test('a report needs a seed that the tester chooses', () => {
  expect(() => readQualityOptions([])).toThrow('The tester chooses it');
  expect(readQualityOptions(['--seed', '4711'])).toEqual({
    seeds: [4711],
    isDevelopment: false,
    experts: 2_000,
    needs: 200,
    pool: 10_000,
  });
});

test('development seeds are refused without --development, and test seeds with it', () => {
  for (const seed of ['1', '5']) expect(() => readQualityOptions(['--seed', seed])).toThrow('is a development seed');
  expect(() => readQualityOptions(['--development', '--seed', '6'])).toThrow('6 is a test seed');
  expect(readQualityOptions(['--development'])).toMatchObject({ seeds: [1, 2, 3, 4, 5], isDevelopment: true });
  expect(readQualityOptions(['--development', '--seed', '3'])).toMatchObject({ seeds: [3] });
});

test.each([
  [['--seed', '0']],
  [['--seed', '-7']],
  [['--seed', '7.5']],
  [['--seed', '1e3']],
  [['--seed', '']],
  [['--seed', '99999999999']],
  [['--seed', '77', '--experts', '99']],
  [['--seed', '77', '--needs', 'many']],
  [['--seed', '77', '--pool', '1000000']],
  [['--seed']],
  [['--colour']],
  [['77']],
])('%j is refused with a sentence and no stack', (args) => {
  expect(() => readQualityOptions(args)).toThrow(UsageError);
});

test('--help wins over missing options', () => {
  expect(readQualityOptions(['--help'])).toBeUndefined();
  expect(readBenchOptions(['-h'])).toBeUndefined();
});

test('the bench has three sizes, and takes others', () => {
  expect(readBenchOptions([])).toEqual({
    seed: 1,
    sizes: [
      { experts: 10_000, needs: 1_000 },
      { experts: 100_000, needs: 10_000 },
      { experts: 200_000, needs: 20_000 },
    ],
    minScore: 500_000,
    serviceMax: 10_000,
  });
  expect(readBenchOptions(['--sizes', '500,2000', '--seed', '9', '--min-score', '40', '--service-max', '0'])).toEqual({
    seed: 9,
    minScore: 400_000,
    serviceMax: 0,
    sizes: [
      { experts: 500, needs: 50 },
      { experts: 2_000, needs: 200 },
    ],
  });
  expect(() => readBenchOptions(['--sizes', '500,x'])).toThrow(UsageError);
});

test('the command without a seed exits with 2 and says why, without a stack', () => {
  const run = () =>
    execFileSync(process.execPath, [path.join(import.meta.dirname, 'quality.ts')], { encoding: 'utf8', stdio: 'pipe' });
  expect(run).toThrow(
    expect.objectContaining({ status: 2, stdout: '', stderr: expect.stringMatching(/^State a seed .*\n$/) }),
  );
});
