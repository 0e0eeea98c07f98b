export type RegionLevel = 'COUNTRY' | 'PROVINCE' | 'PREFECTURE' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE' | 'ZONE';

export type RegionKind =
  | 'COUNTRY'
  | 'PROVINCE'
  | 'AUTONOMOUS_REGION'
  | 'MUNICIPALITY'
  | 'SPECIAL_ADMINISTRATIVE_REGION'
  | 'PREFECTURE_CITY'
  | 'PREFECTURE'
  | 'AUTONOMOUS_PREFECTURE'
  | 'LEAGUE'
  | 'DISTRICT'
  | 'COUNTY'
  | 'COUNTY_CITY'
  | 'SUBDISTRICT'
  | 'TOWN'
  | 'TOWNSHIP'
  | 'ETHNIC_TOWNSHIP'
  | 'COMMUNITY'
  | 'ADMINISTRATIVE_VILLAGE'
  | 'DEVELOPMENT_ZONE';

/** A region in the reference file. Days are ISO dates, inclusive; an absent day means that no bound is known. */
export type Region = {
  code: string;
  name: string;
  level: RegionLevel;
  kind: RegionKind;
  parent: string | null;
  validFrom?: string;
  validTo?: string;
  aliases?: string[];
  successors?: string[];
};
