import { HttpError } from '../errors.ts';
import { parseJson } from '../exact-numbers.ts';

/** The depth and number of values of a client's JSON: slightly above the bounds on variables, to leave room for the enclosing request. */
export const jsonDepthMax = 32;
export const jsonValuesMax = 60_000;

/**
 * Parses JSON text of a client. Its depth and the number of its values are checked before it is parsed.
 * @throws HttpError 400 INPUT_TOO_DEEP or TOO_MANY_VALUES; SyntaxError
 */
export function readJson(text: string): unknown {
  refuseShape(text);
  return parseJson(text);
}

/** Scans the characters once: brackets outside strings give the depth, and together with commas the number of values. */
function refuseShape(text: string): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at);
        break;
      case openBracket:
      case openBrace:
        depth += 1;
        values += 1;
        if (depth > jsonDepthMax)
          throw new HttpError(400, 'INPUT_TOO_DEEP', `The JSON is nested more than ${jsonDepthMax} levels deep.`);
        break;
      case closeBracket:
      case closeBrace:
        depth -= 1;
        break;
      case comma:
        values += 1;
        break;
    }
    if (values > jsonValuesMax)
      throw new HttpError(
        400,
        'TOO_MANY_VALUES',
        `The JSON holds more than ${jsonValuesMax} values. Send them in several requests.`,
      );
  }
}

/** The index of the quotation mark that ends a string; the end of the text if the string is unterminated. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
