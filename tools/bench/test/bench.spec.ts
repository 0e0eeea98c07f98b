import { expect, test } from '@jest/globals';
import { composeSupergraph } from '@kexie/registry';
import { allocated } from '../src/allocations.ts';
import { createCheck, faultOf } from '../src/check.ts';
import { operations } from '../src/operations.ts';
import { readOptions } from '../src/options.ts';
import { selfTimes, totalTimes } from '../src/profile.ts';
import { openShop, rightAnswer } from '../src/shop.ts';
import { subgraphNames, subgraphSdl } from '../src/subgraph-schemas.ts';

test('the subgraphs compose, the operations fit them, and the answers have the sizes, scripts and types that their descriptions name', () => {
  const composition = composeSupergraph(
    subgraphNames.map((name) => ({ name, sdl: subgraphSdl[name], url: `http://127.0.0.1/${name}` })),
  );
  expect(composition).toHaveProperty('supergraphSdl');
  const answers = new Map(
    operations.map(({ name, query, variables }) => [name, JSON.stringify(rightAnswer(openShop(), query, variables))]),
  );
  const bytes = (name: string) => Buffer.byteLength(answers.get(name) ?? '');
  expect(bytes('full')).toBeGreaterThan(80_000);
  expect(bytes('full')).toBeLessThan(95_000);
  expect(bytes('list')).toBeGreaterThan(100_000);
  expect(bytes('small')).toBeLessThan(100);
  const chinese = [...answers].filter(([, answer]) => /\p{Script=Han}/u.test(answer)).map(([name]) => name);
  expect(chinese).toEqual(['chinese', 'small-chinese']);
  expect(new Set([...(answers.get('mixed') ?? '').matchAll(/"__typename":"(\w+)"/g)].map(([, type]) => type))).toEqual(
    new Set(['Review', 'Product', 'User']),
  );
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
    rounds: 5,
    seconds: 2,
    connections: 20,
    variants: ['same', 'own'],
    forward: true,
    profile: undefined,
    alive: false,
    writeDocs: false,
  });
  expect(readOptions(['--alive', '--write-docs'])).toMatchObject({ alive: true, writeDocs: true });
  expect(readOptions(['--only', 'ours,stock'])?.rounds).toBe(6);
  expect(readOptions(['--only', 'ours,stock', '--rounds', '5'])?.rounds).toBe(5);
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
  expect(() => readOptions(['--profile', 'before'])).toThrow('--before DIR');
  expect(() => readOptions(['--profile', 'ours', '--write-docs'])).toThrow('--profile measures no figures');
  expect(() => readOptions(['--rounds', '0'])).toThrow('--rounds is a whole number from 1 to 100, not "0".');
  expect(() => readOptions(['--only', 'envoy'])).toThrow('--only knows no "envoy"');
});

test('a gateway that is a binary is measured if its path is given', () => {
  expect(readOptions([])?.gateways).not.toContain('hive-router');
  expect(readOptions(['--only', 'ours', '--peer', 'hive-router=/opt/hive=1/hive_router'])).toMatchObject({
    gateways: ['ours', 'hive-router'],
    binaries: { 'hive-router': '/opt/hive=1/hive_router' },
  });
  expect(() => readOptions(['--only', 'hive-router'])).toThrow('--peer hive-router=BINARY');
  expect(() => readOptions(['--peer', 'hive-router='])).toThrow('--peer hive-router needs the path of its binary');
  expect(() => readOptions(['--peer', 'hive=/opt/hive'])).toThrow('--peer knows no "hive"; there are: hive-router.');
  expect(() => readOptions(['--profile', 'hive-router'])).toThrow('--profile knows no "hive-router"');
  expect(() => readOptions(['--platform', '--peer', 'hive-router=/opt/hive_router'])).toThrow(
    'does not go with --peer',
  );
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
