import { DomainError, toDay } from '@kexie/kernel';
import { say } from '../messages.ts';
import { changePerson, type PersonRecord } from './domain.ts';

/** An ACTIVE worker without an own act for so many days becomes DORMANT. */
const idleDays = 365;
const dayMs = 24 * 60 * 60 * 1_000;

/** The day before which the last act must lie for a worker to become DORMANT. */
export function idleBefore(now: Date): string {
  return toDay(new Date(now.getTime() - (idleDays - 1) * dayMs));
}

/**
 * The worker after an act of their own account on a day: VERIFIED and DORMANT become ACTIVE, unless the act is a year
 * old already. REGISTERED stays, because only a verification follows. Undefined when nothing changes.
 */
export function wake(person: PersonRecord, actedOn: string, now: Date): PersonRecord | undefined {
  const { home } = person;
  if (home.status === 'NOT_REGISTERED' || home.status === 'CLOSED') return undefined;
  const isRecent = actedOn >= idleBefore(now);
  const wakes = isRecent && (home.status === 'VERIFIED' || home.status === 'DORMANT');
  const isNewer = actedOn > (home.lastActiveOn ?? '');
  if (!wakes && !isNewer) return undefined;
  const lastActiveOn = isNewer ? actedOn : (home.lastActiveOn as string);
  return changePerson(person, { home: { ...home, status: wakes ? 'ACTIVE' : home.status, lastActiveOn } }, now);
}

/** An ACTIVE worker without an own act for 365 days → DORMANT; undefined for any other. */
export function fallAsleep(person: PersonRecord, now: Date): PersonRecord | undefined {
  if (person.home.status !== 'ACTIVE' || !person.homeIdleSince || person.homeIdleSince >= idleBefore(now))
    return undefined;
  return changePerson(person, { home: { ...person.home, status: 'DORMANT' } }, now);
}

/**
 * The worker with a closed account (注销), without the phone number, so that the worker may register again.
 * @throws INVALID_TRANSITION for a worker who is not registered, or whose account is closed.
 */
export function closeHome(person: PersonRecord, now: Date): PersonRecord {
  const { status } = person.home;
  if (status === 'NOT_REGISTERED' || status === 'CLOSED')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Only a registered worker's account can be closed; this is ${status}.`,
    );
  return changePerson(person, { phoneHashes: [], phoneMasked: null, home: { ...person.home, status: 'CLOSED' } }, now);
}
