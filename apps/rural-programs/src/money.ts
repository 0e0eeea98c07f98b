import { DomainError, measure, type Measure, type Qualifier } from '@kexie/kernel';
import { say } from './messages.ts';

/** Ten billion yuan: far more than any program, and small enough that every sum in fen is an exact number. */
const yuanMax = 10_000_000_000n;

/**
 * Converts yuan to fen without loss ("200000.50" → 20000050).
 * @throws VALIDATION_FAILED unless the amount is positive, has at most two decimals and is at most ten billion yuan.
 */
export function fenOf(yuan: string, path: string): number {
  const parts = /^(\d{1,30})(?:\.(\d{1,2})0*)?$/.exec(yuan);
  if (!parts)
    throw new DomainError('VALIDATION_FAILED', say`An amount of money is positive and has at most two decimals.`, [
      path,
    ]);
  const fen = BigInt(parts[1] as string) * 100n + BigInt((parts[2] ?? '').padEnd(2, '0'));
  if (fen <= 0n || fen > yuanMax * 100n)
    throw new DomainError('VALIDATION_FAILED', say`An amount of money is more than 0 and at most ten billion yuan.`, [
      path,
    ]);
  return Number(fen);
}

/** Converts an integer number of fen to yuan without loss (20000050 → "200000.5"). */
export function yuanOf(fen: number | bigint | string): string {
  const amount = BigInt(fen);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  const cents = digits.slice(-2).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}${cents === '' ? '' : `.${cents}`}`;
}

/** The measure in yuan of an amount in fen; null stays null. */
export function money(fen: number | null, qualifier: Qualifier = 'EXACT'): Measure {
  return measure(fen === null ? null : yuanOf(fen), 'CNY', qualifier);
}
