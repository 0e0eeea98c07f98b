import { LeadershipAttentionRecorded, LeadershipAttentionWithdrawn, type NewEvent } from '@kexie/events';
import { DomainError, optionalText, requireText, toDay, yearOf } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { AttentionKind, LeadershipAttentionInput } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { withdrawn, type Withdrawal } from '../withdrawal.ts';

/**
 * A leader or leading body heard a report, made a visit or held a study. `heldOn` is null when only the year is stated.
 */
export type Attention = {
  _id: string;
  version: number;
  importKey: string | null;
  kind: AttentionKind;
  regionCode: string;
  heldOn: string | null;
  year: number;
  body: string;
  leaderTitle: string | null;
  topic: string | null;
  result: string | null;
  uniqueKey?: string;
  /** absent unless it was withdrawn */
  withdrawal?: Withdrawal;
};

/** The checked facts of a record, without the fields that the platform adds. */
export type Stated = Omit<Attention, '_id' | 'version' | 'importKey' | 'withdrawal'>;

/** Checks and normalizes the input. @throws VALIDATION_FAILED. */
export function checked(
  { kind, regionCode, heldOn = null, year, ...texts }: Omit<LeadershipAttentionInput, 'clientMutationId'>,
  now: Date,
): Stated {
  if (heldOn && Number(heldOn.slice(0, 4)) !== year)
    throw new DomainError('VALIDATION_FAILED', say`The year must be the year of the day.`, ['year']);
  if (heldOn && heldOn > toDay(now))
    throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, ['heldOn']);
  if (year < 1958 || year > yearOf(now))
    throw new DomainError('VALIDATION_FAILED', say`The year must lie between 1958 and the current year.`, ['year']);
  const topic = optionalText(texts.topic, 'topic', { max: 200 });
  return {
    kind,
    regionCode,
    heldOn,
    year,
    body: requireText(texts.body, 'body', { max: 200 }),
    leaderTitle: optionalText(texts.leaderTitle, 'leaderTitle', { max: 100 }),
    topic,
    result: optionalText(texts.result, 'result'),
    ...(heldOn && { uniqueKey: [kind, regionCode, heldOn, topic ?? ''].join('|') }),
  };
}

/** The event of a record that is new or changed. */
export function recordedEvent({ _id, kind, regionCode, year }: Attention): NewEvent {
  return LeadershipAttentionRecorded({ attentionId: _id, kind, regionCode, year });
}

/** Withdraws a record that was wrong. A right one may then be recorded for the same day and topic. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function withdraw(current: Attention, withdrawal: Withdrawal): Decision<Attention> {
  const { uniqueKey: _, ...next } = withdrawn(current, withdrawal);
  const { _id: attentionId, kind, regionCode, year } = next;
  return {
    next,
    events: [LeadershipAttentionWithdrawn({ attentionId, kind, regionCode, year, reason: next.withdrawal.reason })],
  };
}
