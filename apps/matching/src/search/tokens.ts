/** Must be raised whenever a text gives other tokens than before. Records with another version must be indexed again. */
export const tokenizerVersion = 1;

/** Only the beginning of a longer text is indexed. */
const textMax = 8_000;
const queryTokensMax = 40;
/** A word is stronger evidence than two adjacent characters. The weights are whole numbers, so that scores compare exactly. */
export const wordWeight = 10;
const bigramWeight = 3;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const hanRuns = /\p{Script=Han}+/gu;
/** 的, 和 and similar words are in every text. */
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
 * The tokens of a text with their weights: the words of any script that the segmenter of ICU finds, and all pairs of neighboring Han characters,
 * because the segmenter splits many technical terms. Width and case make no difference. Index and query use the same function.
 */
export function tokensOf(text: string): Map<string, number> {
  const folded = text.slice(0, textMax).normalize('NFKC').toLowerCase();
  const tokens = new Map<string, number>();
  for (const run of folded.match(hanRuns) ?? []) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i += 1) tokens.set(`${characters[i]}${characters[i + 1]}`, bigramWeight);
  }
  for (const sentence of folded.split(/[\n。;;!?!?]/)) {
    // sentence by sentence, because each segment holds a copy of the whole input
    for (const { segment, isWordLike } of words.segment(sentence))
      if (isWordLike && !stopWords.has(segment)) tokens.set(segment, wordWeight);
  }
  return tokens;
}

/** The distinct tokens of all texts of a record, in a stable order. */
export function indexTokens(texts: readonly (string | null | undefined)[]): string[] {
  const tokens = new Set(texts.flatMap((text) => (text ? [...tokensOf(text).keys()] : [])));
  return [...tokens].sort();
}

/** The tokens of a query with the greatest weights, at most 40; empty when the text contains no word. */
export function queryTokens(text: string): { token: string; weight: number }[] {
  return [...tokensOf(text)]
    .map(([token, weight]) => ({ token, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, queryTokensMax);
}
