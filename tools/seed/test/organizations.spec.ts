import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { seedOrganizations } from '../src/organizations.ts';

type Row = {
  key: string;
  kind: string;
  name: string;
  year?: number;
  minimumPerYear?: number;
  fromYear?: number;
  code?: string;
  value?: string;
  unit?: string;
  level?: string;
  regionCode: string;
  parentId?: string;
  hostId?: string;
  synthetic?: boolean;
};

/** Loads into memory: the id of a row is its key, so that a test can follow references. The county 450421 has two townships, the others have none. */
async function loaded() {
  const rows = new Map<string, Row>();
  const units = [
    { code: '450421112', name: '六堡镇', children: [{ code: '450421112001', name: '六堡社区居民委员会' }] },
    { code: '450421100', name: '石桥镇', children: [] },
  ];
  const ids = await seedOrganizations({
    importRows: async (_, added) =>
      (added as Row[]).map((row) => {
        const missing = [row.parentId, row.hostId].filter((id) => id && !rows.has(id));
        if (missing.length > 0 || rows.has(row.key))
          throw new Error(`${row.key}: refers to ${missing.join(', ')} too early, or is a duplicate`);
        rows.set(row.key, row);
        return row.key;
      }),
    figures: async () => undefined,
    query: async <T>(_: string, variables: object = {}) =>
      ({ region: { children: 'code' in variables && variables.code === '450421' ? units : [] } }) as T,
  });
  return { ids, rows: [...rows.values()], row: (id: string) => rows.get(id) };
}

test('every organization is written after its parent and its host, under a unique key', async () => {
  const { ids, row } = await loaded();
  expect(row(ids.townships['450421112'] as string)).toMatchObject({
    name: '六堡镇科协',
    parentId: 'association:450421',
    level: 'TOWNSHIP',
    synthetic: true,
  });
  expect(row(ids.communities['450421112001'] as string)).toMatchObject({
    kind: 'COMMUNITY_ASSOCIATION',
    parentId: 'association:450421',
    level: 'VILLAGE',
  });
  expect(row(ids.enterpriseAssociations[117] as string)).toMatchObject({
    name: '企业科协(占位)118',
    hostId: 'enterprise-118',
    parentId: ids.wuzhou,
  });
});

test("the rows give the article's numbers of organizations and hearings", async () => {
  const { ids, rows } = await loaded();
  const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
  expect(Object.keys(ids.counties)).toHaveLength(7);
  expect(['ENTERPRISE_ASSOCIATION', 'PARK_ASSOCIATION', 'SOCIETY', 'RURAL_TECH_ASSOCIATION'].map(count)).toEqual([
    118, 3, 27, 65,
  ]);
  expect(
    [2017, 2018, 2019, 2020].map(
      (year) => rows.filter((row) => row.kind === 'WORK_HEARING' && row.year === year).length,
    ),
  ).toEqual([1, 2, 4, 4]);
  expect(ids.beekeeping).toBe(ids.ruralTechAssociations[0]);
});

test("the commitments are those of the article's figures, from the first year of their period", async () => {
  const file = new URL('../data/figures.json', import.meta.url);
  type Figure = { code: string; value: string; regionCode: string; period: { from: string } };
  const { figures } = JSON.parse(readFileSync(file, 'utf8')) as { figures: Figure[] };
  const { rows } = await loaded();
  const commitments = rows.filter(({ minimumPerYear }) => minimumPerYear !== undefined);
  expect(
    commitments.map(({ kind, regionCode, minimumPerYear, fromYear }) => [kind, regionCode, minimumPerYear, fromYear]),
  ).toEqual(
    figures
      .filter(({ code }) => code.startsWith('ORG.COMMIT.'))
      .map(({ code, value, regionCode, period }) => [
        code.slice('ORG.COMMIT.'.length),
        regionCode,
        Number(value),
        Number(period.from.slice(0, 4)),
      ]),
  );
});

test('the indicator is the gross domestic product as the article states it', async () => {
  const file = new URL('../data/figures.json', import.meta.url);
  type Figure = { code: string; value: string; unit: string; period: { label: string } };
  const { figures } = JSON.parse(readFileSync(file, 'utf8')) as { figures: Figure[] };
  const stated = figures.find(({ code }) => code === 'ORG.ECONOMY.GDP');
  const { rows } = await loaded();
  expect(rows.filter(({ value }) => value !== undefined)).toMatchObject([
    { code: 'GDP', value: stated?.value, unit: stated?.unit, year: Number.parseInt(stated?.period.label ?? '', 10) },
  ]);
});

test('exactly the names that the article does not give are marked synthetic', async () => {
  const article = readFileSync(new URL('../data/article.txt', import.meta.url), 'utf8');
  const { rows } = await loaded();
  const organizations = rows.filter(({ level }) => level !== undefined);
  expect(organizations.filter(({ name, synthetic }) => name.includes('(占位)') && !synthetic)).toEqual([]);
  expect(organizations.filter(({ name, synthetic }) => synthetic && article.includes(name))).toEqual([]);
  const impliedOrSpelledOut = organizations
    .filter(({ name, synthetic }) => !synthetic && !article.includes(name))
    .map(({ name }) => name);
  expect(impliedOrSpelledOut.sort()).toEqual(
    [
      '中国科学技术协会',
      '广西壮族自治区科学技术协会',
      '梧州市科学技术协会',
      '万秀区科协',
      '长洲区科协',
      '龙圩区科协',
      '苍梧县科协',
      '蒙山县科协',
      '岑溪市科协',
    ].sort(),
  );
});
