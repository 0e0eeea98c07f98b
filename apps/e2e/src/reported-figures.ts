import { describe, expect, test } from '@jest/globals';
import { city, figures, sections, touches, yearOf } from './figures.ts';
import type { Figure, SubgraphName } from './figures.ts';
import { read } from './platform.ts';

type Report = { annualReport: Record<string, { reported: { code: string }[] }> };

const reported = `reported(codes: $codes) {
  code label phrase incomplete regionCode source measure { value unit qualifier } period { label from to assumed }
}`;

describe('the annual report repeats what the article states', () => {
  test.each(figures)('$code: value, qualifier, unit, words and period', async (figure) => {
    const section = sections[figure.service as SubgraphName];
    const { annualReport } = await read<Report>({
      query: `query ($year: Int!, $codes: [String!]) { annualReport(region: "${city}", year: $year) { ${section} { ${reported} } } }`,
      variables: { year: yearOf(figure.period), codes: [figure.code] },
    });
    expect(annualReport[section]?.reported).toEqual([asReported(figure)]);
  });

  test.each([2016, 2017, 2018, 2019, 2020, 2021])(
    '%i has every figure whose period touches the year, and no other',
    async (year) => {
      const { annualReport } = await read<Report>({
        query: `query ($year: Int!) { annualReport(region: "${city}", year: $year) { ${Object.values(sections)
          .map((section) => `${section} { reported { code } }`)
          .join(' ')} } }`,
        variables: { year },
      });
      const codes = Object.values(annualReport).flatMap((section) => section.reported.map(({ code }) => code));
      expect(codes.sort()).toEqual(
        figures
          .filter(({ period }) => touches(period, year))
          .map(({ code }) => code)
          .sort(),
      );
    },
  );

  test('another region has none of them in the same year', async () => {
    const { annualReport } = await read<Report>(
      '{ annualReport(region: "450422", year: 2020) { organizations { reported { code } } people { reported { code } } rural { reported { code } } } }',
    );
    expect(Object.values(annualReport).flatMap((section) => section.reported)).toEqual([]);
  });
});

function asReported({ code, labelZh, phrase, incomplete, regionCode, value, unit, qualifier, period }: Figure): object {
  return {
    code,
    label: labelZh,
    phrase,
    incomplete,
    regionCode,
    source: 'SEED',
    measure: { value, unit, qualifier },
    period,
  };
}
