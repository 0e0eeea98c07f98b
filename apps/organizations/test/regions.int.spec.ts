import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Errors = { code: string; message: string; path: string[] | null }[];

let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
}, 60_000);

afterAll(() => service.stop());

async function importSociety(facts: object): Promise<Errors> {
  const text =
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { errors { code message path } } } } }';
  const row = { key: randomUUID(), kind: 'SOCIETY', name: `学会 ${randomUUID()}`, level: 'COUNTY', ...facts };
  const { data } = await service.query<{ importOrganizations: { report: { rows: { errors: Errors }[] } } }>(text, {
    input: { rows: [row] },
  });
  return data.importOrganizations.report.rows[0]?.errors ?? [];
}

async function recordHearing(facts: object): Promise<Errors> {
  const text =
    'mutation($input: LeadershipAttentionInput!) { recordLeadershipAttention(input: $input) { userErrors { code message path } } }';
  const input = { kind: 'WORK_HEARING', body: '区委', topic: randomUUID(), clientMutationId: randomUUID(), ...facts };
  const { data } = await service.query<{ recordLeadershipAttention: { userErrors: Errors } }>(text, { input });
  return data.recordLeadershipAttention.userErrors;
}

const inactive = {
  code: 'REFERENCE_INACTIVE',
  message: '蝶山区 (450404) existed until 2013-12-31; its successor is 万秀区 (450403).',
};

test('the history of a region names what it came from and what took its place', async () => {
  type Region = {
    code: string;
    validTo: string | null;
    successors: { code: string }[];
    predecessors: { code: string }[];
  };
  const { data } = await service.query<{ old: Region[]; present: Region[]; alone: Region[] }>(
    `{ old: regionHistory(code: "450404") { ...facts } present: regionHistory(code: "450403") { ...facts } alone: regionHistory(code: "450422") { ...facts } }
     fragment facts on Region { code validTo successors { code } predecessors { code } }`,
  );
  const history = [
    { code: '450404', validTo: '2013-12-31', successors: [{ code: '450403' }], predecessors: [] },
    { code: '450403', validTo: null, successors: [], predecessors: [{ code: '450404' }] },
  ];
  expect(data).toEqual({
    old: history,
    present: history,
    alone: [{ code: '450422', validTo: null, successors: [], predecessors: [] }],
  });
  const { errors } = await service.query('{ regionHistory(code: "999999") { code } }');
  expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
});

test('a record of a day on which a code was valid is accepted, and a later one is told the successor', async () => {
  expect(await recordHearing({ regionCode: '450404', heldOn: '2012-05-01', year: 2012 })).toEqual([]);
  expect(await recordHearing({ regionCode: '450404', year: 2013 })).toEqual([]);
  expect(await recordHearing({ regionCode: '450404', year: 2014 })).toEqual([{ ...inactive, path: ['regionCode'] }]);
  expect(await recordHearing({ regionCode: '450406', year: 2012 })).toMatchObject([{ code: 'REFERENCE_INACTIVE' }]);
  expect(await recordHearing({ regionCode: '450406', year: 2013 })).toEqual([]);
});

test('an import of history may name a code that was valid between the founding and today', async () => {
  expect(await importSociety({ regionCode: '450404', foundedOn: '2005-01-01' })).toEqual([]);
  expect(await importSociety({ regionCode: '450404' })).toEqual([]);
  expect(await importSociety({ regionCode: '450406', foundedOn: '2005-01-01' })).toEqual([]);
  expect(await importSociety({ regionCode: '450404', foundedOn: '2015-01-01' })).toMatchObject([inactive]);
});

test('a partner is not registered in an abolished region', async () => {
  const { data } = await service.query<{ registerPartner: { userErrors: Errors } }>(
    'mutation($input: RegisterPartnerInput!) { registerPartner(input: $input) { userErrors { code message path } } }',
    { input: { kind: 'ENTERPRISE', name: '企业', regionCode: '450404', clientMutationId: randomUUID() } },
  );
  expect(data.registerPartner.userErrors).toEqual([{ ...inactive, path: ['regionCode'] }]);
});
