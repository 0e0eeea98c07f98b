import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OrganizationActivated, RegionsImported } from '@kexie/events';
import { newId } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';

const county = '450422';
const organizationId = newId('org');
const staff: Identity = { id: 'usr_staff', roles: ['staff'], regions: [county], organizations: [] };
const city: Identity = { id: 'usr_city', roles: ['staff'], regions: ['450400'], organizations: [] };
const elsewhere: Identity = { id: 'usr_elsewhere', roles: ['staff'], regions: ['450100'], organizations: [] };
const worker = (id: string): Identity => ({ id, roles: ['worker'], regions: [], organizations: [] });
let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  const region = (code: string, level: string, parentCode: string) => ({
    ...{ code, name: code, level, kind: level, parentCode },
    validFrom: null,
    validTo: null,
  });
  const counties = [county, '450421'].map((code) => region(code, 'COUNTY', '450400'));
  const regions = [region('450400', 'PREFECTURE', '450000'), ...counties];
  await service.publish(RegionsImported({ edition: 'test', regions }), { aggregateId: '450400', version: 1 });
  const employer = OrganizationActivated({
    organizationId,
    name: '藤县化工厂',
    kind: 'ENTERPRISE',
    level: 'COUNTY',
    regionCode: county,
    parentId: null,
    hostId: null,
    creditCode: null,
    subjectCodes: [],
    industryCodes: [],
    synthetic: true,
    rosterPersonIds: [],
    chairPersonId: null,
    secretaryPersonId: null,
    foundedOn: null,
  });
  await service.publish(employer, { aggregateId: organizationId, version: 1 });
  await eventually(() => person({ employerId: organizationId }));
}, 60_000);
afterAll(() => service.stop());

test('a worker states the own profile, the change is an event and an entry of the history, and the history has no values', async () => {
  const id = await person();
  const stated = {
    birthYear: 1980,
    isPartyMember: true,
    gender: 'FEMALE',
    position: '总工程师',
    subjectCodes: ['530'],
  };
  const { person: written, userErrors } = await update(id, { ...stated, phone: phone(), expectedVersion: 1 });
  expect([userErrors, written]).toMatchObject([[], { ...stated, version: 2, home: { status: 'REGISTERED' } }]);
  expect(await history(id, worker(id))).toEqual([
    {
      fields: ['GENDER', 'BIRTH_YEAR', 'PHONE', 'POSITION', 'SUBJECTS', 'PARTY_MEMBERSHIP'],
      changedByRole: 'PERSON',
      reason: null,
      endedVerification: false,
      version: 2,
    },
  ]);
  await eventually(async () => expect(await published(id)).toMatchObject([{ subjectCodes: ['530'] }]));
  const stored = JSON.stringify(await history(id));
  for (const value of ['1980', 'FEMALE', '总工程师']) expect(stored).not.toContain(value);
});

test('a change that changes nothing makes no version, no event and no entry of the history', async () => {
  const id = await person();
  await update(id, { position: '工程师', expectedVersion: 1 });
  expect((await update(id, { position: ' 工程师 ', expectedVersion: 2 })).person?.version).toBe(2);
  expect((await update(id, { expectedVersion: 2 })).person?.version).toBe(2);
  expect(await history(id)).toHaveLength(1);
});

test('a change of personal data alone is no event, because no other service may know it', async () => {
  const id = await person();
  await update(id, { birthYear: 1970, isPartyMember: true, phone: phone(), expectedVersion: 1 });
  await update(id, { titleName: '高级工程师', titleLevel: 'ASSOCIATE_SENIOR', expectedVersion: 2 });
  await eventually(async () => expect(await published(id)).toMatchObject([{ titleLevel: 'ASSOCIATE_SENIOR' }]));
});

test('a new employer makes a verified worker REGISTERED again, and only a second person verifies what staff have corrected', async () => {
  const id = await person();
  const verify = (expectedVersion: number, viewer: Identity) =>
    change('verifyWorker', { id, method: 'ORGANIZATION_CONFIRMED', expectedVersion }, viewer);
  expect((await verify(1, staff)).person?.home.status).toBe('VERIFIED');
  const moved = await update(id, { employerId: organizationId, expectedVersion: 2 });
  expect(moved.person?.home).toEqual({ status: 'REGISTERED', verifiedOn: null });
  await eventually(async () =>
    expect((await published(id)).map(({ homeStatus }) => homeStatus)).toEqual(['VERIFIED', 'REGISTERED']),
  );
  expect((await verify(3, staff)).person?.home.status).toBe('VERIFIED');
  const corrected = await correct({ id, name: '更正某', reason: '与身份证一致', expectedVersion: 4 }, staff);
  expect(corrected.person).toMatchObject({ name: '更正某', home: { status: 'REGISTERED' } });
  expect((await verify(5, staff)).refused).toBe('FORBIDDEN');
  expect((await verify(5, city)).person?.home.status).toBe('VERIFIED');
  expect(await history(id, staff)).toMatchObject([
    { fields: ['NAME'], changedByRole: 'STAFF', reason: '与身份证一致', endedVerification: true, version: 5 },
    { fields: ['EMPLOYER'], changedByRole: 'PERSON', reason: null, endedVerification: true, version: 3 },
  ]);
});

test('the history is for staff of the region and the person, and Party membership too', async () => {
  const id = await person();
  await correct({ id, isPartyMember: true, reason: '党建统计', expectedVersion: 1 }, staff);
  const seenBy = async (viewer: Identity) => {
    const { data } = await service.query<{ _entities: unknown[] }>(
      'query($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) { ... on Person { isPartyMember changes { totalCount } } } }',
      { id },
      viewer,
    );
    return data._entities[0];
  };
  const all = { isPartyMember: true, changes: { totalCount: 1 } };
  expect([await seenBy(staff), await seenBy(city), await seenBy(worker(id))]).toEqual([all, all, all]);
  const nothing = { isPartyMember: null, changes: null };
  const secretary: Identity = { ...staff, roles: ['secretary'], organizations: [organizationId] };
  for (const viewer of [elsewhere, worker(newId('per')), secretary, { ...staff, roles: ['broker'] }])
    expect(await seenBy(viewer)).toEqual(nothing);
});

test('the history has pages, the latest change first', async () => {
  const id = await person();
  for (const expectedVersion of [1, 2, 3]) await update(id, { position: `职务${expectedVersion}`, expectedVersion });
  const page = async (after: string | null) =>
    (
      await service.query<{ person: { changes: Changes } }>(
        'query($id: ID!, $after: String) { person(id: $id) { changes(first: 2, after: $after) { totalCount edges { node { version } } pageInfo { hasNextPage endCursor } } } }',
        { id, after },
        worker(id),
      )
    ).data.person.changes;
  const first = await page(null);
  expect([first.totalCount, first.edges.map(({ node }) => node.version)]).toEqual([3, [4, 3]]);
  expect((await page(first.pageInfo.endCursor)).edges.map(({ node }) => node.version)).toEqual([2]);
});

test('two simultaneous changes of a person make one version, and the second gets VERSION_CONFLICT', async () => {
  const id = await person();
  const answers = await Promise.all([
    update(id, { position: '主任', expectedVersion: 1 }),
    correct({ id, position: '副主任', reason: '任免文件', expectedVersion: 1 }, staff),
  ]);
  expect(answers.map(({ userErrors }) => userErrors[0]?.code).sort()).toEqual(['VERSION_CONFLICT', undefined]);
  expect(await history(id)).toHaveLength(1);
});

test('of two persons who state the same new phone number at once, one gets it, and the other DUPLICATE', async () => {
  const ids = await Promise.all([person(), person()]);
  const number = phone();
  const answers = await Promise.all(ids.map((id) => update(id, { phone: number, expectedVersion: 1 })));
  expect(answers.map(({ userErrors }) => userErrors[0]?.code).sort()).toEqual(['DUPLICATE', undefined]);
  const winner = answers.findIndex(({ userErrors }) => userErrors.length === 0);
  expect(answers[winner]?.person?.phoneMasked).toBe(`${number.slice(0, 3)}****${number.slice(-4)}`);
  const loser = ids[1 - winner] as string;
  const again = await correct({
    id: loser,
    phone: `+86 ${number}`,
    position: '主任',
    reason: '更正',
    expectedVersion: 1,
  });
  expect(again.userErrors).toMatchObject([{ code: 'DUPLICATE', path: ['phone'] }]);
  expect(await history(loser)).toEqual([]);
  const [record] = (
    await service.query<{ _entities: object[] }>(
      'query($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) { ... on Person { position version phoneMasked } } }',
      { id: loser },
    )
  ).data._entities;
  expect(record).toEqual({ position: null, version: 1, phoneMasked: null });
  // The own number is no duplicate, in any notation.
  expect((await update(ids[winner] as string, { phone: `+86${number}`, expectedVersion: 2 })).userErrors).toEqual([]);
});

test('invalid input is refused with the field at fault, and nothing is written', async () => {
  const id = await person();
  const refusals = [
    [{ birthYear: 1899 }, 'VALIDATION_FAILED', 'birthYear'],
    [{ phone: '0774-12' }, 'VALIDATION_FAILED', 'phone'],
    [{ phone: null }, 'VALIDATION_FAILED', 'phone'],
    [{ subjectCodes: ['53'] }, 'VALIDATION_FAILED', 'subjectCodes'],
    [{ position: '职'.repeat(101) }, 'VALIDATION_FAILED', 'position'],
    [{ employerId: newId('org') }, 'REFERENCE_UNKNOWN', 'employerId'],
    [{ expectedVersion: 7 }, 'VERSION_CONFLICT', 'expectedVersion'],
  ] as const;
  for (const [input, code, field] of refusals)
    expect((await update(id, { expectedVersion: 1, ...input })).userErrors).toMatchObject([{ code, path: [field] }]);
  const corrections = [
    [{ name: '甲' }, 'VALIDATION_FAILED', 'name'],
    [{ name: null }, 'VALIDATION_FAILED', 'name'],
    [{ regionCode: null }, 'VALIDATION_FAILED', 'regionCode'],
    [{ regionCode: '450499' }, 'REFERENCE_UNKNOWN', 'regionCode'],
    [{ reason: ' ' }, 'VALIDATION_FAILED', 'reason'],
    [{ id: newId('per') }, 'NOT_FOUND', 'id'],
  ] as const;
  for (const [input, code, field] of corrections) {
    const { userErrors } = await correct({ id, reason: '更正', expectedVersion: 1, position: '主任', ...input }, city);
    expect(userErrors).toMatchObject([{ code, path: [field] }]);
  }
  expect(await history(id)).toEqual([]);
  expect((await update(newId('per'), { expectedVersion: 1 })).userErrors).toMatchObject([
    { code: 'NOT_FOUND', path: null },
  ]);
});

test('staff of a county hand a person over to another county only through the city', async () => {
  const id = await person();
  const move = { id, regionCode: '450421', reason: '调动', expectedVersion: 1 };
  expect((await correct(move, staff)).refused).toBe('FORBIDDEN');
  expect((await correct(move, elsewhere)).refused).toBe('FORBIDDEN');
  expect((await correct(move, city)).person).toMatchObject({ region: { code: '450421' }, version: 2 });
  expect((await correct({ ...move, regionCode: county, expectedVersion: 2 }, staff)).refused).toBe('FORBIDDEN');
});

test('an import does not undo a correction', async () => {
  const row = { key: randomUUID(), name: '原名某', regionCode: county };
  const [created] = await importPersons([row]);
  const id = created?.id as string;
  await correct({ id, name: '更名某', reason: '改名', expectedVersion: 1 }, staff);
  expect(await importPersons([row])).toMatchObject([{ outcome: 'UNCHANGED' }]);
  expect(await importPersons([{ ...row, name: '另名某' }])).toMatchObject([
    { outcome: 'REJECTED', errors: [{ code: 'VERSION_CONFLICT' }] },
  ]);
});

// helpers

type Changes = {
  totalCount: number;
  edges: { node: { version: number } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
};
type Answer = {
  person: { version: number; name: string; phoneMasked: string; home: { status: string } } | null;
  userErrors: { code: string; path: string[] | null }[];
  /** the code of a GraphQL error */
  refused?: unknown;
};

let phones = Math.floor(Math.random() * 1e7);
const phone = () => `1380${String((phones += 1)).padStart(7, '0')}`;

async function importPersons(rows: object[]) {
  const { data } = await service.query<{
    importPersons: { report: { rows: { id: string | null; outcome: string; errors: { code: string }[] }[] } };
  }>(
    'mutation($input: ImportPersonsInput!) { importPersons(input: $input) { report { rows { id outcome errors { code } } } } }',
    { input: { rows } },
  );
  return data.importPersons.report.rows;
}

/** A registered worker of the county. */
async function person(more: object = {}): Promise<string> {
  const row = {
    key: randomUUID(),
    name: '某人',
    regionCode: county,
    homeStatus: 'REGISTERED',
    registeredOn: '2020-01-01',
  };
  const [imported] = await importPersons([{ ...row, ...more }]);
  expect(imported?.errors).toEqual([]);
  return imported?.id as string;
}

async function change(mutation: string, input: object, viewer?: Identity): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await service.query<Record<string, Answer | null> | null>(
    `mutation($input: ${type}!) { ${mutation}(input: $input) {
      person { id version name gender birthYear isPartyMember phoneMasked position subjectCodes region { code } home { status verifiedOn } }
      userErrors { code path } } }`,
    { input },
    viewer,
  );
  return data?.[mutation] ?? { person: null, userErrors: [], refused: errors?.[0]?.extensions?.code };
}

const update = (id: string, input: object) => change('updateMyProfile', input, worker(id));
const correct = (input: object, viewer?: Identity) => change('correctPerson', input, viewer);

async function history(id: string, viewer?: Identity): Promise<object[]> {
  const { data } = await service.query<{ person: { changes: { edges: { node: object }[] } } }>(
    'query($id: ID!) { person(id: $id) { changes { edges { node { fields changedByRole reason endedVerification version } } } } }',
    { id },
    viewer,
  );
  return data.person.changes.edges.map(({ node }) => node);
}

async function published(id: string) {
  const events = await service.events<{ personId: string; subjectCodes: string[]; homeStatus: string }>(
    'people.worker.profile-changed.v1',
  );
  return events.filter(({ personId }) => personId === id);
}
