import { expect, test } from '@jest/globals';
import type { Turn } from '../src/measure.ts';
import { percentile, summarize, table, toMarkdown } from '../src/report.ts';

const turn = (gateway: Turn['gateway'], latenciesMs: number[], more: Partial<Turn> = {}): Turn => ({
  gateway,
  operation: 'full',
  variant: 'own',
  seconds: 2,
  latenciesMs: Float64Array.from(latenciesMs),
  subgraphRequests: 2 * latenciesMs.length,
  representations: 5 * latenciesMs.length,
  cpuMs: 10,
  memoryMb: 100,
  loadBusy: 0.2,
  subgraphsBusy: 0.3,
  ...more,
});

test('a percentile is one of the values, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 99, 100]);
  expect(percentile([7], 99)).toBe(7);
  expect(percentile([1, 2], 50)).toBe(1);
  expect(percentile([], 50)).toBeNaN();
});

test('the rounds of a gateway are one line, with its requests over its total time and percentiles over all its answers', () => {
  const [row] = summarize([turn('ours', [9, 1, 1, 1]), turn('ours', [1, 1], { memoryMb: 120 })], []);
  expect(row).toMatchObject({ requestsPerSecond: 1.5, rounds: [2, 1], p50Ms: 1, p99Ms: 9, memoryMb: 120 });
  expect(row?.cpuMsPerOperation).toBeCloseTo(20 / 6);
  expect(row?.subgraphRequests.underLoad).toBe(2);
});

test('the ratio is the median of the rounds, so that one round on a busy machine does not decide', () => {
  const rounds = (gateway: Turn['gateway'], ...counts: number[]) =>
    counts.map((count) =>
      turn(
        gateway,
        Array.from({ length: count }, () => 1),
      ),
    );
  const rows = summarize([...rounds('ours', 9, 6, 30), ...rounds('stock', 3, 2, 1)], []);
  expect(rows[0]?.ratio).toBe(3);
  expect(rows[0]?.cpuRatio).toBeCloseTo(7.5);
});

test('the ratio is to stock with the same operation in the same variant, and is undefined without stock', () => {
  const rows = summarize(
    [turn('ours', [1, 1, 1]), turn('stock', [1]), turn('stock', [1, 1, 1], { variant: 'same' })],
    [],
  );
  expect(rows.map(({ gateway, variant, ratio }) => [gateway, variant, ratio])).toEqual([
    ['ours', 'own', 3],
    ['stock', 'own', 1],
    ['stock', 'same', 1],
  ]);
  expect(summarize([turn('ours', [1])], [])[0]?.ratio).toBeUndefined();
});

test('if the system does not report the usage of a process, the table shows a dash and the other values', () => {
  const { cpuMs: _cpu, memoryMb: _memory, ...unknown } = turn('ours', [4]);
  const text = toMarkdown(
    summarize(
      [unknown],
      [{ gateway: 'ours', operation: 'full', subgraphRequests: 7, representations: 32, authorized: true }],
    ),
  );
  expect(text).toContain('### full, a different authorization each');
  expect(text).toMatch(/\| ours +\| +1 \| +– \| +4\.0 \| +4\.0 \| +– \| +– \| +– \| +7 → 2\.0 \| +32 → 5\.0 \|/);
});

test('a turn that the load generator or the subgraphs limited is marked', () => {
  expect(toMarkdown(summarize([turn('ours', [1], { subgraphsBusy: 0.95 })], []))).toContain('(limit: subgraphs)');
  expect(toMarkdown(summarize([turn('ours', [1])], []))).not.toContain('limit');
});

test('a table has columns of equal width', () => {
  expect(
    table(
      ['name', 'n'],
      [
        ['a', '1'],
        ['longer', '23'],
      ],
    ),
  ).toBe(['| name   |   n |', '|--------|----:|', '| a      |   1 |', '| longer |  23 |', ''].join('\n'));
});
