import { describe, expect, test } from '@jest/globals';
import { sections } from './figures.ts';
import { administrator, platform, post, read } from './platform.ts';

type Enumeration = { name: string; values: { code: string; label: string; en: string }[] };

describe('languages', () => {
  test('every service labels its enumerations in both languages', async () => {
    const names = Object.values(sections);
    const { enumerations } = await read<{ enumerations: Record<string, Enumeration[] | null> }>(
      `{ enumerations { ${names.map((name) => `${name} { name values { code label(lang: ZH) en: label(lang: EN) } }`).join(' ')} } }`,
    );
    for (const name of names) expect(enumerations[name]?.length).toBeGreaterThan(10);
    const kinds = enumerations['organizations']?.find(({ name }) => name === 'OrganizationKind')?.values;
    expect(kinds).toContainEqual({ code: 'SOCIETY', label: '学会', en: 'society' });
  });

  test.each([
    ['en', 'No region has the code 999999.'],
    ['zh-CN', '没有代码为999999的行政区划。'],
  ])('the refusal of a service reaches a client in %s', async (language, message) => {
    const token = await platform().token(administrator);
    const { errors } = await post(
      JSON.stringify({ query: '{ annualReport(region: "999999", year: 2020) { people { reported { code } } } }' }),
      { authorization: `Bearer ${token}`, 'accept-language': language },
    );
    expect(errors.map((error) => error.message)).toEqual([message]);
  });
});
