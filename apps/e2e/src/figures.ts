import { readFileSync } from 'node:fs';

export type Measure = { value: string | null; unit: string; qualifier: string };
export type Period = { label: string; from: string | null; to: string | null; assumed: boolean };
export type Figure = Measure & {
  code: string;
  regionCode: string;
  service: string;
  labelZh: string;
  phrase: string;
  incomplete: boolean;
  period: Period;
};

export const city = '450400';
/** The day that stands for "now" (现有, 截至目前) in the article. */
export const asOf = '2021-11-30';

/** The figures of the article, as the project records them. */
export const figures: Figure[] = (
  JSON.parse(readFileSync(new URL('../../../tools/seed/data/figures.json', import.meta.url), 'utf8')) as {
    figures: Figure[];
  }
).figures;

/** Each service's section in the annual report. */
export const sections = {
  organizations: 'organizations',
  people: 'people',
  outreach: 'outreach',
  matching: 'matching',
  'rural-programs': 'rural',
} as const;
export type SubgraphName = keyof typeof sections;

/** The value of the article for this code, without its words. */
export function stated(code: string): Measure {
  const figure = figures.find((each) => each.code === code);
  if (!figure) throw new Error(`No figure has the code ${code}.`);
  return { value: figure.value, unit: figure.unit, qualifier: figure.qualifier };
}

/** Whether a year lies in the period, at least in part; a figure without a date lies in every year. */
export function touches({ from, to }: Period, year: number): boolean {
  return (from === null || Number(from.slice(0, 4)) <= year) && (to === null || Number(to.slice(0, 4)) >= year);
}

/** A year of the period; any year for a figure without a date. */
export function yearOf({ from, to }: Period): number {
  return Number((from ?? to ?? asOf).slice(0, 4));
}
