import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import {
  anonymous,
  county,
  enterprise,
  enterpriseUser,
  expertRow,
  importRows,
  needInput,
  otherCounty,
  person,
  publishRegions,
  staff,
  type Service,
  type Viewer,
} from './builders.ts';

const command = path.join(import.meta.dirname, '../../../tools/matchmaking/src/audit.ts');
let service: Service;
let gateway: Server;
let folder: string;
let roundId: string;
let hiddenNeedId: string;
let enterpriseId: string;
let unmatched: { expertId: string; personId: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-audit-'));
  service = await startSubgraphUnderTest('matching');
  gateway = await startGateway();
  await publishRegions(service);
  enterpriseId = await enterprise(service);
  hiddenNeedId = await need({ confidentiality: 'MATCHED_ONLY' });
  const openNeedId = await need({ quota: 2 });
  const experts = [];
  for (let index = 0; index < 4; index += 1) experts.push(await expert());
  roundId = await open([hiddenNeedId, openNeedId]);
  await step('computeMatchingRound', 'COMPUTED');
  const { matchingRound } = await read<{
    matchingRound: { unmatchedExperts: { edges: { node: { expert: { id: string } } }[] } };
  }>('matchingRound(id: $id) { unmatchedExperts { edges { node { expert { id } } } } }');
  const [left] = matchingRound.unmatchedExperts.edges.map(({ node }) => node.expert.id);
  unmatched = experts.find(({ expertId }) => expertId === left) as typeof unmatched;
}, 120_000);

afterAll(async () => {
  gateway.close();
  await service.stop();
  await rm(folder, { recursive: true });
});

/** Forwards operations to the service as the gateway does. The token is the role that the test gives to the viewer. */
async function startGateway(): Promise<Server> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { query, variables } = JSON.parse(Buffer.concat(parts).toString()) as { query: string; variables: object };
      const viewer = request.headers.authorization === 'Bearer broker' ? broker(county) : broker(otherCounty);
      response.end(JSON.stringify(await service.query(query, variables, viewer)));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const broker = (...regions: string[]): Viewer => ({ id: 'usr_broker', roles: ['broker'], regions, organizations: [] });

async function need(changes: object): Promise<string> {
  const { clientMutationId: key, ...row } = needInput(enterpriseId, changes);
  const { rows } = await importRows(service, 'Needs', [
    { ...row, key, status: 'PUBLISHED', publishedOn: '2021-05-01' },
  ]);
  return rows[0]?.id ?? '';
}

async function expert(): Promise<{ expertId: string; personId: string }> {
  const personId = await person(service);
  const { rows } = await importRows(service, 'Experts', [expertRow(personId, { capacity: 1 })]);
  return { personId, expertId: rows[0]?.id ?? '' };
}

type Payload = { round: { id: string; version: number } | null; userErrors: { code: string }[] };
async function mutate(name: string, type: string, input: object, viewer?: Viewer): Promise<Payload> {
  const { data } = await service.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { round { id version } userErrors { code } } }`,
    { input },
    viewer,
  );
  return data[name] as Payload;
}

async function open(needIds: string[]): Promise<string> {
  const scores = { minNeedScore: '0.2', minExpertScore: '0.2' };
  const input = { title: '专家对接会', regionCode: county, needIds, ...scores, clientMutationId: newId('rnd') };
  const { round, userErrors } = await mutate('openMatchingRound', 'RoundInput', input, broker(county));
  expect(userErrors).toEqual([]);
  return round?.id ?? '';
}

/** Begins a step of the round and waits until it is done. */
async function step(name: string, status: string): Promise<void> {
  const { matchingRound } = await read<{ matchingRound: { version: number } }>('matchingRound(id: $id) { version }');
  const input = { id: roundId, expectedVersion: matchingRound.version };
  expect((await mutate(name, 'ChangeRoundInput', input, broker(county))).userErrors).toEqual([]);
  await eventually(async () => {
    const state = await read<{ matchingRound: { status: string } }>('matchingRound(id: $id) { status }');
    expect(state.matchingRound.status).toBe(status);
  });
}

async function read<T>(text: string, viewer?: Viewer, variables: object = {}): Promise<T> {
  const { data } = await service.query<T>(`query ($id: ID!) { ${text} }`, { id: roundId, ...variables }, viewer);
  return data;
}

async function run(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--no-warnings', command, ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
    );
  });
}

const file = (name: string): string => path.join(folder, name);
async function download(out: string, token = 'broker'): Promise<{ code: number; output: string }> {
  await writeFile(file('token'), `${token}\n`);
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/graphql`;
  return run('download', '--url', url, '--token-file', file('token'), '--round', roundId, '--out', out);
}

describe('the audit command', () => {
  test('downloads a round, and verifies it offline', async () => {
    expect(await download(file('a'))).toMatchObject({ code: 0 });
    const { code, output } = await run('verify', file('a'));
    expect(output).toContain('0 blocking pairs, 0 violations');
    expect(output).not.toContain('WRONG');
    expect(code).toBe(0);
    // an existing file is kept
    expect(await download(file('a'))).toMatchObject({ code: 1 });
  }, 60_000);

  test('finds one changed byte in each chunk, a missing chunk, another hash and another version', async () => {
    const lines = (await readFile(file('a'), 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    const changed: string[][] = lines.slice(1).map((line, index) => {
      const chunk = JSON.parse(line) as { data: string };
      const data = Buffer.from(chunk.data, 'base64');
      data[data.length >> 1] = (data[data.length >> 1] as number) ^ 1;
      return lines.with(index + 1, JSON.stringify({ ...chunk, data: data.toString('base64') }));
    });
    const header = JSON.parse(lines[0] ?? '') as object;
    changed.push(
      lines.slice(0, -1),
      lines.with(0, JSON.stringify({ ...header, outputHash: '0'.repeat(64) })),
      lines.with(0, JSON.stringify({ ...header, format: 2 })),
      ['no file of the command'],
    );
    for (const [index, wrong] of changed.entries()) {
      await writeFile(file('changed'), wrong.join('\n'));
      expect([index, await run('verify', file('changed'))]).toEqual([
        index,
        { code: 1, output: expect.stringContaining('WRONG') },
      ]);
    }
  }, 120_000);

  test('ends with 2 for a wrong option, and with 1 for a token of another region or a missing file', async () => {
    for (const args of [[], ['verify'], ['download', '--url', 'nowhere'], ['verify', 'a', 'b'], ['--unknown']])
      expect(await run(...args)).toMatchObject({ code: 2 });
    expect(await run('--help')).toMatchObject({ code: 0, output: expect.stringContaining('verify') });
    expect(await download(file('b'), 'another broker')).toMatchObject({ code: 1 });
    expect(await run('verify', file('b'))).toMatchObject({ code: 1 });
  }, 60_000);
});

describe('the visibility of a round', () => {
  const all =
    'matchingRound(id: $id) { status figures { matchedPairs } pairs { totalCount edges { node { need { id } proposal { id } notProposed { code } needScore } } } unmatchedNeeds { totalCount } auditChunks { totalCount edges { node { kind records } } } }';
  type Seen = {
    matchingRound: {
      status: string;
      figures: { matchedPairs: number };
      pairs: { totalCount: number; edges: { node: { need: { id: string } } }[] } | null;
      unmatchedNeeds: object | null;
      auditChunks: { totalCount: number } | null;
    } | null;
  };
  const outsiders = (): Viewer[] => [
    anonymous,
    enterpriseUser(enterpriseId),
    staff(otherCounty),
    { id: unmatched.personId, roles: ['worker'], regions: [], organizations: [] },
  ];

  test('only staff and brokers of the region see a round before its publication', async () => {
    for (const viewer of outsiders()) {
      expect((await read<Seen>(all, viewer)).matchingRound).toBeNull();
      const { matchingRounds } = await read<{ matchingRounds: { totalCount: number } }>(
        'matchingRounds { totalCount } matchingRound(id: $id) { id }',
        viewer,
      );
      expect(matchingRounds.totalCount).toBe(0);
    }
    const { matchingRound } = await read<Seen>(all, staff(county));
    expect(matchingRound).toMatchObject({ status: 'COMPUTED', figures: { matchedPairs: 3 }, pairs: { totalCount: 3 } });
    expect(matchingRound?.pairs?.edges.map(({ node }) => node.need.id)).toContain(hiddenNeedId);
    expect(matchingRound?.auditChunks?.totalCount).toBeGreaterThan(4);
  });

  test('all viewers see the figures of a published round, and others than staff and brokers neither pairs nor needs', async () => {
    await step('publishMatchingRound', 'PUBLISHED');
    for (const viewer of outsiders()) {
      const seen = await read<Seen>(all, viewer);
      expect(seen.matchingRound).toMatchObject({ status: 'PUBLISHED', figures: { matchedPairs: 3 } });
      expect(seen.matchingRound).toMatchObject({ pairs: null, unmatchedNeeds: null, auditChunks: null });
    }
  }, 60_000);

  test('the metrics count the computation and the pairs of the publication', async () => {
    await eventually(async () => {
      const text = await (await fetch(new URL('/metrics', service.url))).text();
      expect(text).toMatch(/^matching_round_computations_total\{outcome="COMPUTED"\} 1$/m);
      expect(text).toMatch(/^matching_round_computation_seconds_total\{outcome="COMPUTED"\} [1-9\d.]+$/m);
      expect(text).toMatch(/^matching_round_pairs_total\{outcome="PROPOSED"\} 3$/m);
    });
  });

  test('an expert learns why no pair was made without the hidden needs, and a broker with them', async () => {
    const why =
      'whyNotMatched(roundId: $id, expertId: $expert) { reason sentence acceptable places filled best { need { id } ownScore obstacle } }';
    type Why = { whyNotMatched: { reason: string; acceptable: number | null; best: { need: { id: string } }[] } };
    const ask = async (viewer: Viewer) => {
      const { data } = await service.query<Why>(
        `query ($id: ID!, $expert: ID!) { ${why} }`,
        { id: roundId, expert: unmatched.expertId },
        viewer,
      );
      return data.whyNotMatched;
    };
    const own = await ask({ id: unmatched.personId, roles: ['worker'], regions: [], organizations: [] });
    expect(own).toMatchObject({ reason: 'ALL_FULL_WITH_BETTER', acceptable: null });
    expect(JSON.stringify(own)).not.toContain(hiddenNeedId);
    expect(own.best).toHaveLength(1);
    const complete = await ask(broker(county));
    expect(complete).toMatchObject({ reason: 'ALL_FULL_WITH_BETTER', acceptable: 2 });
    expect(complete.best.map(({ need: { id } }) => id)).toContain(hiddenNeedId);
  });

  test('a page of chunks has at most 20 of them', async () => {
    const { errors } = await service.query(
      'query ($id: ID!) { matchingRound(id: $id) { auditChunks(first: 21) { totalCount } } }',
      { id: roundId },
    );
    expect(errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED');
  });
});
