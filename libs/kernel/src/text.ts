import { DomainError } from './domain-error.ts';
import { say } from './messages.ts';

const textMax = 500;

/** The number of characters (Unicode code points) that a text may have; default 1 to 500. */
export type TextBounds = { min?: number; max?: number };

/**
 * The text as it is stored: in NFC, trimmed, with \n between lines, and without the characters that nothing shows, with which two equal names would differ.
 * @throws VALIDATION_FAILED when it is shorter or longer than the bounds allow, or not well-formed Unicode (half of a surrogate pair).
 */
export function requireText(text: string, path: string, { min = 1, max = textMax }: TextBounds = {}): string {
  if (!text.isWellFormed())
    throw new DomainError('VALIDATION_FAILED', say`"${path}" must be well-formed Unicode.`, [path]);
  const cleaned = clean(text);
  const length = [...cleaned].length;
  if (length < min || length > max)
    throw new DomainError('VALIDATION_FAILED', say`"${path}" must have ${min} to ${max} characters.`, [path]);
  return cleaned;
}

/** Like `requireText`, but a text that is missing, null or blank is null. */
export function optionalText(text: string | null | undefined, path: string, bounds?: TextBounds): string | null {
  return text === null || text === undefined || clean(text) === '' ? null : requireText(text, path, bounds);
}

const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g;
/** Control characters except line breaks and tabs, and format characters such as zero-width and bidirectional marks (Unicode Cc and Cf). */
const invisible = /(?![\n\t])[\p{Cc}\p{Cf}]/gu;

function clean(text: string): string {
  return text.replace(lineBreaks, '\n').replace(invisible, '').normalize('NFC').trim();
}
