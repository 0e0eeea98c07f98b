import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Jieba } from '@node-rs/jieba';
import { taxonomyNames } from '../taxonomy/taxonomy.ts';

/** Must be raised whenever a text gives other tokens than before. Records with another version must be indexed again. */
export const tokenizerVersion = 2;

/**
 * A token of a text. `isWord` is false for two adjacent Han characters that are not a word of the dictionary, and for a
 * Han character that stands alone: they are weaker evidence than words.
 */
export type Token = { text: string; count: number; isWord: boolean };

/** Only the beginning of a longer text is tokenized. */
const textMax = 8_000;
/** The longest piece that the dictionary segments at once. */
const pieceMax = 200;
/** A frequency above that of every word of the general dictionary, so that a domain word is never split. */
const domainFrequency = 1_000_000;
const pieces = /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+(?:[.+#\-][[\p{L}\p{N}]--\p{Script=Han}]+)*/gv;
const han = /^\p{Script=Han}/u;
/** Words that are in every text. */
const stopWords = new Set(
  '的 和 与 及 等 为 在 了 是 对 或 其 并 以 由 于 到 从 被 把 中 上 下 后 前 有 无 不 也 都 就 还 而 且 但 因 所 能 可 会 要 我 我们 他们 进行 通过 以及 the and of a an in for to on with by'.split(
    ' ',
  ),
);

/**
 * The tokens of a text, each with the number of its occurrences: the words of the dictionary, and all pairs of adjacent
 * Han characters, because no dictionary has every technical term. Words of other scripts are whole runs of letters and
 * digits. Width and case make no difference (NFKC, lower case). Index and query use this function.
 */
export function tokensOf(text: string): Map<string, Token> {
  const tokens = new Map<string, Token>();
  const runs: string[] = [];
  const folded = text.slice(0, textMax).normalize('NFKC').toLowerCase();
  for (const [piece] of folded.matchAll(pieces)) {
    if (!han.test(piece)) {
      if (!stopWords.has(piece)) add(tokens, piece, true);
      continue;
    }
    const characters = [...piece];
    for (let from = 0; from < characters.length; from += pieceMax) {
      const run = characters.slice(from, from + pieceMax);
      if (run.length === 1 && !stopWords.has(run[0] as string)) add(tokens, run[0] as string, false);
      for (let at = 0; at + 1 < run.length; at += 1) add(tokens, `${run[at]}${run[at + 1]}`, false);
      if (run.length > 1) runs.push(run.join(''));
    }
  }
  // One call for all runs, because calls are dear. Without its statistical model for unknown words, the segmenter gives the
  // same words in every context.
  for (const word of dictionary().cutForSearch(runs.join('\n'), false)) {
    const length = word.length > 4 ? word.length : [...word].length;
    // the occurrences of a word of two characters are counted as a pair; a single character is too vague
    if (length < 2 || stopWords.has(word)) continue;
    if (length === 2) mark(tokens, word);
    else add(tokens, word, true);
  }
  return tokens;
}

function add(tokens: Map<string, Token>, text: string, isWord: boolean): void {
  const token = tokens.get(text);
  if (token) token.count += 1;
  else tokens.set(text, { text, count: 1, isWord });
}

function mark(tokens: Map<string, Token>, text: string): void {
  const token = tokens.get(text);
  if (token) token.isWord = true;
}

let loaded: Jieba | undefined;

/** The dictionary, which is loaded at the first use: it takes 0.3 s and 60 MB. */
function dictionary(): Jieba {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  const { Jieba: Dictionary } = require('@node-rs/jieba') as { Jieba: typeof Jieba };
  loaded = Dictionary.withDict(readFileSync(require.resolve('@node-rs/jieba/dict.txt')));
  const words = readFileSync(new URL('domain-words.txt', import.meta.url), 'utf8').split('\n');
  const entries = [...words, ...taxonomyNames()]
    .filter((word) => word !== '' && !word.startsWith('#'))
    .map((word) => `${word.normalize('NFKC').toLowerCase()} ${domainFrequency} n`);
  loaded.loadDict(Buffer.from(`${entries.join('\n')}\n`));
  return loaded;
}
