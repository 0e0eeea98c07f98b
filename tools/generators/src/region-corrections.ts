import type { Region } from './region.ts';

/** Facts about a region that its source lacks: the history of its name and of its borders. */
export const corrections: Record<string, Pick<Region, 'validFrom' | 'validTo' | 'aliases' | 'successors'>> = {
  '450406': { validFrom: '2013-01-01' }, // set up from four towns of 苍梧县
  '450422111': { aliases: ['蒙江镇'] }, // the spelling of all editions before 2023
};

/** The country, the parent of every province. GB/T 2260 has no code for it; this one is not in use there. */
export const countryCode = '100000';

/** Regions that the source lacks. */
export const ownRegions: Region[] = [
  { code: countryCode, name: '中华人民共和国', level: 'COUNTRY', kind: 'COUNTRY', parent: null },
  { code: '710000', name: '台湾省', level: 'PROVINCE', kind: 'PROVINCE', parent: countryCode },
  {
    code: '810000',
    name: '香港特别行政区',
    level: 'PROVINCE',
    kind: 'SPECIAL_ADMINISTRATIVE_REGION',
    parent: countryCode,
  },
  {
    code: '820000',
    name: '澳门特别行政区',
    level: 'PROVINCE',
    kind: 'SPECIAL_ADMINISTRATIVE_REGION',
    parent: countryCode,
  },
  {
    code: '450400-DZ01',
    name: '梧州粤桂合作特别试验区',
    level: 'ZONE',
    kind: 'DEVELOPMENT_ZONE',
    parent: '450400',
    aliases: ['粤桂合作特别试验区'],
  },
  {
    code: '450404',
    name: '蝶山区',
    level: 'COUNTY',
    kind: 'DISTRICT',
    parent: '450400',
    validTo: '2013-12-31',
    successors: ['450403'],
  },
];
