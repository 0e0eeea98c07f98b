import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { regionProblems } from '../src/region-check.ts';
import { regionsFromDivisions } from '../src/region-divisions.ts';
import type { Divisions } from '../src/region-divisions.ts';
import type { Region } from '../src/region.ts';

const reference: { regions: Region[] } = JSON.parse(
  readFileSync(new URL('../../../apps/organizations/src/region/reference.json', import.meta.url), 'utf8'),
);

function divisions(some: Partial<Divisions>): Divisions {
  return { provinces: [], prefectures: [], counties: [], townships: [], villages: [], ...some };
}

test('the committed regions are complete: parents, provinces, prefectures, and every unit of Wuzhou', () => {
  expect(regionProblems(reference.regions)).toEqual([]);
});

test('Wuzhou today has 7 counties, 66 townships, 153 communities and 861 villages', () => {
  const count = (...kinds: string[]) =>
    reference.regions.filter(
      (region) => region.code.startsWith('4504') && !region.validTo && kinds.includes(region.kind),
    ).length;
  expect(count('DISTRICT', 'COUNTY', 'COUNTY_CITY')).toBe(7);
  expect(count('SUBDISTRICT', 'TOWN', 'TOWNSHIP', 'ETHNIC_TOWNSHIP')).toBe(66);
  expect(count('COMMUNITY')).toBe(153);
  expect(count('ADMINISTRATIVE_VILLAGE')).toBe(861);
});

test('a missing village, a missing parent and a duplicate code are each reported by name', () => {
  const without = (code: string) => regionProblems(reference.regions.filter((region) => region.code !== code));
  expect(without('450421112201')).toEqual(['villages of 苍梧县: 133 instead of 134']);
  expect(without('450421112')).toContain('450421112001 六堡社区居民委员会 has no parent before it');
  expect(regionProblems([...reference.regions, ...reference.regions.slice(1, 2)])).toContain(
    '110000 北京市 is listed twice',
  );
});

test('an abolished district keeps its code, its last day and its successor', () => {
  const byCode = new Map(reference.regions.map((region) => [region.code, region]));
  expect(byCode.get('450404')).toMatchObject({ name: '蝶山区', validTo: '2013-12-31', successors: ['450403'] });
  expect(byCode.get('450406')).toMatchObject({ name: '龙圩区', validFrom: '2013-01-01' });
  expect(byCode.get('450422111')).toMatchObject({ name: '濛江镇', aliases: ['蒙江镇'] });
});

test('every region but the country lies in another one, and the zone is not a county', () => {
  expect(reference.regions.filter(({ parent }) => parent === null).map(({ code }) => code)).toEqual(['100000']);
  expect(reference.regions.filter(({ level }) => level === 'PROVINCE').every(({ parent }) => parent === '100000')).toBe(
    true,
  );
  expect(reference.regions.filter(({ level }) => level === 'ZONE').map(({ code }) => code)).toEqual(['450400-DZ01']);
});

test('placeholders and pseudo units of the statistics are not regions', () => {
  const regions = regionsFromDivisions(
    divisions({
      provinces: [{ code: '45', name: '广西壮族自治区' }],
      prefectures: [
        { code: '1101', name: '市辖区' },
        { code: '5002', name: '县' },
        { code: '4190', name: '省直辖县级行政区划' },
        { code: '4504', name: '梧州市' },
      ],
      counties: [{ code: '450401', name: '市辖区' }],
      villages: [{ code: '450403101499', name: '工业园区社区' }],
    }),
  );
  expect(regions.map(({ code }) => code)).toEqual(['450000', '450400']);
});

test('outside Wuzhou no region below a prefecture is included', () => {
  const regions = regionsFromDivisions(
    divisions({
      counties: [
        { code: '110101', name: '东城区' },
        { code: '450403', name: '万秀区' },
      ],
      townships: [
        { code: '110101001', name: '东华门街道' },
        { code: '450423201', name: '长坪瑶族乡' },
      ],
    }),
  );
  expect(regions.map(({ code, kind, parent }) => [code, kind, parent])).toEqual([
    ['450403', 'DISTRICT', '450400'],
    ['450423201', 'ETHNIC_TOWNSHIP', '450423'],
  ]);
});

test('a name of unknown kind stops the generator', () => {
  expect(() => regionsFromDivisions(divisions({ counties: [{ code: '450499', name: '某某' }] }))).toThrow(
    '450499 某某',
  );
});
