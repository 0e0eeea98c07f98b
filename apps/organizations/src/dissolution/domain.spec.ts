import { expect, test } from '@jest/globals';
import { active, city, today } from '../../test/examples.ts';
import { dissolve } from './domain.ts';

test('an association cannot be dissolved while active organizations depend on it', () => {
  const request = {
    reason: '企业注销',
    dissolvedOn: '2021-05-30',
    successor: null,
    wantsSuccessor: false,
    childrenInUse: 0,
    hostedInUse: 0,
  };
  expect(() => dissolve(active(), { ...request, childrenInUse: 2 }, today)).toThrow(
    '2 active or suspended organizations',
  );
  expect(() => dissolve(active(), { ...request, hostedInUse: 1 }, today)).toThrow('hosts 1 active or suspended');
  const { next, events } = dissolve(active(), request, today);
  expect(next.status).toBe('DISSOLVED');
  expect(events).toMatchObject([{ type: 'organizations.organization.dissolved.v1', data: { hostId: 'org_host' } }]);
});

test('an association can be merged only into an active organization of its kind', () => {
  const request = {
    reason: '合并办公',
    dissolvedOn: '2021-05-30',
    wantsSuccessor: true,
    childrenInUse: 0,
    hostedInUse: 0,
  };
  expect(() => dissolve(active(), { ...request, successor: city }, today)).toThrow('same kind');
  expect(dissolve(active(), { ...request, successor: { ...active(), _id: 'org_other' } }, today).next).toMatchObject({
    status: 'MERGED',
    successorId: 'org_other',
  });
});
