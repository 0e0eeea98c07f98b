import { expect, test } from '@jest/globals';
import { active } from '../../test/examples.ts';
import type { Organization } from '../organization/domain.ts';
import { holderOf, holdingsOf } from '../post/domain.ts';
import { checkTermOf, renewTerm } from './domain.ts';

const same = { chairPersonId: null, secretaryPersonId: null, unknownPersonIds: [] };
const [second, day] = [{ number: 2, startedOn: '2026-06-01', endsOn: '2031-06-01' }, '2026-06-01'];

test('an active association is overdue from the day after its term until the next election', () => {
  expect(checkTermOf(active(), '2026-05-20')).toBeUndefined();
  const overdue = checkTermOf(active(), '2026-05-21');
  expect(overdue?.next.status).toBe('TERM_OVERDUE');
  const renewed = renewTerm(overdue?.next as Organization, second, same, day);
  expect(renewed.next.status).toBe('ACTIVE');
  expect(() => renewTerm(active(), { ...second, number: 3 }, same, day)).toThrow('number 2');
  expect(() => renewTerm(active(), { ...second, startedOn: '2025-11-19', endsOn: '2030-06-01' }, same, day)).toThrow(
    'six months',
  );
  expect(() => renewTerm(active(), second, same, '2026-05-31')).toThrow('in the future');
});

test('an election keeps the earlier term, and gives the posts to those whom it names from the first day of the term', () => {
  const elected = { ...same, chairPersonId: 'per_1', secretaryPersonId: 'per_2' };
  const { next, events } = renewTerm(active(), second, elected, day);
  expect(next.termHistory).toMatchObject([{ number: 1, chairPersonId: 'per_0', secretaryPersonId: null }]);
  expect(next.term).toEqual({ ...second, chairPersonId: 'per_1', secretaryPersonId: 'per_2' });
  expect(holdingsOf(next)).toMatchObject([
    { post: 'CHAIR', personId: 'per_0', from: '2021-05-20', until: '2026-06-01' },
    { post: 'CHAIR', personId: 'per_1', from: '2026-06-01', until: null },
    { post: 'SECRETARY_GENERAL', personId: 'per_2', until: null },
  ]);
  expect(events).toMatchObject([
    { type: 'organizations.organization.term-renewed.v1', data: { number: 2, chairPersonId: 'per_1' } },
  ]);
  expect(() => renewTerm(active(), second, { ...elected, unknownPersonIds: ['per_2'] }, day)).toThrow(
    expect.objectContaining({ code: 'REFERENCE_UNKNOWN', inputPath: ['secretaryPersonId'] }),
  );
});

test('a chair who is elected again, or whom the election does not name, keeps the post', () => {
  for (const chairPersonId of ['per_0', null]) {
    const { next } = renewTerm(active(), second, { ...same, chairPersonId }, day);
    expect(holdingsOf(next)).toMatchObject([{ personId: 'per_0', from: '2021-05-20', until: null }]);
    expect(next.term?.chairPersonId).toBe('per_0');
    expect(holderOf(next, 'SECRETARY_GENERAL')).toBeNull();
  }
});

test('a term begins after the one before it, also when that was shorter than the six months before its end', () => {
  const short: Organization = { ...active(), term: { number: 1, startedOn: '2026-03-01', endsOn: '2026-06-30' } };
  expect(() => renewTerm(short, { ...second, startedOn: '2026-03-01', endsOn: '2030-01-01' }, same, day)).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['term', 'startedOn'] }),
  );
});
