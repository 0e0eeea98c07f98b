import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Errors = { code: string; path: string[] | null }[];
type Attention = { id: string; version: number; withdrawal: { reason: string; at: string } | null };
type Commitment = Attention;

let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);

afterAll(() => service.stop());

async function mutate<T>(
  name: string,
  input: object,
  noun: string,
  type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`,
) {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${noun} { id version withdrawal { reason at } } userErrors { code path } } }`;
  const { data, errors } = await service.query<Record<string, Record<string, T | null> & { userErrors: Errors }>>(
    text,
    {
      input,
    },
  );
  expect(errors).toBeUndefined();
  return { record: data[name]?.[noun] ?? null, userErrors: data[name]?.userErrors ?? [] };
}

const hearing = (change: object = {}) => ({
  kind: 'SPECIAL_STUDY',
  regionCode: '450421',
  heldOn: '2020-03-01',
  year: 2020,
  body: '县委',
  topic: '专题',
  clientMutationId: randomUUID(),
  ...change,
});
const record = (change: object = {}) =>
  mutate<Attention>('recordLeadershipAttention', hearing(change), 'attention', 'LeadershipAttentionInput');
const withdrawAttention = (id: string, change: object = {}) =>
  mutate<Attention>(
    'withdrawLeadershipAttention',
    { id, reason: '重复录入', expectedVersion: 1, ...change },
    'attention',
  );
const commitment = (change: object = {}) => ({
  kind: 'SPECIAL_STUDY',
  regionCode: '450421',
  minimumPerYear: 1,
  fromYear: 2020,
  untilYear: 2020,
  clientMutationId: randomUUID(),
  ...change,
});
const commit = (change: object = {}) => mutate<Commitment>('setCommitment', commitment(change), 'commitment');
const withdrawCommitment = (id: string, change: object = {}) =>
  mutate<Commitment>('withdrawCommitment', { id, reason: '文件理解有误', expectedVersion: 1, ...change }, 'commitment');

async function read() {
  const text = `{
    hearings(region: "450421") { totalCount }
    all: hearings(region: "450421", includeWithdrawn: true) { edges { node { withdrawal { reason } } } }
    hearingStats(region: "450421", fromYear: 2020, toYear: 2020, kind: SPECIAL_STUDY) { measure { value } }
    commitments(filter: { regions: ["450421"] }) { totalCount }
    every: commitments(filter: { regions: ["450421"], includeWithdrawn: true }) { totalCount }
    commitmentYears(filter: { regions: ["450421"] }) { edges { node { year held status alertedOn } } }
  }`;
  const { data } = await service.query<Record<string, unknown>>(text);
  return data;
}

test('a withdrawn record of attention counts nowhere, stays readable with its reason, and makes room for the right one', async () => {
  const { record: wrong } = await record();
  await commit();
  expect((await record()).userErrors).toMatchObject([{ code: 'DUPLICATE' }]);
  expect(await read()).toMatchObject({
    hearings: { totalCount: 1 },
    hearingStats: [{ measure: { value: '1' } }],
    commitmentYears: { edges: [{ node: { year: 2020, held: 1, status: 'MET', alertedOn: null } }] },
  });
  const id = wrong?.id ?? '';
  expect((await withdrawAttention(id, { reason: ' ' })).userErrors).toMatchObject([
    { code: 'VALIDATION_FAILED', path: ['reason'] },
  ]);
  const outcomes = await Promise.all([withdrawAttention(id), withdrawAttention(id)]);
  expect(outcomes.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort()).toEqual(['VERSION_CONFLICT', 'done']);
  expect((await withdrawAttention(id, { expectedVersion: 2 })).userErrors).toMatchObject([
    { code: 'INVALID_TRANSITION', path: ['id'] },
  ]);
  expect(await read()).toMatchObject({
    hearings: { totalCount: 0 },
    all: { edges: [{ node: { withdrawal: { reason: '重复录入' } } }] },
    hearingStats: [{ measure: { value: null } }],
    commitmentYears: { edges: [{ node: { held: 0, status: 'MISSED' } }] },
  });
  expect((await record()).userErrors).toEqual([]);
  await eventually(async () =>
    expect(await service.events('organizations.leadership-attention.withdrawn.v1')).toEqual([
      { attentionId: id, kind: 'SPECIAL_STUDY', regionCode: '450421', year: 2020, reason: '重复录入' },
    ]),
  );
}, 30_000);

test('a withdrawn commitment applies to no year, its years are free again, and it does not change any more', async () => {
  const made = async () => (await commit({ fromYear: 2015, untilYear: 2016 })).record?.id ?? '';
  const [first] = [await made()];
  expect((await commit({ fromYear: 2015, untilYear: 2016 })).userErrors).toMatchObject([{ code: 'DUPLICATE' }]);
  expect((await withdrawCommitment(first)).record).toMatchObject({
    version: 2,
    withdrawal: { reason: '文件理解有误', at: expect.any(String) },
  });
  // two withdrawn commitments of the same region, kind and years do not collide
  const second = await made();
  expect((await withdrawCommitment(second)).userErrors).toEqual([]);
  const third = await made();
  expect(new Set([first, second, third, '']).size).toBe(4);
  expect((await commit({ fromYear: 2015, untilYear: 2016 })).userErrors).toMatchObject([{ code: 'DUPLICATE' }]);
  const { clientMutationId: _, ...facts } = commitment({ fromYear: 2010, untilYear: 2010 });
  const correction = { ...facts, id: first, expectedVersion: 2 };
  expect((await mutate('correctCommitment', correction, 'commitment')).userErrors).toMatchObject([
    { code: 'INVALID_TRANSITION' },
  ]);
  const end = { id: first, untilYear: 2015, reason: '到期', expectedVersion: 2 };
  expect((await mutate('endCommitment', end, 'commitment')).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  const data = (await read()) as { commitments: { totalCount: number }; every: { totalCount: number } };
  expect(data.every.totalCount - data.commitments.totalCount).toBe(2);
  await eventually(async () =>
    expect(await service.events('organizations.commitment.withdrawn.v1')).toMatchObject([
      { commitmentId: first, reason: '文件理解有误' },
      { commitmentId: second },
    ]),
  );
}, 30_000);

test('an import does not bring a withdrawn record back', async () => {
  const importing =
    'mutation($input: ImportLeadershipAttentionsInput!) { importLeadershipAttentions(input: $input) { report { rows { id outcome errors { code } } } } }';
  const { clientMutationId: _, ...facts } = hearing({ regionCode: '450422', topic: '导入' });
  const send = async (change: object) => {
    type Row = { id: string | null; outcome: string; errors: { code: string }[] };
    const { data } = await service.query<{ importLeadershipAttentions: { report: { rows: Row[] } } }>(importing, {
      input: { rows: [{ ...facts, key: 'once', ...change }] },
    });
    return data.importLeadershipAttentions.report.rows[0];
  };
  const id = (await send({}))?.id ?? '';
  await withdrawAttention(id);
  expect(await send({})).toMatchObject({ outcome: 'UNCHANGED' });
  expect(await send({ topic: '另一个' })).toMatchObject({
    outcome: 'REJECTED',
    errors: [{ code: 'INVALID_TRANSITION' }],
  });
  const { data } = await service.query<{ hearings: { totalCount: number } }>(
    '{ hearings(region: "450422") { totalCount } }',
  );
  expect(data.hearings.totalCount).toBe(0);
}, 30_000);
