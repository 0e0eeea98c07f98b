import { constants } from '../model.ts';
import { areRelated, levelOfSubject, parentOfSubject } from '../taxonomy/taxonomy.ts';

/**
 * Wu–Palmer similarity in the tree of subject codes (Wu and Palmer 1994): twice the level of the common ancestor, divided by
 * the sum of both levels. It is 1 for the same code, 0.5 for siblings of the second level, and 0 for different disciplines,
 * unless the pair is listed as related.
 */
export function subjectSimilarity(a: string, b: string): number {
  const ancestors = new Set<string>();
  for (let code: string | null = a; code; code = parentOfSubject(code)) ancestors.add(code);
  let common: string | null = b;
  while (common && !ancestors.has(common)) common = parentOfSubject(common);
  const byTree = common ? (2 * levelOfSubject(common)) / (levelOfSubject(a) + levelOfSubject(b)) : 0;
  return Math.max(byTree, areRelated(a, b) ? constants.relatedSubjects : 0);
}

/** How well experience in one industry of GB/T 4754 serves another: by the class, the division or the section they share. */
export function industrySimilarity(a: string, b: string): number {
  const { sameClass, sameDivision, sameSection } = constants.industry;
  if (a === b && a.length === 5) return sameClass;
  if (a.length >= 3 && a.slice(0, 3) === b.slice(0, 3)) return sameDivision;
  return a.slice(0, 1) === b.slice(0, 1) ? sameSection : 0;
}
