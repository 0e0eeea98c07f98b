import type { Seed } from './client.ts';
import type { OrganizationIds } from './organizations.ts';

const wuzhou = '450400';
const trainingProject = '科普服务乡村振兴助力精准扶贫工程';
/** 近3年: the article does not name the years; we assume the three years before its own (2021). */
const lastThreeYears = { label: '近3年', from: '2018-01-01', to: '2020-12-31', assumed: true };

/** The facilities that were newly built or upgraded (新建升级), by kind, with their number and the name of a placeholder. */
const built = [
  { kind: 'RURAL_TECH_ASSOCIATION_SITE', count: 65, name: '农技协(占位)' },
  { kind: 'SCIENCE_DEMONSTRATION_BASE', count: 60, name: '科普示范基地(占位)' },
  { kind: 'SCIENCE_DEMONSTRATION_VILLAGE', count: 5, name: '科普示范村(占位)' },
  { kind: 'SCIENCE_TECH_BACKYARD', count: 1, name: '科技小院(占位)' },
] as const;

/**
 * Rural programs of the first data set: one training for the project of 2020, three yearly programs, 131 placeholder facilities, the statements about bee-keeping, and the
 * honor of 2019. The target of 2020 and the sources of the money are not stated, so they are not set. Requires the organizations.
 */
export async function seedRuralPrograms(seed: Seed, organizations: OrganizationIds): Promise<void> {
  await seed.importRows('importTrainings', [
    {
      key: 'farmers-2020',
      title: `${trainingProject}培训`,
      year: 2020,
      regionCode: wuzhou,
      organizerId: organizations.wuzhou,
      trainedPersons: 20_000,
      qualifier: 'NEARLY',
      programme: trainingProject,
    },
  ]);
  await seed.importRows(
    'importFundingPrograms',
    [2018, 2019, 2020].map((year) => ({
      key: `grassroots-${year}`,
      kind: 'GRASSROOTS_SCIENCE_ACTION',
      title: `基层科普行动计划(${year}年)`,
      year,
      regionCode: wuzhou,
      budget: '5000000',
      qualifier: 'OVER',
      sources: [],
    })),
  );
  await seed.importRows('importRuralFacilities', facilities(organizations));
  await seed.importRows('importSpecialtyIndustries', [
    { key: 'bee-keeping', code: 'BEEKEEPING', leadOrganizationIds: [organizations.beekeeping] },
  ]);
  await seed.importRows(
    'importIndustryObservations',
    [
      { key: 'bee-households', metric: 'HOUSEHOLDS', value: '11000', unit: 'HOUSEHOLD', qualifier: 'OVER' },
      { key: 'bee-income-growth', metric: 'INCOME_GROWTH', value: '5', unit: 'PERCENT', qualifier: 'EXACT' },
    ].map((observation) => ({
      ...observation,
      industryCode: 'BEEKEEPING',
      regionCode: wuzhou,
      periodLabel: '每年(未注明年份)',
    })),
  );
  await seed.importRows('importOrganizationHonours', [
    {
      key: 'poverty-alleviation-2019',
      organizationId: organizations.wuzhou,
      title: '全国科协系统扶贫先进单位',
      year: 2019,
      note: '广西唯一获此殊荣的地级市科协',
    },
  ]);
  await seed.figures('rural-programs', 'importRuralFigures');
}

/** A rural technical association operates its own site; the operators of other sites are not stated. */
function facilities({ ruralTechAssociations }: OrganizationIds): object[] {
  return built.flatMap(({ kind, count, name }) =>
    Array.from({ length: count }, (_, index) => ({
      key: `${kind}-${index + 1}`,
      kind,
      name: `${name}${String(index + 1).padStart(3, '0')}`,
      regionCode: wuzhou,
      ...(kind === 'RURAL_TECH_ASSOCIATION_SITE' && { operatorId: ruralTechAssociations[index] }),
      changedWithin: lastThreeYears,
      synthetic: true,
    })),
  );
}
