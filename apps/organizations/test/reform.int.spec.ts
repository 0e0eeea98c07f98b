import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Refusal = { code: string; path: string[] | null };
type Project = { id: string; version: number; title: string; documents: object[]; achievements: object[] };
type Page = {
  totalCount: number;
  edges: { node: Project }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};
type Row = { keys: { code: string; label: string }[]; documents: number; achievements: number };
type ImportRows = { created: number; updated: number; unchanged: number; rows: { errors: Refusal[] }[] };

const fields = 'id version title documents { title number issuedOn tags } achievements { title description year tags }';
let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);
afterAll(() => service.stop());

async function mutate(name: 'register' | 'revise', input: object, viewer?: Identity) {
  const mutation = `${name}ReformProject`;
  const type = `${name === 'register' ? 'Register' : 'Revise'}ReformProjectInput`;
  const text = `mutation($input: ${type}!) { ${mutation}(input: $input) { project { ${fields} } userErrors { code path } } }`;
  type Payload = { project: Project | null; userErrors: Refusal[] };
  const { data, errors } = await service.query<Record<string, Payload> | null>(text, { input }, viewer);
  return { ...(data?.[mutation] ?? { project: null, userErrors: [] }), errors };
}

const facts = (regionCode: string, change: object = {}) => ({
  title: `试点 ${randomUUID()}`,
  regionCode,
  batch: 2,
  sponsor: '中国科协',
  startYear: 2020,
  documents: [{ title: '方案', number: '〔2020〕1号', issuedOn: '2020-05-01', tags: ['SERVICE_WORKERS', 'TYPE_HUB'] }],
  achievements: [{ title: '企业科协', description: '118个', year: 2021, tags: ['TYPE_HUB', 'TYPE_OPEN'] }],
  ...change,
});
const project = (regionCode: string, change: object = {}) => ({
  ...facts(regionCode, change),
  clientMutationId: randomUUID(),
});

async function registered(regionCode: string, change: object = {}): Promise<Project> {
  const answer = await mutate('register', project(regionCode, change));
  expect(answer.userErrors).toEqual([]);
  return answer.project as Project;
}

async function found(filter: object, page: object = {}): Promise<Page> {
  const text = `query($filter: ReformProjectFilter, $first: Int, $after: String) { reformProjects(filter: $filter, first: $first, after: $after) {
    totalCount edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`;
  const { data, errors } = await service.query<{ reformProjects: Page }>(text, { filter, ...page });
  expect(errors).toBeUndefined();
  return data.reformProjects;
}

async function stats(region: string, groupBy: string): Promise<Row[]> {
  const { data, errors } = await service.query<{ doctrineStats: Row[] }>(
    `{ doctrineStats(filter: { regions: ["${region}"] }, groupBy: ${groupBy}) { keys { code label } documents achievements } }`,
  );
  expect(errors).toBeUndefined();
  return data.doctrineStats;
}

async function imported(rows: object[]): Promise<ImportRows> {
  const text =
    'mutation($input: ImportReformProjectsInput!) { importReformProjects(input: $input) { report { created updated unchanged rows { errors { code path } } } } }';
  const { data } = await service.query<{ importReformProjects: { report: ImportRows } }>(text, { input: { rows } });
  return data.importReformProjects.report;
}

test('a project is registered with its documents and achievements, a revision replaces them, and both are published', async () => {
  const input = project('450421');
  const { project: created } = await mutate('register', input);
  expect(created).toMatchObject({ documents: input.documents, achievements: [{ year: 2021 }], version: 1 });
  const revision = { ...facts('450421', { documents: [] }), id: created?.id, expectedVersion: 1 };
  const { project: revised } = await mutate('revise', revision);
  expect(revised).toMatchObject({ title: revision.title, documents: [], achievements: [{ year: 2021 }], version: 2 });
  await eventually(async () => {
    const events = await service.events<{ projectId: string }>('organizations.reform-project.recorded.v1');
    expect(events.filter(({ projectId }) => projectId === created?.id)).toMatchObject([
      { regionCode: '450421', batch: 2, documents: 1, achievements: 1 },
      { documents: 0, achievements: 1 },
    ]);
  });
});

test('an entry counts once for each tag, and once for a facet of which it has two tags', async () => {
  await registered('450422');
  await registered('450422100', { documents: [{ title: '总结', tags: ['TYPE_HUB'] }], achievements: [] });
  const counts = (rows: Row[]) =>
    rows.map(({ keys, documents, achievements }) => [...keys.map(({ label }) => label), documents, achievements]);
  expect(counts(await stats('450422', '[FACET]'))).toEqual([
    ['三大功能', 0, 0],
    ['三性', 0, 0],
    ['四服务', 1, 0],
    ['去“四化”', 0, 0],
    ['三型', 2, 1],
  ]);
  const byTag = await stats('450422', '[TAG]');
  expect(byTag).toHaveLength(17);
  expect(counts(byTag).filter(([, documents, achievements]) => documents !== 0 || achievements !== 0)).toEqual([
    ['服务科技工作者', 1, 0],
    ['枢纽型', 2, 1],
    ['开放型', 0, 1],
  ]);
  expect(counts(await stats('450422', '[]'))).toEqual([[2, 1]]);
  expect(counts(await stats('450422', '[FACET, TAG]'))).toEqual([
    ['四服务', '服务科技工作者', 1, 0],
    ['三型', '枢纽型', 2, 1],
    ['三型', '开放型', 0, 1],
  ]);
});

test('a filter selects regions and batches, and the pages of the list have no gaps or repetitions', async () => {
  const titles: string[] = [];
  for (const startYear of [2021, 2020, 2019]) titles.push((await registered('450423', { startYear, batch: 3 })).title);
  await registered('450423');
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more;) {
    const page: Page = await found({ regions: ['450423'], batch: 3 }, { first: 2, after });
    expect(page.totalCount).toBe(3);
    seen.push(...page.edges.map(({ node }) => node.title));
    [more, after] = [page.pageInfo.hasNextPage, page.pageInfo.endCursor];
  }
  expect(seen).toEqual(titles);
});

test('of two simultaneous projects with the same title one is refused, and so is one of two revisions of the same version', async () => {
  const title = '同名试点';
  const both = await Promise.all([1, 2].map((batch) => mutate('register', project('450403', { title, batch }))));
  expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([{ code: 'DUPLICATE', path: ['title'] }]);
  const id = both.find((answer) => answer.project)?.project?.id;
  const revisions = await Promise.all(
    [3, 4].map((batch) => mutate('revise', { ...facts('450403', { title, batch }), id, expectedVersion: 1 })),
  );
  expect(revisions.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['VERSION_CONFLICT']);
});

test('a repeated request registers one project', async () => {
  const input = project('450405');
  const answers = await Promise.all([mutate('register', input), mutate('register', input)]);
  expect(answers[0]?.project?.id).toMatch(/^rfp_/);
  expect(answers[1]?.project?.id).toBe(answers[0]?.project?.id);
});

test.each<[string, object, string, string[]]>([
  ['an unknown region', { regionCode: '450499' }, 'REFERENCE_UNKNOWN', ['regionCode']],
  ['a blank title', { title: ' ' }, 'VALIDATION_FAILED', ['title']],
  ['a start in the future', { startYear: 2999 }, 'VALIDATION_FAILED', ['startYear']],
  [
    'a document of the future',
    { documents: [{ title: '方案', issuedOn: '2099-01-01', tags: [] }] },
    'VALIDATION_FAILED',
    ['documents', 'issuedOn'],
  ],
  [
    'an achievement before the start',
    { achievements: [{ title: '企业科协', year: 2019, tags: [] }] },
    'VALIDATION_FAILED',
    ['achievements'],
  ],
])('%s is refused, and nothing is written', async (_, change, code, path) => {
  const input = facts('450406', change);
  expect((await mutate('register', { ...input, clientMutationId: randomUUID() })).userErrors).toEqual([{ code, path }]);
  expect((await imported([{ ...input, key: randomUUID() }])).rows).toEqual([{ errors: [{ code, path }] }]);
  expect((await found({ regions: ['450406'] })).totalCount).toBe(0);
});

test('a repeated import changes nothing, a row that leaves a column out keeps it, and an import does not undo a revision', async () => {
  const row = { ...facts('450481'), key: 'pilot' };
  expect(await imported([row])).toMatchObject({ created: 1 });
  const { documents: _, ...short } = row;
  expect(await imported([row])).toMatchObject({ unchanged: 1 });
  expect(await imported([{ ...short, batch: 1 }])).toMatchObject({ updated: 1 });
  const [edge] = (await found({ regions: ['450481'] })).edges;
  const { id, version, documents } = edge?.node as Project;
  expect(documents).toHaveLength(1);
  const { key: __, ...same } = row;
  await mutate('revise', { ...same, batch: 1, documents: [], id, expectedVersion: version });
  expect(await imported([{ ...row, batch: 1 }])).toMatchObject({ unchanged: 1 });
  const other = [{ title: '另一方案', tags: [] }];
  expect((await imported([{ ...row, batch: 1, documents: other }])).rows).toEqual([
    { errors: [{ code: 'VERSION_CONFLICT', path: ['documents'] }] },
  ]);
  expect((await imported([{ ...row, key: 'same title' }])).rows).toEqual([
    { errors: [{ code: 'DUPLICATE', path: ['title'] }] },
  ]);
});
