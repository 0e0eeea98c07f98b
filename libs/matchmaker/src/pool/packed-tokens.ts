import type { Token } from '../text/tokens.ts';

/** The tokens of a text as numbers: about 6 bytes for each, and outside the heap. As objects they take more than ten times as much. */
export type PackedTokens = {
  /** twice the number of each term, and one more for a word */
  terms: Uint32Array;
  counts: Uint16Array;
};

/** Packs tokens whose texts have numbers. A text of 8,000 characters has no count above 65,535. */
export const packTokens = (tokens: readonly Token[], numberOf: (text: string) => number): PackedTokens => ({
  terms: Uint32Array.from(tokens, ({ text, isWord }) => numberOf(text) * 2 + Number(isWord)),
  counts: Uint16Array.from(tokens, ({ count }) => count),
});

/** The tokens in their order. */
export const unpackTokens = ({ terms, counts }: PackedTokens, textOf: (number: number) => string): Token[] =>
  Array.from(terms, (term, at) => ({
    text: textOf(term >>> 1),
    count: counts[at] as number,
    isWord: (term & 1) === 1,
  }));
