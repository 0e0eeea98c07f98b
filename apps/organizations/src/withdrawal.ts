import { DomainError, requireText } from '@kexie/kernel';
import { part } from '@kexie/service';
import { say } from './messages.ts';

/** The withdrawal of a record that was wrong: it stays readable, and counts nowhere. `by` is the user who withdrew it. */
export type Withdrawal = { reason: string; by: string; at: Date };

export const withdrawalPart = part<Withdrawal>({ reason: String, by: String, at: Date });

/** @throws INVALID_TRANSITION for a record that was withdrawn. `path` is the argument at fault. */
export function requirePresent({ withdrawal }: { withdrawal?: Withdrawal }, path: string): void {
  if (withdrawal)
    throw new DomainError('INVALID_TRANSITION', say`This record was withdrawn: ${withdrawal.reason}`, [path]);
}

/** The record with its withdrawal. @throws INVALID_TRANSITION when it was withdrawn before; VALIDATION_FAILED without a reason. */
export function withdrawn<T extends { withdrawal?: Withdrawal }>(
  record: T,
  { reason, by, at }: Withdrawal,
): T & { withdrawal: Withdrawal } {
  requirePresent(record, 'id');
  return { ...record, withdrawal: { reason: requireText(reason, 'reason', { min: 2, max: 500 }), by, at } };
}
