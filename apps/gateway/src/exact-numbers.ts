import { randomUUID } from 'node:crypto';

/**
 * A number of a JSON text that a double cannot hold with the same digits: `9007199254740993`, `1.10`, `1e400`, `-0`. It keeps its text and is serialized as that text.
 * Every other number is a plain number.
 */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toJSON(): unknown {
    return rawJSON(this.text);
  }
}

/**
 * Which numbers of a text must keep their digits. `short`: none. `long`: numbers whose value matters, as in an `ID` or an `Int`. `decimal`: also those close to zero, as in a
 * `Float`. `any`: every number with all its characters, because a custom scalar may hold one.
 */
export type NumberKind = 'short' | 'long' | 'decimal' | 'any';

/** The kind that covers all of the given kinds. */
export const widestNumbers = (kinds: readonly NumberKind[]): NumberKind =>
  numberKinds.find((kind) => kinds.includes(kind)) ?? 'short';
const numberKinds: readonly NumberKind[] = ['any', 'decimal', 'long', 'short'];

/** Parses a JSON text; numbers that lose digits in a double become `ExactNumber`. Most texts contain none and are parsed by `JSON.parse` alone. @throws SyntaxError */
export function parseJson(text: string, kind: NumberKind = 'any'): unknown {
  return needsExactNumbers(text, kind) ? parseExactly(text) : JSON.parse(text);
}

/**
 * Rewrites each number that a double cannot hold as a string, and then parses the text. `JSON.parse` with a reviver that gets the source of
 * numbers has the same result and takes ten times as long.
 */
function parseExactly(text: string): unknown {
  let marked = '';
  let copiedTo = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === minus || isDigit(code)) {
      const end = endOfNumber(text, at);
      const source = text.slice(at, end);
      if (mayBeLost(source) && numberPattern.test(source) && !isCarried(source)) {
        marked += `${text.slice(copiedTo, at)}"${exactMark}${source}"`;
        copiedTo = end;
      }
      at = end - 1;
    }
  }
  return copiedTo === 0 ? JSON.parse(text) : withExactNumbers([JSON.parse(marked + text.slice(copiedTo))]);
}

/** Properties are defined and not assigned, because a key may be `__proto__`. */
const ownValue = { writable: true, enumerable: true, configurable: true };

/** Replaces marked strings with exact numbers, without recursion, and returns the first item. */
function withExactNumbers(root: [unknown]): unknown {
  const waiting: object[] = [root];
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    const items = parent as Record<string, unknown>;
    for (const key in items) {
      const item = items[key];
      if (typeof item === 'object' && item !== null) waiting.push(item);
      else if (typeof item === 'string' && item.startsWith(exactMark))
        Object.defineProperty(items, key, { ...ownValue, value: new ExactNumber(item.slice(exactMark.length)) });
    }
  }
  return root[0];
}

/** The index of the quotation mark that ends a string; the end of the text if there is none. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = end;
    while (text.charCodeAt(slashes - 1) === backslash) slashes -= 1;
    if ((end - slashes) % 2 === 0) return end;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (isPartOfNumber(text.charCodeAt(end))) end += 1;
  return end;
}

/** Whether a number is more complex than a short integer, which a double always holds. */
const mayBeLost = (source: string): boolean => source.length >= longNumber || source === '-0' || /[.eE]/.test(source);

/** Whether a double holds a number and JavaScript writes it with the same characters. */
export const isCarried = (source: string): boolean => JSON.stringify(Number(source)) === source;

function needsExactNumbers(text: string, kind: NumberKind): boolean {
  switch (kind) {
    case 'short':
      return false;
    case 'long':
      return hasLongNumber(text);
    case 'decimal':
      return hasLongNumber(text) || hasTinyNumber(text, 'e-') || hasTinyNumber(text, 'E-');
    case 'any':
      return hasLongNumber(text) || hasOddNumber(text);
  }
}

/** Searches for 16 consecutive digits and points. Any other character rules out the 15 before it, so most characters are never read. */
function hasLongNumber(text: string): boolean {
  let end = longNumber - 1;
  while (end < text.length) {
    let at = end;
    while (at > end - longNumber && isDigitOrPoint(text.charCodeAt(at))) at -= 1;
    if (at === end - longNumber) return true;
    end = at + longNumber;
  }
  return false;
}

/** Searches for an exponent of three digits, which a double may round to zero. Some texts within strings match too, which only costs time. */
function hasTinyNumber(text: string, sign: 'e-' | 'E-'): boolean {
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) {
    if (isDigit(text.charCodeAt(at - 1)) && [2, 3, 4].every((offset) => isDigit(text.charCodeAt(at + offset))))
      return true;
  }
  return false;
}

/** Searches for a number with a decimal point, an exponent or a negative zero that JavaScript would write differently. */
function hasOddNumber(text: string): boolean {
  for (let i = 1; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code !== point && code !== exponent && code !== capitalExponent && code !== zero) continue;
    const before = text.charCodeAt(i - 1);
    const suspect =
      code === zero
        ? before === minus && !isDigit(text.charCodeAt(i - 2))
        : isDigit(before) && !(code === point && isShortDecimal(text, i));
    if (suspect && isOddAt(text, i)) return true;
  }
  return false;
}

/** Whether a number ends after a decimal point and up to six digits, the last of them not zero: JavaScript writes such a number unchanged. */
function isShortDecimal(text: string, at: number): boolean {
  let end = at + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return (
    end > at + 1 &&
    end <= at + 1 + shortFraction &&
    text.charCodeAt(end - 1) !== zero &&
    !isPartOfNumber(text.charCodeAt(end))
  );
}

/** Whether the characters around an index are a number that JavaScript writes differently. Some texts within strings match too, which only costs time. */
function isOddAt(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && isPartOfNumber(text.charCodeAt(start - 1))) start -= 1;
  let end = at + 1;
  while (end < text.length && isPartOfNumber(text.charCodeAt(end))) end += 1;
  const source = text.slice(start, end);
  return numberPattern.test(source) && !isCarried(source);
}

/** The digits of a whole number in any notation (`12`, `12.0`, `1.2e1`); undefined if it has a fraction or an implausibly large exponent. */
export function wholeDigits(text: string): string | undefined {
  const { sign = '', whole = '', fraction = '', power = '0' } = numberPattern.exec(text)?.groups ?? {};
  const shift = Number(power);
  if (whole === '' || Math.abs(shift) > powerMax) return undefined;
  const digits = (whole + fraction).padEnd(whole.length + shift, '0');
  const point = whole.length + shift;
  if (/[1-9]/.test(point <= 0 ? digits : digits.slice(point))) return undefined;
  const found = (point <= 0 ? '0' : digits.slice(0, point)).replace(/^0+(?=\d)/, '');
  return found === '0' ? '0' : sign + found;
}

/** The same value with plain numbers in place of exact ones, for code that only compares and counts; the value itself if it contains none. */
export const withPlainNumbers = <T>(value: T): T => (holdsExactNumber(value) ? (plain(value) as T) : value);

function plain(value: unknown): unknown {
  return value instanceof ExactNumber ? Number(value.text) : mapItems(value, plain);
}

/** A list or an object with changed items; other values are returned as they are. The object has no prototype. */
export function mapItems(value: unknown, change: (item: unknown, name: string | undefined) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => change(item, undefined));
  if (typeof value !== 'object' || value === null) return value;
  const changed: Record<string, unknown> = Object.create(null);
  for (const [name, item] of Object.entries(value)) changed[name] = change(item, name);
  return changed;
}

/** A deep copy of a JSON value. Its objects have no prototype. */
export const copied = <T>(value: T): T => (value instanceof ExactNumber ? value : (mapItems(value, copied) as T));

/** Whether a JSON value is an object, and neither a list nor an `ExactNumber`. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/** Visits every value without recursion, because a client decides how deep its variables are. */
export function holdsExactNumber(root: unknown): boolean {
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (value instanceof ExactNumber) return true;
    if (Array.isArray(value)) for (const item of value) waiting.push(item);
    else if (typeof value === 'object' && value !== null)
      for (const name in value) waiting.push((value as Record<string, unknown>)[name]);
  }
  return false;
}

/** JSON.rawJSON of ECMAScript 2026, which TypeScript's library does not declare yet. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

const isDigit = (code: number): boolean => code >= zero && code <= nine;
const isDigitOrPoint = (code: number): boolean => isDigit(code) || code === point;
const isPartOfNumber = (code: number): boolean =>
  isDigit(code) || code === point || code === minus || code === plus || code === exponent || code === capitalExponent;
const numberPattern = /^(?<sign>-?)(?<whole>0|[1-9]\d*)(?:\.(?<fraction>\d+))?(?:[eE](?<power>[+-]?\d+))?$/;
/** Random for each process, so no input contains it. */
const exactMark = `${randomUUID()} `;
const quote = 0x22;
const backslash = 0x5c;
const zero = 0x30;
const nine = 0x39;
const point = 0x2e;
const minus = 0x2d;
const plus = 0x2b;
const exponent = 0x65;
const capitalExponent = 0x45;
/** A double holds every number of 15 digits. */
const longNumber = 16;
/** A double holds so short a fraction after at most nine digits, which `hasLongNumber` guarantees. */
const shortFraction = 6;
/** More digits than any key has. */
const powerMax = 400;
