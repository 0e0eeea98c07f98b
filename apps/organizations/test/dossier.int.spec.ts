import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HonourReceived } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);

afterAll(() => service.stop());

async function society(): Promise<string> {
  const { data } = await service.query<{ importOrganizations: { report: { rows: { id: string }[] } } }>(
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { id errors { code } } } } }',
    {
      input: {
        rows: [
          {
            key: randomUUID(),
            kind: 'RURAL_TECH_ASSOCIATION',
            name: `农技协 ${randomUUID()}`,
            level: 'COUNTY',
            regionCode: '450421',
            foundedOn: '2010-05-01',
          },
        ],
      },
    },
  );
  return data.importOrganizations.report.rows[0]?.id ?? '';
}

async function dossier(id: string): Promise<[string, number, string | null][]> {
  type Entry = { kind: string; year: number; text: string | null };
  const { data } = await service.query<{ organization: { dossier: Entry[] } }>(
    'query($id: ID!) { organization(id: $id) { dossier { kind year text } } }',
    { id },
  );
  return data.organization.dossier.map(({ kind, year, text }) => [kind, year, text]);
}

test('an honor joins the dossier of its organization, and a correction that arrives late or early wins by its version', async () => {
  const [first, second] = [await society(), await society()];
  const honourId = newId('hon');
  const honour = (organizationId: string, title: string) =>
    HonourReceived({ honourId, organizationId, title, year: 2019 });
  await service.publish(honour(first, '先进农技协'), { aggregateId: honourId, version: 1 });
  await eventually(async () =>
    expect(await dossier(first)).toEqual([
      ['HONOUR', 2019, '先进农技协'],
      ['FOUNDED', 2010, null],
    ]),
  );
  await service.publish(honour(second, '全国先进农技协'), { aggregateId: honourId, version: 3 });
  await service.publish(honour(first, '先进'), { aggregateId: honourId, version: 2 });
  const after = newId('hon');
  await service.publish(HonourReceived({ honourId: after, organizationId: second, title: '后', year: 2020 }), {
    aggregateId: after,
    version: 1,
  });
  await eventually(async () => {
    expect(await dossier(second)).toEqual([
      ['HONOUR', 2020, '后'],
      ['HONOUR', 2019, '全国先进农技协'],
      ['FOUNDED', 2010, null],
    ]);
    expect(await dossier(first)).toEqual([['FOUNDED', 2010, null]]);
  });
}, 30_000);
