import { readFileSync } from 'node:fs';

/**
 * A specialty agricultural industry. `industryCode` is a code of GB/T 4754-2017, `subjectCodes` are codes of GB/T
 * 13745-2009, and `regionCode` is the region of the specialty.
 */
export type Industry = {
  code: string;
  name: string;
  regionCode: string;
  industryCode: string;
  subjectCodes: readonly string[];
};

/** The reference list in the order of codes; reference.json states its source. */
export const industries: readonly Industry[] = (
  JSON.parse(readFileSync(new URL('./reference.json', import.meta.url), 'utf8')) as { industries: Industry[] }
).industries;
