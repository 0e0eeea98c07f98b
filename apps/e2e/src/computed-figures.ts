import { describe, expect, test } from '@jest/globals';
import { asOf, city, stated } from './figures.ts';
import type { Measure } from './figures.ts';
import { read } from './platform.ts';

type Key = { dimension: string; code: string };
const measure = 'measure { value unit qualifier }';

describe('organizations computes what the article states', () => {
  type Years = { hearingStats: { year: number; measure: Measure }[] };
  type Coverage = {
    coverage: {
      region: { code: string };
      units: number;
      covered: number;
      ratio: string;
      missing: { code: string }[];
    }[];
  };

  test('hearings are 1, 2, 4 and 4, and a year without a record has null, not 0', async () => {
    const { hearingStats } = await read<Years>(
      `{ hearingStats(region: "${city}", fromYear: 2016, toYear: 2020) { year ${measure} } }`,
    );
    expect(hearingStats.slice(1)).toEqual(
      [2017, 2018, 2019, 2020].map((year) => ({ year, measure: stated(`ORG.HEARING.${year}`) })),
    );
    expect(hearingStats[0]).toMatchObject({ year: 2016, measure: { value: null } });
  });

  test('the Party secretary visits in every year since 2018', async () => {
    const { hearingStats } = await read<Years>(
      `{ hearingStats(region: "${city}", fromYear: 2018, toYear: 2021, kind: FESTIVAL_VISIT) { year ${measure} } }`,
    );
    const atLeast = Number(stated('ORG.VISIT.SPRING_FESTIVAL').value);
    expect(hearingStats.map(({ year, measure: { value, unit } }) => [year, Number(value) >= atLeast, unit])).toEqual(
      [2018, 2019, 2020, 2021].map((year) => [year, true, 'TIME']),
    );
  });

  test.each([
    ['COUNTY', 'TERRITORIAL_ASSOCIATION', 7],
    ['TOWNSHIP', 'TOWNSHIP_ASSOCIATION', 66],
    ['COMMUNITY', 'COMMUNITY_ASSOCIATION', 153],
  ])('every %s unit has a %s: %i', async (unit, kind, units) => {
    const { coverage } = await read<Coverage>(
      `{ coverage(region: "${city}", kind: ${kind}, groupBy: PREFECTURE, asOf: "${asOf}") { region { code } units covered ratio missing { code } } }`,
    );
    expect(coverage).toEqual([{ region: { code: city }, units, covered: units, ratio: '1', missing: [] }]);
    expect(stated(`ORG.COVERAGE.${unit}`)).toEqual({ value: '100', unit: 'PERCENT', qualifier: 'ALL' });
  });

  test('communities are covered county by county', async () => {
    const { coverage } = await read<Coverage>(
      `{ coverage(region: "${city}", kind: COMMUNITY_ASSOCIATION, groupBy: COUNTY, asOf: "${asOf}") { region { code } units covered ratio missing { code } } }`,
    );
    expect(coverage.map(({ units }) => units)).toEqual([31, 19, 15, 12, 36, 6, 34]);
    expect(
      coverage.every(
        ({ units, covered, ratio, missing }) => covered === units && ratio === '1' && missing.length === 0,
      ),
    ).toBe(true);
  });

  test('enterprise and county associations are counted; the three with a leading Party group are not stated, so no record has one', async () => {
    type Stats = Record<'enterprise' | 'county' | 'all', { count: number; eligibleForLeadingPartyGroup: number }[]>;
    const stats = (filter: string) =>
      `organizationStats(filter: { regions: ["${city}"], ${filter} }, groupBy: [], asOf: "${asOf}") { count eligibleForLeadingPartyGroup }`;
    const { enterprise, county, all } = await read<Stats>(`{
      enterprise: ${stats('kinds: [ENTERPRISE_ASSOCIATION]')}
      county: ${stats('kinds: [TERRITORIAL_ASSOCIATION], levels: [COUNTY]')}
      all: ${stats('kinds: [TERRITORIAL_ASSOCIATION]')}
    }`);
    expect(exact(enterprise[0]?.count, 'COUNT')).toEqual(stated('ORG.ENTERPRISE_ASSOCIATION.TOTAL'));
    expect(exact(county[0]?.count, 'COUNT')).toEqual(stated('ORG.TERRITORIAL.COUNTY'));
    expect(all[0]?.eligibleForLeadingPartyGroup).toBe(0);
  });
});

describe('people computes what the article states', () => {
  test('registrations on the Home, awardees of 2021 and celebrations since 2017', async () => {
    const { annualReport, recognitionStats } = await read<{
      annualReport: { people: { homeRegistrations: Measure; awardees: Measure } };
      recognitionStats: { awardees: { year: number; measure: Measure }[]; celebrations: Measure; careVisits: Measure };
    }>(`{
      annualReport(region: "${city}", year: 2021) { people { homeRegistrations { value unit qualifier } awardees { value unit qualifier } } }
      recognitionStats(region: "${city}", fromYear: 2017, toYear: 2021) { awardees { year ${measure} } celebrations { value unit qualifier } careVisits { value unit qualifier } }
    }`);
    expect(annualReport.people).toEqual({
      homeRegistrations: stated('PPL.HOME.REGISTERED'),
      awardees: stated('PPL.AWARD.MOST_BEAUTIFUL.2021'),
    });
    expect(recognitionStats.awardees.find(({ year }) => year === 2021)?.measure).toEqual(
      stated('PPL.AWARD.MOST_BEAUTIFUL.2021'),
    );
    expect(recognitionStats.celebrations).toEqual(stated('PPL.CELEBRATION'));
    // The article has a total only, no single visit. The total is the lower bound of these years.
    expect(recognitionStats.careVisits).toEqual(stated('PPL.CARE_VISIT'));
  });
});

describe('outreach computes what the article states', () => {
  type Output = { keys: Key[]; units: number; unitCount: Measure; measure: Measure };
  type Campaign = {
    campaignBySlug: {
      id: string;
      outputTotals: Output[];
      hours: Output[];
      materialTotals: { keys: Key[]; measure: Measure }[];
      participantTotals: { keys: Key[]; participants: Measure }[];
    };
  };
  const row = 'keys { dimension code } units unitCount { value unit qualifier } measure { value unit qualifier }';
  const campaign = async () =>
    (
      await read<Campaign>(`{ campaignBySlug(slug: "covid-2020") {
    id outputTotals(groupBy: [CHANNEL_KIND, METRIC]) { ${row} }
    materialTotals { keys { dimension code } ${measure} } participantTotals { keys { dimension code } participants { value unit qualifier } }
  } }`)
    ).campaignBySlug;
  const named = <Row extends { keys: Key[] }>(rows: Row[]) =>
    new Map(rows.map((each) => [each.keys.map(({ code }) => code).join(' '), each]));

  test('the output of each channel in the pandemic campaign', async () => {
    const outputs = named((await campaign()).outputTotals);
    expect(outputs.get('WECHAT_GROUP PUSHES')?.measure).toEqual(stated('OUT.COVID.PUSH'));
    expect(outputs.get('E_STATION HOURS_ON')?.unitCount).toEqual(stated('OUT.COVID.ESTATION.COUNT'));
    expect(outputs.get('E_STATION HOURS_ON')?.measure).toEqual(stated('OUT.COVID.ESTATION.HOURS'));
    expect(outputs.get('LED_SCREEN VIDEOS')?.measure).toEqual(stated('OUT.COVID.LED.VIDEOS'));
    expect(outputs.get('LED_SCREEN HOURS_PLAYED')?.measure).toEqual(stated('OUT.COVID.LED.HOURS'));
  });

  test('699 loudspeakers sounded, and their duration is null', async () => {
    const outputs = (await campaign()).outputTotals.filter(({ keys }) => keys[0]?.code === 'WEATHER_LOUDSPEAKER');
    expect(outputs.map(({ unitCount }) => unitCount)).toEqual([stated('OUT.COVID.LOUDSPEAKER')]);
    expect(outputs[0]).toMatchObject({ units: 699, measure: { value: null } });
  });

  test('the hours of all channels together are over 3500', async () => {
    const { channelStats } = await read<{ channelStats: Output[] }>({
      query: `query ($id: ID!) { channelStats(filter: { campaignId: $id, metrics: [HOURS_ON, HOURS_PLAYED] }, groupBy: []) { ${row} } }`,
      variables: { id: (await campaign()).id },
    });
    expect(channelStats.map((each) => each.measure)).toEqual([{ value: '3500', unit: 'HOUR', qualifier: 'OVER' }]);
  });

  test('materials are counted by kind; participants are over 249 with the seven county associations and over 242 without', async () => {
    const { id, materialTotals, participantTotals } = await campaign();
    const materials = named(materialTotals);
    expect(materials.get('LEAFLET')?.measure).toEqual(stated('OUT.COVID.LEAFLET'));
    expect(materials.get('POSTER_SLOGAN')?.measure).toEqual(stated('OUT.COVID.SLOGAN'));
    expect(materials.get('DISPLAY_BOARD')?.measure).toEqual(stated('OUT.COVID.BOARD'));

    const participants = named(participantTotals);
    expect(participants.size).toBe(9);
    for (const [kind, code] of Object.entries(participantCodes))
      expect(participants.get(kind)?.participants).toEqual(stated(`OUT.COVID.PART.${code}`));
    expect(participants.get('TERRITORIAL_ASSOCIATION')?.participants).toEqual(exact(7, 'COUNT'));

    const { all, others } = await read<Record<'all' | 'others', { participants: Measure }[]>>({
      query: `query ($id: ID!) {
        all: participationStats(campaignId: $id, groupBy: []) { participants { value unit qualifier } }
        others: participationStats(campaignId: $id, groupBy: [], kinds: [${Object.keys(participantCodes).join(', ')}]) { participants { value unit qualifier } }
      }`,
      variables: { id },
    });
    expect(all).toEqual([{ participants: { value: '249', unit: 'COUNT', qualifier: 'OVER' } }]);
    expect(others).toEqual([{ participants: { value: '242', unit: 'COUNT', qualifier: 'OVER' } }]);
  });

  test('activities on the theme of Workers’ Day are over 560', async () => {
    const { campaignBySlug } = await read<{ campaignBySlug: { id: string } }>(
      '{ campaignBySlug(slug: "workers-day-2017-2021") { id } }',
    );
    const { activityStats } = await read<{ activityStats: { activities: Measure }[] }>({
      query:
        'query ($id: ID!) { activityStats(filter: { campaignId: $id }, groupBy: []) { activities { value unit qualifier } } }',
      variables: { id: campaignBySlug.id },
    });
    expect(activityStats).toEqual([{ activities: stated('OUT.WORKERS_DAY.ACTIVITY') }]);
  });
});

describe('matching computes what the article states', () => {
  test('four invited experts, three partners and four engagements of their disciplines', async () => {
    const { experts, partnerContacts, matchingStats } = await read<{
      experts: { totalCount: number };
      partnerContacts: { totalCount: number };
      matchingStats: { keys: Key[]; engagements: number | null }[];
    }>(`{
      experts(filter: { invited: true }) { totalCount }
      partnerContacts(region: "${city}") { totalCount }
      matchingStats(filter: { regions: ["${city}"] }, groupBy: [SUBJECT_L1]) { keys { dimension code } engagements }
    }`);
    expect(exact(experts.totalCount, 'PERSON')).toEqual(stated('MAT.EXPERT.NAMED'));
    expect(String(partnerContacts.totalCount)).toBe(stated('MAT.PARTNER.NAMED').value);
    const engagements = matchingStats
      .filter((each) => (each.engagements ?? 0) > 0)
      .map(({ keys, engagements: count }) => [keys[0]?.code, count]);
    expect(engagements.sort()).toEqual([
      ['210', 1],
      ['530', 2],
      ['610', 1],
    ]);
  });
});

describe('rural-programs computes what the article states', () => {
  test('nearly 20,000 farmers were trained in 2020, and the target, which is not stated, is null', async () => {
    const { trainingStats, annualReport } = await read<{
      trainingStats: { trained: Measure; target: Measure | null; achievement: string | null }[];
      annualReport: { rural: { training: { trained: Measure } } };
    }>(`{
      trainingStats(filter: { regions: ["${city}"], fromYear: 2020, toYear: 2020 }, groupBy: [YEAR]) { trained { value unit qualifier } target { value } achievement }
      annualReport(region: "${city}", year: 2020) { rural { training { trained { value unit qualifier } } } }
    }`);
    expect(trainingStats).toEqual([{ trained: stated('RUR.TRAINING.FARMERS.2020'), target: null, achievement: null }]);
    expect(annualReport.rural.training.trained).toEqual(stated('RUR.TRAINING.FARMERS.2020'));
  });

  test('an anonymous viewer may read the section', async () => {
    const data = await read(
      `{ annualReport(region: "${city}", year: 2020) { rural { training { trained { value qualifier } } } } }`,
      null,
    );
    expect(data).toEqual({
      annualReport: { rural: { training: { trained: { value: '20000', qualifier: 'NEARLY' } } } },
    });
  });

  test('over 5,000,000 yuan in each of three years, over 15,000,000 in all', async () => {
    const { years, all } = await read<Record<'years' | 'all', { keys: Key[]; budget: Measure }[]>>(`{
      years: fundingStats(filter: { regions: ["${city}"], fromYear: 2018, toYear: 2020 }, groupBy: [YEAR]) { keys { dimension code } budget { value unit qualifier } }
      all: fundingStats(filter: { regions: ["${city}"], fromYear: 2018, toYear: 2020 }, groupBy: []) { keys { dimension code } budget { value unit qualifier } }
    }`);
    expect(years.map(({ keys, budget }) => [keys[0]?.code, budget])).toEqual(
      ['2018', '2019', '2020'].map((year) => [year, stated('RUR.FUNDING.YEARLY')]),
    );
    expect(all.map(({ budget }) => budget)).toEqual([{ value: '15000000', unit: 'CNY', qualifier: 'OVER' }]);
  });

  test('65, 60, 5 and 1 facilities were newly built or upgraded in three years, 131 in all', async () => {
    const { kinds, all } = await read<Record<'kinds' | 'all', { keys: Key[]; facilities: Measure }[]>>(`{
      kinds: ruralFacilityStats(filter: { regions: ["${city}"], fromYear: 2018, toYear: 2020 }, groupBy: [FACILITY_KIND]) { keys { dimension code } facilities { value unit qualifier } }
      all: ruralFacilityStats(filter: { regions: ["${city}"], fromYear: 2018, toYear: 2020 }, groupBy: [CHANGE]) { keys { dimension code } facilities { value unit qualifier } }
    }`);
    expect(Object.fromEntries(kinds.map(({ keys, facilities }) => [keys[0]?.code, facilities]))).toEqual({
      RURAL_TECH_ASSOCIATION_SITE: stated('RUR.BUILT.RTA'),
      SCIENCE_DEMONSTRATION_BASE: stated('RUR.BUILT.DEMO_BASE'),
      SCIENCE_DEMONSTRATION_VILLAGE: stated('RUR.BUILT.DEMO_VILLAGE'),
      SCIENCE_TECH_BACKYARD: stated('RUR.BUILT.BACKYARD'),
    });
    // the article does not say which of them were built and which were upgraded
    expect(all).toEqual([{ keys: [{ dimension: 'CHANGE', code: 'UNKNOWN' }], facilities: exact(131, 'COUNT') }]);
  });

  test('specialty industries, bee-keeping households with their income, and the honour of 2019', async () => {
    const { specialtyIndustries, specialtyIndustry, honours } = await read<{
      specialtyIndustries: { name: string }[];
      specialtyIndustry: { households: Measure; incomeGrowth: Measure };
      honours: { title: string; organization: { name: string } }[];
    }>(`{
      specialtyIndustries(region: "${city}") { name }
      specialtyIndustry(code: "BEEKEEPING") { households { value unit qualifier } incomeGrowth { value unit qualifier } }
      honours(region: "${city}", fromYear: 2019, toYear: 2019) { title organization { name } }
    }`);
    const names = specialtyIndustries.map(({ name }) => name);
    for (const name of ['六堡茶', '沙糖桔', '桑蚕', '肉桂', '百香果']) expect(names).toContain(name);
    expect(names.length).toBeGreaterThanOrEqual(Number(stated('RUR.INDUSTRY.NAMED').value));
    expect(specialtyIndustry).toEqual({
      households: stated('RUR.BEE.HOUSEHOLDS'),
      incomeGrowth: stated('RUR.BEE.INCOME_GROWTH'),
    });
    expect(exact(honours.length, 'COUNT')).toEqual(stated('RUR.HONOUR.POVERTY.2019'));
    expect(honours[0]?.title).toBe('全国科协系统扶贫先进单位');
  });
});

const participantCodes = {
  COMMUNITY_ASSOCIATION: 'COMMUNITY',
  RURAL_TECH_ASSOCIATION: 'RTA',
  SCIENCE_SCHOOL: 'SCHOOL',
  SCIENCE_EDUCATION_BASE: 'BASE',
  E_STATION: 'ESTATION',
  SOCIETY: 'SOCIETY',
  PARK_ASSOCIATION: 'PARK',
  ENTERPRISE_ASSOCIATION: 'ENTERPRISE',
};

function exact(count: number | undefined, unit: string): Measure {
  return { value: String(count), unit, qualifier: 'EXACT' };
}
