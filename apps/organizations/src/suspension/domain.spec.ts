import { describe, expect, test } from '@jest/globals';
import { active, city, draft, surroundings, term, today } from '../../test/examples.ts';
import { dissolve } from '../dissolution/domain.ts';
import { apply } from '../founding/domain.ts';
import { type Organization } from '../organization/domain.ts';
import { resume, suspend } from './domain.ts';
import { checkTermOf, renewTerm } from '../term/domain.ts';

const same = { chairPersonId: null, secretaryPersonId: null, unknownPersonIds: [] };

describe('a suspension', () => {
  const decision = { reason: '长期不开展活动', documentNo: '梧科协〔2021〕9号', suspendedOn: '2021-05-28' };
  const resumption = { reason: '整改完成', documentNo: '梧科协〔2021〕12号', resumedOn: '2021-05-31' };
  const suspended = () => suspend(active(), decision, today).next;

  test('starts from ACTIVE or TERM_OVERDUE only, and ends only where one lasts', () => {
    for (const status of ['ACTIVE', 'TERM_OVERDUE'] as const)
      expect(suspend({ ...active(), status }, decision, today).next.status).toBe('SUSPENDED');
    const others = [
      'APPLIED',
      'RETURNED',
      'APPROVED',
      'FOUNDED',
      'SUSPENDED',
      'DISSOLVED',
      'MERGED',
      'REJECTED',
    ] as const;
    for (const status of others)
      expect(() => suspend({ ...active(), status }, decision, today)).toThrow(
        expect.objectContaining({ code: 'INVALID_TRANSITION' }),
      );
    expect(() => resume(active(), resumption, today)).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });

  test('is kept with its days, reasons and documents, and each step has its event', () => {
    const { next, events } = resume(suspended(), resumption, today);
    expect(next).toMatchObject({
      status: 'ACTIVE',
      suspensions: [{ from: '2021-05-28', to: '2021-05-31', reason: decision.reason, resumeReason: resumption.reason }],
    });
    expect(events.map(({ type }) => type)).toEqual(['organizations.organization.resumed.v1']);
    expect(suspend(active(), decision, today).events).toMatchObject([
      { type: 'organizations.organization.suspended.v1', data: { documentNo: decision.documentNo } },
    ]);
    expect(suspend(next, { ...decision, suspendedOn: '2021-06-01' }, today).next.suspensions).toHaveLength(2);
  });

  test('does not stop the term: the watch ignores a suspended association, which is overdue as soon as it is resumed', () => {
    expect(checkTermOf(suspended(), '2026-05-21')).toBeUndefined();
    const { next, events } = resume(suspended(), { ...resumption, resumedOn: '2026-05-21' }, '2026-05-21');
    expect(next.status).toBe('TERM_OVERDUE');
    expect(events).toMatchObject([
      { type: 'organizations.organization.resumed.v1', data: { status: 'TERM_OVERDUE' } },
      { type: 'organizations.organization.term-overdue.v1', data: { endsOn: '2026-05-20' } },
    ]);
    expect(() => renewTerm(suspended(), { ...term, number: 2 }, same, today)).toThrow('SUSPENDED');
  });

  test.each<[string, () => unknown, string]>([
    ['a day in the future', () => suspend(active(), { ...decision, suspendedOn: '2021-06-02' }, today), 'suspendedOn'],
    [
      'a day before the founding',
      () => suspend(active(), { ...decision, suspendedOn: '2021-05-19' }, today),
      'suspendedOn',
    ],
    [
      'a day within an earlier suspension',
      () => suspend(resume(suspended(), resumption, today).next, { ...decision, suspendedOn: '2021-05-30' }, today),
      'suspendedOn',
    ],
    ['no reason', () => suspend(active(), { ...decision, reason: ' ' }, today), 'reason'],
    ['no document', () => suspend(active(), { ...decision, documentNo: '' }, today), 'documentNo'],
    [
      'an end before its start',
      () => resume(suspended(), { ...resumption, resumedOn: '2021-05-27' }, today),
      'resumedOn',
    ],
    ['an end in the future', () => resume(suspended(), { ...resumption, resumedOn: '2021-06-02' }, today), 'resumedOn'],
  ])('with %s is refused', (_, act, field) => {
    expect(act).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [field] }));
  });

  test('ends with the organization, which can be dissolved during it, but not before it', () => {
    const request = {
      reason: '企业注销',
      dissolvedOn: '2021-05-30',
      successor: null,
      wantsSuccessor: false,
      childrenInUse: 0,
      childrenAlive: 0,
      documentNo: null,
      isSuccessorBelow: false,
      hostedInUse: 0,
    };
    const { next } = dissolve(suspended(), request, today);
    expect(next).toMatchObject({ status: 'DISSOLVED', suspensions: [{ from: '2021-05-28', to: '2021-05-30' }] });
    expect(() => dissolve(suspended(), { ...request, dissolvedOn: '2021-05-27' }, today)).toThrow('2021-05-28');
  });

  test('keeps an association from being the parent of a new one', () => {
    const suspendedCity: Organization = { ...city, status: 'SUSPENDED' };
    expect(() => apply(draft, { ...surroundings, parent: suspendedCity })).toThrow(
      expect.objectContaining({ code: 'REFERENCE_INACTIVE' }),
    );
  });
});
