import { expect, test } from '@jest/globals';
import { composeSupergraph } from '@kexie/registry';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { extraSdl } from '../src/harm/extra-schemas.ts';
import { readHarmOptions } from '../src/harm/options.ts';
import { isHarmless, toMarkdown, toRow } from '../src/harm/report.ts';
import { subgraphNames, subgraphSdl } from '../src/subgraph-schemas.ts';
import { establishedTo } from '../src/usage.ts';

const waits = (latenciesMs: number[], faults = 0) => ({ latenciesMs, faults });

test('the services of the attacks compose with the shop, and their introspection is as long as that of the platform', () => {
  const sdls = { ...Object.fromEntries(subgraphNames.map((name) => [name, subgraphSdl[name]])), ...extraSdl };
  expect(
    composeSupergraph(Object.entries(sdls).map(([name, sdl]) => ({ name, sdl, url: `http://127.0.0.1/${name}` }))),
  ).toHaveProperty('supergraphSdl');
  const introspection = JSON.stringify(introspectionFromSchema(buildSchema(extraSdl['faulty'] ?? '')));
  expect(introspection.length).toBeGreaterThan(450_000);
});

test('a row has percentiles and the longest wait, in any order of the answers', () => {
  const latenciesMs = Array.from({ length: 100 }, (_, index) => 100 - index);
  const row = toRow('names', 'ours', waits(latenciesMs, 2), { 413: 16 }, 300);
  expect(row).toMatchObject({ p50Ms: 50, p99Ms: 99, longestMs: 100, requests: 100, faults: 2, memoryMbMax: 300 });
  expect(toMarkdown([row])).toMatch(/\| names +\| +ours \| +50 \| +99 \| +100 \| +2 of 100 \| +300 \| +413: 16 \|/);
});

test('an attack is harmless if p99, the longest wait and the failures are within the target', () => {
  const harmless = (latenciesMs: number[], faults = 0) =>
    isHarmless(toRow('names', 'ours', waits(latenciesMs, faults), {}, undefined));
  expect([harmless([99]), harmless([100]), harmless([99], 1)]).toEqual([true, false, false]);
  const many = Array.from({ length: 200 }, () => 1);
  expect([harmless([...many, 250]), harmless([...many, 251])]).toEqual([true, false]);
});

test('only rows of our current gateway are named as outside of the target', () => {
  const rows = [toRow('host', 'before', waits([900]), {}, undefined), toRow('host', 'ours', waits([9]), {}, undefined)];
  expect(toMarkdown(rows)).toContain('All are within the target');
  expect(toMarkdown([...rows, toRow('plans', 'ours', waits([300]), {}, undefined)])).toContain(
    'Outside of the target (p99 below 100 ms, no wait over 250 ms, no failure): plans.',
  );
});

test('attack options accept known names only, and the help lists each attack', () => {
  expect(readHarmOptions(['--help'])).toBeUndefined();
  expect(readHarmOptions(['--only', 'plans,names'])).toEqual({
    attacks: ['names', 'plans'],
    gateways: ['ours'],
    before: undefined,
  });
  expect(readHarmOptions(['--before', '/other'])).toMatchObject({ gateways: ['ours', 'before'], before: '/other' });
  expect(() => readHarmOptions(['--only', 'flood'])).toThrow('--only knows no "flood"');
});

test('only established connections to the port are counted', () => {
  const line = (local: string, remote: string, state: string) =>
    `   0: 0100007F:${local} 0100007F:${remote} ${state} 00000000:00000000 00:00000000`;
  const text = [
    '  sl  local_address rem_address   st',
    line('0FA0', '0000', '0A'),
    line('0FA0', 'C350', '01'),
    line('C350', '0FA0', '01'),
    line('0FA0', 'C351', '01'),
  ].join('\n');
  expect(establishedTo(4_000, text)).toBe(2);
});
