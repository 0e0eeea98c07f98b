import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OrganizationChanged, OrganizationResumed, OrganizationSuspended } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import {
  acceptsNeeds,
  city,
  county,
  organizationDissolved,
  enterprise,
  enterpriseUser,
  enterpriseWithAssociation,
  facts,
  associationFiled,
  importRows,
  publishRegions,
  needInput,
  otherCounty,
  anonymous,
  staff,
  type Service,
  type Viewer,
} from './builders.ts';

let service: Service;

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
  await eventually(async () => {
    const { data } = await service.query<{ annualReport: { matching: object | null } }>(
      `{ annualReport(region: "${county}", year: 2021) { matching { funnel { needs } } } }`,
    );
    expect(data.annualReport.matching).not.toBeNull();
  });
}, 60_000);

afterAll(() => service.stop());

type Need = { id: string; status: string; version: number; statusReason: string | null; publishedOn: string | null };
type Payload = { need: Need | null; userErrors: { code: string; path: string[] | null }[] };

const fields = 'need { id status version statusReason publishedOn } userErrors { code path }';

async function mutate(
  name: string,
  type: string,
  input: object,
  viewer?: Viewer,
): Promise<Payload & { code: string | undefined }> {
  const { data, errors } = await service.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
    { input },
    viewer,
  );
  return {
    ...(data?.[name] ?? { need: null, userErrors: [] }),
    code: errors?.[0]?.extensions?.['code'] as string | undefined,
    ...(errors && { errors }),
  };
}

const create = (input: object, viewer?: Viewer) => mutate('createNeed', 'NeedInput', input, viewer);
const submit = ({ id, version }: Need, viewer?: Viewer) =>
  mutate('submitNeed', 'SubmitNeedInput', { id, expectedVersion: version }, viewer);
const review = ({ id, version }: Need, decision: string, reason?: string, viewer?: Viewer) =>
  mutate('reviewNeed', 'ReviewNeedInput', { id, decision, reason, expectedVersion: version }, viewer);

async function published(input: object): Promise<Need> {
  const draft = needOf(await create(input));
  const submitted = needOf(await submit(draft));
  return needOf(await review(submitted, 'PUBLISH'));
}

/** The need of an answer. @throws with the errors of the answer when it has none. */
function needOf(answer: Payload & { code: string | undefined }): Need {
  if (answer.need === null) throw new Error(`the answer has no need: ${JSON.stringify(answer)}`);
  return answer.need;
}

async function statusOf(id: string): Promise<string | undefined> {
  const { data } = await service.query<{ need: Need | null }>('query ($id: ID!) { need(id: $id) { status } }', { id });
  return data.need?.status;
}

async function untilWithdrawn(...ids: string[]): Promise<void> {
  await eventually(async () => {
    for (const id of ids) expect(await statusOf(id)).toBe('WITHDRAWN');
  });
}

test('an enterprise user enters and submits a need, staff publish it, and the publication has one event', async () => {
  const { enterpriseId } = await enterpriseWithAssociation(service);
  const user = enterpriseUser(enterpriseId);
  const { need: draft } = await create(needInput(enterpriseId), user);
  expect(draft).toMatchObject({ status: 'DRAFT', version: 1, publishedOn: null });
  const { need: submitted } = await submit(draft as Need, user);
  const { need } = await review(submitted as Need, 'PUBLISH', undefined, staff(city));
  expect(need).toMatchObject({ status: 'PUBLISHED', version: 3 });
  const publications = await eventually(async () => {
    const events = (
      (await service.events('matching.need.published.v1')) as { needId: string; subjectCodes: string[] }[]
    ).filter(({ needId }) => needId === draft?.id);
    expect(events).toHaveLength(1);
    return events;
  });
  expect(publications[0]?.subjectCodes).toEqual(['61030', '43045']);
});

test('a repeated clientMutationId creates no second need, and is refused with a different input', async () => {
  const input = needInput(await enterprise(service));
  const first = await create(input);
  const again = await create(input);
  expect(again.need?.id).toBe(first.need?.id);
  expect((await create({ ...input, title: '另外一个题目' })).userErrors).toEqual([
    { code: 'DUPLICATE', path: ['clientMutationId'] },
  ]);
});

test('enterprise users enter needs only for their own enterprise, and staff only in their region', async () => {
  const { enterpriseId } = await enterpriseWithAssociation(service);
  expect((await create(needInput(enterpriseId), anonymous)).code).toBe('UNAUTHORIZED_FIELD');
  expect((await create(needInput(enterpriseId), enterpriseUser(newId('org')))).code).toBe('FORBIDDEN');
  expect((await create(needInput(enterpriseId), staff('450481'))).code).toBe('FORBIDDEN');
  expect((await create(needInput(enterpriseId), staff(county))).need?.status).toBe('DRAFT');
});

test('users of an enterprise enter needs only after an enterprise association is filed', async () => {
  const enterpriseId = await enterprise(service);
  expect(await acceptsNeeds(service, enterpriseId)).toBe(false);
  expect((await create(needInput(enterpriseId), enterpriseUser(enterpriseId))).userErrors[0]?.code).toBe(
    'REFERENCE_UNKNOWN',
  );
  const associationId = newId('org');
  await service.publish(associationFiled(associationId, enterpriseId), { aggregateId: associationId, version: 2 });
  await eventually(async () => {
    expect((await create(needInput(enterpriseId), enterpriseUser(enterpriseId))).need?.status).toBe('DRAFT');
  });
  expect(await acceptsNeeds(service, enterpriseId)).toBe(true);
});

test('the dissolution of an enterprise association withdraws the open needs of its host and excludes its users, but not staff', async () => {
  const { enterpriseId, associationId } = await enterpriseWithAssociation(service);
  const user = enterpriseUser(enterpriseId);
  const { need: draft } = await create(needInput(enterpriseId), user);
  const open = await published(needInput(enterpriseId));
  const event = organizationDissolved(associationId, enterpriseId);
  await service.publish(event, { aggregateId: associationId, version: 4 });
  await untilWithdrawn((draft as Need).id, open.id);
  expect(await acceptsNeeds(service, enterpriseId)).toBe(false);
  expect((await create(needInput(enterpriseId), user)).userErrors[0]?.code).toBe('REFERENCE_INACTIVE');

  const { need: onBehalf } = await create(needInput(enterpriseId), staff(city));
  expect(onBehalf?.status).toBe('DRAFT');
  await eventually(async () => {
    const withdrawn = ((await service.events('matching.need.withdrawn.v1')) as { enterpriseId: string }[]).filter(
      (data) => data.enterpriseId === enterpriseId,
    );
    expect(withdrawn).toHaveLength(2);
  });
});

test('a dissolution event that is repeated or out of order changes nothing', async () => {
  const { enterpriseId, associationId } = await enterpriseWithAssociation(service);
  const need = await published(needInput(enterpriseId));
  await service.publish(organizationDissolved(associationId, enterpriseId), { aggregateId: associationId, version: 5 });
  await untilWithdrawn(need.id);
  await service.publish(associationFiled(associationId, enterpriseId), { aggregateId: associationId, version: 3 });
  await service.publish(organizationDissolved(associationId, enterpriseId), { aggregateId: associationId, version: 5 });
  await organizationEventsHandled();
  expect(await acceptsNeeds(service, enterpriseId)).toBe(false);
  const withdrawn = ((await service.events('matching.need.withdrawn.v1')) as { enterpriseId: string }[]).filter(
    (data) => data.enterpriseId === enterpriseId,
  );
  expect(withdrawn).toHaveLength(1);
});

test('a late dissolution withdraws the needs that were entered through its association, and not those of a later association', async () => {
  const { enterpriseId, associationId } = await enterpriseWithAssociation(service);
  const user = enterpriseUser(enterpriseId);
  const { need: earlier } = await create(needInput(enterpriseId), user);
  const successorId = newId('org');
  await service.publish(associationFiled(successorId, enterpriseId), { aggregateId: successorId, version: 1 });
  await organizationEventsHandled();
  const { need: later } = await create(needInput(enterpriseId), user);
  await service.publish(organizationDissolved(associationId, enterpriseId), { aggregateId: associationId, version: 4 });
  await untilWithdrawn((earlier as Need).id);
  expect(await statusOf((later as Need).id)).toBe('DRAFT');
  expect(await acceptsNeeds(service, enterpriseId)).toBe(true);
});

test('an organization that is no enterprise association of the region neither admits nor withdraws needs of the host that it names', async () => {
  const enterpriseId = await enterprise(service);
  const need = await published(needInput(enterpriseId));
  const forged = [{ kind: 'SOCIETY' }, { regionCode: otherCounty }, { kind: 'RURAL_TECH_ASSOCIATION' }];
  for (const facts of forged) {
    const organizationId = newId('org');
    await service.publish(associationFiled(organizationId, enterpriseId, facts), {
      aggregateId: organizationId,
      version: 1,
    });
    await service.publish(organizationDissolved(organizationId, enterpriseId), {
      aggregateId: organizationId,
      version: 2,
    });
  }
  await organizationEventsHandled();
  expect(await statusOf(need.id)).toBe('PUBLISHED');
  expect(await acceptsNeeds(service, enterpriseId)).toBe(false);
});

test('the dissolution of an association withdraws no needs of an enterprise that was not its host', async () => {
  const { associationId } = await enterpriseWithAssociation(service);
  const enterpriseId = await enterprise(service);
  const need = await published(needInput(enterpriseId));
  await service.publish(organizationDissolved(associationId, enterpriseId), { aggregateId: associationId, version: 4 });
  await organizationEventsHandled();
  expect(await statusOf(need.id)).toBe('PUBLISHED');
});

test('while the enterprise association or the enterprise is suspended the users of the enterprise enter no needs, and open needs stay', async () => {
  const { enterpriseId, associationId } = await enterpriseWithAssociation(service);
  const user = enterpriseUser(enterpriseId);
  const open = await published(needInput(enterpriseId));
  const decision = (organizationId: string) => ({ organizationId, reason: '整改', documentNo: '9号' });
  const suspend = (id: string, version: number) =>
    service.publish(OrganizationSuspended({ ...decision(id), suspendedOn: '2021-06-01' }), {
      aggregateId: id,
      version,
    });
  const resume = (id: string, version: number) =>
    service.publish(OrganizationResumed({ ...decision(id), status: 'ACTIVE', resumedOn: '2021-07-01' }), {
      aggregateId: id,
      version,
    });
  const codeFor = async (viewer: typeof user) => (await create(needInput(enterpriseId), viewer)).userErrors[0]?.code;
  await suspend(associationId, 4);
  await eventually(async () => expect(await acceptsNeeds(service, enterpriseId)).toBe(false));
  expect(await codeFor(user)).toBe('REFERENCE_INACTIVE');
  expect(await codeFor(staff(city))).toBeUndefined();
  await resume(associationId, 5);
  await eventually(async () => expect(await acceptsNeeds(service, enterpriseId)).toBe(true));
  expect(await codeFor(user)).toBeUndefined();
  await suspend(enterpriseId, 2);
  await eventually(async () => expect(await acceptsNeeds(service, enterpriseId)).toBe(false));
  for (const viewer of [user, staff(city)]) expect(await codeFor(viewer)).toBe('REFERENCE_INACTIVE');
  expect(await statusOf(open.id)).toBe('PUBLISHED');
});

test('an association that moves to another enterprise opens the needs of that one, closes those of the former, and ends what was opened when it is dissolved', async () => {
  const { enterpriseId: former, associationId } = await enterpriseWithAssociation(service);
  const open = await published(needInput(former));
  const next = await enterprise(service);
  const place = { regionCode: county, parentId: null };
  const moved = OrganizationChanged({
    ...facts,
    ...place,
    organizationId: associationId,
    name: '企业科协',
    kind: 'ENTERPRISE_ASSOCIATION',
    hostId: next,
    before: { ...place, name: '企业科协', hostId: former },
  });
  await service.publish(moved, { aggregateId: associationId, version: 4 });
  await eventually(async () => {
    expect(await acceptsNeeds(service, former)).toBe(false);
    expect(await acceptsNeeds(service, next)).toBe(true);
  });
  expect(await statusOf(open.id)).toBe('PUBLISHED');
  const need = await published(needInput(next));
  await service.publish(organizationDissolved(associationId, next), { aggregateId: associationId, version: 5 });
  await untilWithdrawn(need.id);
  expect(await acceptsNeeds(service, next)).toBe(false);
  expect(await statusOf(open.id)).toBe('PUBLISHED');
});

test('an association of the city may have a host in one of its counties', async () => {
  const enterpriseId = await enterprise(service);
  const associationId = newId('org');
  const filed = associationFiled(associationId, enterpriseId, { regionCode: city });
  await service.publish(filed, { aggregateId: associationId, version: 1 });
  await eventually(async () => expect(await acceptsNeeds(service, enterpriseId)).toBe(true));
});

test('the open needs of a dissolved enterprise are withdrawn, and no viewer can enter another', async () => {
  const enterpriseId = await enterprise(service);
  const need = await published(needInput(enterpriseId));
  await service.publish(organizationDissolved(enterpriseId, null), { aggregateId: enterpriseId, version: 2 });
  await untilWithdrawn(need.id);
  expect((await create(needInput(enterpriseId), staff(city))).userErrors[0]?.code).toBe('REFERENCE_INACTIVE');
  expect((await importRows(service, 'Needs', [needRow(enterpriseId)])).rows[0]?.errors[0]?.code).toBe(
    'REFERENCE_INACTIVE',
  );
});

test('a need that is entered during a dissolution does not stay open', async () => {
  const { enterpriseId, associationId } = await enterpriseWithAssociation(service);
  const user = enterpriseUser(enterpriseId);
  const concurrent = Array.from({ length: 8 }, async () => create(needInput(enterpriseId), user));
  await service.publish(organizationDissolved(associationId, enterpriseId), { aggregateId: associationId, version: 4 });
  const created = (
    await Promise.all([...concurrent, create(needInput(enterpriseId), user), create(needInput(enterpriseId), user)])
  ).flatMap(({ need }) => need ?? []);
  await untilWithdrawn(...created.map(({ id }) => id));
});

test('a need refuses steps that its status does not allow, and steps with an outdated version', async () => {
  const need = await published(needInput(await enterprise(service)));
  expect((await submit(need)).userErrors[0]?.code).toBe('INVALID_TRANSITION');
  expect((await submit({ ...need, version: 1 })).userErrors[0]?.code).toBe('VERSION_CONFLICT');
  const { need: draft } = await create(needInput(await enterprise(service)));
  const { need: submitted } = await submit(draft as Need);
  expect((await review(submitted as Need, 'RETURN')).userErrors).toEqual([
    { code: 'VALIDATION_FAILED', path: ['reason'] },
  ]);
  expect((await review(submitted as Need, 'RETURN', '请补充指标')).need).toMatchObject({
    status: 'RETURNED',
    statusReason: '请补充指标',
  });
});

test('a need is visible only to the viewers that its confidentiality allows, in lists and by its id', async () => {
  const { enterpriseId } = await enterpriseWithAssociation(service);
  const members = await published(needInput(enterpriseId, { confidentiality: 'MEMBERS' }));
  const secret = await published(needInput(enterpriseId, { confidentiality: 'MATCHED_ONLY' }));
  const { need: draft } = await create(needInput(enterpriseId));
  const worker = { id: newId('per'), roles: ['worker'], regions: [], organizations: [] };
  const seenBy = async (viewer: Viewer) => {
    const { data } = await service.query<
      { needs: { edges: { node: { id: string } }[] } } & Record<string, { id: string } | null>
    >(
      'query ($e: [ID!], $a: ID!, $b: ID!, $c: ID!) { needs(filter: { enterpriseIds: $e }) { edges { node { id } } } a: need(id: $a) { id } b: need(id: $b) { id } c: need(id: $c) { id } }',
      { e: [enterpriseId], a: members.id, b: secret.id, c: draft?.id },
      viewer,
    );
    const listed = data.needs.edges.map(({ node }) => node.id).sort();
    const byId = ['a', 'b', 'c'].flatMap((alias) => data[alias]?.id ?? []).sort();
    expect(byId).toEqual(listed);
    return listed;
  };
  expect(await seenBy(anonymous)).toEqual([]);
  expect(await seenBy(worker)).toEqual([members.id]);
  expect(await seenBy(enterpriseUser(enterpriseId))).toHaveLength(3);
  expect(await seenBy(staff(city))).toHaveLength(3);
  expect(await seenBy(staff('450481'))).toEqual([members.id]);
});

test('the competitors of a need are unique, at most 20, known, and not the enterprise itself', async () => {
  const enterpriseId = await enterprise(service);
  const known = await enterprise(service);
  const naming = (competitorIds: string[]) => create(needInput(enterpriseId, { competitorIds }));
  const refusal = (code: string) => [{ code, path: ['competitorIds'] }];
  expect((await naming([enterpriseId])).userErrors).toEqual(refusal('VALIDATION_FAILED'));
  expect((await naming(Array.from({ length: 21 }, () => newId('org')))).userErrors).toEqual(
    refusal('VALIDATION_FAILED'),
  );
  expect((await naming([known, newId('org')])).userErrors).toEqual(refusal('REFERENCE_UNKNOWN'));
  const { need } = await naming([known, known]);
  expect(await competitorsOf((need as Need).id)).toEqual([{ id: known }]);
  expect(await competitorsOf((await create(needInput(enterpriseId))).need?.id ?? '')).toEqual([]);
});

test('an imported row with competitors that are not allowed is refused by itself', async () => {
  const enterpriseId = await enterprise(service);
  const row = (competitorIds: string[]) => ({ ...needRow(enterpriseId), competitorIds });
  const { data } = await service.query<{ importNeeds: { report: { rows: { errors: object[] }[] } } }>(
    'mutation ($input: ImportNeedsInput!) { importNeeds(input: $input) { report { rows { errors { code path } } } } }',
    { input: { rows: [row([enterpriseId]), row([newId('org')]), row([])] } },
  );
  expect(data.importNeeds.report.rows.map(({ errors }) => errors)).toEqual([
    [{ code: 'VALIDATION_FAILED', path: ['competitorIds'] }],
    [{ code: 'REFERENCE_UNKNOWN', path: ['competitorIds'] }],
    [],
  ]);
});

test('the competitors of a need are readable for its enterprise, and for staff and brokers of its region', async () => {
  const { enterpriseId } = await enterpriseWithAssociation(service);
  const competitorId = await enterprise(service);
  const { id } = await published(needInput(enterpriseId, { competitorIds: [competitorId] }));
  const broker = { ...staff(city), roles: ['broker'] };
  for (const viewer of [undefined, enterpriseUser(enterpriseId), staff(county), staff(city), broker])
    expect([viewer, await competitorsOf(id, viewer)]).toEqual([viewer, [{ id: competitorId }]]);
  const worker = { id: newId('per'), roles: ['worker'], regions: [], organizations: [] };
  for (const viewer of [anonymous, worker, enterpriseUser(competitorId), staff(otherCounty)])
    expect([viewer, await competitorsOf(id, viewer)]).toEqual([viewer, null]);
});

async function competitorsOf(id: string, viewer?: Viewer): Promise<{ id: string }[] | null> {
  const { data } = await service.query<{ need: { competitors: { id: string }[] | null } }>(
    'query ($id: ID!) { need(id: $id) { competitors { id } } }',
    { id },
    viewer,
  );
  return data.need.competitors;
}

test('a repeated import of needs changes nothing, a dry run writes nothing, and an invalid row does not affect the others', async () => {
  const enterpriseId = await enterprise(service);
  const rows = [
    needRow(enterpriseId),
    { ...needRow(enterpriseId), requiredSubjects: [{ code: '61030', weight: '0.5' }] },
  ];
  expect(await importRows(service, 'Needs', rows, { dryRun: true })).toMatchObject({ created: 1, rejected: 1 });
  const first = await importRows(service, 'Needs', rows);
  expect(first).toMatchObject({
    created: 1,
    rejected: 1,
    rows: [
      { outcome: 'CREATED' },
      { outcome: 'REJECTED', errors: [{ code: 'VALIDATION_FAILED', path: ['requiredSubjects'] }] },
    ],
  });
  const again = await importRows(service, 'Needs', rows.slice(0, 1));
  expect(again).toMatchObject({ unchanged: 1, rows: [{ id: first.rows[0]?.id }] });
});

test('pages of needs have no gaps and no repetitions, and a page that is too large is refused', async () => {
  const enterpriseId = await enterprise(service);
  for (let i = 0; i < 5; i += 1) await create(needInput(enterpriseId));
  const text =
    'query ($e: [ID!], $first: Int, $after: String) { needs(filter: { enterpriseIds: $e }, sort: [{ field: UPDATED_AT }], first: $first, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }';
  type Page = {
    needs: {
      totalCount: number;
      edges: { node: { id: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page += 1) {
    const { data }: { data: Page } = await service.query<Page>(text, { e: [enterpriseId], first: 2, after });
    expect(data.needs.totalCount).toBe(5);
    expect(data.needs.pageInfo.hasNextPage).toBe(page < 2);
    seen.push(...data.needs.edges.map(({ node }) => node.id));
    after = data.needs.pageInfo.endCursor;
  }
  expect(new Set(seen).size).toBe(5);
  const { errors } = await service.query(text, { e: [enterpriseId], first: 101 });
  expect(errors?.[0]?.extensions?.['code']).toBe('VALIDATION_FAILED');
});

test('the search for needs finds Chinese words and ignores width and case', async () => {
  const enterpriseId = await enterprise(service);
  const need = await published(needInput(enterpriseId, { title: '科普E站的膜生物反应器', enterpriseId }));
  const find = async (text: string) => {
    const { data } = await service.query<{
      searchNeeds: { totalCount: number; edges: { score: string; node: { id: string } }[] };
    }>(
      'query ($text: String!, $e: [ID!]) { searchNeeds(text: $text, filter: { enterpriseIds: $e }) { totalCount edges { score node { id } } } }',
      { text, e: [enterpriseId] },
    );
    return data.searchNeeds;
  };
  expect((await find('e站')).edges[0]?.node.id).toBe(need.id);
  expect((await find('膜生物反应器')).edges[0]).toMatchObject({ score: '1.0000', node: { id: need.id } });
  expect((await find('养蜂')).totalCount).toBe(0);
});

const needRow = (enterpriseId: string) => {
  const { clientMutationId: key, ...row } = needInput(enterpriseId);
  return { ...row, key, status: 'PUBLISHED', periodLabel: '发稿时', periodTo: '2021-11-30', periodAssumed: true };
};

/**
 * Waits until all published events of organizations are handled. Events keep their order, so the service handles those of a new enterprise
 * only after them.
 */
async function organizationEventsHandled(): Promise<void> {
  await enterpriseWithAssociation(service);
}

test('the open needs of a merged enterprise go to its successor, once, and its other needs stay', async () => {
  const [merged, middle, successor] = [await enterprise(service), await enterprise(service), await enterprise(service)];
  const open = await published(needInput(merged, { competitorIds: [successor] }));
  const { need: draft } = await create(needInput(merged));
  await service.publish(organizationDissolved(middle, null, successor), { aggregateId: middle, version: 4 });
  for (let repetition = 0; repetition < 2; repetition += 1)
    await service.publish(organizationDissolved(merged, null, middle), { aggregateId: merged, version: 4 });
  const ownerOf = async (id: string | undefined) =>
    (
      await service.query<{ need: { status: string; enterprise: { id: string }; competitors: object[] } }>(
        'query ($id: ID!) { need(id: $id) { status enterprise { id } competitors { id } } }',
        { id },
      )
    ).data.need;
  await eventually(async () => {
    expect(await ownerOf(open.id)).toEqual({ status: 'PUBLISHED', enterprise: { id: successor }, competitors: [] });
    expect(await ownerOf(draft?.id)).toMatchObject({ status: 'DRAFT', enterprise: { id: successor } });
  });
  await eventually(async () => {
    const events = (await service.events('matching.need.transferred.v1')) as { previousEnterpriseId: string }[];
    expect(events.filter(({ previousEnterpriseId }) => previousEnterpriseId === merged)).toHaveLength(2);
  });
  expect((await create(needInput(merged))).userErrors[0]?.code).toBe('REFERENCE_INACTIVE');
});
