import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MembershipEnded, MembershipStarted, PersonMerged, WorkerRegistered } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

type Payload<Name extends string, T> = {
  [K in Name]: { organization: T | null; userErrors: { code: string; message: string; path: string[] | null }[] };
};
type Viewer = NonNullable<Parameters<SubgraphUnderTest['query']>[2]>;
type Found = { id: string; status: string; version: number; individualMemberCount: number };
type Report = {
  report: {
    created: number;
    updated: number;
    unchanged: number;
    rejected: number;
    rows: { id: string | null; outcome: string; errors: { code: string }[] }[];
  };
};

let service: SubgraphUnderTest;
let cityId: string;
const roster = Array.from({ length: 10 }, () => newId('per'));
const importing =
  'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { created updated unchanged rejected rows { id outcome errors { code } } } userErrors { code } } }';

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
  const report = await importRows([
    row('city', {
      kind: 'TERRITORIAL_ASSOCIATION',
      name: '梧州市科学技术协会',
      level: 'PREFECTURE',
      regionCode: '450400',
    }),
  ]);
  cityId = report.rows[0]?.id ?? '';
  for (const personId of roster) {
    const worker = WorkerRegistered({
      personId,
      name: '某',
      regionCode: '450400',
      titleLevel: 'NONE',
      subjectCodes: [],
      employerId: null,
      homeStatus: 'REGISTERED',
      synthetic: true,
    });
    await service.publish(worker, { aggregateId: personId, version: 1 });
  }
}, 60_000);

afterAll(() => service.stop());

function row(key: string, values: object): object {
  return { key, kind: 'ENTERPRISE', name: `企业 ${key}`, level: 'COUNTY', regionCode: '450403', ...values };
}

async function importRows(
  rows: object[],
  dryRun = false,
  viewer?: Parameters<SubgraphUnderTest['query']>[2],
): Promise<Report['report']> {
  const { data, errors } = await service.query<{ importOrganizations: Report }>(
    importing,
    { input: { rows, dryRun } },
    viewer,
  );
  expect(errors).toBeUndefined();
  return data.importOrganizations.report;
}

async function mutate(name: string, type: string, input: object, viewer?: Parameters<SubgraphUnderTest['query']>[2]) {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { organization { id status version individualMemberCount } userErrors { code message path } } }`;
  const { data, errors } = await service.query<Payload<string, Found> | null>(text, { input }, viewer);
  return { ...(data?.[name] ?? { organization: null, userErrors: [] }), errors };
}

async function newHost(): Promise<string> {
  const { organization } = await mutate('registerPartner', 'RegisterPartnerInput', {
    kind: 'ENTERPRISE',
    name: `企业 ${randomUUID()}`,
    regionCode: '450403',
    clientMutationId: randomUUID(),
  });
  return organization?.id ?? '';
}

function application(hostId: string, change: object = {}) {
  return {
    kind: 'ENTERPRISE_ASSOCIATION',
    name: `科协 ${randomUUID()}`,
    regionCode: '450403',
    parentId: cityId,
    hostId,
    charter: '章程',
    rosterPersonIds: roster,
    preparatoryLead: '筹备组',
    clientMutationId: randomUUID(),
    ...change,
  };
}

/** Applies as soon as the service knows the roster, and takes the association through all steps up to the filing. */
async function foundAssociation(hostId: string): Promise<Found> {
  const input = application(hostId);
  const applied = await eventually(async () => {
    const { organization, userErrors } = await mutate('applyToFoundOrganization', 'FoundOrganizationInput', input);
    expect(userErrors).toEqual([]);
    return organization as Found;
  });
  const { id } = applied;
  const term = { number: 1, startedOn: '2021-05-20', endsOn: '2026-05-20' };
  await mutate('approveOrganization', 'ApproveOrganizationInput', {
    id,
    documentNo: randomUUID(),
    approvedOn: '2021-05-01',
    expectedVersion: 1,
  });
  await mutate('recordFoundingAssembly', 'FoundingAssemblyInput', {
    id,
    heldOn: '2021-05-20',
    attendance: 8,
    charterAdopted: true,
    chairPersonId: roster[0],
    term,
    expectedVersion: 2,
  });
  const { organization, userErrors } = await mutate('fileOrganization', 'FileOrganizationInput', {
    id,
    filedOn: '2021-05-25',
    expectedVersion: 3,
  });
  expect(userErrors).toEqual([]);
  return organization as Found;
}

test('an association is applied for, approved, founded and filed, and its event carries the roster to the other services', async () => {
  const filed = await foundAssociation(await newHost());
  expect(filed.version).toBe(4);
  const activated = await eventually(async () => {
    const event = (
      await service.events<{ organizationId: string; rosterPersonIds: string[] }>(
        'organizations.organization.activated.v1',
      )
    ).find(({ organizationId }) => organizationId === filed.id);
    expect(event).toBeDefined();
    return event;
  });
  expect(activated?.rosterPersonIds).toEqual(roster);
});

test('a person who was merged into another one is the survivor on rosters, and is named on no new one', async () => {
  const [survivorId, mergedId] = [newId('per'), newId('per')];
  for (const personId of [survivorId, mergedId]) {
    const event = WorkerRegistered({
      ...{ personId, name: '某', regionCode: '450403', titleLevel: 'NONE', subjectCodes: [], employerId: null },
      ...{ homeStatus: 'REGISTERED', synthetic: true },
    });
    await service.publish(event, { aggregateId: personId, version: 1 });
  }
  const input = application(await newHost(), { rosterPersonIds: [...roster, mergedId] });
  const { id } = await eventually(async () => {
    const { organization, userErrors } = await mutate('applyToFoundOrganization', 'FoundOrganizationInput', input);
    expect(userErrors).toEqual([]);
    return organization as Found;
  });
  await service.publish(PersonMerged({ mergedId, survivorId }), { aggregateId: mergedId, version: 2 });
  await eventually(async () => {
    const other = application(await newHost(), { rosterPersonIds: [...roster, mergedId] });
    const { userErrors } = await mutate('applyToFoundOrganization', 'FoundOrganizationInput', other);
    expect(userErrors).toMatchObject([{ code: 'REFERENCE_UNKNOWN' }]);
  });
  const documentNo = randomUUID();
  const approval = { id, documentNo, approvedOn: '2021-05-01', expectedVersion: 1 };
  await mutate('approveOrganization', 'ApproveOrganizationInput', approval);
  const { userErrors } = await mutate('recordFoundingAssembly', 'FoundingAssemblyInput', {
    ...{ id, heldOn: '2021-05-20', attendance: 8, charterAdopted: true, chairPersonId: survivorId, expectedVersion: 2 },
    term: { number: 1, startedOn: '2021-05-20', endsOn: '2026-05-20' },
  });
  expect(userErrors).toEqual([]);
});

test('a host has one association at a time, and a dissolved association makes room for another', async () => {
  const hostId = await newHost();
  const first = await foundAssociation(hostId);
  const second = await mutate('applyToFoundOrganization', 'FoundOrganizationInput', application(hostId));
  expect(second.userErrors).toMatchObject([{ code: 'DUPLICATE', path: ['hostId'] }]);
  const dissolved = await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
    id: first.id,
    reason: '企业注销',
    dissolvedOn: '2021-06-01',
    expectedVersion: first.version,
  });
  expect(dissolved.organization?.status).toBe('DISSOLVED');
  expect((await mutate('applyToFoundOrganization', 'FoundOrganizationInput', application(hostId))).userErrors).toEqual(
    [],
  );
});

test('a repeated application creates one organization, and the same clientMutationId for another application is refused', async () => {
  const input = application(await newHost());
  await eventually(async () =>
    expect((await mutate('applyToFoundOrganization', 'FoundOrganizationInput', input)).userErrors).toEqual([]),
  );
  const [again, once] = [
    await mutate('applyToFoundOrganization', 'FoundOrganizationInput', input),
    await mutate('applyToFoundOrganization', 'FoundOrganizationInput', input),
  ];
  expect(again.organization?.id).toBe(once.organization?.id);
  expect(
    (await mutate('applyToFoundOrganization', 'FoundOrganizationInput', { ...input, name: '别的科协' })).userErrors,
  ).toMatchObject([{ code: 'DUPLICATE', path: ['clientMutationId'] }]);
});

test('a change of an outdated version is refused and changes nothing', async () => {
  const filed = await foundAssociation(await newHost());
  const stale = await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
    id: filed.id,
    reason: '企业注销',
    dissolvedOn: '2021-06-01',
    expectedVersion: 1,
  });
  expect(stale.userErrors).toMatchObject([{ code: 'VERSION_CONFLICT', path: ['expectedVersion'] }]);
});

test('only staff of the region may decide: without the role the error is UNAUTHORIZED_FIELD, in another region FORBIDDEN', async () => {
  const input = { kind: 'ENTERPRISE', name: '某企业', regionCode: '450403', clientMutationId: randomUUID() };
  const as = async (roles: string[], regions: string[]) =>
    (await mutate('registerPartner', 'RegisterPartnerInput', input, { id: 'usr_x', roles, regions, organizations: [] }))
      .errors?.[0]?.extensions?.code;
  expect(await as([], [])).toBe('UNAUTHORIZED_FIELD');
  expect(await as(['analyst'], ['450400'])).toBe('UNAUTHORIZED_FIELD');
  expect(await as(['staff'], ['450300'])).toBe('FORBIDDEN');
  expect(await as(['staff'], ['450400'])).toBeUndefined();
});

test('a dry run writes nothing, a repeated import changes nothing, and an invalid row does not affect the others', async () => {
  const rows = [row('a', {}), row('b', { regionCode: '999999' }), row('c', { parentId: 'org_none' }), row('d', {})];
  expect(await importRows(rows, true)).toMatchObject({ created: 2, rejected: 2 });
  const first = await importRows(rows);
  expect(first).toMatchObject({ created: 2, rejected: 2 });
  expect(first.rows.map(({ errors }) => errors.map(({ code }) => code))).toEqual([
    [],
    ['REFERENCE_UNKNOWN'],
    ['REFERENCE_UNKNOWN'],
    [],
  ]);
  expect(await importRows(rows)).toMatchObject({ created: 0, unchanged: 2, rejected: 2 });
  expect(await importRows([row('a', { shortName: '甲' })])).toMatchObject({ updated: 1 });
});

test('the same key in two counties names two records', async () => {
  await importRows([row('theirs', {})]);
  const staff = { id: 'usr_y', roles: ['staff'], regions: ['450405'], organizations: [] };
  const report = await importRows([row('theirs', { regionCode: '450405', name: '别的企业' })], false, staff);
  expect(report.rows).toMatchObject([{ outcome: 'CREATED' }]);
  expect((await importRows([row('theirs', {})])).rows).toMatchObject([{ outcome: 'UNCHANGED' }]);
});

test('a row changes the facts that it states; a column that is left out changes nothing, and null empties it', async () => {
  const shortNameOf = async (id: string | null | undefined) =>
    (
      await service.query<{ organization: { shortName: string | null } }>(
        'query($id: ID!) { organization(id: $id) { shortName } }',
        { id },
      )
    ).data.organization.shortName;
  const id = (await importRows([row('columns', { shortName: '甲' })])).rows[0]?.id;
  await importRows([row('columns', { creditCode: '91450400MA5KA0000X' })]);
  expect(await shortNameOf(id)).toBe('甲');
  await importRows([row('columns', { shortName: null })]);
  expect(await shortNameOf(id)).toBeNull();
});

test('an import does not change a dissolved organization, and its repetition is no fault', async () => {
  const ended = (await importRows([row('ended', {})])).rows[0]?.id;
  await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
    id: ended,
    reason: '企业注销',
    dissolvedOn: '2021-06-01',
    expectedVersion: 1,
  });
  expect(await importRows([row('ended', {})])).toMatchObject({ unchanged: 1 });
  expect((await importRows([row('ended', { shortName: '甲' })])).rows).toMatchObject([
    { errors: [{ code: 'INVALID_TRANSITION' }] },
  ]);
});

test.each([
  ['renewTerm', 'RenewTermInput', { term: { number: 1, startedOn: '2021-05-20', endsOn: '2026-05-20' } }],
  ['setStaffing', 'SetStaffingInput', { fullTimeStaff: 3, partTimeStaff: 1, asOf: '2021-05-20' }],
  [
    'establishPartyOrganization',
    'PartyOrganizationInput',
    { kind: 'BRANCH', name: '支部', establishedOn: '2021-05-20' },
  ],
  ['renameOrganization', 'RenameOrganizationInput', { name: '更名农技协', documentNo: '9号', renamedOn: '2021-05-20' }],
  ['moveOrganization', 'MoveOrganizationInput', { regionCode: '450405', documentNo: '9号', movedOn: '2021-05-20' }],
  ['suspendOrganization', 'SuspendOrganizationInput', { reason: '整改', documentNo: '9号', suspendedOn: '2021-05-20' }],
  ['dissolveOrganization', 'DissolveOrganizationInput', { reason: '合并办公', dissolvedOn: '2021-06-01' }],
])('what %s has done stays when the file of the organization comes again', async (name, type, input) => {
  const sent = row(`again-${name}`, { kind: 'RURAL_TECH_ASSOCIATION', parentId: cityId, shortName: '甲' });
  const id = (await importRows([sent])).rows[0]?.id;
  expect((await mutate(name, type, { ...input, id, expectedVersion: 1 })).userErrors).toEqual([]);
  const state = async () =>
    (
      await service.query(
        'query($id: ID!) { organization(id: $id) { status version name region { code } term { number endsOn } staffing { fullTimeStaff } party { kind } } }',
        { id },
      )
    ).data;
  const acted = await state();
  expect(await importRows([sent])).toMatchObject({ unchanged: 1 });
  expect(await state()).toEqual(acted);
});

test('an import that corrects an organization publishes that it changed, and not that it becomes active', async () => {
  const id = (await importRows([row('after', {})])).rows[0]?.id;
  await importRows([row('after', { shortName: '乙' })]);
  const told = async (type: string) =>
    (await service.events<{ organizationId: string }>(type)).filter(({ organizationId }) => organizationId === id);
  await eventually(async () => expect(await told('organizations.organization.changed.v1')).toHaveLength(1));
  expect(await told('organizations.organization.registered.v1')).toHaveLength(1);
});

test('an organization cannot be its own parent, nor that of another line of regions, and its host does not change', async () => {
  const society = (values: object) => row('society', { kind: 'SOCIETY', subjectCodes: ['110'], ...values });
  const id = (await importRows([society({ parentId: cityId })])).rows[0]?.id;
  const codes = async (values: object) => (await importRows([society(values)])).rows[0]?.errors.map(({ code }) => code);
  expect(await codes({ parentId: id })).toEqual(['VALIDATION_FAILED']);
  expect(await codes({ hostId: await newHost() })).toEqual(['VALIDATION_FAILED']);
});

test('an enterprise is not dissolved while its association is active', async () => {
  const hostId = await newHost();
  await foundAssociation(hostId);
  const { userErrors } = await mutate('dissolveOrganization', 'DissolveOrganizationInput', {
    id: hostId,
    reason: '企业注销',
    dissolvedOn: '2021-06-01',
    expectedVersion: 1,
  });
  expect(userErrors).toMatchObject([{ code: 'INVALID_TRANSITION', path: ['id'] }]);
});

const suspension = { reason: '长期不开展活动', documentNo: '梧科协〔2021〕9号', suspendedOn: '2021-03-01' };
const resumption = { reason: '整改完成', documentNo: '梧科协〔2021〕12号', resumedOn: '2021-09-01' };
const suspend = (id: string, expectedVersion: number, change: object = {}, viewer?: Viewer) =>
  mutate('suspendOrganization', 'SuspendOrganizationInput', { id, expectedVersion, ...suspension, ...change }, viewer);
const resume = (id: string, expectedVersion: number, change: object = {}, viewer?: Viewer) =>
  mutate('resumeOrganization', 'ResumeOrganizationInput', { id, expectedVersion, ...resumption, ...change }, viewer);
const eventsOf = async (type: string, id: string) =>
  (await service.events<{ organizationId: string } & Record<string, unknown>>(type)).filter(
    ({ organizationId }) => organizationId === id,
  );
/** An imported association under the city, in a region of its own so that statistics count nothing else. */
async function associationIn(regionCode: string, values: object = {}): Promise<string> {
  const sent = row(randomUUID(), { kind: 'RURAL_TECH_ASSOCIATION', regionCode, parentId: cityId, ...values });
  return (await importRows([sent])).rows[0]?.id ?? '';
}

test('a suspension is kept with its reason and document, publishes its events, and shows in filters and in the statistics of its days', async () => {
  const regionCode = '450405001';
  const id = await associationIn(regionCode, { foundedOn: '2020-01-01' });
  expect((await suspend(id, 1)).organization).toMatchObject({ status: 'SUSPENDED', version: 2 });
  type Read = { organization: { suspensions: object[] }; organizations: { edges: { node: { id: string } }[] } };
  const reading = async () =>
    (
      await service.query<Read>(
        'query($id: ID!, $region: ID!) { organization(id: $id) { status suspensions { from to reason documentNo resumeReason resumeDocumentNo } } organizations(filter: { regions: [$region], statuses: [SUSPENDED] }) { edges { node { id } } } }',
        { id, region: regionCode },
      )
    ).data;
  const lasting = { from: '2021-03-01', to: null, reason: suspension.reason, documentNo: suspension.documentNo };
  expect(await reading()).toEqual({
    organization: { status: 'SUSPENDED', suspensions: [{ ...lasting, resumeReason: null, resumeDocumentNo: null }] },
    organizations: { edges: [{ node: { id } }] },
  });
  expect((await resume(id, 2)).organization).toMatchObject({ status: 'ACTIVE', version: 3 });
  const ended = {
    ...lasting,
    to: '2021-09-01',
    resumeReason: resumption.reason,
    resumeDocumentNo: resumption.documentNo,
  };
  expect(await reading()).toEqual({
    organization: { status: 'ACTIVE', suspensions: [ended] },
    organizations: { edges: [] },
  });
  const statusOn = async (asOf: string) =>
    (
      await service.query<{ organizationStats: { keys: { code: string; label: string }[] }[] }>(
        'query($filter: OrganizationFilter, $asOf: Date) { organizationStats(filter: $filter, groupBy: [STATUS], asOf: $asOf) { keys { code label } } }',
        { filter: { regions: [regionCode], kinds: ['RURAL_TECH_ASSOCIATION'] }, asOf },
      )
    ).data.organizationStats.flatMap(({ keys }) => keys.map(({ code, label }) => `${code} ${label}`));
  expect(await statusOn('2021-02-28')).toEqual(['ACTIVE 已备案']);
  expect(await statusOn('2021-03-01')).toEqual(['SUSPENDED 已暂停']);
  expect(await statusOn('2021-08-31')).toEqual(['SUSPENDED 已暂停']);
  expect(await statusOn('2021-09-01')).toEqual(['ACTIVE 已备案']);
  await eventually(async () => {
    expect(await eventsOf('organizations.organization.suspended.v1', id)).toMatchObject([
      { suspendedOn: '2021-03-01', reason: suspension.reason },
    ]);
    expect(await eventsOf('organizations.organization.resumed.v1', id)).toMatchObject([{ status: 'ACTIVE' }]);
  });
});

test('a suspended community association still covers its unit, and is reported apart', async () => {
  const regionCode = '450405001001';
  const id = await associationIn(regionCode, {
    kind: 'COMMUNITY_ASSOCIATION',
    level: 'VILLAGE',
    foundedOn: '2020-01-01',
  });
  await suspend(id, 1);
  const coveredOn = async (asOf: string) =>
    (
      await service.query<{ coverage: { covered: number; suspended: { code: string }[] }[] }>(
        'query($asOf: Date) { coverage(region: "450405001001", kind: COMMUNITY_ASSOCIATION, groupBy: VILLAGE, asOf: $asOf) { covered suspended { code } } }',
        { asOf },
      )
    ).data.coverage;
  expect(await coveredOn('2021-02-28')).toEqual([{ covered: 1, suspended: [] }]);
  expect(await coveredOn('2021-03-01')).toEqual([{ covered: 1, suspended: [{ code: regionCode }] }]);
});

test('only the superior association suspends: staff of the county are refused, and for the top level everyone but administrators', async () => {
  const staff = (region: string): Viewer => ({ id: 'usr_s', roles: ['staff'], regions: [region], organizations: [] });
  const id = await associationIn('450421');
  const codeOf = async (outcome: ReturnType<typeof suspend>) => (await outcome).errors?.[0]?.extensions?.code;
  expect(await codeOf(suspend(id, 1, {}, staff('450421')))).toBe('FORBIDDEN');
  expect((await suspend(id, 1, {}, staff('450400'))).organization?.status).toBe('SUSPENDED');
  expect(await codeOf(resume(id, 2, {}, staff('450421')))).toBe('FORBIDDEN');
  expect((await resume(id, 2, {}, staff('450400'))).organization?.status).toBe('ACTIVE');
  expect(await codeOf(suspend(cityId, 1, {}, staff('450000')))).toBe('FORBIDDEN');
  const top = await associationIn('450800', { kind: 'TERRITORIAL_ASSOCIATION', level: 'PREFECTURE', parentId: null });
  expect(await codeOf(suspend(top, 1, {}, staff('100000')))).toBe('FORBIDDEN');
  expect((await suspend(top, 1)).organization?.status).toBe('SUSPENDED');
});

test('a suspended association founds nothing, gets no staff and hosts nothing, and keeps its name', async () => {
  const [hostId, other] = [await newHost(), await associationIn('450403')];
  await suspend(hostId, 1);
  await eventually(async () =>
    expect(
      (await mutate('applyToFoundOrganization', 'FoundOrganizationInput', application(hostId))).userErrors,
    ).toMatchObject([{ code: 'REFERENCE_INACTIVE', path: ['hostId'] }]),
  );
  await suspend(other, 1);
  const staffing = { id: other, fullTimeStaff: 3, partTimeStaff: 1, asOf: '2021-05-20', expectedVersion: 2 };
  expect((await mutate('setStaffing', 'SetStaffingInput', staffing)).userErrors).toMatchObject([
    { code: 'INVALID_TRANSITION', path: ['id'] },
  ]);
  expect((await suspend(other, 2)).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION', path: ['id'] }]);
  const { name } = (
    await service.query<{ organization: { name: string } }>('query($id: ID!) { organization(id: $id) { name } }', {
      id: other,
    })
  ).data.organization;
  const again = row(randomUUID(), { kind: 'RURAL_TECH_ASSOCIATION', name });
  expect((await importRows([again])).rows).toMatchObject([{ errors: [{ code: 'DUPLICATE' }] }]);
});

test('of two suspensions of the same version one takes effect', async () => {
  const id = await associationIn('450403');
  const outcomes = await Promise.all([suspend(id, 1), suspend(id, 1)]);
  expect(outcomes.filter(({ organization }) => organization?.status === 'SUSPENDED')).toHaveLength(1);
  expect(outcomes.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
  await eventually(async () => expect(await eventsOf('organizations.organization.suspended.v1', id)).toHaveLength(1));
});

const rename = (id: string, expectedVersion: number, name: string, change: object = {}) =>
  mutate('renameOrganization', 'RenameOrganizationInput', {
    id,
    expectedVersion,
    name,
    documentNo: '梧科协〔2021〕15号',
    renamedOn: '2021-06-01',
    ...change,
  });
const move = (id: string, expectedVersion: number, to: object) =>
  mutate('moveOrganization', 'MoveOrganizationInput', {
    id,
    expectedVersion,
    documentNo: '梧科协〔2021〕16号',
    movedOn: '2021-07-01',
    ...to,
  });

test('a renamed organization is found by its old and its new name, keeps its history, and publishes both names', async () => {
  const [old, name] = [`旧名${randomUUID()}`, `新名${randomUUID()}`];
  const id = await associationIn('450403', { name: old, aliases: ['别称'] });
  expect((await rename(id, 1, name, { shortName: '新名' })).organization).toMatchObject({ version: 2 });
  type Read = { organization: object; old: object; new: object };
  const { data } = await service.query<Read>(
    'query($id: ID!, $old: String!, $name: String!) { organization(id: $id) { name shortName aliases nameHistory { name shortName until documentNo } } old: searchOrganizations(text: $old) { edges { node { id } } } new: searchOrganizations(text: $name) { edges { node { id } } } }',
    { id, old, name },
  );
  expect(data).toEqual({
    organization: {
      name,
      shortName: '新名',
      aliases: ['别称', old],
      nameHistory: [{ name: old, shortName: null, until: '2021-06-01', documentNo: '梧科协〔2021〕15号' }],
    },
    old: { edges: [{ node: { id } }] },
    new: { edges: [{ node: { id } }] },
  });
  await eventually(async () =>
    expect(await eventsOf('organizations.organization.changed.v1', id)).toMatchObject([
      { name, before: { name: old } },
    ]),
  );
});

test('a name is unique in its kind and region also after a renaming and a move, and the old name is free again', async () => {
  const [first, second, third] = [`甲${randomUUID()}`, `乙${randomUUID()}`, `丙${randomUUID()}`];
  const [a, b] = [await associationIn('450403', { name: first }), await associationIn('450403', { name: second })];
  expect((await rename(b, 1, ` ${first.toUpperCase()}。`)).userErrors).toMatchObject([
    { code: 'DUPLICATE', path: ['name'] },
  ]);
  await rename(a, 1, third);
  expect((await rename(b, 1, first)).organization?.version).toBe(2);
  const elsewhere = await associationIn('450405', { name: first });
  expect((await move(elsewhere, 1, { regionCode: '450403' })).userErrors).toMatchObject([
    { code: 'DUPLICATE', path: ['name'] },
  ]);
});

test('a partner without a parent is renamed by the staff of its region, and by no others', async () => {
  const [id, name] = [await newHost(), `新企业${randomUUID()}`];
  const as = async (region: string) => {
    const viewer: Viewer = { id: 'usr_s', roles: ['staff'], regions: [region], organizations: [] };
    const input = { id, name, documentNo: '9号', renamedOn: '2021-06-01', expectedVersion: 1 };
    return mutate('renameOrganization', 'RenameOrganizationInput', input, viewer);
  };
  expect((await as('450405')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await as('450403')).organization?.version).toBe(2);
});

test('of two organizations that take the same name at once, one gets it', async () => {
  const [a, b, name] = [await associationIn('450403'), await associationIn('450403'), `同名${randomUUID()}`];
  const outcomes = await Promise.all([rename(a, 1, name), rename(b, 1, name)]);
  expect(outcomes.filter(({ organization }) => organization !== null)).toHaveLength(1);
  expect(outcomes.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'DUPLICATE', path: ['name'] }]);
});

test('of a renaming and a move of the same version one takes effect, and the other is a VERSION_CONFLICT', async () => {
  const id = await associationIn('450403');
  const outcomes = await Promise.all([rename(id, 1, `新名${randomUUID()}`), move(id, 1, { regionCode: '450405' })]);
  expect(outcomes.filter(({ organization }) => organization?.version === 2)).toHaveLength(1);
  expect(outcomes.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
  await eventually(async () => expect(await eventsOf('organizations.organization.changed.v1', id)).toHaveLength(1));
});

test('a moved association lies in its new region under its new parent and host, keeps its history, and publishes both places', async () => {
  const [hostId, newHostId] = [await newHost(), await newHost()];
  const id = await associationIn('450403', { kind: 'ENTERPRISE_ASSOCIATION', hostId });
  const parentId = await associationIn('450423', { kind: 'TERRITORIAL_ASSOCIATION' });
  const moved = await move(id, 1, { regionCode: '450423', parentId, hostId: newHostId });
  expect(moved.userErrors).toEqual([]);
  const { data } = await service.query(
    'query($id: ID!) { organization(id: $id) { region { code } parent { id } host { id } placeHistory { region { code } parent { id } host { id } until documentNo } } }',
    { id },
  );
  expect(data).toEqual({
    organization: {
      region: { code: '450423' },
      parent: { id: parentId },
      host: { id: newHostId },
      placeHistory: [
        {
          region: { code: '450403' },
          parent: { id: cityId },
          host: { id: hostId },
          until: '2021-07-01',
          documentNo: '梧科协〔2021〕16号',
        },
      ],
    },
  });
  await eventually(async () =>
    expect(await eventsOf('organizations.organization.changed.v1', id)).toMatchObject([
      { regionCode: '450423', hostId: newHostId, before: { regionCode: '450403', parentId: cityId, hostId } },
    ]),
  );
  const second = await associationIn('450403', { kind: 'ENTERPRISE_ASSOCIATION', hostId });
  expect((await move(second, 1, { hostId: newHostId })).userErrors).toMatchObject([
    { code: 'DUPLICATE', path: ['hostId'] },
  ]);
  const below = await associationIn('450423', { parentId });
  expect((await move(parentId, 1, { regionCode: '450481' })).userErrors).toMatchObject([
    { code: 'INVALID_TRANSITION', path: ['regionCode'] },
  ]);
  expect((await move(below, 1, { parentId: cityId })).userErrors).toEqual([]);
});

test('a move to a region, parent or host that does not exist is refused and changes nothing', async () => {
  const id = await associationIn('450403');
  const unknown = 'org_01HZZZZZZZZZZZZZZZZZZZZZZZ';
  const faults: [object, string, string][] = [
    [{ regionCode: '459999' }, 'REFERENCE_UNKNOWN', 'regionCode'],
    [{ regionCode: '450404' }, 'REFERENCE_INACTIVE', 'regionCode'],
    [{ parentId: unknown }, 'REFERENCE_UNKNOWN', 'parentId'],
    [{ hostId: unknown }, 'REFERENCE_UNKNOWN', 'hostId'],
    [{ hostId: await newHost() }, 'VALIDATION_FAILED', 'hostId'],
    [{}, 'VALIDATION_FAILED', 'regionCode'],
  ];
  for (const [to, code, field] of faults)
    expect((await move(id, 1, to)).userErrors).toMatchObject([{ code, path: [field] }]);
  expect((await move(id, 1, { regionCode: '450405' })).organization?.version).toBe(2);
});

test('coverage counts the units of the reference data and names the missing ones', async () => {
  await importRows([
    row('t1', {
      kind: 'TOWNSHIP_ASSOCIATION',
      name: '石桥镇科协',
      level: 'TOWNSHIP',
      regionCode: '450421100',
      parentId: cityId,
      knownFrom: '2020-01-01',
    }),
  ]);
  type Row = { region: { code: string }; units: number; covered: number; missing: { code: string }[] };
  const { data } = await service.query<{ coverage: Row[] }>(
    '{ coverage(region: "450400", kind: TOWNSHIP_ASSOCIATION, groupBy: COUNTY, asOf: "2021-11-30") { region { code } units covered missing { code } } }',
  );
  expect(data.coverage.map(({ units }) => units)).toEqual([8, 5, 4, 9, 17, 9, 14]);
  const cangwu = data.coverage.find(({ region }) => region.code === '450421');
  expect(cangwu).toMatchObject({ covered: 1 });
  expect(cangwu?.missing).toHaveLength(8);
});

test('a query for a day returns the regions that were valid on that day', async () => {
  const { data } = await service.query<Record<string, { name: string } | null>>(
    '{ then: region(code: "450404", asOf: "2012-12-31") { name } now: region(code: "450404") { name } city: region(code: "450400") { name } }',
  );
  expect(data).toEqual({ then: { name: '蝶山区' }, now: null, city: { name: '梧州市' } });
  const { data: counties } = await service.query<{ regions: unknown[] }>(
    '{ regions(parent: "450400", level: COUNTY) { code } }',
  );
  expect(counties.regions).toHaveLength(7);
});

test('each membership is counted once, also when its events are delivered twice', async () => {
  const filed = await foundAssociation(await newHost());
  const membership = {
    membershipId: newId('mem'),
    personId: roster[0] ?? '',
    organizationId: filed.id,
    role: 'MEMBER',
  };
  const count = async () =>
    (
      await service.query<{ organization: Found }>(
        'query($id: ID!) { organization(id: $id) { individualMemberCount } }',
        { id: filed.id },
      )
    ).data.organization.individualMemberCount;
  await service.publish(MembershipStarted({ ...membership, joinedOn: '2021-05-25' }), {
    aggregateId: membership.membershipId,
    version: 1,
  });
  await eventually(async () => expect(await count()).toBe(1));
  await service.publish(MembershipEnded({ ...membership, endedOn: '2021-06-01', reason: 'RESIGNED' }), {
    aggregateId: membership.membershipId,
    version: 2,
  });
  await eventually(async () => expect(await count()).toBe(0));
});

test('the pages of a list have no gaps or repetitions, and a page of more than 100 items is refused', async () => {
  type Page = {
    organizations: {
      totalCount: number;
      edges: { node: { id: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };
  const text =
    'query($after: String) { organizations(sort: [{ field: NAME }, { field: FOUNDED_ON, direction: DESC }], first: 3, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }';
  const seen: string[] = [];
  let page: Page['organizations'] | undefined;
  while (!page || page.pageInfo.hasNextPage) {
    page = (await service.query<Page>(text, { after: page?.pageInfo.endCursor ?? null })).data.organizations;
    seen.push(...page.edges.map(({ node }) => node.id));
    expect(seen.length).toBeLessThanOrEqual(page.totalCount);
  }
  expect(new Set(seen).size).toBe(page.totalCount);
  const { errors } = await service.query('{ organizations(first: 1000) { totalCount } }');
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }]);
});

test('a search ignores width, case and punctuation, and treats no character as a pattern', async () => {
  await importRows([row('e', { name: '科普E站(示范)', kind: 'OTHER_PARTNER' })]);
  const search = async (text: string) =>
    (
      await service.query<{ searchOrganizations: { totalCount: number } }>(
        'query($text: String!) { searchOrganizations(text: $text) { totalCount } }',
        { text },
      )
    ).data.searchOrganizations.totalCount;
  expect(await search('科普e站')).toBe(1);
  expect(await search('.*科普.*e.*')).toBe(1);
  expect(await search('不存在的名字')).toBe(0);
});

test('statistics count the organizations that exist on the day, and a report for an unknown region is NOT_FOUND', async () => {
  const text =
    '{ organizationStats(filter: { kinds: [TOWNSHIP_ASSOCIATION] }, groupBy: [REGION_COUNTY, FOUNDED_YEAR], asOf: "2019-12-31") { count } later: organizationStats(filter: { kinds: [TOWNSHIP_ASSOCIATION] }, groupBy: [REGION_COUNTY, FOUNDED_YEAR], asOf: "2021-12-31") { keys { code label } count } }';
  const { data } = await service.query<{ organizationStats: unknown[]; later: unknown[] }>(text);
  expect(data.organizationStats).toEqual([]);
  expect(data.later).toEqual([
    {
      keys: [
        { code: '450421', label: '苍梧县' },
        { code: 'UNKNOWN', label: '未注明' },
      ],
      count: 1,
    },
  ]);
  const { errors } = await service.query(
    '{ annualReport(region: "999999", year: 2020) { organizations { hearings { year } } } }',
  );
  expect(errors).toMatchObject([{ path: ['annualReport', 'organizations'], extensions: { code: 'NOT_FOUND' } }]);
});

test('statistics of a past day show the staff, the Party organization and the status of that day', async () => {
  const filter = { regions: ['450406'], kinds: ['RURAL_TECH_ASSOCIATION'] };
  const sent = row('dated', { kind: filter.kinds[0], regionCode: '450406', foundedOn: '2020-01-01' });
  const id = (await importRows([sent])).rows[0]?.id;
  let version = 0;
  const act = async (name: string, type: string, input: object) =>
    expect((await mutate(name, type, { ...input, id, expectedVersion: (version += 1) })).userErrors).toEqual([]);
  await act('setStaffing', 'SetStaffingInput', { fullTimeStaff: 2, partTimeStaff: 0, asOf: '2020-06-01' });
  await act('setStaffing', 'SetStaffingInput', { fullTimeStaff: 5, partTimeStaff: 0, asOf: '2021-06-01' });
  await act('establishPartyOrganization', 'PartyOrganizationInput', {
    kind: 'BRANCH',
    name: '支部',
    establishedOn: '2021-06-01',
  });
  await act('endPartyOrganization', 'EndPartyOrganizationInput', {
    kind: 'BRANCH',
    endedOn: '2022-06-01',
    reason: '改建党委',
    documentNo: '9号',
  });
  await act('establishPartyOrganization', 'PartyOrganizationInput', {
    kind: 'PARTY_COMMITTEE',
    name: '党委',
    establishedOn: '2022-06-01',
  });
  await act('renewTerm', 'RenewTermInput', { term: { number: 1, startedOn: '2020-02-01', endsOn: '2022-02-01' } });
  await act('renewTerm', 'RenewTermInput', { term: { number: 2, startedOn: '2023-02-01', endsOn: '2026-02-01' } });
  const on = async (asOf: string, more: object = {}) =>
    (
      await service.query<{ organizationStats: object[] }>(
        'query($filter: OrganizationFilter, $asOf: Date) { organizationStats(filter: $filter, groupBy: [STATUS, PARTY_KIND], asOf: $asOf) { keys { code } fullTimeStaff withPartyOrganization } }',
        { filter: { ...filter, ...more }, asOf },
      )
    ).data.organizationStats;
  const rowOf = (status: string, party: string, fullTimeStaff: number) => [
    { keys: [{ code: status }, { code: party }], fullTimeStaff, withPartyOrganization: party === 'NONE' ? 0 : 1 },
  ];
  expect(await on('2020-01-31')).toEqual(rowOf('ACTIVE', 'NONE', 0));
  expect(await on('2020-12-31')).toEqual(rowOf('ACTIVE', 'NONE', 2));
  expect(await on('2021-12-31')).toEqual(rowOf('ACTIVE', 'BRANCH', 5));
  expect(await on('2022-12-31')).toEqual(rowOf('TERM_OVERDUE', 'PARTY_COMMITTEE', 5));
  expect(await on('2023-12-31')).toEqual(rowOf('ACTIVE', 'PARTY_COMMITTEE', 5));
  expect(await on('2021-12-31', { statuses: ['TERM_OVERDUE'] })).toEqual([]);
  expect(await on('2020-01-31', { hasFullTimeStaff: true })).toEqual([]);
});
