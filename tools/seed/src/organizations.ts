import type { Seed } from './client.ts';

/** The organizations that other parts refer to; records by region code, lists in the order of their placeholders. */
export type OrganizationIds = {
  guangxi: string;
  wuzhou: string;
  counties: Record<string, string>;
  townships: Record<string, string>;
  communities: Record<string, string>;
  societies: string[];
  parkAssociations: string[];
  enterpriseAssociations: string[];
  /** The first is 梧州市养蜂协会. */
  ruralTechAssociations: string[];
  beekeeping: string;
  biqingyuan: string;
  tianmijia: string;
  cscecSteel: string;
  kingdeePark: string;
  shenzhenVirtualUniversity: string;
  bjut: string;
  hunau: string;
  gdut: string;
  weatherBureau: string;
  pilotZone: string;
};

const city = '450400';
/** 发稿时: the day on which the totals of the article apply. */
const statedFor = '2021-11-30';
/** 项目启动以来: the day from which the article claims full coverage. */
const projectStart = '2020-01-01';

const societyCount = 27;
const parkCount = 3;
const enterpriseCount = 118;
/** In addition to 梧州市养蜂协会; 65 in all. */
const unnamedRuralTechCount = 64;

/**
 * Organizations of the article: the associations (科协) from the country down to the communities, societies and rural technical associations, enterprises and parks with
 * their associations, the partners by name, the hearings and visits of leaders, the commitments to more of them, the gross domestic product, and the pilot project. A record that the article counts without a name is a placeholder (占位). Parents come before children.
 *
 * Three associations meet the conditions for a leading Party members' group (具备条件设立党组). The article does not name them, so no record claims it: that figure
 * is only reported. The same holds for the districts with one post (编制).
 */
export async function seedOrganizations(seed: Seed): Promise<OrganizationIds> {
  const { guangxi, wuzhou } = await seedUpperAssociations(seed);
  const counties = await seedCounties(seed, wuzhou);
  const { townships, communities } = await seedCoverage(seed, counties);
  const hosted = await seedHostedAssociations(seed, wuzhou);
  const societies = await seed.importRows(
    'importOrganizations',
    placeholders(societyCount, 'society', '学会(占位)').map((row) => ({ ...row, kind: 'SOCIETY', parentId: wuzhou })),
  );
  const ruralTechAssociations = await seedRuralTechAssociations(seed, wuzhou);
  const partners = await seedPartners(seed);
  await seedAttentions(seed);
  await seedCommitments(seed);
  await seedIndicators(seed);
  await seedReform(seed);
  await seed.figures('organizations', 'importOrganizationFigures');
  return {
    guangxi,
    wuzhou,
    counties,
    townships,
    communities,
    societies,
    ...hosted,
    ruralTechAssociations,
    beekeeping: ruralTechAssociations[0] as string,
    ...partners,
  };
}

/** One at a time, because each is the parent of the next. 科协 is short for 科学技术协会; the article has the short form only. */
async function seedUpperAssociations(seed: Seed): Promise<{ guangxi: string; wuzhou: string }> {
  const one = async (row: object) =>
    (await seed.importRows('importOrganizations', [{ kind: 'TERRITORIAL_ASSOCIATION', ...row }]))[0] as string;
  const country = await one({
    key: 'association:100000',
    name: '中国科学技术协会',
    shortName: '中国科协',
    level: 'COUNTRY',
    regionCode: '100000',
    knownFrom: projectStart,
  });
  const guangxi = await one({
    key: 'association:450000',
    name: '广西壮族自治区科学技术协会',
    shortName: '广西科协',
    aliases: ['广西壮族自治区科协', '广西科学技术协会'],
    level: 'PROVINCE',
    regionCode: '450000',
    parentId: country,
    knownFrom: projectStart,
  });
  const wuzhou = await one({
    key: 'association:450400',
    name: '梧州市科学技术协会',
    shortName: '梧州市科协',
    level: 'PREFECTURE',
    regionCode: city,
    parentId: guangxi,
    knownFrom: '2017-01-01', // the first report to leaders that the article counts
  });
  return { guangxi, wuzhou };
}

/** 7个县(市、区)科协: 藤县科协 is named, and each of the other six counties has one of the rest. */
const countyNames: Record<string, string> = {
  450403: '万秀区',
  450405: '长洲区',
  450406: '龙圩区',
  450421: '苍梧县',
  450422: '藤县',
  450423: '蒙山县',
  450481: '岑溪市',
};

async function seedCounties(seed: Seed, wuzhou: string): Promise<Record<string, string>> {
  const codes = Object.keys(countyNames);
  const ids = await seed.importRows(
    'importOrganizations',
    codes.map((code) => ({
      key: `association:${code}`,
      kind: 'TERRITORIAL_ASSOCIATION',
      name: `${countyNames[code]}科协`,
      level: 'COUNTY',
      regionCode: code,
      parentId: wuzhou,
      knownFrom: projectStart,
    })),
  );
  return byCode(codes, ids);
}

type Unit = { code: string; name: string };

/** Full coverage (全覆盖) of townships and communities: one placeholder for each unit in the regions, because the article claims all and names none. */
async function seedCoverage(
  seed: Seed,
  counties: Record<string, string>,
): Promise<{ townships: Record<string, string>; communities: Record<string, string> }> {
  const townships: Unit[] = [];
  const communities: Unit[] = [];
  for (const code of Object.keys(counties)) {
    const { region } = await seed.query<{ region: { children: (Unit & { children: Unit[] })[] } | null }>(
      unitsOfCounty,
      { code },
    );
    if (!region)
      throw new Error(
        `The organizations service does not know the region ${code}, although its reference file contains it.`,
      );
    townships.push(...region.children);
    communities.push(...region.children.flatMap(({ children }) => children));
  }
  const row =
    (kind: string, level: string) =>
    ({ code, name }: Unit) => ({
      key: `association:${code}`,
      kind,
      name: `${name}科协`,
      level,
      regionCode: code,
      parentId: counties[code.slice(0, 6)],
      knownFrom: projectStart,
      synthetic: true,
    });
  return {
    townships: byCode(
      codesOf(townships),
      await seed.importRows('importOrganizations', townships.map(row('TOWNSHIP_ASSOCIATION', 'TOWNSHIP'))),
    ),
    communities: byCode(
      codesOf(communities),
      await seed.importRows('importOrganizations', communities.map(row('COMMUNITY_ASSOCIATION', 'VILLAGE'))),
    ),
  };
}

const unitsOfCounty = `query Units($code: ID!) {
  region(code: $code) { children { code name children(kind: COMMUNITY) { code name } } }
}`;

/** Enterprises and parks, then the associations in them: an enterprise and its 企业科协 are two organizations. */
async function seedHostedAssociations(
  seed: Seed,
  wuzhou: string,
): Promise<{ enterpriseAssociations: string[]; parkAssociations: string[] }> {
  const both = async (count: number, noun: 'enterprise' | 'park', word: string) => {
    const kind = noun.toUpperCase();
    const hosts = await seed.importRows(
      'importOrganizations',
      placeholders(count, noun, `${word}(占位)`).map((row) => ({ ...row, kind })),
    );
    return seed.importRows(
      'importOrganizations',
      placeholders(count, `${noun}-association`, `${word}科协(占位)`).map((row, index) => ({
        ...row,
        kind: `${kind}_ASSOCIATION`,
        parentId: wuzhou,
        hostId: hosts[index],
      })),
    );
  };
  return {
    enterpriseAssociations: await both(enterpriseCount, 'enterprise', '企业'),
    parkAssociations: await both(parkCount, 'park', '园区'),
  };
}

/** Our interpretation: 养蜂协会 is a rural technical association; its codes are bee-keeping in GB/T 13745 and GB/T 4754. */
function seedRuralTechAssociations(seed: Seed, parentId: string): Promise<string[]> {
  const kind = 'RURAL_TECH_ASSOCIATION';
  const beekeeping = {
    key: 'rural-tech:beekeeping',
    kind,
    name: '梧州市养蜂协会',
    level: 'PREFECTURE',
    regionCode: city,
    parentId,
    subjectCodes: ['2302070'],
    industryCodes: ['A0392'],
    knownFrom: statedFor,
  };
  return seed.importRows('importOrganizations', [
    beekeeping,
    ...placeholders(unnamedRuralTechCount, 'rural-tech', '农技协(占位)').map((row) => ({ ...row, kind, parentId })),
  ]);
}

type Partner = Exclude<
  keyof OrganizationIds,
  | 'guangxi'
  | 'wuzhou'
  | 'counties'
  | 'townships'
  | 'communities'
  | 'societies'
  | 'parkAssociations'
  | 'enterpriseAssociations'
  | 'ruralTechAssociations'
  | 'beekeeping'
>;

/** Partners that the article names, with the regions of their seats. It does not state the seats of 中建科工 and 碧清源: the first is our assumption; the second is placed in the region where it receives guidance. */
const partners: Record<
  Partner,
  { kind: string; name: string; regionCode: string; level: string; industryCodes?: string[]; aliases?: string[] }
> = {
  biqingyuan: {
    kind: 'ENTERPRISE',
    name: '广西碧清源环保投资有限公司',
    regionCode: city,
    level: 'PREFECTURE',
    industryCodes: ['N77'],
  },
  tianmijia: {
    kind: 'ENTERPRISE',
    name: '梧州市甜蜜家蜂业公司',
    regionCode: city,
    level: 'PREFECTURE',
    industryCodes: ['A0392'],
  },
  cscecSteel: { kind: 'ENTERPRISE', name: '中建科工', regionCode: '440300', level: 'PREFECTURE' },
  kingdeePark: { kind: 'PARK', name: '金蝶软件园', regionCode: '440300', level: 'PREFECTURE' },
  shenzhenVirtualUniversity: {
    kind: 'OTHER_PARTNER',
    name: '深圳虚拟大学科技成果转移促进会',
    regionCode: '440300',
    level: 'PREFECTURE',
  },
  bjut: { kind: 'UNIVERSITY', name: '北京工业大学', regionCode: '110000', level: 'PROVINCE' },
  hunau: { kind: 'UNIVERSITY', name: '湖南农业大学', regionCode: '430100', level: 'PREFECTURE' },
  gdut: { kind: 'UNIVERSITY', name: '广东工业大学', regionCode: '440100', level: 'PREFECTURE' },
  weatherBureau: { kind: 'GOVERNMENT_BODY', name: '梧州市气象局', regionCode: city, level: 'PREFECTURE' },
  pilotZone: { kind: 'PARK', name: '梧州粤桂合作特别试验区', regionCode: '450400-DZ01', level: 'ZONE' },
};

async function seedPartners(seed: Seed): Promise<Record<Partner, string>> {
  const names = Object.keys(partners) as Partner[];
  const ids = await seed.importRows(
    'importOrganizations',
    names.map((name) => ({ key: `partner:${name}`, knownFrom: statedFor, ...partners[name] })),
  );
  return Object.fromEntries(names.map((name, index) => [name, ids[index]])) as Record<Partner, string>;
}

/** 2017年—2020年…分别为1次、2次、4次、4次: without days. */
const hearings: Record<number, number> = { 2017: 1, 2018: 2, 2019: 4, 2020: 4 };
/** 2018年以来…每年, until the year of the article. */
const visitYears = [2018, 2019, 2020, 2021];

async function seedAttentions(seed: Seed): Promise<void> {
  await seed.importRows('importLeadershipAttentions', [
    ...Object.entries(hearings).flatMap(([year, times]) =>
      Array.from({ length: times }, (_, index) => ({
        key: `work-hearing-${year}-${index + 1}`,
        kind: 'WORK_HEARING',
        regionCode: city,
        year: Number(year),
        body: '梧州市委、市政府分管领导',
        leaderTitle: '分管领导',
        topic: '科协工作汇报',
      })),
    ),
    ...visitYears.map((year) => ({
      key: `festival-visit-${year}`,
      kind: 'FESTIVAL_VISIT',
      regionCode: city,
      year,
      body: '梧州市委',
      leaderTitle: '市委书记',
      topic: '新春慰问',
    })),
    {
      key: 'press-conference-2021-05-10',
      kind: 'PRESS_CONFERENCE',
      regionCode: city,
      heldOn: '2021-05-10',
      year: 2021,
      body: '梧州市',
      topic: '全面深化改革新闻发布会',
    },
  ]);
}

/**
 * 每年党委常委会定期听取科协工作汇报至少1次、进行专题研究至少1次. The article names neither the first year nor a document: we
 * assume the year in which the project began.
 */
async function seedCommitments(seed: Seed): Promise<void> {
  await seed.importRows(
    'importCommitments',
    ['STANDING_COMMITTEE_HEARING', 'SPECIAL_STUDY'].map((kind) => ({
      key: `commitment:${kind}`,
      kind,
      regionCode: city,
      minimumPerYear: 1,
      fromYear: Number(projectStart.slice(0, 4)),
    })),
  );
}

/** 2020年,梧州市生产总值实现1080.34亿元: the only indicator of which the article states a number. */
async function seedIndicators(seed: Seed): Promise<void> {
  await seed.importRows('importRegionIndicators', [
    {
      key: 'indicator:GDP:2020',
      regionCode: city,
      year: 2020,
      code: 'GDP',
      value: '108034000000',
      unit: 'CNY',
      qualifier: 'EXACT',
      source: '广西壮族自治区梧州市科协供稿:“党建带科建”改革试点',
    },
  ]);
}

/**
 * 去年 … 被列入中国科协“第二批地方科协深化改革试点项目”. The article says which doctrine (职责定位) the project follows, and not
 * which document states it, so the document has no tags.
 */
async function seedReform(seed: Seed): Promise<void> {
  await seed.importRows('importReformProjects', [
    {
      key: 'reform:party-building',
      title: '以“党建带科建”为统领推动地方科协系统全局性改革',
      regionCode: city,
      batch: 2,
      sponsor: '中国科协',
      startYear: Number(projectStart.slice(0, 4)),
      documents: [{ title: '梧州市科协“党建带科建”工作实施方案', tags: [] }],
    },
  ]);
}

function placeholders(count: number, key: string, name: string) {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return {
      key: `${key}-${number}`,
      name: `${name}${number}`,
      level: 'PREFECTURE',
      regionCode: city,
      knownFrom: statedFor,
      synthetic: true,
    };
  });
}

function codesOf(units: readonly Unit[]): string[] {
  return units.map(({ code }) => code);
}

function byCode(codes: readonly string[], ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(codes.map((code, index) => [code, ids[index] as string]));
}
