import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

type Period = { label: string; from: string | null; to: string | null; assumed: boolean };
type Figure = {
  regionCode: string;
  code: string;
  service: string;
  labelZh: string;
  labelEn: string;
  value: string | null;
  qualifier: string;
  unit: string;
  phrase: string;
  incomplete: boolean;
  subject: string;
  period: Period;
};

const read = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8');
const article = read('article.txt');
const { asOf, figures }: { asOf: string; figures: Figure[] } = JSON.parse(read('figures.json'));

/** Codes of the figures that pass the test, so that a failure names the figure. */
const codesWhere = (fits: (figure: Figure) => boolean) => figures.filter(fits).map(({ code }) => code);

describe('the figures', () => {
  test('are 54, each with its own code', () => {
    expect(figures).toHaveLength(54);
    expect(new Set(figures.map(({ code }) => code)).size).toBe(54);
  });

  test('belong to one service each, which is part of their code', () => {
    const services = { ORG: 'organizations', PPL: 'people', OUT: 'outreach', MAT: 'matching', RUR: 'rural-programs' };
    expect(codesWhere(({ code, service }) => services[code.slice(0, 3) as keyof typeof services] !== service)).toEqual(
      [],
    );
  });

  test('are complete: every text is filled in and does not refer to the previous row', () => {
    const texts = ({ regionCode, labelZh, labelEn, qualifier, unit, phrase, subject }: Figure) => [
      regionCode,
      labelZh,
      labelEn,
      qualifier,
      unit,
      phrase,
      subject,
    ];
    expect(codesWhere((figure) => texts(figure).some((text) => text.trim() === '' || text === 'idem'))).toEqual([]);
    expect(codesWhere(({ labelZh }) => !/\p{Script=Han}/u.test(labelZh))).toEqual([]);
  });

  test('have a plain decimal value, or null, never 0, if the article gives none', () => {
    expect(codesWhere(({ value }) => value !== null && !/^[1-9]\d*(\.\d+)?$/.test(value))).toEqual([]);
    expect(codesWhere(({ value, qualifier }) => (value === null) !== ['SEVERAL', 'MOST'].includes(qualifier))).toEqual(
      [],
    );
    expect(codesWhere(({ value }) => value === null)).toEqual([
      'ORG.STAFFING.NO_FULLTIME',
      'OUT.BEE_MUSEUM.CORRIDOR',
      'MAT.SURVEYED_ENTERPRISES',
    ]);
  });
});

describe('the article', () => {
  test('contains every phrase verbatim', () => {
    expect(codesWhere(({ phrase }) => !article.includes(phrase))).toEqual([]);
  });

  test('has no digit outside the phrases and the dates', () => {
    const withoutPhrases = figures
      .map(({ phrase }) => phrase)
      .sort((a, b) => b.length - a.length) // a phrase may lie within a longer one
      .reduce((text, phrase) => text.replaceAll(phrase, '□'), article);
    const withoutDates = withoutPhrases.replace(/\d{4}年(\d{1,2}月(\d{1,2}日)?)?/g, '□');
    expect(withoutDates.match(/.{0,12}[\d０-９].{0,12}/g)).toBeNull();
  });

  test('states the value: where a phrase has numbers, the value is one of them', () => {
    const stated = figures.filter(({ phrase }) => numbersIn(phrase).length > 0);
    expect(stated.filter(({ value, phrase }) => !numbersIn(phrase).includes(Number(value)))).toEqual([]);
    expect(stated).toHaveLength(42);
  });

  test('states the qualifier: 多 is OVER, 近 is NEARLY, 至少 and 等 are AT_LEAST, 全覆盖 is ALL', () => {
    const sign: Record<string, RegExp> = {
      OVER: /\d多|超额/,
      NEARLY: /近\d/,
      AT_LEAST: /至少|等|每年/,
      ALL: /全覆盖/,
      SEVERAL: /多家|数百/,
      MOST: /绝大部分/,
      EXACT: /^(?!.*(\d多|近\d))|增收5%/, // the bee-keepers' phrase states 11,000多户 as well
    };
    expect(codesWhere(({ qualifier, phrase }) => !sign[qualifier]?.test(phrase))).toEqual([]);
  });

  test('calls 15 figures incomplete (据不完全统计)', () => {
    const introductions = [...article.matchAll(/据不完全统计.*/g)].map(([sentence]) => sentence).join('\n');
    const incomplete = figures.filter((figure) => figure.incomplete);
    expect(incomplete).toHaveLength(15);
    expect(incomplete.filter(({ phrase }) => !introductions.includes(phrase))).toEqual([]);
  });
});

describe('the periods', () => {
  test('are days in order, none after the day of publication except the end of a calendar year', () => {
    const days = figures.flatMap(({ period }) => [period.from, period.to]).filter((day) => day !== null);
    expect(days.filter((day) => !isDay(day))).toEqual([]);
    expect(codesWhere(({ period: { from, to } }) => from !== null && to !== null && from > to)).toEqual([]);
    expect(codesWhere(({ period }) => period.to !== null && period.to > asOf && !isCalendarYear(period))).toEqual([]);
  });

  test('come from the article unless assumed: a calendar year, or no period', () => {
    const undated = ({ from, to }: Period) => from === null && to === null;
    expect(codesWhere(({ period }) => period.assumed === (isCalendarYear(period) || undated(period)))).toEqual([]);
  });

  test('are equal for equal labels', () => {
    const meanings = new Map<string, Set<string>>();
    for (const { period } of figures) {
      const { label, ...meaning } = period;
      meanings.set(label, (meanings.get(label) ?? new Set()).add(JSON.stringify(meaning)));
    }
    expect([...meanings].filter(([, meaning]) => meaning.size !== 1)).toEqual([]);
  });

  test('have labels in the words of the article where it has any', () => {
    const ownLabels = new Set(figures.map(({ period }) => period.label).filter((label) => !article.includes(label)));
    expect([...ownLabels].sort()).toEqual(
      ['2020年—2021年', '发稿时', '改革前', '新冠肺炎疫情暴发后(每天)', '每年(未注明年份)'].sort(),
    );
  });
});

/** The numbers of a phrase as plain numbers: "1080.34亿" is 108034000000, "11,000" is 11000; years are no numbers here. */
function numbersIn(phrase: string): number[] {
  const factors: Record<string, number> = { 万: 1e4, 亿: 1e8 };
  return [...phrase.replace(/\d{4}年/g, '').matchAll(/(\d[\d,]*(?:\.\d+)?)多?([万亿]?)/g)].map(
    ([, digits = '', factor = '']) => Math.round(Number(digits.replaceAll(',', '')) * (factors[factor] ?? 1)),
  );
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isCalendarYear({ label, from, to }: Period): boolean {
  const year = label.match(/^(\d{4})年$/)?.[1];
  return year !== undefined && from === `${year}-01-01` && to === `${year}-12-31`;
}
