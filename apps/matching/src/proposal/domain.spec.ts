import { describe, expect, test } from '@jest/globals';
import { newExpert, checkStatements as checkExpert } from '../expert/domain.ts';
import { checkStatements, draftNeed, type Need } from '../need/domain.ts';
import {
  answer,
  confirm,
  expire,
  hoursLeft,
  isMutual,
  loseRace,
  makeProposal,
  obstacleTo,
  requireEligible,
  requireNoRecentDecline,
  sidesAwaited,
  statusAt,
  withdraw,
  withOpenPair,
  type Proposal,
  type ProposalOrigin,
} from './domain.ts';

const now = new Date('2026-03-02T02:00:00Z');
const overdue = new Date('2026-03-09T16:00:00Z');
const subjects = [{ code: '61030', weight: '1' }];
const need: Need = {
  ...draftNeed(
    checkStatements(
      {
        title: '陶瓷污水材料研发',
        description: '研'.repeat(50),
        enterpriseId: 'org_1',
        regionCode: '450422',
        requiredSubjects: subjects,
        serviceModes: ['TECHNICAL_GUIDANCE'],
        quota: 1,
        onsiteRequired: false,
        confidentiality: 'MEMBERS',
      },
      { descriptionMin: 50, today: '2026-03-02' },
    ),
    { id: 'ned_1', contactId: null, now },
  ),
  status: 'PUBLISHED',
};
const person = {
  _id: 'per_1',
  name: '王工',
  titleLevel: 'SENIOR',
  employerId: null,
  regionCode: '450422',
  homeStatus: 'VERIFIED',
};
const statements = {
  subjects,
  serviceModes: ['TECHNICAL_GUIDANCE' as const],
  capacity: 1,
  remoteOk: true,
  onsiteOk: true,
  isInvited: false,
  consentVersion: '2026-1',
};
const expert = newExpert(checkExpert(statements, person), person, 'exp_1').next;
const explanation = {
  needScore: 800_000,
  expertScore: 600_000,
  mutualScore: 685_714,
  eligible: true,
  failedConstraints: [],
  parts: [
    { side: 'NEED' as const, factor: 'subject', weight: 0.35, value: 1, contribution: 350_000, evidence: [] },
    { side: 'EXPERT' as const, factor: 'mode', weight: 0.15, value: 0.5, contribution: 75_000, evidence: [] },
  ],
  sentence: '学科完全匹配。',
  modelVersion: 'test-1',
};
const made = (origin: ProposalOrigin = 'BROKER'): Proposal =>
  makeProposal({ id: 'prp_1', need, expert, origin, roundId: null, note: null, explanation, userId: 'usr_1' }, now)
    .next;
const yes = (side: 'ENTERPRISE' | 'EXPERT') => ({
  side,
  accepted: true,
  reason: null,
  comment: null,
  userId: 'usr_1',
  recordedConsent: null,
});
const no = (side: 'ENTERPRISE' | 'EXPERT') => ({ ...yes(side), accepted: false, reason: 'BUDGET' as const });
const refused = (code: string) => expect.objectContaining({ code }) as unknown as Error;

describe('a proposal', () => {
  test('keeps the explanation, the model version and the factors of both sides of the time when it was made', () => {
    expect(made()).toMatchObject({
      status: 'PROPOSED',
      mutualScore: 685_714,
      explanation,
      modelVersion: 'test-1',
      features: [
        { side: 'NEED', factor: 'subject', value: 1 },
        { side: 'EXPERT', factor: 'mode', value: 0.5 },
      ],
      expiresAt: overdue,
    });
  });

  test('counts as the acceptance of the side that makes it', () => {
    expect(made('ENTERPRISE')).toMatchObject({ status: 'ENTERPRISE_ACCEPTED', answers: [{ side: 'ENTERPRISE' }] });
    expect(made('EXPERT')).toMatchObject({ status: 'EXPERT_ACCEPTED', answers: [{ side: 'EXPERT' }] });
    expect(made('ROUND').answers).toEqual([]);
  });

  test('is mutual only after both sides accepted, in either order', () => {
    for (const [first, second] of [
      ['ENTERPRISE', 'EXPERT'],
      ['EXPERT', 'ENTERPRISE'],
    ] as const) {
      const once = answer(made(), yes(first), now);
      expect([once.status, isMutual(once)]).toEqual([`${first}_ACCEPTED`, false]);
      expect(isMutual(answer(once, yes(second), now))).toBe(true);
    }
  });

  test('becomes an engagement or is superseded after the second acceptance, each with the events of this step', () => {
    const both = answer(made('ENTERPRISE'), yes('EXPERT'), now);
    const confirmed = confirm(both, 'eng_1', now);
    expect(confirmed.next).toMatchObject({ status: 'MUTUALLY_ACCEPTED', engagementId: 'eng_1', closedAt: now });
    expect(confirmed.events.map(({ type }) => type)).toEqual([
      'matching.proposal.responded.v1',
      'matching.match.confirmed.v1',
    ]);
    const lost = loseRace(both, 'EXPERT_FULL', now);
    expect(lost.next).toMatchObject({ status: 'SUPERSEDED', supersededBecause: 'EXPERT_FULL', engagementId: null });
    expect(lost.events.map(({ type }) => type)).toEqual([
      'matching.proposal.responded.v1',
      'matching.proposal.superseded.v1',
    ]);
  });

  test('takes one answer of each side', () => {
    expect(() => answer(made('EXPERT'), yes('EXPERT'), now)).toThrow(refused('DUPLICATE'));
    const declined = answer(made(), no('EXPERT'), now);
    expect(declined).toMatchObject({
      status: 'DECLINED',
      declinedBy: 'EXPERT',
      declineReason: 'BUDGET',
      closedAt: now,
    });
    expect(() => answer(declined, no('EXPERT'), now)).toThrow(refused('DUPLICATE'));
    expect(() => answer(declined, yes('ENTERPRISE'), now)).toThrow(refused('INVALID_TRANSITION'));
  });

  test('takes a reason with a decline, and only with a decline', () => {
    expect(() => answer(made(), { ...no('EXPERT'), reason: null }, now)).toThrow(refused('VALIDATION_FAILED'));
    expect(() => answer(made(), { ...yes('EXPERT'), reason: 'OTHER' }, now)).toThrow(refused('VALIDATION_FAILED'));
  });

  test('is EXPIRED for readers from the moment of its expiry, and can be neither answered nor withdrawn then', () => {
    expect(statusAt(made(), new Date(overdue.getTime() - 1))).toBe('PROPOSED');
    expect(statusAt(made(), overdue)).toBe('EXPIRED');
    expect(() => answer(made(), yes('EXPERT'), overdue)).toThrow(refused('INVALID_TRANSITION'));
    expect(() => withdraw(made(), '不再需要', overdue)).toThrow(refused('INVALID_TRANSITION'));
    expect(expire(made(), now)).toBeUndefined();
    expect(expire(made(), overdue)?.next).toMatchObject({ status: 'EXPIRED', closedAt: overdue });
    expect(expire(answer(made(), no('EXPERT'), now), overdue)).toBeUndefined();
  });

  test('shows on the board the sides that have not answered and the whole hours that are left', () => {
    expect(sidesAwaited(made(), now)).toEqual(['ENTERPRISE', 'EXPERT']);
    expect(sidesAwaited(made('EXPERT'), now)).toEqual(['ENTERPRISE']);
    expect(sidesAwaited(made(), overdue)).toEqual([]);
    expect(hoursLeft(made(), new Date(overdue.getTime() - 3_599_999))).toBe(0);
    expect(hoursLeft(made(), now)).toBe(182);
    expect(hoursLeft(made(), overdue)).toBeNull();
  });

  test('holds its pair while it is open', () => {
    expect(withOpenPair(made()).openPair).toBe('ned_1 exp_1');
    expect(withOpenPair(answer(made(), no('EXPERT'), now)).openPair).toBeNull();
  });
});

describe('a pair', () => {
  test('can be proposed again 180 days after a decline, and the refusal names the day', () => {
    const declinedAt = new Date('2026-01-01T02:00:00Z');
    expect(() => requireNoRecentDecline(declinedAt, '2026-06-29')).toThrow('from 2026-06-30');
    expect(() => requireNoRecentDecline(declinedAt, '2026-06-30')).not.toThrow();
    expect(() => requireNoRecentDecline(null, '2026-01-01')).not.toThrow();
  });

  test('is refused with the code of the violated constraint, and lasting constraints come first', () => {
    expect(() => requireEligible([], expert)).not.toThrow();
    expect(() => requireEligible(['CAPACITY'], expert)).toThrow(refused('CAPACITY_EXCEEDED'));
    expect(() => requireEligible(['CONSENT', 'CAPACITY'], expert)).toThrow(refused('CONSENT_MISSING'));
    expect(() => requireEligible(['CAPACITY', 'TITLE_LEVEL', 'SERVICE_MODE'], expert)).toThrow(
      'TITLE_LEVEL, SERVICE_MODE',
    );
  });

  test('cannot be matched without a place, an open need, or a free and active expert', () => {
    const today = '2026-03-02';
    const obstacle = (changes: object, of: 'need' | 'expert' = 'need', places = 0) =>
      obstacleTo(
        {
          need: of === 'need' ? { ...need, ...changes } : need,
          expert: of === 'expert' ? { ...expert, ...changes } : expert,
          places,
        },
        today,
      );
    expect(obstacle({})).toBeNull();
    expect(obstacle({ status: 'IN_ENGAGEMENT', quota: 2 }, 'need', 1)).toBeNull();
    expect(obstacle({}, 'need', 1)).toBe('NEED_FILLED');
    expect(obstacle({ status: 'WITHDRAWN' })).toBe('NEED_CLOSED');
    expect(obstacle({ deadline: '2026-03-01' })).toBe('NEED_CLOSED');
    expect(obstacle({ deadline: today })).toBeNull();
    expect(obstacle({ activeLoad: 1 }, 'expert')).toBe('EXPERT_FULL');
    expect(obstacle({ status: 'SUSPENDED' }, 'expert')).toBe('EXPERT_UNAVAILABLE');
    expect(obstacle({ consentVersion: null }, 'expert')).toBe('EXPERT_UNAVAILABLE');
  });
});
