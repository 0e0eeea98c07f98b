import type { Seed } from './client.ts';
import type { OrganizationIds } from './organizations.ts';

const city = '450400';
/** 新冠肺炎疫情暴发后, as figures.json interprets it: the days are assumed, the words are those of the article. */
const pandemic = { label: '新冠肺炎疫情暴发后', from: '2020-01-01', to: '2021-11-30', assumed: true };
const since2017 = { label: '2017年以来', from: '2017-01-01', to: '2021-11-30', assumed: true };

/** Science popularization: the two campaigns of the article with their channels, outputs, materials, participants and activities, and the reported figures. */
export async function seedOutreach(seed: Seed, organizations: OrganizationIds): Promise<void> {
  const campaigns = await seedCampaigns(seed, organizations);
  await seedChannels(seed, organizations, campaigns.covid);
  await seedMaterials(seed, organizations, campaigns.covid);
  const facilities = await seedFacilities(seed, organizations);
  await seedParticipations(seed, organizations, campaigns.covid, facilities);
  await seedActivities(seed, organizations, campaigns.workersDay);
  await seed.figures('outreach', 'importOutreachFigures');
}

async function seedCampaigns(seed: Seed, { wuzhou }: OrganizationIds): Promise<{ covid: string; workersDay: string }> {
  const common = { regionCode: city, leadOrganizationId: wuzhou, status: 'REPORTED', endsOn: '2021-11-30' };
  const [covid, workersDay] = await seed.importRows('importCampaigns', [
    {
      ...common,
      key: 'campaign:covid-2020',
      slug: 'covid-2020',
      title: '新冠疫情应急科普',
      theme: 'PANDEMIC',
      startsOn: '2020-01-01',
    },
    {
      ...common,
      key: 'campaign:workers-day-2017-2021',
      slug: 'workers-day-2017-2021',
      title: '全国科技工作者日系列活动(2017—2021)',
      theme: 'WORKERS_DAY',
      startsOn: '2017-01-01',
    },
  ]);
  if (!covid || !workersDay) throw new Error('The campaigns were not imported.');
  return { covid, workersDay };
}

async function seedChannels(
  seed: Seed,
  { guangxi, wuzhou, weatherBureau }: OrganizationIds,
  campaignId: string,
): Promise<void> {
  const [eStations, loudspeakers, screens, groups] = await seed.importRows('importChannels', [
    {
      key: 'channel:e-stations',
      kind: 'E_STATION',
      name: '全市科普e站',
      operatorId: wuzhou,
      regionCode: city,
      unitCount: 30,
      unitQualifier: 'OVER',
    },
    {
      key: 'channel:loudspeakers',
      kind: 'WEATHER_LOUDSPEAKER',
      name: '农村气象大喇叭',
      operatorId: weatherBureau,
      regionCode: city,
      unitCount: 699,
    },
    // the article gives one total for the screens of the associations of Wuzhou and of Teng county, so they are one record, of the city
    {
      key: 'channel:led-screens',
      kind: 'LED_SCREEN',
      name: 'LED大屏幕',
      operatorId: wuzhou,
      regionCode: city,
      unitCount: 3,
      location: '旺城广场、市政广场、藤县县委门外',
    },
    {
      key: 'channel:chat-groups',
      kind: 'WECHAT_GROUP',
      name: '各种微信、QQ群',
      operatorId: wuzhou,
      regionCode: city,
      unitCount: 1,
      unitQualifier: 'AT_LEAST',
    },
    {
      key: 'channel:wuzhou-weather',
      kind: 'WECHAT_OFFICIAL_ACCOUNT',
      name: '梧州气象',
      operatorId: weatherBureau,
      regionCode: city,
    },
    {
      key: 'channel:guangxi-website',
      kind: 'WEBSITE',
      name: '广西科学技术协会网',
      operatorId: guangxi,
      regionCode: '450000',
    },
    { key: 'channel:wuzhou-website', kind: 'WEBSITE', name: '梧州市科协网', operatorId: wuzhou, regionCode: city },
  ]);
  const during = { campaignId, periodFrom: pandemic.from, periodTo: pandemic.to };
  await seed.importRows('importOutputs', [
    {
      ...during,
      key: 'output:e-station-hours',
      channelId: eStations,
      metric: 'HOURS_ON',
      value: '2500',
      qualifier: 'OVER',
    },
    // 每天播发: the article gives neither the number of days nor the duration
    {
      ...during,
      key: 'output:loudspeaker-days',
      channelId: loudspeakers,
      metric: 'BROADCAST_DAYS',
      qualifier: 'SEVERAL',
    },
    { ...during, key: 'output:led-videos', channelId: screens, metric: 'VIDEOS', value: '10', qualifier: 'OVER' },
    {
      ...during,
      key: 'output:led-hours',
      channelId: screens,
      metric: 'HOURS_PLAYED',
      value: '1000',
      qualifier: 'OVER',
    },
    { ...during, key: 'output:pushes', channelId: groups, metric: 'PUSHES', value: '480', qualifier: 'OVER' },
  ]);
}

/** The seven county associations together: the article does not divide the totals, so the city's association stands for all. */
async function seedMaterials(seed: Seed, { wuzhou }: OrganizationIds, campaignId: string): Promise<void> {
  const common = { campaignId, organizationId: wuzhou, period: pandemic };
  await seed.importRows('importMaterials', [
    { ...common, key: 'material:leaflets', kind: 'LEAFLET', value: '8000', qualifier: 'OVER' },
    { ...common, key: 'material:slogans', kind: 'POSTER_SLOGAN', value: '500', qualifier: 'OVER' },
    { ...common, key: 'material:boards', kind: 'DISPLAY_BOARD', value: '265' },
  ]);
}

/** The museum that the article names, and placeholders for the ten education bases and thirty e-stations that it only counts. */
async function seedFacilities(seed: Seed, { wuzhou, tianmijia }: OrganizationIds): Promise<string[]> {
  await seed.importRows('importFacilities', [
    {
      key: 'facility:bee-museum',
      kind: 'SCIENCE_MUSEUM',
      name: '梧州市甜蜜家蜜蜂文化科技馆',
      operatorId: tianmijia,
      regionCode: city,
      themes: ['蜜蜂文化'],
    },
  ]);
  const placeholder = { operatorId: wuzhou, regionCode: city, synthetic: true };
  return seed.importRows('importFacilities', [
    ...numbered(10).map((number) => ({
      ...placeholder,
      key: `facility:education-base-${number}`,
      kind: 'SCIENCE_EDUCATION_BASE',
      name: `科普教育基地(占位)${number}`,
    })),
    ...numbered(30).map((number) => ({
      ...placeholder,
      key: `facility:e-station-${number}`,
      kind: 'E_STATION',
      name: `科普e站(占位)${number}`,
    })),
  ]);
}

async function seedParticipations(
  seed: Seed,
  { counties, ruralTechAssociations, societies, parkAssociations, enterpriseAssociations }: OrganizationIds,
  campaignId: string,
  facilities: readonly string[],
): Promise<void> {
  const rows = (name: string, ids: readonly string[], field: 'organizationId' | 'facilityId', synthetic: boolean) =>
    ids.map((id, index) => ({
      key: `participation:covid-2020:${name}-${padded(index + 1)}`,
      campaignId,
      [field]: id,
      synthetic,
    }));
  await seed.importRows('importParticipations', [
    ...rows(
      'county',
      Object.entries(counties)
        .sort()
        .map(([, id]) => id),
      'organizationId',
      false,
    ),
    // the first is the bee-keepers' association, although the article does not say that it was one of the fifteen
    ...rows('rural-tech', ruralTechAssociations.slice(1, 16), 'organizationId', true),
    ...rows('facility', facilities, 'facilityId', true),
    ...rows('society', societies, 'organizationId', true),
    ...rows('park', parkAssociations, 'organizationId', true),
    ...rows('enterprise', enterpriseAssociations.slice(0, 37), 'organizationId', true),
    {
      key: 'participation:covid-2020:communities',
      campaignId,
      kind: 'COMMUNITY_ASSOCIATION',
      count: '100',
      countQualifier: 'OVER',
    },
    {
      key: 'participation:covid-2020:schools',
      campaignId,
      kind: 'SCIENCE_SCHOOL',
      count: '20',
      countQualifier: 'OVER',
    },
  ]);
}

async function seedActivities(seed: Seed, { wuzhou }: OrganizationIds, campaignId: string): Promise<void> {
  // the article counts popularization and academic activities together
  await seed.importRows('importActivities', [
    {
      key: 'activity:workers-day-2017-2021',
      title: '全国科技工作者日相关主题的科普学术活动',
      kind: 'OTHER',
      status: 'REPORTED',
      campaignId,
      organizerId: wuzhou,
      regionCode: city,
      sessions: '560',
      sessionsQualifier: 'OVER',
      period: since2017,
    },
  ]);
}

const padded = (number: number) => String(number).padStart(3, '0');
const numbered = (count: number) => Array.from({ length: count }, (_, index) => padded(index + 1));
