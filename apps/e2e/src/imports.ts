import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { read, staff } from './platform.ts';

type Row = Record<string, unknown> & { key: string };
type Report = {
  dryRun: boolean;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rows: { row: number; id: string | null; outcome: string; errors: { code: string; path: string[] | null }[] }[];
};

describe('an import', () => {
  test('that is a dry run tells what would become of each row, and writes nothing', async () => {
    const row = society();
    expect(await importOrganizations([row], { dryRun: true })).toMatchObject({
      dryRun: true,
      created: 1,
      rejected: 0,
      rows: [{ row: 0, outcome: 'CREATED' }],
    });
    expect(await countOf(row)).toBe(0);
    expect(await importOrganizations([row])).toMatchObject({ dryRun: false, created: 1 });
    expect(await countOf(row)).toBe(1);
  });

  test('that is repeated changes nothing', async () => {
    const row = society();
    const first = await importOrganizations([row]);
    const second = await importOrganizations([row]);
    expect(second).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1,
      rows: [{ id: first.rows[0]?.id, outcome: 'UNCHANGED' }],
    });
    expect(await countOf(row)).toBe(1);
  });

  test('of a changed row changes the same record', async () => {
    const row = society();
    const first = await importOrganizations([row]);
    expect(await importOrganizations([{ ...row, shortName: '改名学会' }])).toMatchObject({
      updated: 1,
      rows: [{ id: first.rows[0]?.id, outcome: 'UPDATED' }],
    });
    expect(await countOf(row)).toBe(1);
  });

  test('rejects a wrong row by itself: the rows around it are written', async () => {
    const [before, unknownRegion, elsewhere, after] = [
      society(),
      society({ regionCode: '459900' }),
      society({ regionCode: '440100' }),
      society(),
    ];
    const { rows, created, rejected } = await importOrganizations([before, unknownRegion, elsewhere, after]);
    expect({ created, rejected, outcomes: rows.map(({ outcome }) => outcome) }).toEqual({
      created: 2,
      rejected: 2,
      outcomes: ['CREATED', 'REJECTED', 'REJECTED', 'CREATED'],
    });
    expect(rows[2]).toMatchObject({ row: 2, id: null, errors: [{ code: 'FORBIDDEN' }] });
    expect(rows[1]?.errors).toHaveLength(1);
    expect([
      await countOf(before),
      await countOf(unknownRegion),
      await countOf(elsewhere),
      await countOf(after),
    ]).toEqual([1, 0, 0, 1]);
  });

  test('takes at most 500 rows', async () => {
    const rows = Array.from({ length: 501 }, () => society());
    const { importOrganizations: payload } = await send(rows, true);
    expect(payload).toMatchObject({ report: null, userErrors: [{ code: 'VALIDATION_FAILED' }] });
  });
});

function society(changes: Partial<Row> = {}): Row & { name: string } {
  const number = randomUUID();
  return {
    key: `e2e:${number}`,
    kind: 'SOCIETY',
    name: `端到端测试学会${number}`,
    level: 'PREFECTURE',
    regionCode: '450400',
    synthetic: true,
    ...changes,
  };
}

async function importOrganizations(rows: Row[], { dryRun = false } = {}): Promise<Report> {
  const {
    importOrganizations: { report, userErrors },
  } = await send(rows, dryRun);
  expect(userErrors).toEqual([]);
  return report as Report;
}

async function send(
  rows: Row[],
  dryRun: boolean,
): Promise<{ importOrganizations: { report: Report | null; userErrors: { code: string }[] } }> {
  return read(
    {
      query: `mutation ($input: ImportOrganizationsInput!) { importOrganizations(input: $input) {
      report { dryRun created updated unchanged rejected rows { row id outcome errors { code path } } } userErrors { code }
    } }`,
      variables: { input: { rows, dryRun } },
    },
    staff,
  );
}

async function countOf({ name }: { name?: unknown }): Promise<number> {
  const { organizations } = await read<{ organizations: { totalCount: number } }>({
    query: 'query ($name: String!) { organizations(filter: { nameContains: $name }) { totalCount } }',
    variables: { name },
  });
  return organizations.totalCount;
}
