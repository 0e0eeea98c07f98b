import { expect, test } from '@jest/globals';
import { active, approved, enterprise, today } from '../../test/examples.ts';
import { leave } from '../post/domain.ts';
import { warningsOf } from './warnings.ts';

test('an association that was approved more than 180 days ago and is not founded has a warning', () => {
  expect(warningsOf(approved(), '2021-10-28')).toEqual([]);
  expect(warningsOf(approved(), '2021-10-29')).toHaveLength(1);
  expect(warningsOf(active(), '2021-10-29')).toEqual([]);
});

test('an association whose chair left without a successor has a warning, and one without any recorded chair has none', () => {
  const stated = { post: 'CHAIR' as const, personId: 'per_0', until: '2021-05-28', reason: '工作调动' };
  expect(warningsOf(leave(active(), stated, today).next, today)).toEqual([
    'The association has no chair now. Appoint a successor.',
  ]);
  expect(warningsOf(active(), today)).toEqual([]);
  expect(warningsOf(enterprise, today)).toEqual([]);
});
