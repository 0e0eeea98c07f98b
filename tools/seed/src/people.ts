import type { Seed } from './client.ts';
import type { OrganizationIds } from './organizations.ts';

/** The persons that the article names, for their expert profiles and engagements. */
export type PersonIds = { pengYongzhen: string; liuZhonghua: string; zhengYuying: string; liJun: string };

const wuzhou = '450400';
const registered = 1650;
const awarded = 20;
const celebrations = 95;
/** The day that stands for "by now" (截至目前) in the article. */
const statedFor = '2021-11-30';

/**
 * People of the first data set: four experts by name, placeholders (占位) for the workers registered on the Home and for the celebrations, which the article
 * counts but does not name, and the first Most Beautiful Sci-Tech Workers among them. Requires the organizations.
 */
export async function seedPeople(seed: Seed, organizations: OrganizationIds): Promise<PersonIds> {
  const [pengYongzhen, liuZhonghua, zhengYuying, liJun] = (await seed.importRows(
    'importPersons',
    experts(organizations),
  )) as [string, string, string, string];
  const workers = await seed.importRows(
    'importPersons',
    numbered(registered).map((number) => ({
      key: `home-worker-${number}`,
      name: `科技工作者(占位)${number}`,
      regionCode: wuzhou,
      homeStatus: 'REGISTERED',
      registeredOn: statedFor,
      channel: 'ONLINE',
      synthetic: true,
    })),
  );
  await seed.importRows('importAwardCampaigns', [
    {
      key: 'most-beautiful-2021',
      title: '最美科技工作者',
      year: 2021,
      regionCode: wuzhou,
      edition: 1,
      conferredBy: ['梧州市委', '梧州市政府'],
      quota: awarded,
      awardeeIds: workers.slice(0, awarded),
    },
  ]);
  await seed.importRows(
    'importCelebrations',
    numbered(celebrations).map((number) => ({
      key: `celebration-${number}`,
      title: `庆祝会(座谈会)(占位)${number}`,
      kind: 'UNSPECIFIED',
      periodLabel: '2017年以来',
      periodFrom: '2017-01-01',
      periodTo: statedFor,
      periodAssumed: true,
      regionCode: wuzhou,
      synthetic: true,
    })),
  );
  await seed.figures('people', 'importPeopleFigures');
  return { pengYongzhen, liuZhonghua, zhengYuying, liJun };
}

/** Titles are those of the article. It does not state the unit of 李军, but mentions him beside 郑育英. 61030 is environmental engineering, which it names for 彭永臻. */
function experts({ bjut, hunau, gdut }: OrganizationIds): object[] {
  return [
    {
      key: 'peng-yongzhen',
      name: '彭永臻',
      regionCode: '110000',
      employerId: bjut,
      titleLevel: 'SENIOR',
      titleName: '首席教授、博士生导师',
      subjectCodes: ['61030'],
    },
    {
      key: 'liu-zhonghua',
      name: '刘仲华',
      regionCode: '430100',
      employerId: hunau,
      titleLevel: 'ACADEMICIAN',
      titleName: '院士',
    },
    {
      key: 'zheng-yuying',
      name: '郑育英',
      regionCode: '440100',
      employerId: gdut,
      titleLevel: 'NONE',
      titleName: '硕士生导师',
      position: '轻工化工学院副院长',
    },
    {
      key: 'li-jun',
      name: '李军',
      regionCode: '440100',
      employerId: gdut,
      titleLevel: 'NONE',
      titleName: '硕士生导师',
    },
  ];
}

/** "0001", "0002", … */
function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(4, '0'));
}
