import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { platform, read, staff } from './platform.ts';

const root = path.resolve(import.meta.dirname, '../../..');

describe('the register of an office, imported with the command', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kexie-register-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('creates the persons, tells what is wrong by line and column, and changes nothing when it is repeated', async () => {
    const name = `李${randomUUID().slice(0, 8)}`;
    const file = path.join(folder, '登记表.csv');
    await writeFile(
      file,
      [
        '藤县科技工作者登记表,,,,',
        '姓名（必填）,所在县区,职称级别,入驻日期,入驻状态',
        `${name},藤县,副高,２０２１年５月３０日,已入驻`,
        '王芳,苍梧,院长,2021年2月30日,已入驻',
        '合计,1人,,,',
      ].join('\r\n'),
    );
    const first = await importPeople(file);
    expect(first).toMatchObject({ code: 1, summary: '新增1行，更新0行，未变0行，拒绝1行。' });
    expect(first.output).toContain('第4行，“职称级别”列');
    expect(first.output).toContain('第4行，“入驻日期”列：“2021年2月30日”不是日历上的日期。');
    expect((await readFile(`${file}.errors.csv`, 'utf8')).split('\r\n')).toHaveLength(4);
    expect((await importPeople(file)).summary).toBe('新增0行，更新0行，未变1行，拒绝1行。');

    const { persons } = await read<{ persons: { edges: { node: object }[] } }>(
      {
        query:
          'query ($name: String!) { persons: searchPersons(text: $name) { edges { node { name titleLevel region { code } home { registeredOn } } } } }',
        variables: { name },
      },
      staff,
    );
    expect(persons.edges.map(({ node }) => node)).toEqual([
      { name, titleLevel: 'ASSOCIATE_SENIOR', region: { code: '450422' }, home: { registeredOn: '2021-05-30' } },
    ]);
  }, 60_000);

  test('as a dry run writes nothing', async () => {
    const file = path.join(folder, 'dry.csv');
    await writeFile(file, `姓名,地区\r\n张${randomUUID().slice(0, 8)},450422\r\n`);
    const first = await importPeople(file, '--dry-run');
    const second = await importPeople(file, '--dry-run');
    expect([first.summary, second.summary]).toEqual(Array(2).fill('新增1行，更新0行，未变0行，拒绝0行。'));
  }, 60_000);
});

async function importPeople(file: string, ...options: string[]) {
  const token = await platform().token(staff);
  const args = [path.join(root, 'tools/import/src/main.ts'), 'people', file, '--region', '450400', ...options];
  return new Promise<{ code: number; output: string; summary: string | undefined }>((resolve) => {
    const env = { ...process.env, GATEWAY_URL: platform().gatewayUrl, IMPORT_TOKEN: token };
    execFile(process.execPath, args, { env }, (error, output) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        output,
        summary: output.split('\n').find((line) => line.startsWith('新增')),
      }),
    );
  });
}
