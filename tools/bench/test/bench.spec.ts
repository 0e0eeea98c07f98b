import { expect, test } from '@jest/globals';
import { composeSupergraph } from '@kexie/registry';
import { allocated } from '../src/allocations.ts';
import { createCheck, faultOf } from '../src/check.ts';
import { operations } from '../src/operations.ts';
import { readOptions } from '../src/options.ts';
import { selfTimes, totalTimes } from '../src/profile.ts';
import { openShop, rightAnswer } from '../src/shop.ts';
import { subgraphNames, subgraphSdl } from '../src/subgraph-schemas.ts';
import { parseUsage } from '../src/usage.ts';

test('the subgraphs compose, the operations fit them, and the full answer is as large as that of the public benchmark', () => {
  const composition = composeSupergraph(
    subgraphNames.map((name) => ({ name, sdl: subgraphSdl[name], url: `http://127.0.0.1/${name}` })),
  );
  expect(composition).toHaveProperty('supergraphSdl');
  const weights = operations.map(
    ({ query, variables }) => JSON.stringify(rightAnswer(openShop(), query, variables)).length,
  );
  expect(weights[0]).toBeGreaterThan(80_000);
  expect(weights[0]).toBeLessThan(95_000);
});

test('an answer is right only with status 200, without errors and with exactly the expected data', () => {
  const expected = { me: { id: '1' } };
  expect(faultOf(200, '{ "data": {"me":{"id":"1"}}, "extensions": {} }', expected)).toBeUndefined();
  expect(faultOf(200, '{"data":{"me":{"id":"2"}}}', expected)).toContain('wrong data');
  expect(faultOf(200, '{"data":{"me":null},"errors":[{"message":"down"}]}', expected)).toContain('down');
  expect(faultOf(503, '{"data":{"me":{"id":"1"}}}', expected)).toContain('status 503');
  expect(faultOf(200, '<html>', expected)).toContain('no JSON');
});

test('every answer is checked, also one that follows a right one', () => {
  const check = createCheck({ a: 1 });
  expect([check(200, Buffer.from('{"data":{"a":1}}')), check(200, Buffer.from('{"data":{"a":1}}'))]).toEqual([
    undefined,
    undefined,
  ]);
  expect(check(200, Buffer.from('{"data":{"a":2}}'))).toContain('wrong data');
  expect(check(500, Buffer.from('{"data":{"a":1}}'))).toContain('status 500');
});

test('options have defaults, bounds and known names', () => {
  expect(readOptions(['--help'])).toBeUndefined();
  expect(readOptions([])).toMatchObject({
    rounds: 3,
    seconds: 4,
    connections: 20,
    variants: ['same', 'own'],
    forward: true,
    profile: undefined,
  });
  expect(readOptions(['--only', 'stock,ours'])?.gateways).toEqual(['ours', 'stock']);
  expect(readOptions([])?.gateways).not.toContain('before');
  expect(readOptions(['--only', 'ours', '--before', '/other'])).toMatchObject({
    gateways: ['ours', 'before'],
    before: '/other',
  });
  expect(() => readOptions(['--only', 'ours,before'])).toThrow('--before DIR');
  expect(readOptions(['--profile', 'ours'])).toMatchObject({
    gateways: ['ours'],
    operations: [{ name: 'full' }],
    variants: ['own'],
  });
  expect(() => readOptions(['--rounds', '0'])).toThrow('--rounds is a whole number from 1 to 100, not "0".');
  expect(() => readOptions(['--only', 'envoy'])).toThrow('--only knows no "envoy"');
});

test('self time is the time on top of the stack, total time includes callees, and idle time counts as neither', () => {
  const frame = (id: number, functionName: string, children: number[] = []) => ({
    id,
    callFrame: { functionName, url: '', lineNumber: 0 },
    children,
  });
  const profile = {
    nodes: [frame(1, 'plan', [2]), frame(2, 'merge'), frame(3, '(idle)')],
    samples: [1, 2, 3, 2],
    timeDeltas: [1_000, 1_500, 9_000, 1_500],
  };
  expect(selfTimes(profile, ({ functionName }) => functionName)).toEqual([
    { name: 'merge', ms: 3, percent: 75 },
    { name: 'plan', ms: 1, percent: 25 },
  ]);
  expect(totalTimes(profile, ({ functionName }) => functionName)).toEqual([
    { name: 'plan', ms: 4, percent: 100 },
    { name: 'merge', ms: 3, percent: 75 },
  ]);
});

test('the allocations of a function are summed over all call paths', () => {
  const node = (functionName: string, selfSize: number, children: Parameters<typeof allocated>[0]['head'][] = []) => ({
    callFrame: { functionName, url: '', lineNumber: 0 },
    selfSize,
    children,
  });
  const head = node('(root)', 0, [node('plan', 10, [node('write', 30)]), node('write', 5)]);
  expect(allocated({ head })).toEqual([
    ['write', 35],
    ['plan', 10],
  ]);
});

test('the usage of a process is parsed even if its name has brackets and spaces', () => {
  const stat = `17 (a (b) c) S ${Array.from({ length: 10 }, () => '0').join(' ')} 200 50 0 0`;
  expect(parseUsage(stat, 'Name:\tnode\nVmHWM:\t  307200 kB\nVmRSS:\t  204800 kB\n')).toEqual({
    cpuMs: 2_500,
    memoryMb: 200,
    memoryMbMax: 300,
  });
});
