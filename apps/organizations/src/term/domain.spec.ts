import { expect, test } from '@jest/globals';
import { active } from '../../test/examples.ts';
import { type Organization } from '../organization/domain.ts';
import { checkTermOf, renewTerm } from './domain.ts';

test('an active association is overdue from the day after its term until the next election', () => {
  expect(checkTermOf(active(), '2026-05-20')).toBeUndefined();
  const overdue = checkTermOf(active(), '2026-05-21');
  expect(overdue?.next.status).toBe('TERM_OVERDUE');
  const [second, day] = [{ number: 2, startedOn: '2026-06-01', endsOn: '2031-06-01' }, '2026-06-01'];
  const renewed = renewTerm(overdue?.next as Organization, second, day);
  expect(renewed.next.status).toBe('ACTIVE');
  expect(() => renewTerm(active(), { ...second, number: 3 }, day)).toThrow('number 2');
  expect(() => renewTerm(active(), { ...second, startedOn: '2025-11-19', endsOn: '2030-06-01' }, day)).toThrow(
    'six months',
  );
  expect(() => renewTerm(active(), second, '2026-05-31')).toThrow('in the future');
});
