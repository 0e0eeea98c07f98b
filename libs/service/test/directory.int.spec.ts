import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  OrganizationActivated,
  OrganizationApplied,
  OrganizationChanged,
  OrganizationDissolved,
  OrganizationRegistered,
  OrganizationResumed,
  OrganizationSuspended,
  OrganizationTermOverdue,
  OrganizationTermRenewed,
  RegionsImported,
  type NewEvent,
} from '@kexie/events';
import { newEventId, newId } from '@kexie/kernel';
import { connectMongo, inTransaction, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { createDirectory, type Directory } from '../src/directory.ts';

const database = testDatabase('directory');
let mongo: Mongo;
let directory: Directory;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  directory = createDirectory(mongo);
  await prepareCollections(mongo);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

/** Delivers an event as the consumer would. */
async function arrive(event: NewEvent, aggregateId: string, aggregateVersion: number): Promise<void> {
  const route = directory.reaction('tester').routes.find(({ definition }) => definition.type === event.type);
  if (!route) throw new Error(`The directory does not react to ${event.type}.`);
  await inTransaction(mongo, (session) =>
    route.handle(
      { id: newEventId(), type: event.type, aggregateId, aggregateVersion, occurredAt: new Date(), data: event.data },
      session,
    ),
  );
}

const facts = (organizationId: string, name = '藤县科协') => ({
  organizationId,
  name,
  kind: 'TERRITORIAL_ASSOCIATION',
  level: 'COUNTY',
  regionCode: '450422',
  parentId: null,
  hostId: null,
  creditCode: null,
  subjectCodes: [],
  industryCodes: [],
  synthetic: false,
});
const history = {
  applied: (id: string) => arrive(OrganizationApplied(facts(id)), id, 1),
  activated: (id: string, name?: string) =>
    arrive(
      OrganizationActivated({
        ...facts(id, name),
        rosterPersonIds: [],
        chairPersonId: null,
        secretaryPersonId: null,
        foundedOn: null,
      }),
      id,
      3,
    ),
  overdue: (id: string) => arrive(OrganizationTermOverdue({ organizationId: id, endsOn: '2021-01-01' }), id, 4),
  renewed: (id: string) =>
    arrive(
      OrganizationTermRenewed({ organizationId: id, number: 2, startedOn: '2021-02-01', endsOn: '2026-02-01' }),
      id,
      5,
    ),
  dissolved: (id: string) =>
    arrive(
      OrganizationDissolved({
        organizationId: id,
        hostId: null,
        successorId: null,
        dissolvedOn: '2021-10-01',
        reason: 'test',
      }),
      id,
      6,
    ),
};
const statusOf = async (id: string) => (await directory.organization(id))?.status;
const regions = (name: string, version: number) =>
  arrive(
    RegionsImported({
      edition: 'test',
      regions: [
        { code: '450422', name, level: 'COUNTY', kind: 'COUNTY', parentCode: '450400', validFrom: null, validTo: null },
      ],
    }),
    '450400',
    version,
  );

test('the copy of an organization follows its lifecycle as events arrive', async () => {
  const id = newId('org');
  const seen: (string | undefined)[] = [];
  for (const step of ['applied', 'activated', 'overdue', 'renewed', 'dissolved'] as const) {
    await history[step](id);
    seen.push(await statusOf(id));
  }
  expect(seen).toEqual(['APPLIED', 'ACTIVE', 'TERM_OVERDUE', 'ACTIVE', 'DISSOLVED']);
});

test('late or repeated events do not reactivate a dissolved organization', async () => {
  const id = newId('org');
  for (const step of ['activated', 'dissolved', 'applied', 'activated', 'overdue', 'renewed', 'dissolved'] as const)
    await history[step](id);
  expect(await directory.organization(id)).toMatchObject({ status: 'DISSOLVED', version: 6, name: '藤县科协' });
});

test('an earlier event that arrives late does not overwrite a later one', async () => {
  const id = newId('org');
  await history.activated(id, '新名');
  await history.applied(id);
  expect(await directory.organization(id)).toMatchObject({ status: 'ACTIVE', name: '新名' });
});

test('facts that arrive after a newer status are stored, and do not change the status', async () => {
  const id = newId('org');
  await history.applied(id);
  await history.overdue(id);
  await history.activated(id, '新名');
  expect(await directory.organization(id)).toMatchObject({ status: 'TERM_OVERDUE', version: 4, name: '新名' });
  await history.applied(id);
  expect(await directory.organization(id)).toMatchObject({ status: 'TERM_OVERDUE', name: '新名' });
});

test('a dissolution that overtakes the founding is retried until the organization is known', async () => {
  const id = newId('org');
  await expect(history.dissolved(id)).rejects.toThrow('not known yet');
  expect(await directory.organization(id)).toBeNull();
  await history.activated(id);
  await history.dissolved(id);
  expect(await statusOf(id)).toBe('DISSOLVED');
});

test('only an active organization can be referred to, including one whose term is overdue', async () => {
  const id = newId('org');
  const refer = () => directory.activeOrganization(id, 'organizerId');
  await expect(refer()).rejects.toMatchObject({ code: 'REFERENCE_UNKNOWN', inputPath: ['organizerId'] });
  await history.applied(id);
  await expect(refer()).rejects.toMatchObject({ code: 'REFERENCE_INACTIVE' });
  await history.activated(id);
  expect(await refer()).toMatchObject({ _id: id });
  await history.overdue(id);
  expect(await refer()).toMatchObject({ _id: id, status: 'TERM_OVERDUE' });
  await history.dissolved(id);
  await expect(refer()).rejects.toMatchObject({ code: 'REFERENCE_INACTIVE' });
});

test('a suspended organization stays readable and cannot be referred to until it is resumed', async () => {
  const id = newId('org');
  const refer = () => directory.activeOrganization(id, 'organizerId');
  const decision = { organizationId: id, reason: '整改', documentNo: '9号' };
  const resumed = (status: 'ACTIVE' | 'TERM_OVERDUE', version: number) =>
    arrive(OrganizationResumed({ ...decision, status, resumedOn: '2021-07-01' }), id, version);
  const suspended = (version: number) =>
    arrive(OrganizationSuspended({ ...decision, suspendedOn: '2021-06-01' }), id, version);
  await history.activated(id);
  await suspended(4);
  await expect(refer()).rejects.toMatchObject({ code: 'REFERENCE_INACTIVE', message: '藤县科协 is suspended (暂停).' });
  expect(await directory.knownOrganization(id, 'organizerId')).toMatchObject({ status: 'SUSPENDED', name: '藤县科协' });
  const before = { name: '藤县科协', regionCode: '450422', parentId: null, hostId: null };
  await arrive(OrganizationChanged({ ...facts(id, '新名'), regionCode: '450423', before }), id, 5);
  expect(await directory.organization(id)).toMatchObject({ status: 'SUSPENDED', name: '新名', regionCode: '450423' });
  await resumed('ACTIVE', 6);
  await suspended(4);
  expect(await refer()).toMatchObject({ status: 'ACTIVE', version: 6, name: '新名' });
  await suspended(7);
  await resumed('TERM_OVERDUE', 8);
  expect(await refer()).toMatchObject({ status: 'TERM_OVERDUE', version: 8 });
});

test('a partner is active as soon as it is registered', async () => {
  const id = newId('org');
  await arrive(OrganizationRegistered(facts(id, '梧州市气象局')), id, 1);
  expect((await directory.organizations([id, newId('org'), id])).get(id)).toMatchObject({
    status: 'ACTIVE',
    name: '梧州市气象局',
  });
});

test('an older edition of the regions that arrives late does not replace a newer one', async () => {
  await expect(directory.knownRegion('450422', 'regionCode', undefined, '2021-05-01')).rejects.toMatchObject({
    code: 'REFERENCE_UNKNOWN',
  });
  await expect(directory.requireRegion('450422')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await regions('藤县', 2);
  await regions('旧藤县', 1);
  expect(await directory.knownRegion('450422', 'regionCode', undefined, '2021-05-01')).toMatchObject({
    name: '藤县',
    version: 2,
  });
  expect(await directory.regionNames(['450422', '999999'])).toEqual(new Map([['450422', '藤县']]));
});

test('a region is known on the days on which it exists, and a later record is told its successor', async () => {
  const facts = { level: 'COUNTY', kind: 'DISTRICT', parentCode: '450400', validFrom: null };
  const [abolished, successor] = ['450404', '450403'];
  const stated = [
    { ...facts, code: abolished, name: '蝶山区', validTo: '2013-12-31', successors: [successor] },
    { ...facts, code: successor, name: '万秀区', validTo: null },
    { ...facts, code: '450406', name: '龙圩区', validFrom: '2013-01-01', validTo: null, successors: [] },
  ];
  await arrive(RegionsImported({ edition: 'dated', regions: stated }), 'regions-dated', 1);
  const known = (code: string, on: string) => directory.knownRegion(code, 'regionCode', undefined, on);
  expect(await known(abolished, '2013-12-31')).toMatchObject({ name: '蝶山区' });
  await expect(known(abolished, '2014-01-01')).rejects.toMatchObject({
    code: 'REFERENCE_INACTIVE',
    message: '蝶山区 (450404) existed until 2013-12-31; its successor is 万秀区 (450403).',
  });
  expect(await known('450406', '2013-01-01')).toMatchObject({ name: '龙圩区' });
  await expect(known('450406', '2012-12-31')).rejects.toMatchObject({ code: 'REFERENCE_INACTIVE' });
});
