/** The share of the first `k` records that are relevant, 0 to 1. A list with fewer than `k` records counts as if others that are not relevant followed. */
export function precisionAt(k: number, ranked: readonly string[], isRelevant: (id: string) => boolean): number {
  return ranked.slice(0, k).filter(isRelevant).length / k;
}

/**
 * Normalized discounted cumulative gain of the first `k` records, 0 to 1. The gain of a record with the grade g is 2^g − 1 and its discount at
 * rank i is log2(i + 1) (Burges et al., "Learning to rank using gradient descent", ICML 2005; the measure is of Järvelin and Kekäläinen, ACM TOIS 20(4), 2002).
 * `grades` are those of all records, in any order; without a grade above 0 the result is 1, because no order is better than another.
 */
export function ndcgAt(
  k: number,
  ranked: readonly string[],
  gradeOf: (id: string) => number,
  grades: readonly number[],
): number {
  const ideal = discounted(grades.toSorted((a, b) => b - a).slice(0, k));
  return ideal === 0 ? 1 : discounted(ranked.slice(0, k).map(gradeOf)) / ideal;
}

function discounted(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}

/** The share of the wanted records that were found, 0 to 1; 1 if none is wanted. */
export function recall(found: readonly string[], wanted: readonly string[]): number {
  if (wanted.length === 0) return 1;
  const known = new Set(found);
  return wanted.filter((id) => known.has(id)).length / wanted.length;
}

/**
 * The Gini coefficient of counts: 0 if all are equal, near 1 if one has everything. 0 for counts without a sum.
 * With ascending counts x: Σ (2i − n − 1) xᵢ / (n Σ xᵢ) (Gini's mean difference; see Dixon et al., Ecology 68(5), 1987), without the correction for small samples.
 */
export function gini(counts: readonly number[]): number {
  const ascending = counts.toSorted((a, b) => a - b);
  const total = ascending.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const weighted = ascending.reduce((sum, count, index) => sum + (2 * (index + 1) - ascending.length - 1) * count, 0);
  return weighted / (ascending.length * total);
}

/** The part of the sum that the greatest counts have, 0 to 1; `share` of 0.01 is the top 1 %, rounded up to whole records. 0 for counts without a sum. */
export function topShare(counts: readonly number[], share: number): number {
  const descending = counts.toSorted((a, b) => b - a);
  const sum = (some: readonly number[]) => some.reduce((total, count) => total + count, 0);
  const total = sum(descending);
  return total === 0 ? 0 : sum(descending.slice(0, Math.ceil(descending.length * share))) / total;
}

export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's κ of two annotators over the labels 0 to `categories` − 1: 1 for full agreement, 0 for the agreement of chance (Cohen, Educational and
 * Psychological Measurement 20(1), 1960; with weights: Psychological Bulletin 70(4), 1968). A disagreement by d labels costs 1, d or d². 1 if chance alone would agree in all cases.
 * @throws RangeError for lists of different lengths, without labels, or with a label out of range.
 */
export function cohensKappa(
  a: readonly number[],
  b: readonly number[],
  { categories, weights }: { categories: number; weights: KappaWeights },
): number {
  if (a.length !== b.length || a.length === 0) throw new RangeError('The annotators must label the same pairs.');
  if ([...a, ...b].some((label) => !Number.isInteger(label) || label < 0 || label >= categories))
    throw new RangeError(`A label is a whole number from 0 to ${categories - 1}.`);
  const cost = (x: number, y: number): number => {
    const distance = Math.abs(x - y);
    if (weights === 'none') return distance === 0 ? 0 : 1;
    return weights === 'linear' ? distance : distance ** 2;
  };
  const observed = a.reduce((sum, label, index) => sum + cost(label, b[index] as number), 0) / a.length;
  let expected = 0;
  for (let x = 0; x < categories; x += 1)
    for (let y = 0; y < categories; y += 1) expected += cost(x, y) * shareOf(a, x) * shareOf(b, y);
  return expected === 0 ? 1 : 1 - observed / expected;
}

const shareOf = (labels: readonly number[], wanted: number): number =>
  labels.filter((label) => label === wanted).length / labels.length;

/** The arithmetic mean; NaN without values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
