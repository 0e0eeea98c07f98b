import type { Region, RegionKind } from './region.ts';

type CountyUnits = {
  name: string;
  subdistricts: number;
  towns: number;
  townships: number;
  communities: number;
  villages: number;
};

/** The units that each county of Wuzhou has in the edition of 2023-06-30: the denominators of every coverage (全覆盖) figure. */
const countyUnits: Record<string, CountyUnits> = {
  '450403': { name: '万秀区', subdistricts: 5, towns: 3, townships: 0, communities: 31, villages: 31 },
  '450405': { name: '长洲区', subdistricts: 3, towns: 2, townships: 0, communities: 19, villages: 26 },
  '450406': { name: '龙圩区', subdistricts: 0, towns: 4, townships: 0, communities: 15, villages: 70 },
  '450421': { name: '苍梧县', subdistricts: 0, towns: 9, townships: 0, communities: 12, villages: 134 },
  '450422': { name: '藤县', subdistricts: 0, towns: 15, townships: 2, communities: 36, villages: 266 },
  '450423': { name: '蒙山县', subdistricts: 0, towns: 6, townships: 3, communities: 6, villages: 78 },
  '450481': { name: '岑溪市', subdistricts: 0, towns: 14, townships: 0, communities: 34, villages: 256 },
};
const provinceCount = 34;
const prefectureCount = 333;

/** Every difference between the regions and the expected ones, as sentences; empty if there is none. */
export function regionProblems(regions: Region[]): string[] {
  return [...structureProblems(regions), ...nationalProblems(regions), ...wuzhouProblems(regions)];
}

/** Codes are unique, and every parent is listed before its children. */
function structureProblems(regions: Region[]): string[] {
  const seen = new Set<string>();
  return regions.flatMap(({ code, name, level, parent }) => {
    const problems = seen.has(code) ? [`${code} ${name} is listed twice`] : [];
    if (parent === null ? level !== 'COUNTRY' : !seen.has(parent))
      problems.push(`${code} ${name} has no parent before it`);
    seen.add(code);
    return problems;
  });
}

function nationalProblems(regions: Region[]): string[] {
  const count = (level: string) => regions.filter((region) => region.level === level).length;
  return [
    ...differs('countries', count('COUNTRY'), 1),
    ...differs('provinces', count('PROVINCE'), provinceCount),
    ...differs('prefectures', count('PREFECTURE'), prefectureCount),
  ];
}

function wuzhouProblems(regions: Region[]): string[] {
  const today = regions.filter((region) => region.validTo === undefined);
  const counties = today.filter((region) => isOfKind(region, 'DISTRICT', 'COUNTY', 'COUNTY_CITY'));
  return [
    ...differs('counties of Wuzhou', counties.length, Object.keys(countyUnits).length),
    ...Object.entries(countyUnits).flatMap(([code, expected]) => {
      const below = today.filter((region) => region.code.startsWith(code) && region.code !== code);
      const count = (...kinds: RegionKind[]) => below.filter((region) => isOfKind(region, ...kinds)).length;
      return [
        ...differs(
          `counties named ${expected.name}`,
          counties.filter((county) => county.code === code && county.name === expected.name).length,
          1,
        ),
        ...differs(`sub-districts of ${expected.name}`, count('SUBDISTRICT'), expected.subdistricts),
        ...differs(`towns of ${expected.name}`, count('TOWN'), expected.towns),
        ...differs(`townships of ${expected.name}`, count('TOWNSHIP', 'ETHNIC_TOWNSHIP'), expected.townships),
        ...differs(`communities of ${expected.name}`, count('COMMUNITY'), expected.communities),
        ...differs(`villages of ${expected.name}`, count('ADMINISTRATIVE_VILLAGE'), expected.villages),
      ];
    }),
  ];
}

function isOfKind(region: Region, ...kinds: RegionKind[]): boolean {
  return kinds.includes(region.kind);
}

function differs(what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${what}: ${found} instead of ${expected}`];
}
