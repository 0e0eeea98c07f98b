import { CommitmentEnded, CommitmentSet, CommitmentWithdrawn, type NewEvent } from '@kexie/events';
import { DomainError, optionalText, requireCount, requireText } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { AttentionKind, SetCommitmentInput } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { requirePresent, withdrawn, type Withdrawal } from '../withdrawal.ts';

/**
 * The Party committee of a region undertakes to give the association a kind of attention at least so many times a year.
 * `untilYear` is the last year, or null for a commitment without an end. `years` is derived: see `yearsInForce`.
 */
export type Commitment = {
  _id: string;
  version: number;
  importKey: string | null;
  kind: AttentionKind;
  regionCode: string;
  minimumPerYear: number;
  fromYear: number;
  untilYear: number | null;
  document: string | null;
  endReason: string | null;
  years: number[];
  /** absent unless it was withdrawn */
  withdrawal?: Withdrawal;
};

/** The facts of a commitment that an input states. */
export type Stated = Pick<Commitment, 'kind' | 'regionCode' | 'minimumPerYear' | 'fromYear' | 'untilYear' | 'document'>;

/** The year in which CAST was founded, and the last year of an annual report. */
const [firstYear, lastYear] = [1958, 2100];
const timesMax = 366;

/** The facts of an input, without the relation between its years. @throws VALIDATION_FAILED. */
export function factsOf({
  kind,
  regionCode,
  minimumPerYear,
  fromYear,
  untilYear = null,
  document,
}: Omit<SetCommitmentInput, 'clientMutationId'>): Stated {
  return {
    kind,
    regionCode,
    minimumPerYear: requireCount(minimumPerYear, 'minimumPerYear', { min: 1, max: timesMax }),
    fromYear: requireYear(fromYear, 'fromYear'),
    untilYear: untilYear === null ? null : requireYear(untilYear, 'untilYear'),
    document: optionalText(document, 'document', { max: 200 }),
  };
}

/** @throws VALIDATION_FAILED for a commitment that ends before it begins. */
export function checkYears({ fromYear, untilYear }: Pick<Commitment, 'fromYear' | 'untilYear'>): void {
  if (untilYear !== null && untilYear < fromYear)
    throw new DomainError('VALIDATION_FAILED', say`A commitment must not end before the year in which it begins.`, [
      'untilYear',
    ]);
}

/**
 * The years in which a commitment applies: none when it was withdrawn. One without an end has all years until 2100, so that a unique index can
 * refuse a second commitment for any of them.
 */
export function yearsInForce({
  fromYear,
  untilYear,
  withdrawal,
}: Pick<Commitment, 'fromYear' | 'untilYear' | 'withdrawal'>): number[] {
  if (withdrawal) return [];
  return Array.from({ length: Math.max(0, (untilYear ?? lastYear) - fromYear + 1) }, (_, index) => fromYear + index);
}

/** A new commitment. @throws VALIDATION_FAILED. */
export function set(_id: string, stated: Stated): Decision<Commitment> {
  checkYears(stated);
  const next = { ...stated, _id, version: 1, importKey: null, endReason: null, years: yearsInForce(stated) };
  return { next, events: [setEvent(next)] };
}

/** Replaces facts that were recorded wrongly. The reason of an end stays while the end stays. @throws VALIDATION_FAILED. */
export function correct(current: Commitment, stated: Stated): Decision<Commitment> {
  requirePresent(current, 'id');
  checkYears(stated);
  const endReason = stated.untilYear === current.untilYear ? current.endReason : null;
  const next = { ...current, ...stated, endReason };
  return { next, events: [setEvent(next)] };
}

/**
 * Ends a commitment with a year, which is its last one. @throws VALIDATION_FAILED for a year before it begins;
 * INVALID_TRANSITION when it has this end or an earlier one already.
 */
export function end(
  current: Commitment,
  { untilYear, reason }: { untilYear: number; reason: string },
): Decision<Commitment> {
  requirePresent(current, 'id');
  const next = {
    ...current,
    untilYear: requireYear(untilYear, 'untilYear'),
    endReason: requireText(reason, 'reason', { max: 500 }),
  };
  checkYears(next);
  if (current.untilYear !== null && current.untilYear <= untilYear)
    throw new DomainError('INVALID_TRANSITION', say`This commitment already ends with ${current.untilYear}.`, [
      'untilYear',
    ]);
  return { next, events: [endedEvent(next)] };
}

/** Withdraws a commitment that was recorded wrongly. Its years become free. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function withdraw(current: Commitment, withdrawal: Withdrawal): Decision<Commitment> {
  const next = withdrawn(current, withdrawal);
  const { _id: commitmentId, kind, regionCode } = next;
  return { next, events: [CommitmentWithdrawn({ commitmentId, kind, regionCode, reason: next.withdrawal.reason })] };
}

/** The event of a commitment that is new or whose facts changed. */
export function setEvent({
  _id,
  kind,
  regionCode,
  minimumPerYear,
  fromYear,
  untilYear,
  document,
}: Commitment): NewEvent {
  return CommitmentSet({ commitmentId: _id, kind, regionCode, minimumPerYear, fromYear, untilYear, document });
}

function endedEvent({ _id, kind, regionCode, untilYear, endReason }: Commitment): NewEvent {
  return CommitmentEnded({
    commitmentId: _id,
    kind,
    regionCode,
    untilYear: untilYear as number,
    reason: endReason as string,
  });
}

function requireYear(year: number, path: string): number {
  return requireCount(year, path, { min: firstYear, max: lastYear });
}
