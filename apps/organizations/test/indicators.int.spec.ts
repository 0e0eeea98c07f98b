import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { yearOf } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Refusal = { code: string; path: string[] | null };
type Measure = { value: string; unit: string; qualifier: string };
type Indicator = {
  id: string;
  version: number;
  year: number;
  code: string;
  region: { code: string };
  measure: Measure;
  history: { measure: Measure; source: string; reason: string | null }[];
};
type Page = {
  totalCount: number;
  edges: { node: Indicator }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};
type ImportRows = { created: number; updated: number; unchanged: number; rows: { errors: Refusal[] }[] };

const fields =
  'id version year code region { code } measure { value unit qualifier } history { measure { value unit qualifier } source reason }';
let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);
afterAll(() => service.stop());

async function mutate(name: 'record' | 'correct', input: object, viewer?: Identity) {
  const mutation = `${name}RegionIndicator`;
  const type = `${name === 'record' ? 'Record' : 'Correct'}RegionIndicatorInput`;
  const text = `mutation($input: ${type}!) { ${mutation}(input: $input) { indicator { ${fields} } userErrors { code path } } }`;
  type Payload = { indicator: Indicator | null; userErrors: Refusal[] };
  const { data, errors } = await service.query<Record<string, Payload> | null>(text, { input }, viewer);
  return { ...(data?.[mutation] ?? { indicator: null, userErrors: [] }), errors };
}

const gdp = (regionCode: string, change: object = {}) => ({
  regionCode,
  year: 2020,
  code: 'GDP',
  value: '108034000000',
  unit: 'CNY',
  source: '统计公报',
  clientMutationId: randomUUID(),
  ...change,
});

async function recorded(regionCode: string, change: object = {}): Promise<Indicator> {
  const { indicator, userErrors } = await mutate('record', gdp(regionCode, change));
  expect(userErrors).toEqual([]);
  return indicator as Indicator;
}

async function found(filter: object, page: object = {}): Promise<Page> {
  const text = `query($filter: RegionIndicatorFilter, $first: Int, $after: String) { regionIndicators(filter: $filter, first: $first, after: $after) {
    totalCount edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`;
  const { data, errors } = await service.query<{ regionIndicators: Page }>(text, { filter, ...page });
  expect(errors).toBeUndefined();
  return data.regionIndicators;
}

const namesOf = ({ edges }: Page) => edges.map(({ node }) => `${node.year} ${node.region.code} ${node.code}`);

async function imported(rows: object[]): Promise<ImportRows> {
  const text =
    'mutation($input: ImportRegionIndicatorsInput!) { importRegionIndicators(input: $input) { report { created updated unchanged rows { errors { code path } } } } }';
  const { data } = await service.query<{ importRegionIndicators: { report: ImportRows } }>(text, { input: { rows } });
  return data.importRegionIndicators.report;
}

test('a value is kept without rounding, and a correction keeps the earlier one with its source and the reason', async () => {
  const { id, measure } = await recorded('450421', { value: '12345678901234567890.123456' });
  expect(measure).toEqual({ value: '12345678901234567890.123456', unit: 'CNY', qualifier: 'EXACT' });
  const correction = { id, value: '5', qualifier: 'NEARLY', source: '年鉴', reason: '最终核实', expectedVersion: 1 };
  const { indicator } = await mutate('correct', correction);
  expect(indicator).toMatchObject({
    version: 2,
    measure: { value: '5', unit: 'CNY', qualifier: 'NEARLY' },
    history: [{ measure, source: '统计公报', reason: '最终核实' }],
  });
  const again = await mutate('correct', { ...correction, expectedVersion: 2 });
  expect(again.indicator?.version).toBe(2);
});

test('each value and each correction is published', async () => {
  const { id } = await recorded('450422');
  await mutate('correct', { id, value: '7', source: '年鉴', reason: '更正', expectedVersion: 1 });
  await eventually(async () => {
    const events = await service.events<{ indicatorId: string }>('organizations.region-indicator.recorded.v1');
    expect(events.filter(({ indicatorId }) => indicatorId === id)).toMatchObject([
      { regionCode: '450422', year: 2020, code: 'GDP', value: '108034000000', unit: 'CNY', qualifier: 'EXACT' },
      { value: '7' },
    ]);
  });
});

test('a filter selects regions with or without those below, indicators and years', async () => {
  await recorded('450423');
  await recorded('450423', { year: 2021 });
  await recorded('450423', { code: 'HIGH_TECH_ENTERPRISES', unit: 'COUNT', value: '12' });
  await recorded('450423100');
  const within = { regions: ['450423'] };
  expect(namesOf(await found(within))).toEqual([
    '2021 450423 GDP',
    '2020 450423 GDP',
    '2020 450423 HIGH_TECH_ENTERPRISES',
    '2020 450423100 GDP',
  ]);
  expect(namesOf(await found({ ...within, includeDescendants: false, codes: ['GDP'], toYear: 2020 }))).toEqual([
    '2020 450423 GDP',
  ]);
  expect(namesOf(await found({ ...within, fromYear: 2021 }))).toEqual(['2021 450423 GDP']);
});

test('the pages of the list have no gaps or repetitions', async () => {
  const years = [2011, 2012, 2013, 2014, 2015];
  for (const year of years) await recorded('450403', { year });
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more;) {
    const page: Page = await found({ regions: ['450403'] }, { first: 2, after });
    expect(page.totalCount).toBe(5);
    seen.push(...namesOf(page));
    [more, after] = [page.pageInfo.hasNextPage, page.pageInfo.endCursor];
  }
  expect(seen).toEqual(years.toReversed().map((year) => `${year} 450403 GDP`));
});

test('a region has its own indicators, the latest year first, and so does its annual report', async () => {
  await recorded('450405');
  await recorded('450405', { year: 2021, code: 'RD_INTENSITY', unit: 'PERCENT', value: '0.85' });
  await recorded('450405001');
  type Both = {
    regions: { code: string; indicators: { totalCount: number; edges: { node: { year: number; code: string } }[] } }[];
    annualReport: { organizations: { indicators: { code: string; measure: Measure }[] } };
  };
  const { data } = await service.query<Both>(`{
    regions(parent: "450400") { code indicators { totalCount edges { node { year code } } } }
    annualReport(region: "450405", year: 2021) { organizations { indicators { code measure { value unit qualifier } } } }
  }`);
  expect(data.regions.find(({ code }) => code === '450405')?.indicators).toEqual({
    totalCount: 2,
    edges: [{ node: { year: 2021, code: 'RD_INTENSITY' } }, { node: { year: 2020, code: 'GDP' } }],
  });
  expect(data.annualReport.organizations.indicators).toEqual([
    { code: 'RD_INTENSITY', measure: { value: '0.85', unit: 'PERCENT', qualifier: 'EXACT' } },
  ]);
});

test('a region has one value of an indicator for a year: of two simultaneous requests one is refused, and so is a later one', async () => {
  const both = await Promise.all(['1', '2'].map((value) => mutate('record', gdp('450406', { value }))));
  const refusal = { code: 'DUPLICATE', path: ['year'] };
  expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([refusal]);
  expect((await mutate('record', gdp('450406'))).userErrors).toEqual([refusal]);
  const { clientMutationId: _, ...row } = gdp('450406');
  expect((await imported([{ ...row, key: 'gdp' }])).rows).toEqual([{ errors: [refusal] }]);
  expect((await found({ regions: ['450406'] })).totalCount).toBe(1);
});

test('of two simultaneous corrections of the same version one is refused, and only one earlier value is kept', async () => {
  const { id } = await recorded('450481');
  const both = await Promise.all(
    ['1', '2'].map((value) => mutate('correct', { id, value, source: '年鉴', reason: '更正', expectedVersion: 1 })),
  );
  expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['VERSION_CONFLICT']);
  const [edge] = (await found({ regions: ['450481'] })).edges;
  expect(edge?.node.history).toHaveLength(1);
});

test('a repeated request records one value', async () => {
  const input = gdp('450481100');
  const answers = await Promise.all([mutate('record', input), mutate('record', input)]);
  expect(answers[0]?.indicator?.id).toMatch(/^ind_/);
  expect(answers[1]?.indicator?.id).toBe(answers[0]?.indicator?.id);
});

test('the staff of a superior region may record an indicator of a county, and the staff of a neighbour may not', async () => {
  const staff = (region: string): Identity => ({ id: 'usr_s', roles: ['staff'], regions: [region], organizations: [] });
  const input = gdp('450481102');
  const { errors } = await mutate('record', input, staff('450422'));
  expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', input: ['regionCode'] });
  expect((await mutate('record', input, staff('450400'))).userErrors).toEqual([]);
});

test.each([
  ['an unknown region', { regionCode: '450499' }, 'REFERENCE_UNKNOWN', 'regionCode'],
  ['a value in another unit', { unit: 'PERSON' }, 'VALIDATION_FAILED', 'unit'],
  ['a negative value', { value: '-1' }, 'VALIDATION_FAILED', 'value'],
  ['a value of 21 digits', { value: '9'.repeat(21) }, 'VALIDATION_FAILED', 'value'],
  ['a year to come', { year: yearOf(new Date()) + 1 }, 'VALIDATION_FAILED', 'year'],
  ['a blank source', { source: ' ' }, 'VALIDATION_FAILED', 'source'],
])('%s is refused, and nothing is written', async (_, change, code, field) => {
  const input = gdp('450481103', change);
  expect((await mutate('record', input)).userErrors).toEqual([{ code, path: [field] }]);
  const { clientMutationId: __, ...row } = input;
  expect((await imported([{ ...row, key: randomUUID() }])).rows).toEqual([{ errors: [{ code, path: [field] }] }]);
  expect((await found({ regions: ['450481103'] })).totalCount).toBe(0);
});

test('an unknown indicator is NOT_FOUND', async () => {
  const input = { id: 'ind_none', value: '1', source: '年鉴', reason: '更正', expectedVersion: 1 };
  expect((await mutate('correct', input)).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
});

test('a repeated import changes nothing, a revised row keeps the earlier value, and an import does not undo a correction', async () => {
  const { clientMutationId: _, ...facts } = gdp('450481105');
  const row = { ...facts, key: 'gdp' };
  expect(await imported([row])).toMatchObject({ created: 1 });
  expect(await imported([row])).toMatchObject({ unchanged: 1 });
  expect(await imported([{ ...row, value: '2' }])).toMatchObject({ updated: 1 });
  const [edge] = (await found({ regions: ['450481105'] })).edges;
  const { id, version, history } = edge?.node as Indicator;
  expect(history).toMatchObject([{ measure: { value: '108034000000' }, reason: null }]);
  await mutate('correct', { id, value: '3', source: '统计公报', reason: '更正', expectedVersion: version });
  expect(await imported([{ ...row, value: '2' }])).toMatchObject({ unchanged: 1 });
  expect((await imported([{ ...row, value: '4' }])).rows).toEqual([
    { errors: [{ code: 'VERSION_CONFLICT', path: ['value'] }] },
  ]);
  expect((await imported([{ ...row, value: '2', year: 2019 }])).rows).toEqual([
    { errors: [{ code: 'VALIDATION_FAILED', path: ['key'] }] },
  ]);
});
