/** Changes whenever the same text gives other tokens; records with another version must be indexed again. */
export const tokenizerVersion = 1;

/** Longer texts are indexed by their beginning. */
const textMax = 8_000;
const queryTokensMax = 40;
/** A word found says more than two characters that happen to stand side by side. Whole numbers, so that scores compare exactly. */
export const wordWeight = 10;
const bigramWeight = 3;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const hanRuns = /\p{Script=Han}+/gu;
/** 的, 和 and their like stand in every text. */
const stopWords = new Set([
  '的',
  '和',
  '与',
  '及',
  '等',
  '为',
  '在',
  '了',
  '是',
  '对',
  '或',
  '其',
  '并',
  'the',
  'and',
  'of',
  'a',
  'in',
  'for',
  'to',
]);

/**
 * The tokens of a text with their weights: words of any script as the segmenter of ICU finds them, and all pairs of neighbouring Han characters,
 * because it splits many technical terms apart. Full width = half width, upper case = lower case. Index and query use this same function.
 */
export function tokensOf(text: string): Map<string, number> {
  const folded = text.slice(0, textMax).normalize('NFKC').toLowerCase();
  const tokens = new Map<string, number>();
  for (const run of folded.match(hanRuns) ?? []) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i += 1) tokens.set(`${characters[i]}${characters[i + 1]}`, bigramWeight);
  }
  for (const sentence of folded.split(/[\n。;;!?!?]/)) {
    // one by one: each segment carries a copy of the whole input
    for (const { segment, isWordLike } of words.segment(sentence))
      if (isWordLike && !stopWords.has(segment)) tokens.set(segment, wordWeight);
  }
  return tokens;
}

/** What a record is found by: the distinct tokens of all its texts, in a stable order. */
export function indexTokens(texts: readonly (string | null | undefined)[]): string[] {
  const tokens = new Set(texts.flatMap((text) => (text ? [...tokensOf(text).keys()] : [])));
  return [...tokens].sort();
}

/** The weightiest tokens of a query, at most 40; empty when the text holds no word. */
export function queryTokens(text: string): { token: string; weight: number }[] {
  return [...tokensOf(text)]
    .map(([token, weight]) => ({ token, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, queryTokensMax);
}
