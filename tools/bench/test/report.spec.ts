import { expect, test } from '@jest/globals';
import { withReport } from '../src/docs.ts';
import type { Alive } from '../src/instruments.ts';
import type { Turn } from '../src/measure.ts';
import { baseOf, summarize, toMarkdown, toReport } from '../src/report.ts';
import { table } from '../src/table.ts';

const usage = { cpuMs: 10, mainCpuMs: 8, peakMb: 150, memoryMb: 100 };
const turn = (gateway: Turn['gateway'], round: number, latenciesMs: number[], more: Partial<Turn> = {}): Turn => ({
  round,
  gateway,
  operation: 'full',
  variant: 'own',
  seconds: 2,
  latenciesMs: Float64Array.from(latenciesMs),
  subgraphRequests: 2 * latenciesMs.length,
  representations: 5 * latenciesMs.length,
  usage,
  loadBusy: 0.2,
  subgraphsBusy: 0.3,
  ...more,
});
const requests = (count: number) => Array.from({ length: count }, () => 1);
const rounds = (gateway: Turn['gateway'], ...counts: number[]) =>
  counts.map((count, round) => turn(gateway, round, requests(count)));
const alone = { operation: 'full', subgraphRequests: 7, representations: 32, authorized: true };

test('the rounds of a gateway are one line with the median and the range of each figure', () => {
  const turns = [
    turn('ours', 0, [9, 1, 1, 1]),
    turn('ours', 1, [1, 1], { usage: { ...usage, peakMb: 170 } }),
    turn('ours', 2, [3, 2, 2, 2, 2, 2]),
  ];
  const [row] = summarize(turns, []);
  expect(row).toMatchObject({
    requestsPerSecond: { median: 2, min: 1, max: 3 },
    p50Ms: { median: 1, min: 1, max: 2 },
    p99Ms: { median: 3, min: 1, max: 9 },
    cpuMsPerOperation: { median: 2.5, min: 10 / 6, max: 5 },
    mainCpuMsPerOperation: { median: 2, max: 4 },
    peakMb: { median: 150, max: 170 },
    memoryMb: { median: 100 },
    subgraphRequests: { underLoad: 2 },
  });
});

test('a ratio compares turns of the same round, so that one round on a busy machine does not decide', () => {
  const [ours] = summarize([...rounds('ours', 9, 6, 30), ...rounds('stock', 3, 2, 1)], []);
  expect(ours?.ratio).toEqual({ median: 3, min: 3, max: 30 });
  expect(ours?.cpuRatio).toEqual({ median: 3, min: 3, max: 30 });
});

test('neither the lines nor the ratios depend on the order in which the turns of a round were taken', () => {
  const [stock, ours] = [rounds('stock', 3, 2, 1), rounds('ours', 9, 6, 30)];
  const rotated = [stock[0], ours[0], ours[1], stock[1], stock[2], ours[2]] as Turn[];
  const rows = summarize(rotated, []);
  expect(rows.map(({ gateway, ratio }) => [gateway, ratio])).toEqual([
    ['ours', { median: 3, min: 3, max: 30 }],
    ['stock', { median: 1, min: 1, max: 1 }],
  ]);
});

test('the base is stock, or before without stock, with the same operation in the same variant', () => {
  expect([baseOf(['ours', 'before', 'stock']), baseOf(['ours', 'before']), baseOf(['ours', 'hive'])]).toEqual([
    'stock',
    'before',
    undefined,
  ]);
  const rows = summarize(
    [...rounds('ours', 3), ...rounds('stock', 1), turn('stock', 0, requests(3), { variant: 'same' })],
    [],
  );
  expect(rows.map(({ gateway, variant, ratio }) => [gateway, variant, ratio?.median])).toEqual([
    ['ours', 'own', 3],
    ['stock', 'own', 1],
    ['stock', 'same', 1],
  ]);
  expect(summarize([...rounds('ours', 4), ...rounds('before', 2)], [])[0]?.ratio?.median).toBe(2);
  expect(summarize(rounds('ours', 1), [])[0]?.ratio).toBeUndefined();
});

test('if the system does not report the usage of a process, the tables show dashes and the other values', () => {
  const unknown = turn('ours', 0, [4], { usage: undefined });
  const text = toReport({}, summarize([unknown], [{ ...alone, gateway: 'ours' }]));
  const cells = (start: string) =>
    text
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.split(/ *\| */)
      .slice(1, -1);
  expect(text).toContain('### full, a different authorization each');
  expect(cells('| ours')).toEqual(['ours', '1 (1–1)', '4.0 (4.0–4.0)', '4.0 (4.0–4.0)', '–', '–']);
  expect(cells('| full, own')).toEqual(['full, own', 'ours', '–', '–', '–', '7 → 2.0', '32 → 5.0']);
});

test('a gateway without an inspector has a dash for its allocations', () => {
  const allocations = [{ gateway: 'ours', operation: 'full', variant: 'own', kbPerOperation: 1_100.4 }];
  const rows = summarize([...rounds('ours', 2), ...rounds('hive', 1)], [], allocations);
  expect(rows.map(({ allocatedKbPerOperation }) => allocatedKbPerOperation)).toEqual([1_100.4, undefined]);
  const text = toReport({}, rows);
  expect(text).toMatch(/\| +ours +\| +1100 +\|/);
  expect(text).toMatch(/\| +hive +\| +– +\|/);
});

test('a turn that the load generator or the subgraphs limited is named below the table', () => {
  const limited = summarize([turn('ours', 0, [1], { subgraphsBusy: 0.95 }), turn('stock', 0, [1])], []);
  expect(toMarkdown(limited, 'stock')).toContain('The subgraphs limited ours, which may be faster than shown.');
  expect(toMarkdown(summarize([turn('ours', 0, [1])], []), undefined)).not.toContain('limited');
});

test('the report has the circumstances, the ratios with the name of their base, and what is alive in flight', () => {
  const rows = summarize([...rounds('ours', 3), ...rounds('before', 1)], []);
  const alive = [20, 200].map((connections): Alive => ({
    gateway: 'ours',
    operation: 'full',
    variant: 'own',
    connections,
    kbPerRequest: { median: 300, min: 250, max: connections * 20 },
    idleMb: 60,
  }));
  const text = toReport({ date: '2026-11-27 01:40 to 01:50 UTC', Node: 'v24' }, rows, alive);
  expect(text).toContain('- date: 2026-11-27 01:40 to 01:50 UTC\n- Node: v24\n');
  expect(text).toContain('as a multiple of `before`');
  expect(text).toMatch(/\| full, own +\| 3\.00 \(3\.00\) \| 1\.00 \(1\.00\) \|/);
  expect(text).toMatch(/\| +ratio to before \|/);
  expect(text).toMatch(/\| full, own +\| +ours \| +300 \(250–400\) \| +300 \(250–4000\) \| +60 \|/);
});

test('the tables of the documentation are replaced between their markers, and the rest of the page stays', () => {
  const page = 'Before.\n\n<!-- measured: begin -->\n\nold\n\n<!-- measured: end -->\n\nAfter.\n';
  const written = withReport(page, '| new |\n');
  expect(written).toBe('Before.\n\n<!-- measured: begin -->\n\n| new |\n\n<!-- measured: end -->\n\nAfter.\n');
  expect(withReport(written, '| new |')).toBe(written);
  expect(() => withReport('No markers.', '')).toThrow('docs/performance.md has no place for the tables');
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
