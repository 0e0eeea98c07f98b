import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, toDay } from '@kexie/kernel';
import { importedPerson, newPerson, restatePerson, verifyPerson, workerChanged, type PersonRecord } from './domain.ts';
import { historyOf, statusOn, type HomeStatus } from './home-history.ts';
import { closeHome, fallAsleep, idleBefore, wake } from './home.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const start = new Date('2021-03-01T02:00:00Z');
const after = (days: number, from = start) => new Date(from.getTime() + days * dayMs);
const inState = (status: HomeStatus, now = start): PersonRecord =>
  newPerson(
    'per_1',
    {
      ...{ name: '彭永臻', regionCode: '450422', titleLevel: 'SENIOR', subjectCodes: [], researchDirections: [] },
      home: { status, registeredOn: toDay(now), verifiedOn: null, verifiedBy: null, channel: 'ONLINE' },
    },
    now,
  );
const act = (person: PersonRecord, now: Date) => wake(person, toDay(now), now) ?? person;

/** The code of the refusal, or undefined. */
function refusal(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
}

test('an own act makes a VERIFIED or DORMANT worker ACTIVE, and leaves the others in their state', () => {
  for (const [from, to] of [
    ['VERIFIED', 'ACTIVE'],
    ['DORMANT', 'ACTIVE'],
    ['ACTIVE', 'ACTIVE'],
    ['REGISTERED', 'REGISTERED'],
    ['NOT_REGISTERED', 'NOT_REGISTERED'],
    ['CLOSED', 'CLOSED'],
  ] as const)
    expect(act(inState(from), start).home.status).toBe(to);
});

test('an ACTIVE worker becomes DORMANT on the 365th day after the last act, and not before', () => {
  const active = act(inState('VERIFIED'), start);
  expect(fallAsleep(active, after(364))).toBeUndefined();
  expect(fallAsleep(active, after(365))?.home.status).toBe('DORMANT');
  const later = act(active, after(100));
  expect(fallAsleep(later, after(365))).toBeUndefined();
  expect(fallAsleep(later, after(465))?.home.status).toBe('DORMANT');
});

test('a worker whom an import made ACTIVE has a year from that day, because their last act is unknown', () => {
  const active = inState('ACTIVE');
  expect(active.homeIdleSince).toBe(toDay(start));
  expect(fallAsleep(active, after(364))).toBeUndefined();
  expect(fallAsleep(active, after(365))?.home.status).toBe('DORMANT');
});

test('an act of more than a year ago, of which the event comes late, wakes no worker', () => {
  const dormant = inState('DORMANT');
  expect(wake(dormant, toDay(start), after(365))?.home).toMatchObject({ status: 'DORMANT' });
  expect(wake(dormant, toDay(after(1)), after(365))?.home).toMatchObject({ status: 'ACTIVE' });
  const active = act(inState('VERIFIED'), after(10));
  expect(wake(active, toDay(start), after(10))).toBeUndefined();
});

test('only a registered account is closed, once, and its number is free again', () => {
  const closed = closeHome({ ...inState('ACTIVE'), phoneHashes: ['1:x'], phoneMasked: '138****1234' }, start);
  expect(closed).toMatchObject({ phoneHashes: [], phoneMasked: null, homeIdleSince: null, home: { status: 'CLOSED' } });
  expect(refusal(() => closeHome(closed, start))).toBe('INVALID_TRANSITION');
  expect(refusal(() => closeHome(inState('NOT_REGISTERED'), start))).toBe('INVALID_TRANSITION');
});

test('a registration that an import states later counts from its own day', () => {
  const known = historyOf([], { status: 'NOT_REGISTERED', registeredOn: null }, '2021-03-01');
  const registered = historyOf(known, { status: 'REGISTERED', registeredOn: '2020-05-01' }, '2021-06-01');
  expect(registered).toEqual([{ status: 'REGISTERED', on: '2020-05-01' }]);
  const active = historyOf(registered, { status: 'ACTIVE', registeredOn: '2020-05-01' }, '2021-07-01');
  expect(historyOf(active, { status: 'ACTIVE', registeredOn: '2020-03-01' }, '2021-08-01')).toEqual(
    [
      { status: 'REGISTERED', on: '2020-03-01' },
      { status: 'REGISTERED', on: '2020-05-01' },
      { status: 'ACTIVE', on: '2021-07-01' },
    ].filter((_, index) => index !== 1),
  );
});

/** The arrows of the life cycle. An import may also state a state for a worker whom no command has moved. */
const arrows: Readonly<Record<HomeStatus, readonly HomeStatus[]>> = {
  NOT_REGISTERED: [],
  REGISTERED: ['VERIFIED', 'CLOSED'],
  VERIFIED: ['ACTIVE', 'REGISTERED', 'CLOSED'],
  ACTIVE: ['DORMANT', 'REGISTERED', 'CLOSED'],
  DORMANT: ['ACTIVE', 'REGISTERED', 'CLOSED'],
  CLOSED: [],
};

test('no sequence of commands leaves the diagram, loses an event, or makes the history differ from what happened', () => {
  const command = fc.constantFrom('act', 'verify', 'sleep', 'close', 'move', 'rename');
  const steps = fc.array(fc.record({ command, days: fc.integer({ min: 0, max: 400 }) }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom<HomeStatus>('NOT_REGISTERED', 'REGISTERED', 'ACTIVE'), steps, (first, sequence) => {
      let person = inState(first);
      const told = new Map<string, HomeStatus>([[toDay(start), first]]);
      let now = start;
      for (const [index, step] of sequence.entries()) {
        now = after(step.days, now);
        const next = run(person, step.command, index, now);
        if (!next) continue;
        const [from, to] = [person.home.status, next.home.status];
        const events = workerChanged(person, next).filter(({ type }) => type === 'people.home.status-changed.v1');
        if (from === to) expect(events).toEqual([]);
        else {
          expect(arrows[from]).toContain(to);
          expect(events).toMatchObject([{ data: { personId: 'per_1', from, to, on: toDay(now) } }]);
        }
        told.set(toDay(now), to);
        person = next;
        expect((person.homeIdleSince ?? null) !== null).toBe(person.home.status === 'ACTIVE');
      }
      for (const [day, status] of told) expect(statusOn(person.homeHistory ?? [], day)).toBe(status);
      expect(statusOn(person.homeHistory ?? [], toDay(after(-1)))).toBeUndefined();
      if (person.home.status === 'ACTIVE') expect(fallAsleep(person, after(366, now))?.home.status).toBe('DORMANT');
    }),
  );
});

function run(person: PersonRecord, command: string, index: number, now: Date): PersonRecord | undefined {
  try {
    if (command === 'act') return wake(person, toDay(now), now);
    if (command === 'sleep') return fallAsleep(person, now);
    if (command === 'close') return closeHome(person, now);
    if (command === 'verify') return verifyPerson(person, { method: 'REAL_NAME', by: `usr_${index}`, now });
    if (command === 'rename') return importedPerson({ ...person, name: `姓名${index}` }, person, { by: 'usr_i', now });
    return restatePerson(person, { employerId: `org_${index}` }, { by: 'usr_staff', now })?.next;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

test('the day of idleness lies 364 days before today', () => {
  expect(idleBefore(after(365))).toBe(toDay(after(1)));
});
