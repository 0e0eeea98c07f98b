import { DomainError } from '@kexie/kernel';

const textMax = 500;
const firstYear = 1958;
const lastYear = 2100;

/** The text without the space around it, in NFC. @throws VALIDATION_FAILED when it is empty or longer than 500 characters (or `max`). */
export function requireText(text: string, path: string, max = textMax): string {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed.length === 0 || trimmed.length > max)
    throw new DomainError('VALIDATION_FAILED', `This needs 1 to ${max} characters.`, [path]);
  return trimmed;
}

/** As `requireText`, but a missing or empty text is null. */
export function optionalText(text: string | null | undefined, path: string, max = textMax): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : requireText(text, path, max);
}

/** @throws VALIDATION_FAILED for a year before the founding of CAST (1958) or after 2100. */
export function requireYear(year: number, path = 'year'): number {
  if (year < firstYear || year > lastYear)
    throw new DomainError('VALIDATION_FAILED', `A year lies between ${firstYear} and ${lastYear}.`, [path]);
  return year;
}

/** @throws VERSION_CONFLICT unless the record still has the version that the client saw. */
export function requireVersion(record: { version: number }, expectedVersion: number): void {
  if (record.version !== expectedVersion)
    throw new DomainError('VERSION_CONFLICT', 'Somebody else changed this meanwhile. Load it again and repeat.', [
      'expectedVersion',
    ]);
}

/** The record, or NOT_FOUND with the name of what is missing. */
export function requireFound<T>(record: T | null, what: string): T {
  if (record === null) throw new DomainError('NOT_FOUND', `No such ${what}.`, ['id']);
  return record;
}
