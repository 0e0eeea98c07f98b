import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ActivityVerified, AwardDecided, MembershipEnded, MembershipStarted, PersonMerged } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { inTransaction } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { upsertExpertProfile } from '../src/expert/commands.ts';
import type { Expert } from '../src/expert/domain.ts';
import type { Deps } from '../src/store.ts';
import { county } from './builders.ts';
import { administrator, deliver, enterExperts, expertOf, knownPerson, openReplica, profileOf } from './deps.ts';

const database = testDatabase('matching-merges');
let deps: Deps;

beforeAll(async () => {
  deps = await openReplica(database.uri);
}, 60_000);
afterAll(async () => {
  await deps.mongo.destroy();
  await database.drop();
});

const merge = (mergedId: string, survivorId: string) =>
  deliver(deps, 'matching-persons', PersonMerged({ mergedId, survivorId }), 2);
const honour = (awardeeId: string, campaignId = newId('awd')) =>
  deliver(
    deps,
    'matching-evidence',
    AwardDecided({
      ...{ campaignId, title: '最美', year: 2021, regionCode: county },
      awardeeIds: [awardeeId],
      documentNo: null,
    }),
    1,
  );
const talk = (speakerId: string) =>
  deliver(
    deps,
    'matching-activities',
    ActivityVerified({
      ...{ activityId: newId('act'), kind: 'LECTURE', organizerId: newId('org'), regionCode: county },
      ...{ attendance: 80, speakerIds: [speakerId] },
    }),
    1,
  );
const profile = (personId: string): Promise<Expert | null> =>
  inTransaction(deps.mongo, (session) => deps.store.experts.ofPerson(personId, session));

test('the profile and the evidence of a merged person are the survivor’s, also evidence whose event comes later, and a repetition changes nothing', async () => {
  const [survivor, gone] = [await knownPerson(deps), await knownPerson(deps)];
  await enterExperts(deps, [expertOf(gone)]);
  const expert = await profile(gone._id);
  const campaign = newId('awd');
  await honour(gone._id, campaign);
  await honour(survivor._id, campaign);
  await merge(gone._id, survivor._id);
  await talk(gone._id);
  await merge(gone._id, survivor._id);
  expect(await profile(survivor._id)).toMatchObject({ _id: expert?._id, honourCount: 1, activityCount: 1 });
  expect(await profile(gone._id)).toBeNull();
  await expect(upsertExpertProfile(deps, administrator, profileOf(gone))).rejects.toMatchObject({
    code: 'REFERENCE_INACTIVE',
  });
});

test('of two profiles the one with more engagements stays with the survivor, and the other is WITHDRAWN', async () => {
  for (const [ofSurvivor, ofMerged] of [
    [0, 2],
    [2, 0],
    [1, 1],
  ] as const) {
    const [survivor, gone] = [await knownPerson(deps), await knownPerson(deps)];
    const [own, other] = [expertOf(survivor), expertOf(gone)];
    await enterExperts(deps, [own, other]);
    for (const [expert, count] of [
      [own, ofSurvivor],
      [other, ofMerged],
    ] as const) {
      await deps.store.experts.model.updateOne({ _id: expert._id }, { $set: { completedCount: count } });
    }
    await merge(gone._id, survivor._id);
    const [kept, left] = ofMerged > ofSurvivor ? [other._id, own._id] : [own._id, other._id];
    expect(await profile(survivor._id)).toMatchObject({ _id: kept, status: 'ACTIVE' });
    expect(await profile(gone._id)).toMatchObject({ _id: left, status: 'WITHDRAWN' });
  }
});

test('a membership that ended before the merge stays ended when the events arrive in another order', async () => {
  const [survivor, gone] = [await knownPerson(deps), await knownPerson(deps)];
  const membership = { membershipId: newId('mem'), organizationId: newId('org'), role: 'MEMBER' };
  const ended = MembershipEnded({
    ...membership,
    personId: survivor._id,
    endedOn: '2021-01-02',
    reason: 'TRANSFERRED',
  });
  await deliver(deps, 'matching-evidence', ended, 2);
  await merge(gone._id, survivor._id);
  const started = MembershipStarted({ ...membership, personId: gone._id, joinedOn: '2020-01-01' });
  await deliver(deps, 'matching-evidence', started, 1);
  const evidence = await inTransaction(deps.mongo, (session) => deps.store.evidence.read(survivor._id, session));
  expect(evidence.memberships).toMatchObject([{ membershipId: membership.membershipId, active: false }]);
});

test('two merges lead to the last survivor in either order', async () => {
  const [a, b, c, d] = [
    await knownPerson(deps),
    await knownPerson(deps),
    await knownPerson(deps),
    await knownPerson(deps),
  ];
  await merge(a._id, b._id);
  await merge(b._id, c._id);
  await talk(a._id);
  await merge(d._id, a._id);
  await talk(d._id);
  const evidence = await inTransaction(deps.mongo, (session) => deps.store.evidence.read(c._id, session));
  expect(evidence.activities).toHaveLength(2);
});
