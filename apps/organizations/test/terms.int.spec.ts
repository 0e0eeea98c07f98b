import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkerRegistered } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

const [first, second, third] = [newId('per'), newId('per'), newId('per')];
let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
  const facts = { titleLevel: 'NONE', subjectCodes: [], employerId: null, homeStatus: 'REGISTERED', synthetic: true };
  for (const personId of [first, second, third]) {
    const event = WorkerRegistered({ personId, name: '某', regionCode: '450403', ...facts });
    await service.publish(event, { aggregateId: personId, version: 1 });
  }
  const probe = await imported('TERRITORIAL_ASSOCIATION', '450406');
  await eventually(async () => {
    const { userErrors } = await appoint(probe, 1, { personId: third });
    expect(userErrors).toEqual([]);
  });
}, 60_000);
afterAll(() => service.stop());

async function imported(kind = 'SOCIETY', regionCode = '450403'): Promise<string> {
  const row = { key: randomUUID(), kind, name: `学会 ${randomUUID()}`, level: 'COUNTY', regionCode };
  const { data } = await service.query<{ importOrganizations: { report: { rows: { id: string }[] } } }>(
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { id } } } }',
    { input: { rows: [{ ...row, subjectCodes: ['110'], foundedOn: '2010-01-01' }] } },
  );
  return data.importOrganizations.report.rows[0]?.id ?? '';
}

type Result = { organization: { version: number } | null; userErrors: { code: string; path: string[] | null }[] };
async function mutate(name: string, type: string, input: object): Promise<Result> {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { organization { version } userErrors { code path } } }`;
  const { data } = await service.query<Record<string, Result>>(text, { input });
  return data[name] as Result;
}
const renew = (id: string, expectedVersion: number, term: object, elected: object = {}) =>
  mutate('renewTerm', 'RenewTermInput', { id, expectedVersion, term, ...elected });
const appoint = (id: string, expectedVersion: number, values: object) =>
  mutate('appointToPost', 'AppointToPostInput', {
    ...{ id, expectedVersion, post: 'CHAIR', personId: first, since: '2012-01-01' },
    ...values,
  });

test('terms, posts and their holders are kept, and are asked for a day', async () => {
  const id = await imported();
  const terms = [
    { number: 3, startedOn: '2011-01-01', endsOn: '2015-12-31' },
    { number: 4, startedOn: '2016-03-01', endsOn: '2020-12-31' },
  ];
  expect((await renew(id, 1, terms[0] ?? {}, { chairPersonId: first, secretaryPersonId: second })).userErrors).toEqual(
    [],
  );
  expect((await appoint(id, 2, { personId: second, since: '2014-01-01' })).userErrors).toEqual([]);
  expect((await renew(id, 3, terms[1] ?? {}, { chairPersonId: third })).organization?.version).toBe(4);
  const left = { id, post: 'CHAIR', personId: third, until: '2019-01-01', reason: '退休', expectedVersion: 4 };
  expect((await mutate('leavePost', 'LeavePostInput', left)).userErrors).toEqual([]);
  const { data } = await service.query(
    `query($id: ID!) { organization(id: $id) {
       term { number overdue } terms { number overdue chair { id } secretary { id } }
       then: posts(asOf: "2014-06-01") { post person { id } } now: posts { post person { id } }
       postHistory { post person { id } from until leaveReason } } }`,
    { id },
  );
  const chair = (personId: string, from: string, until: string, leaveReason: string | null = null) => ({
    ...{ post: 'CHAIR', person: { id: personId }, from, until, leaveReason },
  });
  expect(data).toEqual({
    organization: {
      term: { number: 4, overdue: true },
      terms: [
        { number: 3, overdue: false, chair: { id: first }, secretary: { id: second } },
        { number: 4, overdue: true, chair: { id: third }, secretary: { id: second } },
      ],
      then: [
        { post: 'SECRETARY_GENERAL', person: { id: second } },
        { post: 'CHAIR', person: { id: second } },
      ],
      now: [{ post: 'SECRETARY_GENERAL', person: { id: second } }],
      postHistory: [
        chair(first, '2011-01-01', '2014-01-01'),
        { post: 'SECRETARY_GENERAL', person: { id: second }, from: '2011-01-01', until: null, leaveReason: null },
        chair(second, '2014-01-01', '2016-03-01'),
        chair(third, '2016-03-01', '2019-01-01', '退休'),
      ],
    },
  });
  await eventually(async () =>
    expect(
      (
        await service.events<{ organizationId: string; chairPersonId: string }>(
          'organizations.organization.term-renewed.v1',
        )
      )
        .filter(({ organizationId }) => organizationId === id)
        .map(({ chairPersonId }) => chairPersonId),
    ).toEqual([first, third]),
  );
});

test('an election of a person who is not in the register changes nothing', async () => {
  const id = await imported();
  const term = { number: 1, startedOn: '2011-01-01', endsOn: '2015-12-31' };
  expect((await renew(id, 1, term, { chairPersonId: newId('per') })).userErrors).toEqual([
    { code: 'REFERENCE_UNKNOWN', path: ['chairPersonId'] },
  ]);
  expect((await renew(id, 1, term)).organization?.version).toBe(2);
});

test('the staff of a day is asked for, and a correction of a day needs its reason', async () => {
  const id = await imported('TERRITORIAL_ASSOCIATION');
  const set = (expectedVersion: number, asOf: string, fullTimeStaff: number, more: object = {}) =>
    mutate('setStaffing', 'SetStaffingInput', {
      ...{ id, expectedVersion, authorizedPosts: 1, fullTimeStaff, partTimeStaff: 0, asOf },
      ...more,
    });
  await set(1, '2019-12-31', 2);
  await set(2, '2020-12-31', 3);
  expect((await set(3, '2020-12-31', 4)).userErrors).toEqual([
    { code: 'VALIDATION_FAILED', path: ['correctionReason'] },
  ]);
  expect((await set(3, '2020-12-31', 4, { correctionReason: '漏报一人' })).userErrors).toEqual([]);
  const { data } = await service.query(
    'query($id: ID!) { organization(id: $id) { now: staffing { fullTimeStaff correctionReason } then: staffing(asOf: "2020-01-01") { fullTimeStaff } before: staffing(asOf: "2019-01-01") { fullTimeStaff } staffingHistory { fullTimeStaff asOf } } }',
    { id },
  );
  expect(data).toEqual({
    organization: {
      now: { fullTimeStaff: 4, correctionReason: '漏报一人' },
      then: { fullTimeStaff: 2 },
      before: null,
      staffingHistory: [
        { fullTimeStaff: 2, asOf: '2019-12-31' },
        { fullTimeStaff: 3, asOf: '2020-12-31' },
        { fullTimeStaff: 4, asOf: '2020-12-31' },
      ],
    },
  });
  const society = await imported();
  const posts = { id: society, expectedVersion: 1, authorizedPosts: 1, fullTimeStaff: 1, partTimeStaff: 0 };
  expect((await mutate('setStaffing', 'SetStaffingInput', { ...posts, asOf: '2020-01-01' })).userErrors).toEqual([
    { code: 'VALIDATION_FAILED', path: ['authorizedPosts'] },
  ]);
});

test('warnings tell of a missing chair, of a society with the same discipline, and of an approval without a founding assembly', async () => {
  const id = await imported();
  await appoint(id, 1, {});
  type Warned = { warnings: string[]; organization: { id: string } | null; userErrors: object[] };
  const warned = async (name: string, type: string, input: object): Promise<Warned> => {
    const text = `mutation($input: ${type}!) { ${name}(input: $input) { warnings organization { id } userErrors { code path } } }`;
    const { data } = await service.query<Record<string, Warned>>(text, { input });
    return data[name] as Warned;
  };
  const left = { id, post: 'CHAIR', personId: first, until: '2020-01-01', reason: '退休', expectedVersion: 2 };
  expect(await warned('leavePost', 'LeavePostInput', left)).toMatchObject({
    warnings: ['The association has no chair now. Appoint a successor.'],
    userErrors: [],
  });
  const parentId = await imported('TERRITORIAL_ASSOCIATION', '450422');
  const other = await imported('SOCIETY', '450422');
  expect(other).not.toBe('');
  const application = {
    ...{ kind: 'RURAL_TECH_ASSOCIATION', name: `农技协 ${randomUUID()}`, regionCode: '450422', parentId },
    ...{ charter: '章程', rosterPersonIds: [first], households: 12, preparatoryLead: '筹备组' },
    clientMutationId: randomUUID(),
  };
  const applied = await warned('applyToFoundOrganization', 'FoundOrganizationInput', application);
  expect(applied).toMatchObject({ warnings: [], userErrors: [] });
  const approval = { id: applied.organization?.id, documentNo: randomUUID(), approvedOn: '2020-01-01' };
  expect(
    await warned('approveOrganization', 'ApproveOrganizationInput', { ...approval, expectedVersion: 1 }),
  ).toMatchObject({ warnings: [expect.stringContaining('180 days')], userErrors: [] });
  const { data } = await service.query<{ organizations: { edges: { node: object }[] } }>(
    '{ organizations(filter: { regions: ["450422"], statuses: [APPROVED], approvedTo: "2020-06-01" }) { edges { node { households warnings } } } }',
  );
  expect(data.organizations.edges).toMatchObject([{ node: { households: 12, warnings: [expect.any(String)] } }]);
});

test('a society that is being founded is warned of the societies of its region with the same discipline', async () => {
  const parentId = await imported('TERRITORIAL_ASSOCIATION', '450421');
  await imported('SOCIETY', '450421');
  const roster = [first, second, third, ...Array.from({ length: 7 }, () => newId('per'))];
  const facts = { titleLevel: 'NONE', subjectCodes: [], employerId: null, homeStatus: 'REGISTERED', synthetic: true };
  for (const personId of roster.slice(3)) {
    const event = WorkerRegistered({ personId, name: '某', regionCode: '450421', ...facts });
    await service.publish(event, { aggregateId: personId, version: 1 });
  }
  const input = {
    ...{ kind: 'SOCIETY', name: `学会 ${randomUUID()}`, regionCode: '450421', parentId, subjectCodes: ['110', '120'] },
    ...{ charter: '章程', rosterPersonIds: roster, preparatoryLead: '筹备组', clientMutationId: randomUUID() },
  };
  await eventually(async () => {
    const { data } = await service.query<{ applyToFoundOrganization: { warnings: string[]; userErrors: object[] } }>(
      'mutation($input: FoundOrganizationInput!) { applyToFoundOrganization(input: $input) { warnings userErrors { code } } }',
      { input },
    );
    expect(data.applyToFoundOrganization).toEqual({
      warnings: [expect.stringContaining('in this region has 110 as well')],
      userErrors: [],
    });
  });
});
