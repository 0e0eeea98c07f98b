import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  OrganizationActivated,
  OrganizationChanged,
  OrganizationDissolved,
  OrganizationRegistered,
  RegionsImported,
} from '@kexie/events';
import { newId } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';

type Service = Awaited<ReturnType<typeof startSubgraphUnderTest>>;
type Report = {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rows: { id: string | null; outcome: string; errors: { code: string }[] }[];
};
type UserErrors = { code: string; path: string[] | null }[];

let service: Service;
const county = '450422';
const secretaryOf = (organizationId: string): Identity => ({
  id: 'usr_secretary',
  roles: ['secretary'],
  regions: [],
  organizations: [organizationId],
});
const staff: Identity = { id: 'usr_staff', roles: ['staff'], regions: ['450400'], organizations: [] };
const elsewhere: Identity = { id: 'usr_elsewhere', roles: ['staff'], regions: ['450100'], organizations: [] };
/** A second administrator: who submitted, registered or proposed does not approve, verify or decide. */
const second: Identity = { id: 'usr_second', roles: ['administrator'], regions: [], organizations: [] };
const anonymous: Identity = { id: 'anonymous', roles: [], regions: [], organizations: [] };

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  const region = (code: string, name: string, level: string, parentCode: string) => ({
    code,
    name,
    level,
    kind: level,
    parentCode,
    validFrom: null,
    validTo: null,
  });
  await service.publish(
    RegionsImported({
      edition: 'test',
      regions: [region('450400', '梧州市', 'PREFECTURE', '450000'), region(county, '藤县', 'COUNTY', '450400')],
    }),
    { aggregateId: '450400', version: 1 },
  );
  await eventually(async () =>
    expect((await importPersons([{ name: '先到的人' }], { dryRun: true })).rejected).toBe(0),
  );
});

afterAll(() => service.stop());

test('a repeated import changes nothing, a changed row changes its person, and an invalid row does not affect the others', async () => {
  const rows = [
    { key: 'same-1', name: '甲某' },
    { key: 'same-2', name: '乙某' },
  ];
  const first = await importPersons(rows);
  expect(first).toMatchObject({ created: 2, rejected: 0 });
  expect(await importPersons(rows)).toMatchObject({ unchanged: 2, created: 0, updated: 0 });
  const third = await importPersons([
    { key: 'same-1', name: '甲某某' },
    { key: 'same-2', name: '乙' },
    { key: 'same-3', name: '丙某', regionCode: '999999' },
  ]);
  expect(third.rows.map(({ outcome }) => outcome)).toEqual(['UPDATED', 'REJECTED', 'REJECTED']);
  expect(third.rows.map(({ errors }) => errors[0]?.code)).toEqual([
    undefined,
    'VALIDATION_FAILED',
    'REFERENCE_UNKNOWN',
  ]);
  expect(third.rows[0]?.id).toBe(first.rows[0]?.id);
});

test('a dry run reports the result and writes neither persons nor events', async () => {
  const name = unique('试运行');
  expect(await importPersons([{ name }], { dryRun: true })).toMatchObject({ created: 1 });
  expect(await search(name)).toEqual([]);
  const [id] = await persons([{ name }]);
  await eventually(async () => {
    const registered = await service.events<{ personId: string; name: string }>('people.worker.registered.v1');
    expect(registered.filter((event) => event.name === name).map(({ personId }) => personId)).toEqual([id]);
  });
});

test('only staff may import, and of a file only the rows of another region are refused, with their numbers', async () => {
  const rows = [
    { key: unique('k'), name: '丁某', regionCode: county },
    { key: unique('k'), name: '外某', regionCode: '450100' },
    { key: unique('k'), name: '戊某', regionCode: county },
  ];
  const query =
    'mutation($input: ImportPersonsInput!) { importPersons(input: $input) { report { rows { row outcome errors { code path } } } } }';
  expect((await service.query(query, { input: { rows } }, anonymous)).errors?.[0]?.extensions?.code).toBe(
    'UNAUTHORIZED_FIELD',
  );
  const { data } = await service.query<{ importPersons: { report: Report } }>(query, { input: { rows } }, staff);
  expect(data.importPersons.report.rows).toEqual([
    { row: 0, outcome: 'CREATED', errors: [] },
    { row: 1, outcome: 'REJECTED', errors: [{ code: 'FORBIDDEN', path: ['regionCode'] }] },
    { row: 2, outcome: 'CREATED', errors: [] },
  ]);
});

test('the same key in two counties names two persons', async () => {
  const key = unique('theirs');
  const first = await importPersons([{ key, name: '市某', regionCode: '450400' }]);
  const other = await importPersons([{ key, name: '县某', regionCode: county }]);
  expect([first.created, other.created]).toEqual([1, 1]);
  expect(await importPersons([{ key, name: '市某', regionCode: '450400' }])).toMatchObject({ unchanged: 1 });
});

test('a blank key is refused, so that it never makes several persons one', async () => {
  const report = await importPersons(['', ' ', '\u200b'].map((key) => ({ key, name: '空某' })));
  expect(report.rows.map(({ errors }) => errors[0]?.code)).toEqual(Array(3).fill('VALIDATION_FAILED'));
});

test('the members of a merged association become members of its successor since they joined, and who is a member there only leaves, once', async () => {
  const [moving, both] = await persons([{ name: '转会某' }, { name: '双会某' }]);
  const [merged, successor] = [
    await activeAssociation([moving as string, both as string]),
    await activeAssociation([both as string]),
  ];
  for (let repetition = 0; repetition < 2; repetition += 1)
    await service.publish(merger(merged, successor), { aggregateId: merged, version: 5 });
  await eventually(async () =>
    expect(facts(await members(merged, 'ENDED'))).toEqual(
      expect.arrayContaining([
        { role: 'MEMBER', joinedOn: '2021-03-01', endedOn: '2021-12-01', endReason: 'TRANSFERRED', person: moving },
        { role: 'MEMBER', joinedOn: '2021-03-01', endedOn: '2021-12-01', endReason: 'TRANSFERRED', person: both },
      ]),
    ),
  );
  expect(await members(merged)).toMatchObject({ totalCount: 0 });
  const joined = (person: string | undefined) => ({
    ...{ role: 'MEMBER', joinedOn: '2021-03-01', endedOn: null, endReason: null },
    person,
  });
  const present = facts(await members(successor));
  expect(present).toHaveLength(2);
  expect(present).toEqual(expect.arrayContaining([joined(moving), joined(both)]));
  await eventually(async () => {
    const concerned = ({ organizationId }: { organizationId: string }) => [merged, successor].includes(organizationId);
    type Member = { organizationId: string; personId: string; successorId?: string };
    const ended = (await service.events<Member>('people.membership.ended.v1')).filter(concerned);
    const transferred = ended.filter(({ successorId }) => successorId === successor);
    expect(transferred.map(({ personId }) => personId).sort()).toEqual([moving, both].sort());
    const started = (await service.events<Member>('people.membership.started.v1')).filter(concerned);
    expect(started.filter(({ personId }) => personId === moving).map(({ organizationId }) => organizationId)).toEqual([
      merged,
      successor,
    ]);
  });
});

test('the members of an association go to the successor of its successor, and their memberships end when that was dissolved', async () => {
  for (const isDissolved of [false, true]) {
    const [personId] = await persons([{ name: '随迁某' }]);
    const [first, second, third] = [
      await activeAssociation([personId as string]),
      await activeAssociation([]),
      await activeAssociation([]),
    ];
    const end = isDissolved ? dissolution(second) : merger(second, third);
    await service.publish(end, { aggregateId: second, version: 5 });
    await service.publish(merger(first, second), { aggregateId: first, version: 5 });
    const endReason = isDissolved ? 'ORGANIZATION_DISSOLVED' : 'TRANSFERRED';
    await eventually(async () =>
      expect(facts(await members(first, 'ENDED'))).toEqual(
        expect.arrayContaining([expect.objectContaining({ person: personId, endReason })]),
      ),
    );
    expect(facts(await members(third)).map(({ person }) => person)).toEqual(isDissolved ? [] : [personId]);
    expect(await members(second)).toMatchObject({ totalCount: 0 });
  }
});

test('the roster of an activated association becomes its members once, also when events arrive late or repeatedly', async () => {
  const [chair, secretary, member] = await persons([{ name: '主席某' }, { name: '秘书长某' }, { name: '会员某' }]);
  const organizationId = newId('org');
  const activated = activation(organizationId, {
    rosterPersonIds: [chair, secretary, member, newId('per')],
    chairPersonId: chair,
    secretaryPersonId: secretary,
  });
  await service.publish(activated, { aggregateId: organizationId, version: 4 });
  await service.publish(activated, { aggregateId: organizationId, version: 4 });
  await eventually(async () => expect(await members(organizationId)).toMatchObject({ totalCount: 3 }));

  await service.publish(dissolution(organizationId), { aggregateId: organizationId, version: 5 });
  await eventually(async () => expect(await members(organizationId)).toMatchObject({ totalCount: 0 }));
  await service.publish(activated, { aggregateId: organizationId, version: 4 });
  await service.publish(dissolution(organizationId), { aggregateId: organizationId, version: 5 });

  const ended = await members(organizationId, 'ENDED');
  expect(ended.edges.map(({ node }) => [node.role, node.joinedOn, node.endedOn, node.endReason]).sort()).toEqual([
    ['CHAIR', '2021-03-01', '2021-12-01', 'ORGANIZATION_DISSOLVED'],
    ['MEMBER', '2021-03-01', '2021-12-01', 'ORGANIZATION_DISSOLVED'],
    ['SECRETARY_GENERAL', '2021-03-01', '2021-12-01', 'ORGANIZATION_DISSOLVED'],
  ]);
  const after = await activeAssociation([member]); // Its events follow the repeated ones, so the repeated ones are handled by now.
  expect(await members(after)).toMatchObject({ totalCount: 1 });
  expect(await members(organizationId)).toMatchObject({ totalCount: 0 });
  const told = async (type: string) =>
    (await service.events<{ organizationId: string }>(type)).filter((event) => event.organizationId === organizationId)
      .length;
  await eventually(async () =>
    expect([await told('people.membership.started.v1'), await told('people.membership.ended.v1')]).toEqual([3, 3]),
  );
});

test('an association whose dissolution arrives before its activation has no members', async () => {
  const [member] = await persons([{ name: '迟到某' }]);
  const organizationId = newId('org');
  // The directory can mark only a known organization as dissolved.
  await service.publish(OrganizationRegistered(organizationFacts(organizationId)), {
    aggregateId: organizationId,
    version: 3,
  });
  await service.publish(dissolution(organizationId), { aggregateId: organizationId, version: 5 });
  await service.publish(activation(organizationId, { rosterPersonIds: [member] }), {
    aggregateId: organizationId,
    version: 4,
  });
  await activeAssociation([member]);
  expect(await members(organizationId)).toMatchObject({ totalCount: 0 });
});

test('an application leads through a review to a membership, and no step can be skipped or repeated', async () => {
  const organizationId = await activeAssociation([]);
  const [applicant] = await persons([{ name: '申请某' }]);
  const input = { personId: applicant, organizationId, statement: '申请入会', clientMutationId: unique('m') };
  const submitted = await submit(input);
  expect(submitted.application).toMatchObject({ status: 'SUBMITTED', version: 1 });
  expect((await submit(input)).application?.id).toBe(submitted.application?.id); // a repetition after a lost response
  expect((await submit({ ...input, clientMutationId: unique('m') })).userErrors[0]?.code).toBe('DUPLICATE');
  expect(await openApplications(organizationId)).toBe(1);

  const id = submitted.application?.id as string;
  expect((await decide({ id, decision: 'APPROVE', expectedVersion: 1 })).userErrors[0]?.code).toBe(
    'INVALID_TRANSITION',
  );
  expect(
    (await decide({ id, decision: 'START_REVIEW', expectedVersion: 1 }, secretaryOf(organizationId))).application
      ?.status,
  ).toBe('UNDER_REVIEW');
  expect((await decide({ id, decision: 'APPROVE', expectedVersion: 1 })).userErrors[0]?.code).toBe('VERSION_CONFLICT');
  expect((await decide({ id, decision: 'APPROVE', expectedVersion: 2 }, second)).application?.status).toBe('APPROVED');
  expect(await members(organizationId)).toMatchObject({ totalCount: 1 });
  expect(await openApplications(organizationId)).toBe(0);
  expect((await submit({ ...input, clientMutationId: unique('m') })).userErrors[0]?.code).toBe('DUPLICATE');
  await eventually(async () => {
    const decided = await service.events<{ applicationId: string; status: string }>(
      'people.membership-application.decided.v1',
    );
    expect(decided.filter((event) => event.applicationId === id).map(({ status }) => status)).toEqual(['APPROVED']);
  });
});

test('the statistics of applications follow their decisions', async () => {
  const organizationId = await activeAssociation([]);
  const [approved, rejected, waiting] = await persons([{ name: '甲某' }, { name: '乙某' }, { name: '丙某' }]);
  const outcomes = [
    [approved, 'APPROVE'],
    [rejected, 'REJECT'],
    [waiting, undefined],
  ] as const;
  for (const [personId, decision] of outcomes) {
    const { application } = await submit({ personId, organizationId, clientMutationId: unique('m') });
    const id = application?.id as string;
    await decide({ id, decision: 'START_REVIEW', expectedVersion: 1 });
    if (decision) await decide({ id, decision, reason: '决定', expectedVersion: 2 }, second);
  }
  const { data } = await service.query<{ applicationStats: object[] }>(
    'query($ids: [ID!]) { applicationStats(filter: { organizationIds: $ids }, groupBy: [ORGANIZATION]) { keys { dimension code label } submitted open approved rejected approvalRate medianDaysToDecision oldestOpenDays suppressed } }',
    { ids: [organizationId] },
    secretaryOf(organizationId),
  );
  expect(data.applicationStats).toEqual([
    {
      keys: [{ dimension: 'ORGANIZATION', code: organizationId, label: `企业科协${organizationId}` }],
      ...{ submitted: 3, open: 1, approved: 1, rejected: 1 },
      ...{ approvalRate: '0.5000', medianDaysToDecision: '0.00', oldestOpenDays: 0, suppressed: false },
    },
  ]);
});

test('a member gets another role, the history keeps the earlier one, and an association without a chair is a warning', async () => {
  const [first, next] = await persons([{ name: '主席某' }, { name: '副主席某' }]);
  const organizationId = await activeAssociation([first, next]);
  const ids = new Map((await members(organizationId)).edges.map(({ node }) => [node.person.id, node.id]));
  const [id, successor] = [ids.get(first), ids.get(next)] as [string, string];
  const role = async (input: object, viewer: Identity = secretaryOf(organizationId)) => {
    const { data, errors } = await service.query<{ changeMembershipRole: RolePayload } | null>(
      `mutation($input: ChangeMembershipRoleInput!) { changeMembershipRole(input: $input) { ${rolePayload} } }`,
      { input },
      viewer,
    );
    return data?.changeMembershipRole ?? errors?.[0]?.extensions?.code;
  };
  expect(await role({ id, role: 'CHAIR', since: '2021-03-01', expectedVersion: 1 })).toMatchObject({
    membership: { role: 'CHAIR', roleSince: '2021-03-01', earlierRoles: [], version: 2 },
    warnings: [],
  });
  expect(await role({ id, role: 'MEMBER', since: '2021-09-01', expectedVersion: 2 })).toMatchObject({
    membership: { role: 'MEMBER', earlierRoles: [{ role: 'CHAIR', from: '2021-03-01', until: '2021-09-01' }] },
    warnings: [expect.stringContaining('no chair')],
  });
  expect(await role({ id: successor, role: 'CHAIR', since: '2021-09-01', expectedVersion: 1 })).toMatchObject({
    warnings: [],
  });
  expect(await role({ id, role: 'CHAIR', since: '2021-10-01', expectedVersion: 3 })).toMatchObject({
    warnings: [expect.stringContaining('2 chairs')],
  });
  const { data } = await service.query<{ endMembership: RolePayload }>(
    `mutation($input: EndMembershipInput!) { endMembership(input: $input) { ${rolePayload} } }`,
    { input: { id, reason: 'RESIGNED', endedOn: '2021-10-02', expectedVersion: 4 } },
  );
  expect(data.endMembership).toMatchObject({ userErrors: [], warnings: [] }); // the successor is chair
  expect(await role({ id, role: 'MEMBER', since: '2021-10-03', expectedVersion: 5 })).toMatchObject({
    userErrors: [{ code: 'INVALID_TRANSITION' }],
    warnings: [],
  });
  expect(await role({ id: successor, role: 'MEMBER', since: '2021-10-03', expectedVersion: 1 })).toMatchObject({
    userErrors: [{ code: 'VERSION_CONFLICT' }],
  });
  expect(await role({ id: successor, role: 'MEMBER', since: '2021-10-03', expectedVersion: 2 }, elsewhere)).toBe(
    'FORBIDDEN',
  );
  const events = await eventually(async () => {
    const all = await service.events<{ membershipId: string; role: string; since: string }>(
      'people.membership.role-changed.v1',
    );
    const own = all.filter(({ membershipId }) => membershipId === id);
    expect(own).toHaveLength(3);
    return own;
  });
  expect(events.map(({ role: name, since }) => [name, since])).toEqual([
    ['CHAIR', '2021-03-01'],
    ['MEMBER', '2021-09-01'],
    ['CHAIR', '2021-10-01'],
  ]);
});

test('two simultaneous changes of a role are one, and the second gets VERSION_CONFLICT', async () => {
  const [person] = await persons([{ name: '同时任某' }]);
  const organizationId = await activeAssociation([person]);
  const id = (await members(organizationId)).edges[0]?.node.id;
  const change = async (role: string) =>
    (
      await service.query<{ changeMembershipRole: RolePayload }>(
        `mutation($input: ChangeMembershipRoleInput!) { changeMembershipRole(input: $input) { ${rolePayload} } }`,
        { input: { id, role, since: '2021-03-02', expectedVersion: 1 } },
      )
    ).data.changeMembershipRole;
  const answers = await Promise.all(['VICE_CHAIR', 'SECRETARY_GENERAL'].map(change));
  expect(answers.map(({ userErrors }) => userErrors[0]?.code).sort()).toEqual(['VERSION_CONFLICT', undefined]);
});

test('two simultaneous approvals of an application start one membership', async () => {
  const organizationId = await activeAssociation([]);
  const [personId] = await persons([{ name: '同时某' }]);
  const { application } = await submit({ personId, organizationId, clientMutationId: unique('m') });
  const id = application?.id as string;
  await decide({ id, decision: 'START_REVIEW', expectedVersion: 1 });
  const answers = await Promise.all([1, 2].map(() => decide({ id, decision: 'APPROVE', expectedVersion: 2 }, second)));
  expect(answers.map(({ userErrors }) => userErrors[0]?.code).sort()).toEqual(['VERSION_CONFLICT', undefined]);
  expect(await members(organizationId)).toMatchObject({ totalCount: 1 });
});

test('a dissolved association has no open applications and accepts no new ones', async () => {
  const organizationId = await activeAssociation([]);
  const [first, second] = await persons([{ name: '等待某' }, { name: '再来某' }]);
  const { application } = await submit({ personId: first, organizationId, clientMutationId: unique('m') });
  await service.publish(dissolution(organizationId), { aggregateId: organizationId, version: 9 });
  await eventually(async () => expect(await openApplications(organizationId)).toBe(0));
  expect(
    (await decide({ id: application?.id as string, decision: 'START_REVIEW', expectedVersion: 2 })).userErrors[0]?.code,
  ).toBe('INVALID_TRANSITION');
  expect((await submit({ personId: second, organizationId, clientMutationId: unique('m') })).userErrors[0]?.code).toBe(
    'REFERENCE_INACTIVE',
  );
});

test('a secretary can decide only about their own association', async () => {
  const organizationId = await activeAssociation([]);
  const [personId] = await persons([{ name: '外人某' }]);
  const { application } = await submit({ personId, organizationId, clientMutationId: unique('m') });
  const query =
    'mutation($input: DecideMembershipApplicationInput!) { decideMembershipApplication(input: $input) { application { status } } }';
  const { errors } = await service.query(
    query,
    { input: { id: application?.id, decision: 'START_REVIEW', expectedVersion: 1 } },
    secretaryOf(newId('org')),
  );
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  const inbox = 'query { membershipApplications(first: 100) { edges { node { id } } } }';
  const seen = await service.query<{ membershipApplications: { edges: { node: { id: string } }[] } }>(
    inbox,
    {},
    secretaryOf(organizationId),
  );
  expect(seen.data?.membershipApplications.edges.map(({ node }) => node.id)).toEqual([application?.id]);
});

test('a phone number registers only one worker, is not stored in readable form, and is shown, masked, only to staff of the region', async () => {
  const phone = `138${String(Date.now()).slice(-8)}`;
  const register = (change: object) =>
    service.query<{
      registerWorker: { person: { id: string; phoneMasked: string | null } | null; userErrors: UserErrors };
    }>(
      'mutation($input: RegisterWorkerInput!) { registerWorker(input: $input) { person { id phoneMasked } userErrors { code path } } }',
      {
        input: {
          name: '手机某',
          phone,
          regionCode: county,
          subjectCodes: [],
          channel: 'ONLINE',
          consentVersion: '2021-11',
          clientMutationId: unique('m'),
          ...change,
        },
      },
    );
  expect((await register({ consentVersion: '2019' })).data?.registerWorker.userErrors[0]?.code).toBe('CONSENT_MISSING');
  const { data } = await register({});
  const id = data?.registerWorker.person?.id;
  expect(data?.registerWorker.person?.phoneMasked).toBe(`138****${phone.slice(-4)}`);
  expect((await register({ phone: `+86 ${phone}` })).data?.registerWorker.userErrors[0]).toMatchObject({
    code: 'DUPLICATE',
    path: ['phone'],
  });

  const asked =
    'query($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) { ... on Person { name phoneMasked gender home { status } } } }';
  const seenBy = async (viewer: Identity) =>
    (await service.query<{ _entities: unknown[] }>(asked, { id }, viewer)).data?._entities[0];
  expect(await seenBy(anonymous)).toEqual({ name: '手机某', phoneMasked: null, gender: null, home: null });
  expect(await seenBy(elsewhere)).toMatchObject({ phoneMasked: null, home: { status: 'REGISTERED' } });
  expect(await seenBy(staff)).toMatchObject({ phoneMasked: `138****${phone.slice(-4)}` });
  await eventually(async () =>
    expect(JSON.stringify(await service.events('people.worker.registered.v1'))).toContain(id),
  );
  expect(JSON.stringify(await service.events('people.worker.registered.v1'))).not.toContain(phone);
});

test('the register is not public, a page has at most 100 persons, and the next page continues after the last person', async () => {
  expect((await service.query('{ persons { totalCount } }', {}, anonymous)).errors?.[0]?.extensions?.code).toBe(
    'UNAUTHORIZED_FIELD',
  );
  expect(
    (await service.query('{ persons { totalCount } }', {}, { ...anonymous, id: 'usr_analyst', roles: ['analyst'] }))
      .errors?.[0]?.extensions?.code,
  ).toBe('UNAUTHORIZED_FIELD');
  expect(
    (
      await service.query(
        '{ persons { totalCount } }',
        {},
        { ...anonymous, id: 'usr_analyst', roles: ['analyst'], scopes: ['people:register:read'] },
      )
    ).errors,
  ).toBeUndefined();
  expect((await service.query('{ persons(first: 101) { totalCount } }')).errors?.[0]?.extensions?.code).toBe(
    'VALIDATION_FAILED',
  );
  expect((await service.query('{ persons(after: "nonsense") { totalCount } }')).errors?.[0]?.extensions?.code).toBe(
    'VALIDATION_FAILED',
  );
  const titleName = unique('职称');
  const ids = await persons(Array.from({ length: 5 }, (_, index) => ({ name: `翻页某${index}`, titleName })));
  const page = (after: string | null) =>
    service.query<{
      searchPersons: {
        totalCount: number;
        edges: { node: { id: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }>(
      'query($text: String!, $after: String) { searchPersons(text: $text, first: 3, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }',
      { text: titleName, after },
    );
  const first = (await page(null)).data?.searchPersons;
  const second = (await page(first?.pageInfo.endCursor ?? null)).data?.searchPersons;
  expect([first?.totalCount, first?.pageInfo.hasNextPage, second?.pageInfo.hasNextPage]).toEqual([5, true, false]);
  expect([...(first?.edges ?? []), ...(second?.edges ?? [])].map(({ node }) => node.id)).toEqual(ids);
});

test('computed figures equal the records (registrations by day, awardees by year, celebrations by period), and figures without records are null', async () => {
  const regionCode = county;
  const workers = await persons(
    Array.from({ length: 4 }, (_, index) => ({
      name: `统计某${index}`,
      regionCode,
      homeStatus: 'REGISTERED',
      registeredOn: '2015-06-30',
      titleLevel: 'SENIOR',
    })),
  );
  const award = {
    key: unique('award'),
    title: unique('奖'),
    year: 2015,
    regionCode,
    edition: 1,
    conferredBy: ['藤县县委'],
    quota: 3,
    awardeeIds: workers.slice(0, 3),
  };
  expect(await importRows('importAwardCampaigns', 'ImportAwardCampaignsInput', [award])).toMatchObject({ created: 1 });
  expect(await importRows('importAwardCampaigns', 'ImportAwardCampaignsInput', [award])).toMatchObject({
    unchanged: 1,
  });
  expect(
    (await importRows('importAwardCampaigns', 'ImportAwardCampaignsInput', [{ ...award, awardeeIds: workers }])).rows[0]
      ?.errors[0]?.code,
  ).toBe('QUOTA_EXCEEDED');
  const celebration = {
    key: unique('cel'),
    title: '庆祝会(占位)',
    kind: 'UNSPECIFIED',
    periodLabel: '2014—2015年',
    periodFrom: '2014-01-01',
    periodTo: '2015-12-31',
    regionCode,
    synthetic: true,
  };
  expect(await importRows('importCelebrations', 'ImportCelebrationsInput', [celebration])).toMatchObject({
    created: 1,
  });

  type Figure = { value: string | null; unit: string; qualifier: string };
  const { data } = await service.query<{
    r2015: { people: Record<string, Figure> };
    r2014: { people: Record<string, Figure> };
    both: { celebrations: Figure; careVisits: Figure; awardees: { year: number; measure: Figure }[] };
    half: { celebrations: Figure };
  }>(
    `{
    r2015: annualReport(region: "${county}", year: 2015) { people { homeRegistrations { value unit qualifier } awardees { value unit qualifier } } }
    r2014: annualReport(region: "${county}", year: 2014) { people { homeRegistrations { value unit qualifier } awardees { value unit qualifier } } }
    both: recognitionStats(region: "450400", fromYear: 2014, toYear: 2015) { celebrations { value unit qualifier } careVisits { value unit qualifier } awardees { year measure { value unit qualifier } } }
    half: recognitionStats(region: "450400", fromYear: 2015, toYear: 2015) { celebrations { value unit qualifier } }
  }`,
    {},
    anonymous,
  );
  expect(data?.r2015.people).toEqual({
    homeRegistrations: { value: null, unit: 'PERSON', qualifier: 'EXACT' }, // fewer than five, for viewers without the register
    awardees: { value: '3', unit: 'PERSON', qualifier: 'EXACT' },
  });
  expect(data?.r2014.people).toMatchObject({ homeRegistrations: { value: null }, awardees: { value: null } });
  expect(data?.both).toMatchObject({
    celebrations: { value: '1', unit: 'SESSION' },
    careVisits: { value: null, unit: 'PERSON' },
    awardees: [
      { year: 2014, measure: { value: null } },
      { year: 2015, measure: { value: '3' } },
    ],
  });
  const exact = await service.query<{ annualReport: { people: Record<string, Figure> } }>(
    `{ annualReport(region: "${county}", year: 2015) { people { homeRegistrations { value qualifier } } } }`,
    {},
    staff,
  );
  expect(exact.data.annualReport.people['homeRegistrations']).toEqual({ value: '4', qualifier: 'EXACT' });
  expect(data?.half.celebrations.value).toBeNull(); // the period does not lie wholly in 2015
});

test('a secretary alone makes nobody a verified member: a second person approves, and verifies', async () => {
  const organizationId = await activeAssociation([]);
  const secretary = secretaryOf(organizationId);
  const [theirs, ours] = await persons([
    { name: '外县某', regionCode: '450400' },
    { name: '本县某', homeStatus: 'REGISTERED', registeredOn: '2021-01-01' },
  ]);
  const apply = async (personId: string) =>
    service.query<{ submitMembershipApplication: ApplicationPayload }>(
      'mutation($input: SubmitMembershipApplicationInput!) { submitMembershipApplication(input: $input) { application { id status version } userErrors { code path } } }',
      { input: { personId, organizationId, channel: 'PAPER', clientMutationId: unique('m') } },
      secretary,
    );
  expect((await apply(theirs)).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', input: ['personId'] });

  const id = (await apply(ours)).data.submitMembershipApplication.application?.id as string;
  await decide({ id, decision: 'START_REVIEW', expectedVersion: 1 }, secretary);
  const approve = (viewer: Identity) =>
    service.query<{ decideMembershipApplication: ApplicationPayload }>(
      'mutation($input: DecideMembershipApplicationInput!) { decideMembershipApplication(input: $input) { application { status } userErrors { code } } }',
      { input: { id, decision: 'APPROVE', expectedVersion: 2 } },
      viewer,
    );
  expect((await approve(secretary)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await approve(second)).data.decideMembershipApplication.application?.status).toBe('APPROVED');

  const verify = (personId: string, viewer?: Identity) =>
    service.query<{ verifyWorker: { person: { home: { status: string } } | null; userErrors: UserErrors } }>(
      'mutation($input: VerifyWorkerInput!) { verifyWorker(input: $input) { person { home { status } } userErrors { code path } } }',
      { input: { id: personId, method: 'REAL_NAME', expectedVersion: 1 } },
      viewer,
    );
  // The administrator has imported the person; nobody verifies a person whom they registered, in any role.
  expect((await verify(ours)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await verify(theirs, secretary)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await verify(ours, secretary)).data.verifyWorker.person?.home.status).toBe('VERIFIED');
});

test('an application that its applicant has submitted needs no second clerk, and its applicant does not approve it', async () => {
  const organizationId = await activeAssociation([]);
  const [applicant] = await persons([{ name: '本人某' }]);
  const { data } = await service.query<{ submitMembershipApplication: ApplicationPayload }>(
    'mutation($input: SubmitMembershipApplicationInput!) { submitMembershipApplication(input: $input) { application { id } userErrors { code } } }',
    { input: { personId: applicant, organizationId, clientMutationId: unique('m') } },
    { id: applicant, roles: ['worker'], regions: [], organizations: [] },
  );
  const id = data.submitMembershipApplication.application?.id as string;
  await decide({ id, decision: 'START_REVIEW', expectedVersion: 1 });
  const own = { ...secretaryOf(organizationId), id: applicant };
  const { errors } = await service.query(
    'mutation($input: DecideMembershipApplicationInput!) { decideMembershipApplication(input: $input) { application { id } } }',
    { input: { id, decision: 'APPROVE', expectedVersion: 2 } },
    own,
  );
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await decide({ id, decision: 'APPROVE', expectedVersion: 2 })).application?.status).toBe('APPROVED');
});

test('when an association moves to another county, its applications and memberships are for the staff of the new county', async () => {
  const organizationId = await activeAssociation([]);
  const [applicant, other] = await persons([{ name: '迁移某' }, { name: '会员某' }]);
  const { application } = await submit({ personId: applicant, organizationId, clientMutationId: unique('m') });
  const id = application?.id as string;
  const row = { key: unique('m'), personId: other, organizationId, joinedOn: '2021-03-01' };
  await importRows('importMemberships', 'ImportMembershipsInput', [row]);
  await service.publish(OrganizationChanged({ ...organizationFacts(organizationId), regionCode: '450421' }), {
    aggregateId: organizationId,
    version: 7,
  });
  const staffOf = (region: string): Identity => ({ ...staff, regions: [region] });
  const listed = async (region: string) =>
    (
      await service.query<{ membershipApplications: { edges: { node: { id: string } }[] } }>(
        'query($ids: [ID!]) { membershipApplications(filter: { organizationIds: $ids }) { edges { node { id } } } }',
        { ids: [organizationId] },
        staffOf(region),
      )
    ).data.membershipApplications.edges.map(({ node }) => node.id);
  await eventually(async () => expect([await listed('450421'), await listed(county)]).toEqual([[id], []]));
  const start = (region: string, expectedVersion = 1) =>
    service.query<{ decideMembershipApplication: ApplicationPayload }>(
      'mutation($input: DecideMembershipApplicationInput!) { decideMembershipApplication(input: $input) { application { status } userErrors { code } } }',
      { input: { id, decision: 'START_REVIEW', expectedVersion } },
      staffOf(region),
    );
  await eventually(async () => expect((await start(county, 99)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN'));
  expect((await start('450421')).data.decideMembershipApplication.application?.status).toBe('UNDER_REVIEW');
  expect(await importRows('importMemberships', 'ImportMembershipsInput', [row])).toMatchObject({ unchanged: 1 });
});

test('who may not see an application, finds it by no path', async () => {
  const organizationId = await activeAssociation([]);
  const [personId] = await persons([{ name: '密件某' }]);
  const { application } = await submit({ personId, organizationId, clientMutationId: unique('m') });
  const seen = (viewer: Identity) =>
    service.query<{ membershipApplications: { totalCount: number }; _entities: unknown[] }>(
      `query($id: ID!, $organization: ID!) {
        membershipApplications(filter: { organizationIds: [$organization] }) { totalCount }
        _entities(representations: [{ __typename: "MembershipApplication", id: $id }]) { ... on MembershipApplication { id } }
      }`,
      { id: application?.id, organization: organizationId },
      viewer,
    );
  for (const viewer of [elsewhere, secretaryOf(newId('org'))])
    expect((await seen(viewer)).data).toEqual({ membershipApplications: { totalCount: 0 }, _entities: [null] });
  expect((await seen(staff)).data).toMatchObject({ _entities: [{ id: application?.id }] });
  const count = await service.query<{ _entities: unknown[] }>(
    'query($id: ID!) { _entities(representations: [{ __typename: "Organization", id: $id }]) { ... on Organization { openApplicationCount } } }',
    { id: organizationId },
    anonymous,
  );
  expect(count.data._entities).toEqual([{ openApplicationCount: null }]);
});

test('persons can be counted by the kind of their employer and by other dimensions at once', async () => {
  const employers = { mine: newId('org'), mill: newId('org'), college: newId('org') };
  for (const [id, kind] of [
    [employers.mine, 'ENTERPRISE'],
    [employers.mill, 'ENTERPRISE'],
    [employers.college, 'UNIVERSITY'],
  ] as const) {
    await service.publish(OrganizationRegistered({ ...organizationFacts(id), kind }), { aggregateId: id, version: 1 });
  }
  const worker = (name: string, employerId: string | null, ...subjectCodes: string[]) => ({
    key: `employed-${name}`,
    name: `受聘${name}`,
    employerId,
    subjectCodes,
  });
  const rows = [
    worker('甲', employers.mine, '8301010', '8302010'),
    worker('乙', employers.mine, '8301010'),
    worker('丙', employers.mill, '8301010'),
    worker('丁', employers.college, '8302010'),
    worker('戊', null, '8302010'),
  ];
  await eventually(async () => expect(await importPersons(rows)).toMatchObject({ rejected: 0 }));
  const query =
    '{ peopleStats(filter: { subjectPrefixes: ["830"] }, groupBy: [EMPLOYER_KIND, SUBJECT]) { keys { code } persons } }';
  const { data } = await service.query<{ peopleStats: { keys: { code: string }[]; persons: number }[] }>(
    query,
    {},
    staff,
  );
  expect(data?.peopleStats.map(({ keys, persons: count }) => [...keys.map(({ code }) => code), count])).toEqual([
    ['ENTERPRISE', '8301010', 3],
    ['ENTERPRISE', '8302010', 1],
    ['UNIVERSITY', '8302010', 1],
    ['UNKNOWN', '8302010', 1],
  ]);
});

test('for an unknown region the section of the report is NOT_FOUND, and the report itself remains', async () => {
  const { data, errors } = await service.query<{ annualReport: { year: number; people: null } }>(
    '{ annualReport(region: "450499", year: 2020) { year people { awardees { value } } } }',
  );
  expect(data).toEqual({ annualReport: { year: 2020, people: null } });
  expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
});

// helpers

function unique(word: string): string {
  return `${word}${newId('per').slice(-10).toLowerCase()}`;
}

async function importRows(mutation: string, input: string, rows: object[], dryRun = false): Promise<Report> {
  const { data, errors } = await service.query<Record<string, { report: Report }>>(
    `mutation($input: ${input}!) { ${mutation}(input: $input) { report { created updated unchanged rejected rows { id outcome errors { code } } } } }`,
    { input: { rows, dryRun } },
  );
  expect(errors).toBeUndefined();
  return data?.[mutation]?.report as Report;
}

function importPersons(rows: object[], { dryRun = false } = {}): Promise<Report> {
  return importRows(
    'importPersons',
    'ImportPersonsInput',
    rows.map((row) => ({ key: unique('person'), regionCode: county, ...row })),
    dryRun,
  );
}

/** Imports persons and returns their ids. */
async function persons<Rows extends object[]>(rows: [...Rows]): Promise<{ [Index in keyof Rows]: string }> {
  return (await importPersons(rows)).rows.map(({ id }) => id) as { [Index in keyof Rows]: string };
}

async function search(text: string): Promise<string[]> {
  const { data } = await service.query<{ searchPersons: { edges: { node: { id: string } }[] } }>(
    'query($text: String!) { searchPersons(text: $text) { edges { node { id } } } }',
    { text },
  );
  return (data?.searchPersons.edges ?? []).map(({ node }) => node.id);
}

function organizationFacts(organizationId: string) {
  return {
    organizationId,
    name: `企业科协${organizationId}`,
    kind: 'ENTERPRISE_ASSOCIATION',
    level: 'COUNTY',
    regionCode: county,
    parentId: null,
    hostId: null,
    creditCode: null,
    subjectCodes: [],
    industryCodes: [],
    synthetic: true,
  };
}

function activation(
  organizationId: string,
  change: { rosterPersonIds: string[]; chairPersonId?: string; secretaryPersonId?: string },
) {
  return OrganizationActivated({
    ...organizationFacts(organizationId),
    foundedOn: '2021-03-01',
    chairPersonId: null,
    secretaryPersonId: null,
    ...change,
  });
}

function dissolution(organizationId: string, successorId: string | null = null) {
  return OrganizationDissolved({
    organizationId,
    hostId: null,
    successorId,
    dissolvedOn: '2021-12-01',
    reason: '测试',
  });
}

const merger = (organizationId: string, successorId: string) => dissolution(organizationId, successorId);

/** Memberships with the id of the person in place of their own. */
function facts({ edges }: Members) {
  return edges.map(({ node: { role, joinedOn, endedOn, endReason, person } }) => ({
    ...{ role, joinedOn, endedOn, endReason },
    person: person.id,
  }));
}

/** Publishes an association with these members, and waits until both consumers of the service have handled it. */
async function activeAssociation(rosterPersonIds: string[]): Promise<string> {
  const organizationId = newId('org');
  const [marker] = await persons([{ name: '名单某' }]);
  await service.publish(activation(organizationId, { rosterPersonIds: [...rosterPersonIds, marker] }), {
    aggregateId: organizationId,
    version: 4,
  });
  await eventually(async () =>
    expect(await members(organizationId)).toMatchObject({ totalCount: rosterPersonIds.length + 1 }),
  );
  const query =
    'mutation($input: ImportMembershipsInput!) { importMemberships(input: $input) { report { rows { errors { code } } } } }';
  await eventually(async () => {
    const input = {
      dryRun: true,
      rows: [{ key: unique('m'), personId: marker, organizationId, joinedOn: '2021-03-01' }],
    };
    const { data } = await service.query<{ importMemberships: { report: Report } }>(query, { input });
    expect(data?.importMemberships.report.rows[0]?.errors[0]?.code).toBe('DUPLICATE'); // The association is known, and the marker is a member.
  });
  await endMembershipOf(organizationId, marker);
  return organizationId;
}

async function endMembershipOf(organizationId: string, personId: string): Promise<void> {
  const { edges } = await members(organizationId);
  const membership = edges.find(({ node }) => node.person.id === personId)?.node;
  const input = { id: membership?.id, reason: 'RESIGNED', endedOn: '2021-04-01', expectedVersion: 1 };
  const { data } = await service.query<{ endMembership: { userErrors: UserErrors } }>(
    'mutation($input: EndMembershipInput!) { endMembership(input: $input) { userErrors { code path } } }',
    { input },
  );
  expect(data?.endMembership.userErrors).toEqual([]);
}

const rolePayload =
  'membership { role roleSince earlierRoles { role from until } version } warnings userErrors { code path }';
type RolePayload = { membership: object | null; warnings: string[]; userErrors: UserErrors };

type Members = {
  totalCount: number;
  edges: {
    node: {
      id: string;
      role: string;
      joinedOn: string;
      endedOn: string | null;
      endReason: string | null;
      person: { id: string };
    };
  }[];
};

async function members(organizationId: string, status = 'ACTIVE'): Promise<Members> {
  const query = `query($id: ID!, $status: MembershipStatus) { _entities(representations: [{ __typename: "Organization", id: $id }]) {
    ... on Organization { members(status: $status) { totalCount edges { node { id role joinedOn endedOn endReason person { id } } } } } } }`;
  const { data } = await service.query<{ _entities: [{ members: Members }] }>(query, { id: organizationId, status });
  return data?._entities[0].members as Members;
}

async function openApplications(organizationId: string): Promise<number | undefined> {
  const query =
    'query($id: ID!) { _entities(representations: [{ __typename: "Organization", id: $id }]) { ... on Organization { openApplicationCount } } }';
  return (await service.query<{ _entities: [{ openApplicationCount: number }] }>(query, { id: organizationId })).data
    ?._entities[0].openApplicationCount;
}

type ApplicationPayload = {
  application: { id: string; status: string; version: number } | null;
  userErrors: UserErrors;
};

async function submit(input: object): Promise<ApplicationPayload> {
  const query =
    'mutation($input: SubmitMembershipApplicationInput!) { submitMembershipApplication(input: $input) { application { id status version } userErrors { code path } } }';
  return (await service.query<{ submitMembershipApplication: ApplicationPayload }>(query, { input })).data
    ?.submitMembershipApplication as ApplicationPayload;
}

async function decide(input: object, viewer?: Identity): Promise<ApplicationPayload> {
  const query =
    'mutation($input: DecideMembershipApplicationInput!) { decideMembershipApplication(input: $input) { application { id status version } userErrors { code path } } }';
  return (await service.query<{ decideMembershipApplication: ApplicationPayload }>(query, { input }, viewer)).data
    ?.decideMembershipApplication as ApplicationPayload;
}
