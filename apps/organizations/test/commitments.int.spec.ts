import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { yearOf } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Refusal = { code: string; path: string[] | null };
type Commitment = { id: string; version: number; untilYear: number | null; endReason: string | null };
type Payload = { commitment: Commitment | null; userErrors: Refusal[] };
type Year = { year: number; required: number; held: number; status: string };
type Years = {
  commitmentYears: {
    totalCount: number;
    edges: { node: Year & { commitment: { kind: string; region: { code: string } } } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};
type ImportRows = { created: number; updated: number; unchanged: number; rows: { errors: Refusal[] }[] };

const thisYear = yearOf(new Date());
let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);
afterAll(() => service.stop());

async function mutate(name: string, input: object, viewer?: Identity) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { commitment { id version untilYear endReason } userErrors { code path } } }`;
  const { data, errors } = await service.query<Record<string, Payload> | null>(text, { input }, viewer);
  return { ...(data?.[name] ?? { commitment: null, userErrors: [] }), errors };
}

const commitment = (regionCode: string, change: object = {}) => ({
  kind: 'SPECIAL_STUDY',
  regionCode,
  minimumPerYear: 1,
  fromYear: 2020,
  clientMutationId: randomUUID(),
  ...change,
});

async function made(regionCode: string, change: object = {}): Promise<Commitment> {
  const { commitment: created, userErrors } = await mutate('setCommitment', commitment(regionCode, change));
  expect(userErrors).toEqual([]);
  return created as Commitment;
}

async function recorded(regionCode: string, year: number, change: object = {}): Promise<void> {
  const { data } = await service.query<{ recordLeadershipAttention: { userErrors: Refusal[] } }>(
    'mutation($input: LeadershipAttentionInput!) { recordLeadershipAttention(input: $input) { userErrors { code path } } }',
    {
      input: { kind: 'SPECIAL_STUDY', regionCode, year, body: '县委', clientMutationId: randomUUID(), ...change },
    },
  );
  expect(data.recordLeadershipAttention.userErrors).toEqual([]);
}

async function years(filter: object, page: object = {}) {
  const text = `query($filter: CommitmentYearFilter, $first: Int, $after: String) { commitmentYears(filter: $filter, first: $first, after: $after) {
    totalCount edges { node { year required held status commitment { kind region { code } } } } pageInfo { hasNextPage endCursor } } }`;
  const { data, errors } = await service.query<Years>(text, { filter, ...page });
  expect(errors).toBeUndefined();
  return data.commitmentYears;
}

async function statusesOf(filter: object): Promise<string[]> {
  const { edges } = await years(filter, { first: 100 });
  return edges.map(({ node }) => `${node.year} ${node.held}/${node.required} ${node.status}`);
}

async function imported(rows: object[]): Promise<ImportRows> {
  const text =
    'mutation($input: ImportCommitmentsInput!) { importCommitments(input: $input) { report { created updated unchanged rows { errors { code path } } } } }';
  const { data } = await service.query<{ importCommitments: { report: ImportRows } }>(text, { input: { rows } });
  return data.importCommitments.report;
}

test('a year with enough records is met, a year that is over without them is missed, and the current year is open until it has them', async () => {
  await made('450421', { minimumPerYear: 2, fromYear: thisYear - 2 });
  await recorded('450421', thisYear - 2);
  await recorded('450421', thisYear - 2);
  await recorded('450421', thisYear - 1);
  await recorded('450421', thisYear);
  expect(await statusesOf({ regions: ['450421'] })).toEqual([
    `${thisYear} 1/2 OPEN`,
    `${thisYear - 1} 1/2 MISSED`,
    `${thisYear - 2} 2/2 MET`,
  ]);
  await recorded('450421', thisYear);
  expect((await statusesOf({ regions: ['450421'] }))[0]).toBe(`${thisYear} 2/2 MET`);
});

test('only records of the same kind, of the region itself and of the years of the commitment count', async () => {
  await made('450422', { fromYear: 2018, untilYear: 2019 });
  await recorded('450422', 2018, { kind: 'WORK_HEARING' });
  await recorded('450422100', 2018);
  await recorded('450422', 2020);
  await recorded('450422', 2019);
  expect(await statusesOf({ regions: ['450422'] })).toEqual(['2019 1/1 MET', '2018 0/1 MISSED']);
});

test('a filter selects regions with or without those below, kinds, years and only what was missed', async () => {
  await made('450423', { fromYear: 2019, untilYear: 2020 });
  await made('450423', { kind: 'STANDING_COMMITTEE_HEARING', fromYear: 2020, untilYear: 2020 });
  await made('450423100', { fromYear: 2020, untilYear: 2020 });
  await recorded('450423', 2020);
  const found = async (filter: object) =>
    (await years({ regions: ['450423'], ...filter })).edges.map(
      ({ node }) => `${node.year} ${node.commitment.region.code} ${node.commitment.kind}`,
    );
  expect(await found({})).toEqual([
    '2020 450423 SPECIAL_STUDY',
    '2020 450423 STANDING_COMMITTEE_HEARING',
    '2020 450423100 SPECIAL_STUDY',
    '2019 450423 SPECIAL_STUDY',
  ]);
  expect(await found({ includeDescendants: false, kinds: ['SPECIAL_STUDY'], fromYear: 2020, toYear: 2020 })).toEqual([
    '2020 450423 SPECIAL_STUDY',
  ]);
  expect(await found({ statuses: ['MISSED'], fromYear: 2020 })).toEqual([
    '2020 450423 STANDING_COMMITTEE_HEARING',
    '2020 450423100 SPECIAL_STUDY',
  ]);
});

test('the pages of the years have no gaps or repetitions, and a cursor of another list is refused', async () => {
  await made('450403', { fromYear: 2001, untilYear: 2007 });
  await made('450403', { kind: 'FIELD_VISIT', fromYear: 2001, untilYear: 2007 });
  const filter = { regions: ['450403'] };
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more;) {
    const { edges, pageInfo, totalCount } = await years(filter, { first: 3, after });
    expect(totalCount).toBe(14);
    seen.push(...edges.map(({ node }) => `${node.year} ${node.commitment.kind}`));
    [more, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
  }
  expect(seen).toEqual(
    [2007, 2006, 2005, 2004, 2003, 2002, 2001].flatMap((year) => [`${year} FIELD_VISIT`, `${year} SPECIAL_STUDY`]),
  );
  const list = await service.query<{ commitments: { pageInfo: { endCursor: string } } }>(
    '{ commitments(first: 1) { pageInfo { endCursor } } }',
  );
  const { errors } = await service.query('query($after: String) { commitmentYears(after: $after) { totalCount } }', {
    after: list.data.commitments.pageInfo.endCursor,
  });
  expect(errors?.[0]?.extensions).toEqual({ code: 'VALIDATION_FAILED', input: ['after'] });
});

test('statistics count the years that were met, missed and are open, by year, kind and region', async () => {
  await made('450405', { fromYear: thisYear - 1 });
  await made('450405', { kind: 'STANDING_COMMITTEE_HEARING', fromYear: thisYear - 1, untilYear: thisYear - 1 });
  await recorded('450405', thisYear - 1);
  type Row = { keys: { code: string; label: string }[]; years: number; met: number; missed: number; open: number };
  const stats = async (groupBy: string) => {
    const { data } = await service.query<{ commitmentStats: Row[] }>(
      `{ commitmentStats(filter: { regions: ["450405"] }, groupBy: ${groupBy}) { keys { code label } years met missed open } }`,
    );
    return data.commitmentStats;
  };
  expect(await stats('[]')).toEqual([{ keys: [], years: 3, met: 1, missed: 1, open: 1 }]);
  expect(await stats('[KIND]')).toEqual([
    { keys: [{ code: 'SPECIAL_STUDY', label: '专题研究' }], years: 2, met: 1, missed: 0, open: 1 },
    {
      keys: [{ code: 'STANDING_COMMITTEE_HEARING', label: '党委常委会听取汇报' }],
      years: 1,
      met: 0,
      missed: 1,
      open: 0,
    },
  ]);
  expect((await stats('[YEAR, REGION]')).map(({ keys }) => keys.map(({ label }) => label))).toEqual([
    [String(thisYear - 1), '长洲区'],
    [String(thisYear), '长洲区'],
  ]);
});

test('the annual report of a region has its own commitments for the year', async () => {
  await made('450406', { fromYear: 2020, untilYear: 2020 });
  await made('450406100', { fromYear: 2020, untilYear: 2020 });
  const report = async (year: number) => {
    const { data } = await service.query<{ annualReport: { organizations: { commitments: Year[] } } }>(
      `{ annualReport(region: "450406", year: ${year}) { organizations { commitments { year required held status } } } }`,
    );
    return data.annualReport.organizations.commitments;
  };
  expect(await report(2020)).toEqual([{ year: 2020, required: 1, held: 0, status: 'MISSED' }]);
  expect(await report(2021)).toEqual([]);
});

test('a region has one commitment of a kind for each year: a period that overlaps is refused, one after the end is not', async () => {
  const region = '450481';
  const first = await made(region, { fromYear: 2010 });
  const refusal = [{ code: 'DUPLICATE', path: ['fromYear'] }];
  expect((await mutate('setCommitment', commitment(region, { fromYear: 2015, untilYear: 2016 }))).userErrors).toEqual(
    refusal,
  );
  const { commitment: ended } = await mutate('endCommitment', {
    id: first.id,
    untilYear: 2014,
    reason: '新方案',
    expectedVersion: 1,
  });
  expect(ended).toMatchObject({ untilYear: 2014, endReason: '新方案', version: 2 });
  const second = await made(region, { fromYear: 2015, minimumPerYear: 2 });
  const correction = { ...commitment(region, { fromYear: 2014 }), id: second.id, expectedVersion: 1 };
  const { clientMutationId: _, ...sent } = correction;
  expect((await mutate('correctCommitment', sent)).userErrors).toEqual(refusal);
  expect((await mutate('correctCommitment', { ...sent, fromYear: 2016 })).userErrors).toEqual([]);
  expect(
    (await imported([{ key: 'a', kind: 'SPECIAL_STUDY', regionCode: region, minimumPerYear: 1, fromYear: 2017 }])).rows,
  ).toEqual([{ errors: refusal }]);
});

test('of two simultaneous requests for the same years one is refused, and so is one of two changes of the same version', async () => {
  const region = '450481100';
  const both = await Promise.all(
    [2010, 2012].map((fromYear) => mutate('setCommitment', commitment(region, { fromYear }))),
  );
  expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['DUPLICATE']);
  const { id } = both.find((payload) => payload.commitment)?.commitment as Commitment;
  const ends = await Promise.all(
    [2020, 2021].map((untilYear) => mutate('endCommitment', { id, untilYear, reason: '到期', expectedVersion: 1 })),
  );
  expect(ends.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['VERSION_CONFLICT']);
});

test('a repeated request creates one commitment, and each step is published once', async () => {
  const input = commitment('450481105');
  const answers = await Promise.all([mutate('setCommitment', input), mutate('setCommitment', input)]);
  const ids = new Set(answers.map((answer) => answer.commitment?.id));
  expect(ids.size).toBe(1);
  const [id] = [...ids];
  expect(id).toMatch(/^cmt_/);
  await mutate('endCommitment', { id, untilYear: 2021, reason: '到期', expectedVersion: 1 });
  await eventually(async () => {
    const ofType = async (type: string) =>
      (await service.events<{ commitmentId: string }>(type)).filter(({ commitmentId }) => commitmentId === id);
    expect(await ofType('organizations.commitment.ended.v1')).toMatchObject([{ untilYear: 2021, reason: '到期' }]);
    expect(await ofType('organizations.commitment.set.v1')).toMatchObject([
      { kind: 'SPECIAL_STUDY', minimumPerYear: 1, fromYear: 2020, untilYear: null },
    ]);
  });
});

test('the staff of a superior region may set a commitment of a county, and the staff of a neighbour may not', async () => {
  const staff = (region: string): Identity => ({ id: 'usr_s', roles: ['staff'], regions: [region], organizations: [] });
  const input = commitment('450481102');
  const { errors } = await mutate('setCommitment', input, staff('450422'));
  expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', input: ['regionCode'] });
  expect((await mutate('setCommitment', input, staff('450400'))).userErrors).toEqual([]);
});

test.each([
  ['an unknown region', { regionCode: '450499' }, 'REFERENCE_UNKNOWN', 'regionCode'],
  ['a minimum of zero', { minimumPerYear: 0 }, 'VALIDATION_FAILED', 'minimumPerYear'],
  ['a first year before 1958', { fromYear: 1957 }, 'VALIDATION_FAILED', 'fromYear'],
  ['an end before the beginning', { untilYear: 2019 }, 'VALIDATION_FAILED', 'untilYear'],
  ['a document of 201 characters', { document: '文'.repeat(201) }, 'VALIDATION_FAILED', 'document'],
])('%s is refused, and nothing is written', async (_, change, code, field) => {
  const input = commitment('450481103', change);
  expect((await mutate('setCommitment', input)).userErrors).toEqual([{ code, path: [field] }]);
  const { clientMutationId: __, ...row } = input;
  expect((await imported([{ ...row, key: randomUUID() }])).rows).toEqual([{ errors: [{ code, path: [field] }] }]);
  const { data } = await service.query<{ commitments: { totalCount: number } }>(
    '{ commitments(filter: { regions: ["450481103"] }) { totalCount } }',
  );
  expect(data.commitments.totalCount).toBe(0);
});

test('an unknown commitment is NOT_FOUND, and a range of years in the wrong order is refused', async () => {
  const { userErrors } = await mutate('endCommitment', {
    id: 'cmt_none',
    untilYear: 2021,
    reason: '到期',
    expectedVersion: 1,
  });
  expect(userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
  const { errors } = await service.query(
    '{ commitmentYears(filter: { fromYear: 2021, toYear: 2020 }) { totalCount } }',
  );
  expect(errors?.[0]?.extensions).toEqual({ code: 'VALIDATION_FAILED', input: ['filter', 'toYear'] });
});

test('a repeated import changes nothing, a corrected row changes the commitment, and an import does not undo an end', async () => {
  const row = { key: 'k', kind: 'FIELD_VISIT', regionCode: '450481106', minimumPerYear: 1, fromYear: 2020 };
  expect(await imported([row])).toMatchObject({ created: 1 });
  expect(await imported([row])).toMatchObject({ unchanged: 1 });
  expect(await imported([{ ...row, minimumPerYear: 2 }])).toMatchObject({ updated: 1 });
  const { data } = await service.query<{ commitments: { edges: { node: Commitment }[] } }>(
    '{ commitments(filter: { regions: ["450481106"], inForceIn: 2024 }) { edges { node { id version } } } }',
  );
  const [{ node }] = data.commitments.edges as [{ node: Commitment }];
  await mutate('endCommitment', { id: node.id, untilYear: 2022, reason: '到期', expectedVersion: node.version });
  expect(await imported([{ ...row, minimumPerYear: 2, untilYear: null }])).toMatchObject({ unchanged: 1 });
  expect((await imported([{ ...row, minimumPerYear: 2, untilYear: 2030 }])).rows).toEqual([
    { errors: [{ code: 'VERSION_CONFLICT', path: ['untilYear'] }] },
  ]);
});
