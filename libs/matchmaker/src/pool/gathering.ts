import { constants } from '../model.ts';
import type { Experts } from './experts.ts';
import type { createLists } from './lists.ts';
import { normOf, saturation, type NeedQuery, type QueryTerm } from './need-query.ts';
import { levelSteps } from './subjects.ts';
import type { Terms } from './terms.ts';

/** Upper bounds of an expert's sums: the covered part of the need's subjects, and the BM25 scores of the main and the second text. */
type Bounds = { coverage: number; main: number; second: number };

/** Chooses the experts whose texts are scored. */
export type Choice = {
  /**
   * A bound that excludes most experts at once: `coverage` × the bound of the coverage + `text` × the bound of the main text
   * must reach `least()`, which is read at the beginning of each block and may rise.
   */
  coverage: number;
  text: number;
  least(): number;
  /** Whether an expert within that bound is scored. The object is reused for the next expert. */
  admits(row: number, bounds: Bounds): boolean;
  /** Receives the BM25 scores of the main and the second text of each admitted expert, by row. */
  visit(row: number, main: number, second: number): void;
};

/** Rows of a block. Its bounds stay in the cache of a processor. */
const blockSize = 16_384;
/** The saturation of a count is less than this for each norm. */
const saturationMax = constants.bm25.k1 + 1;
/** Bounds are sums of 32-bit floats, which have a relative error of less than this. */
const inexact = 1 + 1e-5;

/**
 * Finds the experts for a query, a block of rows after the other. The postings of a block are read twice. The first time, they
 * give bounds, by one addition without a branch for each posting. The second time, the scores of the texts are added up, but
 * only for the few experts whose bounds are high enough.
 */
export function createGathering({
  experts,
  terms,
  subjectRows,
}: {
  experts: Experts;
  terms: Terms;
  subjectRows: ReturnType<typeof createLists>;
}) {
  // by the position within the block
  const coverages = new Float32Array(blockSize);
  const weights = new Float32Array(blockSize);
  /** the positions of rows that may be admitted */
  const candidates = new Uint16Array(blockSize);
  let found = 0;
  /** the number of an admitted row, counted from 1 */
  const numbers = new Uint16Array(blockSize);
  // by the number of an admitted row
  const admitted = new Uint32Array(blockSize);
  const sums = new Float64Array(blockSize * 2);
  /** The norms of the lengths of the main and the second text of each row, and the saturations of the count 1 with them. */
  let norms = new Float64Array(0);
  let singles = new Float32Array(0);
  let normsVersion = -1;

  const updateNorms = (): void => {
    if (normsVersion === terms.version()) return;
    normsVersion = terms.version();
    const end = experts.end();
    if (norms.length < end * 2) {
      norms = new Float64Array(Math.max(1_024, end * 4));
      singles = new Float32Array(norms.length);
    }
    const { documents, main, second } = terms.totals();
    const [mainLengths, secondLengths] = [terms.mainLengths(), terms.secondLengths()];
    for (let row = 0; row < end; row += 1) {
      norms[row * 2] = normOf(mainLengths[row] as number, main / documents);
      norms[row * 2 + 1] = normOf(secondLengths[row] as number, second / documents);
    }
    // without any text there are no norms, and no posting for which the bound matters
    for (let at = 0; at < end * 2; at += 1) singles[at] = saturation(1, norms[at] as number) || saturationMax;
  };

  /** The lists of the codes that are similar to a subject of the need, with the part that a step of the level covers at most. */
  const listsOf = (subjects: NeedQuery['subjects']): { list: number; step: number }[] => {
    const lists: { list: number; step: number }[] = [];
    const codes = subjects.length === 0 ? 0 : experts.codes.size();
    for (let code = 1; code < codes; code += 1) {
      let fit = 0;
      for (const { weight, similarities } of subjects) fit += weight * (similarities[code] as number);
      if (fit > 0 && subjectRows.length(code) > 0) lists.push({ list: code, step: fit / levelSteps });
    }
    return lists;
  };

  /**
   * Adds to the coverages by the postings of a code that are less than `limit`, and returns the position after them. Rows with a
   * coverage are candidates.
   */
  function addSubject(
    entries: Uint32Array,
    { from, end, limit, base, step }: { from: number; end: number; limit: number; base: number; step: number },
  ): number {
    let at = from;
    for (; at < end; at += 1) {
      const entry = entries[at] as number;
      if (entry >= limit) break;
      const own = (entry >>> 12) - base;
      const before = coverages[own] as number;
      coverages[own] = before + step * (entry & 4_095);
      if (before === 0) {
        candidates[found] = own;
        found += 1;
      }
    }
    return at;
  }

  /**
   * Adds to the weights by the postings of a term that are less than `limit`, and returns the position after them. Rows whose
   * weight comes to `enough` are candidates without a coverage, too.
   */
  function addWeight(
    entries: Uint32Array,
    {
      from,
      end,
      limit,
      base,
      weight,
      enough,
    }: { from: number; end: number; limit: number; base: number; weight: number; enough: number },
  ): number {
    let at = from;
    for (; at < end; at += 1) {
      const entry = entries[at] as number;
      if (entry >= limit) break;
      const own = (entry >>> 12) - base;
      const before = weights[own] as number;
      weights[own] = before + weight * ((entry >>> 6) & 63);
      if (before < enough && (weights[own] as number) >= enough && coverages[own] === 0) {
        candidates[found] = own;
        found += 1;
      }
    }
    return at;
  }

  /** Adds to the sums of the admitted rows by the postings between two positions. */
  function addScores(
    entries: Uint32Array,
    { from, to, base, weight }: { from: number; to: number; base: number; weight: number },
  ): void {
    for (let at = from; at < to; at += 1) {
      const entry = entries[at] as number;
      const row = entry >>> 12;
      const number = numbers[row - base] as number;
      if (number === 0) continue;
      const own = number * 2 - 2;
      sums[own] = (sums[own] as number) + weight * saturation((entry >>> 6) & 63, norms[row * 2] as number);
      const directions = entry & 63;
      if (directions === 0) continue;
      sums[own + 1] = (sums[own + 1] as number) + weight * saturation(directions, norms[row * 2 + 1] as number);
    }
  }

  /** Numbers the candidates that are chosen, and returns how many they are. */
  function admit(base: number, least: number, { coverage, text, admits }: Choice): number {
    const bounds: Bounds = { coverage: 0, main: 0, second: 0 };
    let count = 0;
    for (let at = 0; at < found; at += 1) {
      const own = candidates[at] as number;
      const weight = weights[own] as number;
      const covered = coverages[own] as number;
      if (coverage * covered + text * saturationMax * weight < least) continue;
      const row = base + own;
      // a saturation grows less than its count
      bounds.main = weight * (singles[row * 2] as number) * inexact;
      bounds.second = weight * (singles[row * 2 + 1] as number) * inexact;
      bounds.coverage = covered * inexact;
      if (!admits(row, bounds)) continue;
      admitted[count] = row;
      count += 1;
      numbers[own] = count;
    }
    return count;
  }

  return {
    /**
     * Scores the texts of the experts whom `choice` admits, among those who share a subject, a discipline, a related subject
     * or a rare token with the need.
     */
    gather(
      {
        subjects,
        terms: query,
      }: { subjects: NeedQuery['subjects']; terms: readonly Pick<QueryTerm, 'id' | 'weight'>[] },
      choice: Choice,
    ): void {
      updateNorms();
      const bySubject = listsOf(subjects);
      const subjectCursors = Uint32Array.from(bySubject, ({ list }) => subjectRows.start(list));
      const termCursors = Uint32Array.from(query, ({ id }) => terms.postings.start(id));
      const before = new Uint32Array(termCursors.length);
      const end = experts.end();
      for (let base = 0; base < end; base += blockSize) {
        // postings are ordered by row: those of this block are less than this
        const limit = (base + blockSize) * 4_096;
        const least = choice.least() / inexact;
        // every row with a posting is a candidate if nothing is required
        const enough = Math.max(Number.MIN_VALUE, least / (choice.text * saturationMax));
        coverages.fill(0);
        weights.fill(0);
        numbers.fill(0);
        found = 0;
        for (const [index, { list, step }] of bySubject.entries()) {
          const listEnd = subjectRows.start(list) + subjectRows.length(list);
          const from = subjectCursors[index] as number;
          subjectCursors[index] = addSubject(subjectRows.array(list), { from, end: listEnd, limit, base, step });
        }
        before.set(termCursors);
        for (const [index, { id, weight }] of query.entries()) {
          const listEnd = terms.postings.start(id) + terms.postings.length(id);
          const from = termCursors[index] as number;
          termCursors[index] = addWeight(terms.postings.array(id), { from, end: listEnd, limit, base, weight, enough });
        }
        const count = admit(base, least, choice);
        if (count === 0) continue;
        sums.fill(0, 0, count * 2);
        for (const [index, { id, weight }] of query.entries())
          addScores(terms.postings.array(id), {
            from: before[index] as number,
            to: termCursors[index] as number,
            base,
            weight,
          });
        for (let index = 0; index < count; index += 1)
          choice.visit(admitted[index] as number, sums[index * 2] as number, sums[index * 2 + 1] as number);
      }
    },
    bytes: (): number =>
      [coverages, weights, candidates, numbers, admitted, sums, norms, singles].reduce(
        (total, { byteLength }) => total + byteLength,
        0,
      ),
  };
}
