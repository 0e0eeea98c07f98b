import { DomainError } from './domain-error.ts';

const textMax = 500;

/** The number of characters (Unicode code points) that a text may have; default 1 to 500. */
export type TextBounds = { min?: number; max?: number };

/** The trimmed text in NFC. @throws VALIDATION_FAILED when it is shorter or longer than the bounds allow. */
export function requireText(text: string, path: string, { min = 1, max = textMax }: TextBounds = {}): string {
  const trimmed = text.normalize('NFC').trim();
  const length = [...trimmed].length;
  if (length < min || length > max)
    throw new DomainError('VALIDATION_FAILED', `"${path}" must have ${min} to ${max} characters.`, [path]);
  return trimmed;
}

/** Like `requireText`, but a text that is missing, null or blank is null. */
export function optionalText(text: string | null | undefined, path: string, bounds?: TextBounds): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : requireText(text, path, bounds);
}
