import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';
import { act, anyone, city, county, importRows, otherCounty, persons, publishPlaces, staffOf } from './builders.ts';

let service: SubgraphUnderTest;

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  await publishPlaces(service);
}, 60_000);
afterAll(() => service.stop());

type Honour = { id: string; title: string; version: number; status: string; level: string };
type HonourPayload = { honour: Honour | null };

const grant = (personId: string, change: object = {}, viewer: Identity = staffOf(county)) =>
  act<HonourPayload>(service, 'grantHonour', {
    input: {
      personId,
      ...{ title: '全国优秀科技工作者', level: 'NATIONAL', year: 2012, conferredBy: ['中国科协'] },
      ...{ documentNo: '科协发〔2012〕1号', clientMutationId: randomUUID() },
      ...change,
    },
    selection: 'honour { id title version status level }',
    viewer,
  });

const revoke = (id: string, change: object = {}, viewer: Identity = staffOf(county)) =>
  act<HonourPayload>(service, 'revokeHonour', {
    input: { id, reason: '学术不端', expectedVersion: 1, ...change },
    selection: 'honour { id title version status level }',
    viewer,
  });

async function list(filter: string, viewer: Identity = anyone) {
  const { data, errors } = await service.query<{
    personHonours: { totalCount: number; edges: { node: { id: string; person: { id: string } } }[] } | null;
  } | null>(`{ personHonours(filter: { ${filter} }) { totalCount edges { node { id person { id } } } } }`, {}, viewer);
  return { ids: data?.personHonours?.edges.map(({ node }) => node.id), code: errors?.[0]?.extensions?.code };
}

async function honoursOf(personId: string): Promise<string[]> {
  const { data } = await service.query<{ person: { honours: { id: string }[] } }>(
    'query($id: ID!) { person(id: $id) { honours { id } } }',
    { id: personId },
    staffOf(city),
  );
  return data.person.honours.map(({ id }) => id);
}

async function eventsOf(type: string, honourId: string) {
  return (await service.events<{ honourId: string }>(type)).filter((event) => event.honourId === honourId);
}

test('staff grant an honour from a document, and it is with the person, in the list, in the filter of persons, and in an event', async () => {
  const [personId] = await persons(service, 1);
  const title = `优秀${randomUUID()}`;
  const { payload, codes } = await grant(personId as string, { title });
  expect([payload.honour, codes]).toMatchObject([{ title, level: 'NATIONAL', status: 'GRANTED', version: 1 }, []]);
  const id = payload.honour?.id as string;
  expect(await honoursOf(personId as string)).toEqual([id]);
  expect((await list(`title: "${title.toUpperCase()}"`)).ids).toEqual([id]);
  expect((await list(`personId: "${personId}", levels: [NATIONAL], fromYear: 2012, toYear: 2012`)).ids).toEqual([id]);
  expect((await list(`personId: "${personId}", levels: [COUNTY]`)).ids).toEqual([]);
  expect((await list(`title: "${title}", regions: ["${city}"]`)).ids).toEqual([id]);
  expect((await list(`title: "${title}", regions: ["${otherCounty}"]`)).ids).toEqual([]);
  const { data } = await service.query<{ persons: { edges: { node: { id: string } }[] } }>(
    'query($title: String) { persons(filter: { honourTitle: $title }) { edges { node { id } } } }',
    { title },
    staffOf(city),
  );
  expect(data.persons.edges).toEqual([{ node: { id: personId } }]);
  await eventually(async () =>
    expect(await eventsOf('people.honour.granted.v1', id)).toMatchObject([{ personId, level: 'NATIONAL', year: 2012 }]),
  );
});

test('a person has an honour of a title, year and body once, also when two members of staff record it at the same time', async () => {
  const [personId] = (await persons(service, 1)) as [string];
  const results = await Promise.all([grant(personId), grant(personId, {}, staffOf(city))]);
  expect(results.flatMap(({ codes }) => codes)).toEqual(['DUPLICATE']);
  expect((await grant(personId, { title: '全国优秀科技工作者 ' })).codes).toEqual(['DUPLICATE']);
  expect((await grant(personId, { year: 2013 })).codes).toEqual([]);
  expect(await honoursOf(personId)).toHaveLength(2);
});

test('a repeated request grants no second honour, and bad facts are refused without a trace', async () => {
  const [personId] = (await persons(service, 1)) as [string];
  const clientMutationId = randomUUID();
  const [first, again] = [await grant(personId, { clientMutationId }), await grant(personId, { clientMutationId })];
  expect(again.payload.honour?.id).toBe(first.payload.honour?.id);
  expect((await grant(personId, { documentNo: ' ', year: 2013 })).codes).toEqual(['VALIDATION_FAILED']);
  expect((await grant(personId, { year: 2200 })).codes).toEqual(['VALIDATION_FAILED']);
  expect((await grant('per_unknown', {}, staffOf(city))).codes).toEqual(['REFERENCE_UNKNOWN']);
  expect((await grant(personId, { year: 2014 }, staffOf(otherCounty))).codes).toEqual(['FORBIDDEN']);
  expect(await honoursOf(personId)).toHaveLength(1);
});

test('a revoked honour is with nobody but staff of its region, and is revoked once', async () => {
  const [personId] = (await persons(service, 1)) as [string];
  const title = randomUUID();
  const id = (await grant(personId, { title })).payload.honour?.id as string;
  expect((await revoke(id, { expectedVersion: 7 })).codes).toEqual(['VERSION_CONFLICT']);
  const results = await Promise.all([revoke(id), revoke(id, {}, staffOf(city))]);
  expect(results.flatMap(({ codes }) => codes)).toEqual(['VERSION_CONFLICT']);
  expect((await revoke(id, { expectedVersion: 2 })).codes).toEqual(['INVALID_TRANSITION']);
  expect(await honoursOf(personId)).toEqual([]);
  expect((await list(`title: "${title}"`)).ids).toEqual([]);
  const revoked = `title: "${title}", status: REVOKED`;
  expect((await list(revoked, staffOf(county))).ids).toEqual([id]);
  expect((await list(revoked, staffOf(otherCounty))).ids).toEqual([]);
  expect((await list(revoked)).code).toBe('UNAUTHENTICATED');
  expect((await list(revoked, { ...staffOf(county), roles: ['secretary'] })).code).toBe('FORBIDDEN');
  // the same honour can be granted again, because the first one is not in force
  expect((await grant(personId, { title })).codes).toEqual([]);
  await eventually(async () =>
    expect(await eventsOf('people.honour.revoked.v1', id)).toMatchObject([{ personId, title }]),
  );
});

test('an imported award grants each awardee an honour of the level of its region, once', async () => {
  const awardees = await persons(service, 2);
  const title = randomUUID();
  const row = (awardeeIds: string[]) => ({
    ...{ key: title, title, year: 2020, regionCode: county, edition: 1, conferredBy: ['县委', '县政府'], quota: 2 },
    awardeeIds,
  });
  await importRows(service, 'importAwardCampaigns', [row(awardees.slice(0, 1))]);
  await importRows(service, 'importAwardCampaigns', [row(awardees)]);
  const { data } = await service.query<{ personHonours: { edges: { node: object }[] } }>(
    `{ personHonours(filter: { title: "${title}" }) { edges { node { level conferredBy person { id } campaign { title } } } } }`,
  );
  expect(data.personHonours.edges.map(({ node }) => node)).toEqual(
    awardees.map((id) => ({ level: 'COUNTY', conferredBy: '县委、县政府', person: { id }, campaign: { title } })),
  );
});
