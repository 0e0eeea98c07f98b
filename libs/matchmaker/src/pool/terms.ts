import { createLists, grown } from './lists.ts';

/** The greatest number of documents. A posting has 20 bits for the document, 6 for each of two counts. */
const documentsMax = 2 ** 20;
const countMax = 63;

/** A token of a document: `main` and `second` are its numbers of occurrences in the two texts of the document, up to 63 each. */
export type DocumentTerm = { text: string; main: number; second: number };

/** The numbers of a collection of documents on which the weights of terms depend. `frequencies` counts the documents of each term. */
export type TermStatistics = {
  totals: { documents: number; main: number; second: number };
  texts: readonly string[];
  frequencies: Uint32Array;
};

/** The statistics of several collections together. */
export function mergeStatistics(parts: readonly TermStatistics[]): TermStatistics {
  const frequencies = new Map<string, number>();
  const totals = { documents: 0, main: 0, second: 0 };
  for (const part of parts) {
    totals.documents += part.totals.documents;
    totals.main += part.totals.main;
    totals.second += part.totals.second;
    for (const [index, text] of part.texts.entries())
      frequencies.set(text, (frequencies.get(text) ?? 0) + (part.frequencies[index] as number));
  }
  return { totals, texts: [...frequencies.keys()], frequencies: Uint32Array.from(frequencies.values()) };
}

/**
 * An inverted index of documents, which are numbers below 2²⁰. A document has two texts, which are indexed together. A
 * change of one document changes only the lists of its own terms. An entry of a posting list is 4 bytes: document, count
 * in the main text, count in the second text.
 */
export type Terms = ReturnType<typeof createTerms>;

/** `isFixed`: documents are neither replaced nor removed, and the index does not know the terms of a document. */
export function createTerms({ isFixed = false }: { isFixed?: boolean } = {}) {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  const postings = createLists();
  const documents = createLists();
  const present: boolean[] = []; // whether a document has a list of terms
  let mainLengths = new Uint32Array(1_024);
  let secondLengths = new Uint32Array(1_024);
  const totals = { documents: 0, main: 0, second: 0 };
  /** the statistics of a larger collection, from which the weights come instead */
  let assumed:
    { totals: Readonly<typeof totals>; frequencies: Uint32Array; idOf: Uint32Array; numberOf: Uint32Array } | undefined;
  let version = 0;

  const idOf = (text: string): number => {
    const known = ids.get(text);
    if (known !== undefined) return known;
    const id = postings.create();
    ids.set(text, id);
    texts.push(text);
    return id;
  };
  const remove = (document: number): void => {
    if (!present[document]) return;
    if (isFixed) throw new Error('A document of a fixed index is neither replaced nor removed.');
    const length = documents.length(document);
    const start = length === 0 ? 0 : documents.start(document);
    const terms = length === 0 ? [] : Array.from(documents.array(document).subarray(start, start + length));
    for (const term of terms) postings.remove(term, document * 4_096, (document + 1) * 4_096);
    documents.set(document, []);
    totals.documents -= 1;
    totals.main -= mainLengths[document] as number;
    totals.second -= secondLengths[document] as number;
    present[document] = false;
    version += 1;
  };

  return {
    /** Adds or replaces a document. `lengths` are the numbers of all tokens of the two texts. */
    put(document: number, terms: readonly DocumentTerm[], lengths: { main: number; second: number }): void {
      if (document >= documentsMax) throw new RangeError(`The index has at most ${documentsMax} documents.`);
      remove(document);
      while (present.length <= document) {
        documents.create();
        present.push(false);
      }
      if (document >= mainLengths.length) {
        const size = Math.max(document + 1, mainLengths.length * 2);
        mainLengths = grown(mainLengths, new Uint32Array(size));
        secondLengths = grown(secondLengths, new Uint32Array(size));
      }
      const termIds = new Uint32Array(terms.length);
      terms.forEach(({ text, main, second }, index) => {
        const id = idOf(text);
        termIds[index] = id;
        postings.insert(id, document * 4_096 + Math.min(main, countMax) * 64 + Math.min(second, countMax));
      });
      if (!isFixed) documents.set(document, termIds);
      mainLengths[document] = lengths.main;
      secondLengths[document] = lengths.second;
      totals.documents += 1;
      totals.main += lengths.main;
      totals.second += lengths.second;
      present[document] = true;
      version += 1;
    },
    remove,
    /** The number of a term, or undefined if no document has ever had it. */
    idOf: (text: string): number | undefined => ids.get(text),
    textOf: (id: number): string => texts[id] as string,
    /** The number of documents that have the term. */
    frequency: (id: number): number => assumed?.frequencies[id] ?? postings.length(id),
    statistics: (): TermStatistics => ({
      totals: { ...totals },
      texts: [...texts],
      frequencies: Uint32Array.from(texts, (_, id) => postings.length(id)),
    }),
    /** Takes the weights of terms from a collection of which these documents are a part. The documents must not change after it. */
    assume(all: TermStatistics): void {
      const own = Uint32Array.from(all.texts, idOf);
      const frequencies = new Uint32Array(texts.length);
      const numbers = new Uint32Array(texts.length);
      for (const [number, id] of own.entries()) {
        frequencies[id] = all.frequencies[number] as number;
        numbers[id] = number;
      }
      assumed = { totals: all.totals, frequencies, idOf: own, numberOf: numbers };
      version += 1;
    },
    /** The position of a term in the assumed statistics, which is the same in each index that assumes them. */
    numberOf: (id: number): number => assumed?.numberOf[id] as number,
    /** The term at a position of the assumed statistics. */
    idOfNumber: (number: number): number => assumed?.idOf[number] as number,
    /** The posting of a document in the list of a term, or undefined. */
    entryOf(id: number, document: number): number | undefined {
      const length = postings.length(id);
      if (length === 0) return undefined;
      const entries = postings.array(id);
      const start = postings.start(id);
      let low = start;
      let high = start + length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((entries[middle] as number) >>> 12 < document) low = middle + 1;
        else high = middle;
      }
      const entry = low < start + length ? (entries[low] as number) : 0;
      return low < start + length && entry >>> 12 === document ? entry : undefined;
    },
    /** The terms of a document. */
    termsOf: (document: number): Uint32Array =>
      documents.length(document) === 0
        ? new Uint32Array()
        : documents
            .array(document)
            .subarray(documents.start(document), documents.start(document) + documents.length(document)),
    postings,
    mainLengths: (): Uint32Array => mainLengths,
    secondLengths: (): Uint32Array => secondLengths,
    /** A number that differs after each change. */
    version: (): number => version,
    totals: (): Readonly<typeof totals> => assumed?.totals ?? totals,
    size: (): number => texts.length,
    /** The bytes of the arrays, and an estimate of 100 for each term in the dictionary. */
    bytes: (): number => postings.bytes() + documents.bytes() + mainLengths.byteLength * 2 + texts.length * 100,
  };
}
