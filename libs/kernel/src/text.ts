import { DomainError } from './domain-error.ts';

const textMax = 500;

/** How many characters (Unicode code points) a text may have: 1 to 500 unless it is said otherwise. */
export type TextBounds = { min?: number; max?: number };

/** The text without the space around it, in NFC. @throws VALIDATION_FAILED when it is shorter or longer than the bounds allow. */
export function requireText(text: string, path: string, { min = 1, max = textMax }: TextBounds = {}): string {
  const trimmed = text.normalize('NFC').trim();
  const length = [...trimmed].length;
  if (length < min || length > max)
    throw new DomainError('VALIDATION_FAILED', `"${path}" must have ${min} to ${max} characters.`, [path]);
  return trimmed;
}

/** As `requireText`; a text that is missing, null or blank is null. */
export function optionalText(text: string | null | undefined, path: string, bounds?: TextBounds): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : requireText(text, path, bounds);
}
