import { readFileSync } from 'node:fs';

/** A specialty agricultural industry: `industryCode` is of GB/T 4754-2017, `subjectCodes` are of GB/T 13745-2009, `regionCode` says whose specialty it is. */
export type Industry = {
  code: string;
  name: string;
  regionCode: string;
  industryCode: string;
  subjectCodes: readonly string[];
};

/** The reference list, by code; reference.json names its source. */
export const industries: readonly Industry[] = (
  JSON.parse(readFileSync(new URL('./reference.json', import.meta.url), 'utf8')) as { industries: Industry[] }
).industries;
