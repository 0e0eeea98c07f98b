import type { Experts } from './experts.ts';
import type { createLists } from './lists.ts';
import { normOf, saturation, type NeedQuery, type QueryTerm } from './need-query.ts';
import { levelSteps } from './subjects.ts';
import type { Terms } from './terms.ts';

/**
 * The sums of a query for a block of rows. Those of the row `base + index` begin at `index * sumsWidth`: the BM25 score of the
 * main text, that of the second text, and an upper bound of the part of the need's subjects that the expert covers. All are 0
 * for an expert who shares nothing with the need. The array is valid until the next block.
 */
export type Gathered = { base: number; count: number; sums: Float64Array };

export const sumsWidth = 3;
/** Rows of a block. Its sums stay in the cache of a processor. */
const blockSize = 16_384;

/**
 * Adds up the scores of experts for queries, a block of rows after the other. The sums of a block are an array with a place for
 * each row, and each posting is added in the same way, because a processor loses more time with a branch that it cannot
 * predict than with an addition.
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
  const sums = new Float64Array(blockSize * sumsWidth);
  /** the norms of the lengths of the main and the second text of each row */
  let norms = new Float64Array(0);
  let normsVersion = -1;

  const updateNorms = (): void => {
    if (normsVersion === terms.version()) return;
    normsVersion = terms.version();
    const end = experts.end();
    if (norms.length < end * 2) norms = new Float64Array(Math.max(1_024, end * 4));
    const { documents, main, second } = terms.totals();
    const [mainLengths, secondLengths] = [terms.mainLengths(), terms.secondLengths()];
    for (let row = 0; row < end; row += 1) {
      norms[row * 2] = normOf(mainLengths[row] as number, main / documents);
      norms[row * 2 + 1] = normOf(secondLengths[row] as number, second / documents);
    }
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

  return {
    /**
     * Calls `visit` for each block with the sums of the experts who share a subject, a discipline, a related subject or a rare
     * token with the need.
     */
    gather(
      { subjects, terms: query }: { subjects: NeedQuery['subjects']; terms: readonly QueryTerm[] },
      visit: (block: Gathered) => void,
    ): void {
      updateNorms();
      const bySubject = listsOf(subjects);
      const subjectCursors = Uint32Array.from(bySubject, ({ list }) => subjectRows.start(list));
      const termCursors = Uint32Array.from(query, ({ id }) => terms.postings.start(id));
      const end = experts.end();
      for (let base = 0; base < end; base += blockSize) {
        // postings are ordered by row: those of this block are less than this
        const limit = (base + blockSize) * 4_096;
        sums.fill(0);
        for (const [index, { list, step }] of bySubject.entries()) {
          const listEnd = subjectRows.start(list) + subjectRows.length(list);
          const from = subjectCursors[index] as number;
          subjectCursors[index] = addSubject(subjectRows.array(list), { from, end: listEnd, limit, base, step });
        }
        for (const [index, { id, weight }] of query.entries()) {
          const listEnd = terms.postings.start(id) + terms.postings.length(id);
          const from = termCursors[index] as number;
          termCursors[index] = addTerm(terms.postings.array(id), { from, end: listEnd, limit, base, weight });
        }
        visit({ base, count: Math.min(blockSize, end - base), sums });
      }
    },
    bytes: (): number => sums.byteLength + norms.byteLength,
  };

  /** Adds the postings of a code that are less than `limit`, and returns the position after them. */
  function addSubject(
    entries: Uint32Array,
    { from, end, limit, base, step }: { from: number; end: number; limit: number; base: number; step: number },
  ): number {
    let at = from;
    for (; at < end; at += 1) {
      const entry = entries[at] as number;
      if (entry >= limit) break;
      const own = ((entry >>> 12) - base) * sumsWidth + 2;
      sums[own] = (sums[own] as number) + step * (entry & 4_095);
    }
    return at;
  }

  /** Adds the postings of a term that are less than `limit`, and returns the position after them. */
  function addTerm(
    entries: Uint32Array,
    { from, end, limit, base, weight }: { from: number; end: number; limit: number; base: number; weight: number },
  ): number {
    const known = norms;
    let at = from;
    for (; at < end; at += 1) {
      const entry = entries[at] as number;
      if (entry >= limit) break;
      const row = entry >>> 12;
      const own = (row - base) * sumsWidth;
      sums[own] = (sums[own] as number) + weight * saturation((entry >>> 6) & 63, known[row * 2] as number);
      sums[own + 1] = (sums[own + 1] as number) + weight * saturation(entry & 63, known[row * 2 + 1] as number);
    }
    return at;
  }
}
