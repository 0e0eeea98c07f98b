import { tokensOf } from '@kexie/matchmaker';

const queryTokensMax = 40;
/** A word is stronger evidence than two adjacent characters. The weights are whole numbers, so that scores compare exactly. */
const wordWeight = 10;
const pairWeight = 3;
const hanCharacters = /\p{Script=Han}/gu;

/** The distinct tokens of all texts of a record, and all Han characters, for queries of one character; in a stable order. */
export function indexTokens(texts: readonly (string | null | undefined)[]): string[] {
  const tokens = texts.flatMap((text) => (text ? [...tokensOf(text).keys()] : []));
  const characters = tokens.flatMap((token) => token.match(hanCharacters) ?? []);
  return [...new Set([...tokens, ...characters])].sort();
}

/** The tokens of a query with the greatest weights, at most 40; empty when the text contains no word. */
export function queryTokens(text: string): { token: string; weight: number }[] {
  return [...tokensOf(text).values()]
    .map(({ text: token, isWord }) => ({ token, weight: isWord ? wordWeight : pairWeight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, queryTokensMax);
}
