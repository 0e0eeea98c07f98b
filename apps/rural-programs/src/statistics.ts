/** The parts that all statistics share. The queries are in NOUN/statistics.ts. */

import { countyDimension, townshipDimension, type Directory } from '@kexie/service';
import { industries } from './industry/reference.ts';

const yearsMax = 100;

/** The dimensions that every record with a place has. */
export const regionExpressions = {
  REGION_COUNTY: countyDimension('$regionCode'),
  REGION_TOWNSHIP: townshipDimension('$regionCode'),
};

/** The years of a range, so that a year without records has a row in statistics; empty for a range that is open or has more than 100 years. */
export function yearsOf({
  fromYear,
  toYear,
}: {
  fromYear?: number | null | undefined;
  toYear?: number | null | undefined;
}): number[] {
  if (!fromYear || !toYear || toYear < fromYear || toYear - fromYear >= yearsMax) return [];
  return Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index);
}

const names: Record<string, string> = {
  UNKNOWN: '未知',
  CLASSROOM: '课堂',
  FIELD: '田间',
  ONLINE: '线上',
  MIXED: '混合',
  GRASSROOTS_SCIENCE_ACTION: '基层科普行动计划',
  SCIENCE_BENEFITS_AGRICULTURE: '科普惠农兴村计划',
  COMMUNITY_SCIENCE: '社区科普益民计划',
  RURAL_REVITALIZATION_TRAINING: '乡村振兴培训',
  OTHER: '其他',
  CENTRAL: '中央',
  AUTONOMOUS_REGION: '自治区',
  CITY: '市',
  COUNTY: '县',
  SOCIAL: '社会',
  NEW_BUILD: '新建',
  UPGRADE: '升级',
  AWARD: '以奖代补',
  SUBSIDY: '补助',
  TRAINING: '培训',
  NEW: '新建',
  UPGRADED: '升级',
  RURAL_TECH_ASSOCIATION_SITE: '农技协',
  SCIENCE_DEMONSTRATION_BASE: '科普示范基地',
  SCIENCE_DEMONSTRATION_VILLAGE: '科普示范村',
  SCIENCE_TECH_BACKYARD: '科技小院',
  ...Object.fromEntries(industries.map(({ code, name }) => [code, name])),
};

/** The Chinese names of the codes of a dimension. The kinds of organizations have no names here and keep their codes. */
export async function labels(directory: Directory, dimension: string, codes: string[]): Promise<Map<string, string>> {
  const known = new Map(
    codes.map((code) => [
      code,
      code
        .split('+')
        .map((part) => names[part] ?? part)
        .join('+'),
    ]),
  );
  if (!dimension.startsWith('REGION_')) return known;
  return new Map([...known, ...(await directory.regionNames(codes))]);
}
