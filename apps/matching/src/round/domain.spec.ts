import { describe, expect, test } from '@jest/globals';
import { viewerOf } from '@kexie/service';
import {
  beginComputing,
  beginPublishing,
  cancelRound,
  closeRound,
  computed,
  failed,
  failureAt,
  leaseMs,
  maySee,
  openRound,
  placesOfExpert,
  placesOfNeed,
  published,
  requireSound,
  sentenceOf,
  statusAt,
  type Explained,
  type Figures,
  type Round,
  type RoundStatus,
} from './domain.ts';

const now = new Date('2026-03-02T02:00:00Z');
const later = new Date(now.getTime() + leaseMs);
const figures: Figures = {
  ...{ attempt: 1, needs: 2, experts: 3, places: 2, acceptablePairs: 4, matchedPairs: 2, frozenPairs: 0 },
  ...{ blockingPairs: 0, quotaViolations: 0, capacityViolations: 0, otherFaults: 0 },
  ...{ inputHash: 'in', outputHash: 'out', computedAt: now, computeSeconds: 1 },
};
const job = { leaseId: 'lease', leaseUntil: later, startedAt: now, phase: 'SCORING' as const, share: 0.5 };
function round(changes: Partial<Round> = {}): Round {
  const input = {
    title: '对接会',
    regionCode: '450422',
    minNeedScore: '0.5',
    minExpertScore: '0.25',
    proposingSide: 'ENTERPRISE' as const,
  };
  const { next } = openRound(input, { id: 'rnd_1', seed: 'random', modelVersion: 'two-way-1', now });
  return { ...next, ...changes };
}
const begin = { leaseId: 'lease', again: false, now };
const refused = (expected = 'INVALID_TRANSITION') => expect.objectContaining({ code: expected }) as unknown as Error;

describe('the life of a round', () => {
  test('a new round collects, with its scores in millionths and the random seed', () => {
    expect(round()).toMatchObject({
      ...{ status: 'COLLECTING', minNeedScore: 500_000, minExpertScore: 250_000, tieSeed: 'random', version: 1 },
    });
  });

  test.each<[RoundStatus, boolean]>([
    ['COLLECTING', true],
    ['COMPUTING', false],
    ['COMPUTED', true],
    ['PUBLISHING', false],
    ['PUBLISHED', false],
    ['CLOSED', false],
    ['CANCELLED', false],
    ['FAILED', true],
  ])('a round that is %s can be computed: %s', (status, isAllowed) => {
    const compute = () => beginComputing(round({ status }), begin);
    if (isAllowed) expect(compute().next).toMatchObject({ status: 'COMPUTING', attempts: 1, failure: null });
    else expect(compute).toThrow(refused());
  });

  test('a published round is recomputed, and another one is not', () => {
    const again = { ...begin, again: true };
    const done = round({ status: 'PUBLISHED', publishedAt: now });
    expect(beginComputing(done, again).next.status).toBe('COMPUTING');
    expect(() => beginComputing(round({ status: 'COMPUTED' }), again)).toThrow(refused());
    expect(() => beginComputing({ ...done, status: 'FAILED' }, begin)).toThrow(refused());
    expect(beginComputing({ ...done, status: 'FAILED' }, again).next.status).toBe('COMPUTING');
  });

  test('a round is not computed before its inputs are frozen', () => {
    const waiting = round({ freezeAt: later });
    expect(() => beginComputing(waiting, begin)).toThrow(refused());
    expect(beginComputing(waiting, { ...begin, now: later }).next.status).toBe('COMPUTING');
  });

  test('only the job that holds the lease changes the round', () => {
    const running = round({ status: 'COMPUTING', job });
    expect(computed(running, 'another', figures)).toBeUndefined();
    expect(failed(running, 'another', { code: 'X', message: '' })).toBeUndefined();
    expect(computed(running, 'lease', figures)?.next).toMatchObject({ status: 'COMPUTED', job: null, figures });
    const publishing = round({ status: 'PUBLISHING', job, figures });
    expect(published(publishing, { leaseId: 'another', proposals: 2, now })).toBeUndefined();
    expect(published(publishing, { leaseId: 'lease', proposals: 2, now })?.events).toHaveLength(1);
  });

  test('a failed computation is FAILED, and a failed publication leaves the result', () => {
    const failure = { code: 'INTERNAL', message: 'x' };
    expect(failed(round({ status: 'COMPUTING', job }), 'lease', failure)?.next).toMatchObject({
      ...{ status: 'FAILED', failure, job: null },
    });
    expect(failed(round({ status: 'PUBLISHING', job }), 'lease', failure)?.next.status).toBe('COMPUTED');
  });

  test('work whose lease has ended is shown as interrupted, and can be begun again', () => {
    const running = round({ status: 'COMPUTING', job });
    expect(statusAt(running, now)).toBe('COMPUTING');
    expect(statusAt(running, later)).toBe('FAILED');
    expect(failureAt(running, later)).toMatchObject({ code: 'INTERRUPTED' });
    expect(beginComputing(running, { ...begin, now: later }).next.status).toBe('COMPUTING');
    const publishing = round({ status: 'PUBLISHING', job, figures });
    expect(statusAt(publishing, later)).toBe('COMPUTED');
    const again = { leaseId: 'other', userId: 'usr_1', now: later };
    expect(beginPublishing(publishing, again).next).toMatchObject({ status: 'PUBLISHING', job: { leaseId: 'other' } });
  });

  test.each(['blockingPairs', 'quotaViolations', 'capacityViolations', 'otherFaults'] as const)(
    'a result with one of %s is not published',
    (fault) => {
      const done = round({ status: 'COMPUTED', figures: { ...figures, [fault]: 1 } });
      expect(() => beginPublishing(done, { leaseId: 'lease', userId: 'usr_1', now })).toThrow(refused());
    },
  );

  test('a repeated check must give the hashes of the computation, and no fault', () => {
    const done = round({ status: 'PUBLISHING', figures });
    const none = { UNACCEPTABLE: 0, DUPLICATE: 0, UNKNOWN: 0, FROZEN_MISSING: 0, OVER_QUOTA: 0, OVER_CAPACITY: 0 };
    const counts = { ...none, BLOCKING: 0 };
    const check = { inputHash: 'in', outputHash: 'out', counts };
    expect(() => requireSound(done, check)).not.toThrow();
    for (const wrong of [{ inputHash: 'x' }, { outputHash: 'x' }, { counts: { ...counts, BLOCKING: 1 } }])
      expect(() => requireSound(done, { ...check, ...wrong })).toThrow(refused());
  });

  test('a round is closed after, and cancelled before its publication has begun', () => {
    // the computation of a published round may fail, or be interrupted
    for (const status of ['PUBLISHED', 'COMPUTED', 'FAILED'] as const)
      expect(closeRound(round({ status, publishedBy: 'usr_1' }), now).next.status).toBe('CLOSED');
    const lost = round({ status: 'COMPUTING', job, publishedBy: 'usr_1' });
    expect(() => closeRound(lost, now)).toThrow(refused());
    expect(closeRound(lost, later).next).toMatchObject({ status: 'CLOSED', job: null });
    for (const status of ['COLLECTING', 'COMPUTED', 'FAILED'] as const)
      expect(() => closeRound(round({ status }), now)).toThrow(refused());
    expect(cancelRound(round(), '报名不足', now).next).toMatchObject({ status: 'CANCELLED' });
    expect(() => cancelRound(round({ status: 'PUBLISHED' }), '报名不足', now)).toThrow(refused());
    expect(() => cancelRound(round({ status: 'COMPUTED', publishedBy: 'usr_1' }), '报名不足', now)).toThrow(refused());
  });
});

describe('places', () => {
  test.each([
    [{ quota: 3 }, { held: 0, kept: 0 }, 3],
    [{ quota: 3 }, { held: 2, kept: 0 }, 1],
    [{ quota: 3 }, { held: 1, kept: 2 }, 2],
    [{ quota: 1 }, { held: 3, kept: 0 }, 0],
    // a quota that was lowered leaves the pairs that are kept
    [{ quota: 1 }, { held: 0, kept: 2 }, 2],
  ])('a need with %j and %j has %i places', (need, places, expected) => {
    expect(placesOfNeed(need, places)).toBe(expected);
  });

  test.each([
    [{ capacity: 4, activeLoad: 1, openProposals: 0 }, { kept: 0, keptOpen: 0 }, 3],
    [{ capacity: 10, activeLoad: 0, openProposals: 3 }, { kept: 0, keptOpen: 0 }, 2],
    [{ capacity: 1, activeLoad: 2, openProposals: 0 }, { kept: 0, keptOpen: 0 }, 0],
    [{ capacity: 2, activeLoad: 0, openProposals: 6 }, { kept: 0, keptOpen: 0 }, 0],
    // one pair is open and takes a place of the capacity; it is kept
    [{ capacity: 2, activeLoad: 0, openProposals: 1 }, { kept: 1, keptOpen: 1 }, 2],
    // one pair is confirmed and counts in the load
    [{ capacity: 2, activeLoad: 1, openProposals: 0 }, { kept: 1, keptOpen: 0 }, 2],
  ])('an expert with %j and %j has %i places', (expert, kept, expected) => {
    expect(placesOfExpert(expert, { ...kept, openMax: 5 })).toBe(expected);
  });
});

test('a round is visible to its region, and to all viewers after the publication', () => {
  const viewer = (region: string) => viewerOf({ id: 'usr_1', roles: ['broker'], regions: [region], organizations: [] });
  expect(maySee(viewer('450400'), round())).toBe(true);
  expect(maySee(viewer('450421'), round())).toBe(false);
  expect(maySee(viewer('450421'), round({ publishedAt: now }))).toBe(true);
});

test('each reason has a Chinese sentence, and without counts none has a number of partners', () => {
  const reasons = ['NO_ACCEPTABLE', 'ALL_FULL_WITH_BETTER', 'ALL_FULL', 'PARTLY', 'BLOCKED'] as const;
  for (const reason of reasons) {
    const one: Explained = {
      ...{ reason, places: 3, filled: 1, acceptableCount: 47, forbiddenCount: 59, failedConstraints: null, best: [] },
      side: 'EXPERT',
    };
    expect(sentenceOf(one, { withCounts: true })).toMatch(/^\p{Script=Han}.*。$|^\d.*。$/u);
    expect(sentenceOf(one, { withCounts: false })).not.toMatch(/47|59/);
    const ofNeed = sentenceOf({ ...one, side: 'ENTERPRISE' }, { withCounts: true });
    if (reason !== 'BLOCKED') expect(ofNeed).toContain('专家');
  }
});
