import { expect, test } from '@jest/globals';
import { checkStatements, newExpert, type Expert } from '../expert/domain.ts';
import {
  belongs,
  checkTeam,
  dissolveTeam,
  newcomers,
  newTeam,
  restateTeam,
  standingOfTeam,
  type ServiceTeam,
} from './domain.ts';

const statements = { title: '六堡茶专家服务团', purpose: '为茶企服务', regionCodes: ['450400', '450421'] };
const team = (changes: Partial<ServiceTeam> = {}): ServiceTeam => ({
  ...newTeam(checkTeam(statements), 'org_1', 'stm_1').next,
  ...changes,
});
const person = {
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
    capacity: 2,
    remoteOk: true,
    onsiteOk: true,
    isInvited: false,
    consentVersion: '1',
  },
  person,
);
const expert = (changes: Partial<Expert> = {}): Expert => ({
  ...newExpert(facts, person, 'exp_1').next,
  societyIds: ['org_1'],
  ...changes,
});

test('a title has 2 to 60 characters, a purpose at most 1000, and a team serves 1 to 20 regions', () => {
  for (const [changes, path] of [
    [{ title: '茶' }, 'title'],
    [{ title: '茶'.repeat(61) }, 'title'],
    [{ purpose: '茶'.repeat(1_001) }, 'purpose'],
    [{ regionCodes: [] }, 'regionCodes'],
    [{ regionCodes: Array.from({ length: 21 }, (_, index) => `4504${index + 10}`) }, 'regionCodes'],
  ] as const)
    expect(() => checkTeam({ ...statements, ...changes })).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: [path] }),
    );
  expect(checkTeam({ ...statements, purpose: ' ' }).purpose).toBeNull();
});

test('only an available expert with consent who is a member of the society or invited enters a team', () => {
  const enter = (changes: Partial<Expert>) => () => newcomers(team(), ['exp_1'], [expert(changes)]);
  expect(enter({})()).toHaveLength(1);
  expect(enter({ status: 'PAUSED' })()).toHaveLength(1);
  expect(enter({ societyIds: [], isInvited: true })()).toHaveLength(1);
  for (const [changes, code] of [
    [{ status: 'SUSPENDED' }, 'REFERENCE_INACTIVE'],
    [{ status: 'WITHDRAWN' }, 'REFERENCE_INACTIVE'],
    [{ status: 'PENDING' }, 'REFERENCE_INACTIVE'],
    [{ consentVersion: null }, 'CONSENT_MISSING'],
    [{ societyIds: ['org_2'] }, 'VALIDATION_FAILED'],
    [{ teamIds: Array.from({ length: 20 }, (_, index) => `stm_${index + 2}`) }, 'QUOTA_EXCEEDED'],
  ] as const)
    expect(enter(changes as Partial<Expert>)).toThrow(expect.objectContaining({ code, inputPath: ['expertIds'] }));
  expect(() => newcomers(team(), ['exp_1', 'exp_2'], [expert()])).toThrow('no such expert');
});

test('a team takes its 500th expert and no more, and an expert who belongs to it takes no place', () => {
  expect(newcomers(team({ expertCount: 499 }), ['exp_1'], [expert()])).toHaveLength(1);
  expect(() => newcomers(team({ expertCount: 500 }), ['exp_1'], [expert()])).toThrow('at most 500');
  expect(newcomers(team({ expertCount: 500 }), ['exp_1'], [expert({ teamIds: ['stm_1'] })])).toEqual([]);
});

test('an expert stays in a team while a member of its society or invited, also when suspended, but not after a withdrawal', () => {
  expect(belongs(expert(), 'org_1')).toBe(true);
  expect(belongs(expert({ status: 'SUSPENDED' }), 'org_1')).toBe(true);
  expect(belongs(expert({ societyIds: [] }), 'org_1')).toBe(false);
  expect(belongs(expert({ societyIds: [], isInvited: true }), 'org_1')).toBe(true);
  expect(belongs(expert({ status: 'WITHDRAWN', isInvited: true }), 'org_1')).toBe(false);
});

test('a dissolved team does not change any more', () => {
  const { next, events } = dissolveTeam(team({ expertCount: 3 }), '任务完成');
  expect(next).toMatchObject({ status: 'DISSOLVED', expertCount: 0, subjects: [] });
  expect(events).toMatchObject([{ type: 'matching.service-team.dissolved.v1', data: { reason: '任务完成' } }]);
  for (const change of [
    () => dissolveTeam(next, '任务完成'),
    () => restateTeam(next, checkTeam(statements)),
    () => newcomers(next, ['exp_1'], [expert()]),
  ])
    expect(change).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
});

test('repeated statements about a team change nothing', () => {
  expect(restateTeam(team(), checkTeam(statements))).toBeUndefined();
  expect(restateTeam(team(), checkTeam({ ...statements, title: '茶业服务团' }))?.next.title).toBe('茶业服务团');
});

test('the subjects of a team are the five that most of its experts have', () => {
  const of = (...codes: string[]) => ({ subjects: codes.map((code, index) => ({ code, weight: 1 - index / 10 })) });
  const standing = standingOfTeam([
    of('61030', '57040', '43045'),
    of('61030', '57040'),
    of('21040', '61030'),
    of('55020'),
    of('53054'),
  ]);
  expect(standing.expertCount).toBe(5);
  expect(standing.subjects).toEqual([
    { code: '61030', experts: 3 },
    { code: '57040', experts: 2 },
    { code: '21040', experts: 1 },
    { code: '53054', experts: 1 },
    { code: '55020', experts: 1 },
  ]);
});
