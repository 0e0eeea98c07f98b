import type { Experts } from './experts.ts';
import type { createLists } from './lists.ts';
import { normOf, saturation, saturationMax, type NeedQuery, type QueryTerm } from './need-query.ts';
import { levelSteps } from './subjects.ts';
import type { Terms } from './terms.ts';

/**
 * The experts of one block of rows that a query reaches, in no particular order. The arrays are valid until the next block.
 *
 * The numbers of the expert at `index` in `sums` begin at `index * sumsWidth`: the BM25 score of the main text, that of the
 * second text, and an upper bound of the part of the need's subjects that the expert covers.
 */
export type Gathered = { rows: Uint32Array; count: number; sums: Float64Array };

export const sumsWidth = 3;
const partsWidth = 4;
/** Rows of a block, so that its sums stay in the cache of a processor. */
const blockSize = 8_192;

/**
 * Collects the experts for queries: all postings of the first block of rows, then those of the next one. So a query costs
 * time for the postings that it reads, and not for the experts of the pool.
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
  const rows = new Uint32Array(blockSize);
  /** the place of each row of the block in `rows`, if it is less than `count` and has this row */
  const places = new Uint32Array(blockSize);
  /** For each row: the saturation of one occurrence in the main and in the second text, and the norms of their lengths. */
  let parts = new Float64Array(0);
  let partsVersion = -1;

  const update = (): void => {
    if (partsVersion === terms.version()) return;
    partsVersion = terms.version();
    const end = experts.end();
    if (parts.length < end * partsWidth) parts = new Float64Array(Math.max(1_024, end * 2) * partsWidth);
    const { documents, main, second } = terms.totals();
    const [mainLengths, secondLengths] = [terms.mainLengths(), terms.secondLengths()];
    for (let row = 0, at = 0; row < end; row += 1, at += partsWidth) {
      const mainNorm = normOf(mainLengths[row] as number, main / documents);
      const secondNorm = normOf(secondLengths[row] as number, second / documents);
      parts[at] = saturation(1, mainNorm);
      parts[at + 1] = saturation(1, secondNorm);
      parts[at + 2] = mainNorm;
      parts[at + 3] = secondNorm;
    }
  };

  /** The lists of the codes that are similar to a subject of the need, with the part that each covers at most. */
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

  /** Begins the sums of a row. */
  const open = (place: number, row: number, base: number): number => {
    places[row - base] = place;
    rows[place] = row;
    sums.fill(0, place * sumsWidth, (place + 1) * sumsWidth);
    return place;
  };

  return {
    /**
     * Calls `visit` for each block with the experts who share a subject, a discipline, a related subject or a rare token with
     * the need. Without `subjects`, only tokens count. Experts without a subject are left out if their score for the main text is
     * less than `leastMain`; a few of them may be visited with a part of their scores.
     */
    gather(
      {
        subjects,
        terms: query,
        leastMain = 0,
      }: { subjects: NeedQuery['subjects']; terms: readonly QueryTerm[]; leastMain?: number },
      visit: (block: Gathered) => void,
    ): void {
      update();
      const essential = essentialOf(query, leastMain);
      const partsNow = parts;
      const bySubject = listsOf(subjects);
      const subjectCursors = Uint32Array.from(bySubject, ({ list }) => subjectRows.start(list));
      const termCursors = Uint32Array.from(query, ({ id }) => terms.postings.start(id));
      const end = experts.end();
      for (let base = 0; base < end; base += blockSize) {
        // postings are ordered by row: those of this block are less than this
        const limit = (base + blockSize) * 4_096;
        let count = 0;
        for (let index = 0; index < bySubject.length; index += 1) {
          const { list, step } = bySubject[index] as { list: number; step: number };
          const entries = subjectRows.array(list);
          const listEnd = subjectRows.start(list) + subjectRows.length(list);
          let at = subjectCursors[index] as number;
          for (; at < listEnd; at += 1) {
            const entry = entries[at] as number;
            if (entry >= limit) break;
            const row = entry >>> 12;
            let place = places[row - base] as number;
            if (place >= count || rows[place] !== row) {
              place = open(count, row, base);
              count += 1;
            }
            const own = place * sumsWidth + 2;
            sums[own] = (sums[own] as number) + step * (entry & 4_095);
          }
          subjectCursors[index] = at;
        }
        for (let index = 0; index < query.length; index += 1) {
          const { id, weight } = query[index] as QueryTerm;
          const entries = terms.postings.array(id);
          const listEnd = terms.postings.start(id) + terms.postings.length(id);
          let at = termCursors[index] as number;
          for (; at < listEnd; at += 1) {
            const entry = entries[at] as number;
            if (entry >= limit) break;
            const row = entry >>> 12;
            let place = places[row - base] as number;
            if (place >= count || rows[place] !== row) {
              if (index >= essential) continue;
              place = open(count, row, base);
              count += 1;
            }
            const own = place * sumsWidth;
            const part = row * partsWidth;
            const times = (entry >>> 6) & 63;
            sums[own] =
              (sums[own] as number) +
              weight * (times === 1 ? (partsNow[part] as number) : saturation(times, partsNow[part + 2] as number));
            const directions = entry & 63;
            if (directions > 0)
              sums[own + 1] =
                (sums[own + 1] as number) +
                weight *
                  (directions === 1
                    ? (partsNow[part + 1] as number)
                    : saturation(directions, partsNow[part + 3] as number));
          }
          termCursors[index] = at;
        }
        if (count > 0) visit({ rows, count, sums });
      }
    },
    bytes: (): number => sums.byteLength + rows.byteLength * 2 + parts.byteLength,
  };
}

/**
 * The number of terms, the greatest weight first, without which no document reaches the score: the others only add to the
 * scores of documents that have one of these ("MaxScore", Turtle and Flood 1995).
 */
function essentialOf(query: readonly QueryTerm[], least: number): number {
  let count = query.length;
  let rest = 0;
  while (count > 0) {
    rest += (query[count - 1] as QueryTerm).weight * saturationMax;
    if (rest >= least) break;
    count -= 1;
  }
  return count;
}
