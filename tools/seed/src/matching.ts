import type { Seed } from './client.ts';
import type { OrganizationIds } from './organizations.ts';
import type { PersonIds } from './people.ts';

const city = '450400';
/** The article gives no dates for matchmaking: the records are those at the time of writing (发稿时), with an unknown start. */
const undated = { periodLabel: '发稿时', periodTo: '2021-11-30', periodAssumed: true };

/**
 * Matchmaking of the article: the four experts it names, the need of 碧清源, the four engagements and the three partners. Its words are kept; the subject and industry codes
 * are our interpretation, and capacities are the default. Requires the organizations and the persons.
 */
export async function seedMatching(seed: Seed, organizations: OrganizationIds, persons: PersonIds): Promise<void> {
  const experts = await seedExperts(seed, persons);
  const [needId] = await seed.importRows('importNeeds', [
    {
      ...undated,
      key: 'need:biqingyuan',
      title: '陶瓷污水材料研发',
      description: '广西碧清源环保投资有限公司陶瓷污水材料研发',
      enterpriseId: organizations.biqingyuan,
      regionCode: city,
      requiredSubjects: [
        { code: '61030', weight: '0.4' },
        { code: '57040', weight: '0.3' },
        { code: '43045', weight: '0.3' },
      ],
      industryCode: 'N77',
      serviceModes: ['TECHNICAL_GUIDANCE'],
      confidentiality: 'PUBLIC',
      status: 'MATCHED',
    },
  ]);
  await seedEngagements(seed, experts, needId as string);
  await seedPartners(seed, organizations);
  await seed.figures('matching', 'importMatchingFigures');
}

type ExpertIds = { peng: string; liu: string; zheng: string; li: string };

async function seedExperts(
  seed: Seed,
  { pengYongzhen, liuZhonghua, zhengYuying, liJun }: PersonIds,
): Promise<ExpertIds> {
  // the article says that they were invited, not that they consented to recommendations: so no consent
  const expert = (
    key: string,
    personId: string,
    displayTitle: string,
    codes: readonly string[],
    serviceModes: readonly string[],
  ) => ({
    key: `expert:${key}`,
    personId,
    displayTitle,
    subjects: codes.map((code) => ({ code, weight: '1' })),
    serviceModes,
    isInvited: true,
  });
  const [peng, liu, zheng, li] = await seed.importRows('importExperts', [
    expert(
      'peng-yongzhen',
      pengYongzhen,
      '彭永臻 北京工业大学环境科学与工程学科首席教授、博士生导师',
      ['61030', '57040', '43045'],
      ['TECHNICAL_GUIDANCE'],
    ),
    expert(
      'liu-zhonghua',
      liuZhonghua,
      '刘仲华 湖南农业大学 院士',
      ['21040', '21045', '55020'],
      ['TECHNICAL_GUIDANCE', 'JOINT_RD'],
    ),
    expert('zheng-yuying', zhengYuying, '郑育英 广东工业大学轻工化工学院副院长、硕士生导师', ['53054'], ['CONSULTING']),
    expert('li-jun', liJun, '李军 硕士生导师', ['53054'], ['CONSULTING']),
  ]);
  if (!peng || !liu || !zheng || !li) throw new Error('The experts were not imported.');
  return { peng, liu, zheng, li };
}

async function seedEngagements(seed: Seed, { peng, liu, zheng, li }: ExpertIds, needId: string): Promise<void> {
  // the article gives neither an end nor an outcome; it names only the enterprise of the first
  const engagement = { ...undated, regionCode: city, status: 'IN_PROGRESS' };
  const survey = '粤桂合作特别试验区多家企业技术交流和咨询';
  await seed.importRows('importEngagements', [
    {
      ...engagement,
      key: 'engagement:biqingyuan',
      title: '陶瓷污水材料研发',
      expertId: peng,
      needId,
      mode: 'TECHNICAL_GUIDANCE',
    },
    {
      ...engagement,
      key: 'engagement:liubao-tea',
      title: '六堡茶创新驱动重大专项项目',
      expertId: liu,
      mode: 'TECHNICAL_GUIDANCE',
    },
    { ...engagement, key: 'engagement:pilot-zone-zheng', title: survey, expertId: zheng, mode: 'CONSULTING' },
    { ...engagement, key: 'engagement:pilot-zone-li', title: survey, expertId: li, mode: 'CONSULTING' },
  ]);
}

async function seedPartners(
  seed: Seed,
  { cscecSteel, kingdeePark, shenzhenVirtualUniversity }: OrganizationIds,
): Promise<void> {
  const contact = {
    ...undated,
    regionCode: city,
    cooperationKinds: ['TALENT', 'RESEARCH', 'COMMERCIALIZATION'],
    policyTags: ['EASTWARD_INTEGRATION'],
  };
  await seed.importRows('importPartnerContacts', [
    { ...contact, key: 'partner:cscec-steel', organizationId: cscecSteel },
    { ...contact, key: 'partner:kingdee-park', organizationId: kingdeePark },
    { ...contact, key: 'partner:shenzhen-virtual-university', organizationId: shenzhenVirtualUniversity },
  ]);
}
