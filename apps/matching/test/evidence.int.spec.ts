import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ActivityVerified, AwardDecided, HonourGranted, HonourRevoked } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import { county, expertRow, importRows, membershipOf, person, publishRegions, type Service } from './builders.ts';

let service: Service;

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
}, 60_000);

afterAll(() => service.stop());

type Expert = { version: number; honourCount: number; activityCount: number; societies: { id: string }[] };

async function expertOf(id: string): Promise<Expert> {
  const { data } = await service.query<{ expert: Expert }>(
    'query ($id: ID!) { expert(id: $id) { version honourCount activityCount societies { id } } }',
    { id },
  );
  return data.expert;
}

const societiesOf = async (id: string) => (await expertOf(id)).societies.map((society) => society.id);

async function profileOf(personId: string): Promise<string> {
  return (await importRows(service, 'Experts', [expertRow(personId)])).rows[0]?.id as string;
}

async function honour(campaignId: string, awardeeIds: string[], version = 5): Promise<void> {
  const facts = { title: '最美科技工作者', year: 2021, regionCode: county, documentNo: null };
  await service.publish(AwardDecided({ ...facts, campaignId, awardeeIds }), { aggregateId: campaignId, version });
}

async function verified(activityId: string, speakerIds: string[]): Promise<void> {
  const facts = { kind: 'LECTURE', organizerId: newId('org'), regionCode: county, attendance: 80 };
  await service.publish(ActivityVerified({ ...facts, activityId, speakerIds }), {
    aggregateId: activityId,
    version: 4,
  });
}

test('an honour counts once for each campaign, also when its event comes again with more awardees', async () => {
  const [first, second] = [await person(service), await person(service)];
  const [firstId, secondId] = [await profileOf(first), await profileOf(second)];
  const campaign = newId('awd');
  await honour(campaign, [first]);
  await honour(campaign, [first, second, first], 6);
  await honour(newId('awd'), [second]);
  await eventually(async () => expect((await expertOf(secondId)).honourCount).toBe(2));
  expect(await expertOf(firstId)).toMatchObject({ honourCount: 1, version: 1 });
});

/** The two events of an honour; without an award, staff recorded it. */
function honourOf(personId: string, campaignId: string | null = null) {
  const honourId = newId('hon');
  const facts = { honourId, personId, regionCode: county, title: '最美科技工作者', year: 2021, campaignId };
  return {
    grant: () =>
      service.publish(HonourGranted({ ...facts, level: 'COUNTY', conferredBy: '县委', documentNo: '1号' }), {
        aggregateId: honourId,
        version: 1,
      }),
    revoke: () => service.publish(HonourRevoked(facts), { aggregateId: honourId, version: 2 }),
  };
}

test('an honour of an award counts once, although the award and the honour have events, and an honour without an award counts, too', async () => {
  const personId = await person(service);
  const expertId = await profileOf(personId);
  const [campaign, recorded] = [newId('awd'), honourOf(personId)];
  const awarded = honourOf(personId, campaign);
  await awarded.grant();
  await honour(campaign, [personId]);
  await awarded.grant();
  await recorded.grant();
  await recorded.grant();
  await eventually(async () => expect((await expertOf(expertId)).honourCount).toBe(2));
});

test('a revoked honour does not count, also when the event of its award or its grant comes later or again', async () => {
  const personId = await person(service);
  const expertId = await profileOf(personId);
  const [campaign, before, marker] = [newId('awd'), honourOf(personId), newId('awd')];
  const awarded = honourOf(personId, campaign);
  await before.grant();
  await eventually(async () => expect((await expertOf(expertId)).honourCount).toBe(1));
  await before.revoke();
  await awarded.revoke();
  await eventually(async () => expect((await expertOf(expertId)).honourCount).toBe(0));
  await awarded.grant();
  await before.grant();
  await honour(campaign, [personId]);
  await honour(marker, [personId]);
  await honourOf(personId).grant();
  await eventually(async () => expect((await expertOf(expertId)).honourCount).toBe(2));
});

test('a verified activity counts once for each speaker', async () => {
  const personId = await person(service);
  const expertId = await profileOf(personId);
  const activity = newId('act');
  await verified(activity, [personId, personId]);
  await verified(activity, [personId]);
  await verified(newId('act'), [personId]);
  await eventually(async () => expect((await expertOf(expertId)).activityCount).toBe(2));
});

test('a membership that ended stays ended when the event of its start arrives later or again', async () => {
  const personId = await person(service);
  const expertId = await profileOf(personId);
  const [left, joined] = [newId('org'), newId('org')];
  const former = membershipOf(service, personId, left);
  await former.end();
  await former.start();
  await former.start();
  await membershipOf(service, personId, joined).start();
  await eventually(async () => expect(await societiesOf(expertId)).toEqual([joined]));
});

test('evidence that arrives before the person and the profile is part of the profile', async () => {
  // the event of the person comes last
  const known = await person(service);
  const personId = newId('per');
  const organizationId = newId('org');
  await membershipOf(service, personId, organizationId).start();
  await honour(newId('awd'), [personId]);
  await verified(newId('act'), [personId, known]);
  const marker = await profileOf(known);
  await membershipOf(service, known, organizationId).start();
  await eventually(async () =>
    expect(await expertOf(marker)).toMatchObject({ activityCount: 1, societies: [{ id: organizationId }] }),
  );
  await person(service, { personId });
  expect(await expertOf(await profileOf(personId))).toMatchObject({
    honourCount: 1,
    activityCount: 1,
    societies: [{ id: organizationId }],
  });
});

test('a filter finds the experts who are active members of a society', async () => {
  const personId = await person(service);
  const expertId = await profileOf(personId);
  const organizationId = newId('org');
  const membership = membershipOf(service, personId, organizationId);
  const found = async () => {
    const { data } = await service.query<{ experts: { edges: { node: { id: string } }[] } }>(
      'query ($ids: [ID!]) { experts(filter: { societyIds: $ids }) { edges { node { id } } } }',
      { ids: [organizationId] },
    );
    return data.experts.edges.map(({ node }) => node.id);
  };
  await membership.start();
  await eventually(async () => expect(await found()).toEqual([expertId]));
  await membership.end();
  await eventually(async () => expect(await found()).toEqual([]));
});
