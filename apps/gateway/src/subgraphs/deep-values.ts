import { randomUUID } from 'node:crypto';
import { endOfString } from '../exact-numbers.ts';
import { Missing } from '../execution/tree.ts';

/**
 * The reply of a service with a mark in the place of each list and object that is nested too deep for JavaScript to be handled. A custom scalar
 * that holds a mark is null in the answer; whatever stands beside it is kept.
 */
export function withoutDeepValues(text: string, service: string): string {
  if (!mayBeDeep(text)) return text;
  const replacement = JSON.stringify(deepMark + service);
  let kept = '';
  let copiedTo = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (isOpening(code)) {
      depth += 1;
      if (depth === levelsMax + 1) kept += text.slice(copiedTo, at) + replacement;
    } else if (isClosing(code)) {
      if (depth === levelsMax + 1) copiedTo = at + 1;
      depth -= 1;
    }
  }
  return kept + text.slice(copiedTo);
}

/** Why a value that holds a mark is missing; undefined for others. `text` is its JSON text. */
export function missingForDepth(text: string): Missing | undefined {
  const at = text.length > deepMark.length ? text.indexOf(deepMark) : -1;
  if (at === -1) return undefined;
  const service = /^[^"]*/.exec(text.slice(at + deepMark.length))?.[0] ?? '';
  return new Missing({
    message: `The ${service} service gave a value of more than ${levelsMax} levels.`,
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service },
  });
}

/** Counts brackets wherever they stand, also in strings: few replies need a closer look. */
function mayBeDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isOpening(code)) {
      depth += 1;
      if (depth > levelsMax) return true;
    } else if (isClosing(code)) depth -= 1;
  }
  return false;
}

const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;
const quote = 0x22;
/** Nothing that is sent begins with it: it is made by chance for each process. */
const deepMark = `${randomUUID()} `;
/** Operations have at most 20 levels of fields, and lists of lists of lists are rare. */
const levelsMax = 200;
