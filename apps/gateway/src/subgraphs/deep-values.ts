import { randomUUID } from 'node:crypto';
import { endOfString } from '../exact-numbers.ts';
import { Missing } from '../execution/tree.ts';

/**
 * Replaces each list and object that is nested too deeply for recursive JavaScript with a mark. A custom scalar that holds a mark is null in the
 * response; the values beside it are kept.
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

/** The reason why a value that holds a mark is missing; undefined for other values. `text` is its JSON text. */
export function missingForDepth(text: string): Missing | undefined {
  const at = text.length > deepMark.length ? text.indexOf(deepMark) : -1;
  if (at === -1) return undefined;
  const service = /^[^"]*/.exec(text.slice(at + deepMark.length))?.[0] ?? '';
  return new Missing({
    message: `The ${service} service gave a value of more than ${levelsMax} levels.`,
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service },
  });
}

/**
 * Counts brackets anywhere, strings included, and each kind by itself, so that few replies need the exact scan. Unbalanced brackets in strings could hide levels, so
 * such replies are scanned. A service that balances them on purpose evades this and breaks only the operations that use it.
 */
const mayBeDeep = (text: string): boolean => levelsOf(text, '{', '}') + levelsOf(text, '[', ']') > levelsMax;

/**
 * The number of brackets of one kind that are open at once; infinite if they do not match. Jumping from bracket to bracket takes a tenth of the time of
 * scanning each character.
 */
function levelsOf(text: string, opening: string, closing: string): number {
  let depth = 0;
  let deepest = 0;
  let closes = text.indexOf(closing);
  for (
    let opens = text.indexOf(opening);
    opens !== -1 && deepest <= levelsMax;
    opens = text.indexOf(opening, opens + 1)
  ) {
    for (; closes !== -1 && closes < opens; closes = text.indexOf(closing, closes + 1)) depth -= 1;
    if (depth < 0) break;
    depth += 1;
    if (depth > deepest) deepest = depth;
  }
  for (; closes !== -1 && depth >= 0; closes = text.indexOf(closing, closes + 1)) depth -= 1;
  return depth === 0 ? deepest : Number.POSITIVE_INFINITY;
}

const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;
const quote = 0x22;
/** Random for each process, so no reply contains it. */
const deepMark = `${randomUUID()} `;
/** A string of at most this length holds no mark. */
export const unmarkedLengthMax = deepMark.length;
/** Operations have at most 20 levels of fields, and lists of lists of lists are rare. */
const levelsMax = 200;
