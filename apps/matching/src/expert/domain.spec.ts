import { expect, test } from '@jest/globals';
import {
  checkStatements,
  endPause,
  newExpert,
  pauseExpert,
  reinstate,
  restate,
  resume,
  setCapacity,
  suspend,
  withdraw,
  type Expert,
  type PersonFacts,
} from './domain.ts';
import { societiesOf, withMembership, type MembershipState } from './evidence.ts';

const today = '2021-06-01';
const person: PersonFacts = {
  _id: 'per_1',
  name: '王工',
  titleLevel: 'SENIOR',
  employerId: null,
  regionCode: '450400',
  homeStatus: 'VERIFIED',
};
const facts = checkStatements(
  {
    subjects: [{ code: '61030', weight: '1' }],
    serviceModes: ['CONSULTING'],
    capacity: 3,
    remoteOk: true,
    onsiteOk: true,
    isInvited: false,
    consentVersion: '1',
  },
  person,
);
const expert = (changes: Partial<Expert> = {}): Expert => ({ ...newExpert(facts, person, 'exp_1').next, ...changes });
const pause = { until: '2021-09-01', reason: '出国访学' };
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

test('a pause keeps the capacity, and only resuming or its day ends it', () => {
  const { next: paused, events } = pauseExpert(expert(), pause, today);
  expect(paused).toMatchObject({ status: 'PAUSED', capacity: 3, pause });
  expect(events).toMatchObject([{ type: 'matching.expert.paused.v1', data: { until: '2021-09-01' } }]);
  expect(setCapacity(paused, 5, null, today).next).toMatchObject({ status: 'PAUSED', capacity: 5 });
  expect(restate(paused, facts).next.status).toBe('PAUSED');
  expect(resume(paused)).toMatchObject({
    next: { status: 'ACTIVE', capacity: 3, pause: null },
    events: [{ type: 'matching.expert.activated.v1' }],
  });
  expect(endPause(paused, '2021-08-31')).toBeUndefined();
  expect(endPause(paused, '2021-09-01')?.next).toMatchObject({ status: 'ACTIVE', pause: null });
});

test('a pause without a day has no end by itself, and a pause with a day ends later than today', () => {
  const { next } = pauseExpert(expert(), { ...pause, until: null }, today);
  expect(endPause(next, '2031-06-01')).toBeUndefined();
  for (const until of [today, '2021-05-31', '2031-06-02'])
    expect(() => pauseExpert(expert(), { ...pause, until }, today)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['until'] }),
    );
});

test('an expert with a capacity of 0 is PAUSED also after a pause, and becomes ACTIVE with a greater capacity', () => {
  const idle = setCapacity(expert(), 0, null, today).next;
  expect(idle).toMatchObject({ status: 'PAUSED', pause: null });
  expect(() => resume(idle)).toThrow('capacity of this expert is 0');
  const paused = pauseExpert(idle, pause, today).next;
  const ended = endPause(paused, '2021-09-01');
  expect(ended).toMatchObject({ next: { status: 'PAUSED', pause: null }, events: [] });
  expect(setCapacity(ended?.next as Expert, 1, null, today).next.status).toBe('ACTIVE');
});

test('the life cycle has no other steps than those of its table', () => {
  const steps: Record<string, (before: Expert) => { next: Expert }> = {
    pause: (before) => pauseExpert(before, pause, today),
    resume,
    suspend: (before) => suspend(before, 'why'),
    reinstate: (before) => reinstate(before, 'why', today),
    withdraw: (before) => withdraw(before, 'why'),
  };
  const statuses = ['PENDING', 'ACTIVE', 'PAUSED', 'SUSPENDED', 'WITHDRAWN'] as const;
  const allowed = statuses.flatMap((status) =>
    Object.entries(steps).flatMap(([name, step]) => {
      try {
        return [`${status} ${name} ${step(expert({ status })).next.status}`];
      } catch (error) {
        expect(error).toMatchObject({ code: 'INVALID_TRANSITION' });
        return [];
      }
    }),
  );
  expect(allowed).toEqual([
    'PENDING withdraw WITHDRAWN',
    'ACTIVE pause PAUSED',
    'ACTIVE suspend SUSPENDED',
    'ACTIVE withdraw WITHDRAWN',
    'PAUSED pause PAUSED',
    'PAUSED resume ACTIVE',
    'PAUSED suspend SUSPENDED',
    'PAUSED withdraw WITHDRAWN',
    'SUSPENDED reinstate ACTIVE',
    'SUSPENDED withdraw WITHDRAWN',
  ]);
});

test('a suspended expert returns to the pause of before, unless its day has come', () => {
  const suspended = suspend(pauseExpert(expert(), pause, today).next, '投诉核实').next;
  expect(reinstate(suspended, '查无实据', today)).toMatchObject({
    next: { status: 'PAUSED', pause, suspendedBecause: null, reinstatedBecause: '查无实据' },
    events: [{ type: 'matching.expert.paused.v1' }],
  });
  expect(reinstate(suspended, '查无实据', '2021-09-01').next).toMatchObject({ status: 'ACTIVE', pause: null });
});

test('a withdrawal ends the consent, and a new consent enters the profile again but ends no suspension', () => {
  const withdrawn = withdraw(expert(), '个人原因');
  expect(withdrawn.next).toMatchObject({ status: 'WITHDRAWN', consentVersion: null });
  expect(types(withdrawn.events)).toEqual(['matching.expert.withdrawn.v1']);
  const again = restate(withdrawn.next, { ...facts, consentVersion: '2' });
  expect(again.next).toMatchObject({ status: 'ACTIVE', consentVersion: '2', withdrawnBecause: null });
  expect(types(again.events)).toEqual(['matching.expert.activated.v1']);
  const suspended = withdraw(suspend(expert(), '投诉核实').next, '个人原因').next;
  expect(restate(suspended, facts)).toMatchObject({ next: { status: 'SUSPENDED' }, events: [] });
});

const state = (version: number, active: boolean, number = 1): MembershipState => ({
  membershipId: `mem_${String(number).padStart(4, '0')}`,
  organizationId: `org_${number}`,
  version,
  active,
});

test('events of a membership give the same evidence in any order and number', () => {
  const [started, ended] = [state(1, true), state(2, false)];
  for (const order of [
    [started, ended],
    [ended, started],
    [started, ended, started, ended],
    [ended, ended, started],
  ]) {
    const memberships = order.reduce<readonly MembershipState[]>(
      (present, next) => withMembership(present, next) ?? present,
      [],
    );
    expect(memberships).toEqual([ended]);
    expect(societiesOf({ memberships: [...memberships] })).toEqual([]);
  }
  expect(withMembership([started], started)).toBeNull();
});

test('the evidence keeps at most 500 memberships, the active ones first', () => {
  const ended = Array.from({ length: 500 }, (_, index) => state(2, false, index + 2));
  const memberships = withMembership(ended, state(1, true, 1));
  expect(memberships).toHaveLength(500);
  expect(memberships?.[0]).toEqual(state(1, true, 1));
  expect(memberships?.map(({ membershipId }) => membershipId)).not.toContain('mem_0002');
});
