import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PersonMerged } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually } from '@kexie/testing';
import {
  otherRegionStaff,
  anonymous,
  otherStaff,
  secretaryOf,
  staff,
  startWorld,
  unique,
  type Report,
  type World,
} from './support.ts';

type Measure = { value: string | null; qualifier: string };
type Counted = { keys: { code: string }[]; facilities: Measure };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.service.stop());

const trainingInput = (changes: object = {}) => ({
  title: unique('培训'),
  year: 2024,
  regionCode: '450421',
  organizerId: world.bees,
  mode: 'FIELD',
  plannedPersons: 40,
  clientMutationId: unique('training'),
  ...changes,
});
const trainingRow = (changes: object = {}) => ({
  key: unique('farmers'),
  title: '科普服务乡村振兴助力精准扶贫工程培训',
  year: 2020,
  regionCode: '450400',
  organizerId: world.wuzhou,
  trainedPersons: 20_000,
  qualifier: 'NEARLY',
  ...changes,
});

test('the trainings of a person who was merged into another one are those of the survivor', async () => {
  const [survivorId, mergedId] = [newId('per'), newId('per')];
  const input = trainingInput({ trainerIds: [mergedId] });
  await world.accepted('scheduleTraining', input, secretaryOf(world.bees));
  await world.service.publish(PersonMerged({ mergedId, survivorId }), { aggregateId: mergedId, version: 2 });
  await eventually(async () => {
    const { _entities } = await world.read<{ _entities: { taughtTrainings: object[] }[] }>(
      'query ($all: [_Any!]!) { _entities(representations: $all) { ... on Person { taughtTrainings { trainers { id } } } } }',
      { all: [survivorId, mergedId].map((id) => ({ __typename: 'Person', id })) },
    );
    expect(_entities).toEqual([{ taughtTrainings: [{ trainers: [{ id: survivorId }] }] }, { taughtTrainings: [] }]);
  });
});

test('a training is scheduled once, and verified by another person than its reporter', async () => {
  const trainerId = newId('per');
  const input = trainingInput({ trainerIds: [trainerId] });
  const secretary = secretaryOf(world.bees);
  const { id } = await world.accepted('scheduleTraining', input, secretary);
  expect((await world.accepted('scheduleTraining', input, secretary)).id).toBe(id);
  expect((await world.mutate('scheduleTraining', { ...input, title: 'x' }, secretary)).refusal).toBe('DUPLICATE');
  expect(
    (await world.mutate('reportTraining', { id, heldOn: '2024-05-06', trainedPersons: 1, expectedVersion: 1 })).refusal,
  ).toBe('INVALID_TRANSITION');
  await world.accepted('openTraining', { id, expectedVersion: 1 }, secretary);
  expect((await world.mutate('holdTraining', { id, expectedVersion: 1 }, secretary)).refusal).toBe('VERSION_CONFLICT');
  await world.accepted('holdTraining', { id, expectedVersion: 2 }, secretary);
  const reported = await world.mutate('reportTraining', {
    id,
    heldOn: '2024-05-06',
    trainedPersons: 121,
    personDays: '242.5',
    expectedVersion: 3,
  });
  expect([reported.value.status, reported.warnings.length]).toEqual(['REPORTED', 1]);
  expect((await world.mutate('verifyTraining', { id, expectedVersion: 4 })).error).toBe('FORBIDDEN');
  expect((await world.mutate('verifyTraining', { id, expectedVersion: 4 }, otherStaff)).value.status).toBe('VERIFIED');
  await eventually(async () =>
    expect(await world.service.events('rural-programs.training.verified.v1')).toContainEqual(
      expect.objectContaining({ trainingId: id, trained: 121, trainerIds: [trainerId] }),
    ),
  );
  const { _entities } = await world.read<{ _entities: object[] }>(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { taughtTrainings(year: 2024) { title personDays trainedPersons { value qualifier unit } } } } }',
    { representations: [{ __typename: 'Person', id: trainerId }] },
  );
  expect(_entities).toEqual([
    {
      taughtTrainings: [
        {
          title: input.title,
          personDays: '242.5',
          trainedPersons: { value: '121', qualifier: 'EXACT', unit: 'PERSON' },
        },
      ],
    },
  ]);
});

test('only staff of the region and a secretary of the organizer schedule a training, and only staff of the region import one', async () => {
  expect((await world.mutate('scheduleTraining', trainingInput(), anonymous)).error).toBe('UNAUTHORIZED_FIELD');
  expect((await world.mutate('scheduleTraining', trainingInput(), otherRegionStaff)).error).toBe('FORBIDDEN');
  expect((await world.mutate('scheduleTraining', trainingInput(), secretaryOf(world.wuzhou))).error).toBe('FORBIDDEN');
  expect(
    (await world.mutate<Report>('importTrainings', { rows: [trainingRow()] }, otherRegionStaff)).value.rows[0]
      ?.errors[0]?.code,
  ).toBe('FORBIDDEN');
});

test('a repeated import changes nothing, a changed row changes its record, and an invalid row does not affect the others', async () => {
  const [row, changed] = [trainingRow({ year: 1990 }), trainingRow({ year: 1990 })];
  expect(await world.imported('importTrainings', [row, changed])).toMatchObject({ created: 2 });
  expect(await world.imported('importTrainings', [row, changed])).toMatchObject({ unchanged: 2 });
  const { value } = await world.mutate<Report>(
    'importTrainings',
    {
      rows: [
        row,
        { ...changed, trainedPersons: 19_000 },
        trainingRow({ regionCode: '999999' }),
        trainingRow({ heldOn: '2019-01-01' }),
      ],
    },
    { ...staff, roles: ['administrator'] },
  );
  expect(value.rows.map(({ outcome, errors }) => errors[0]?.code ?? outcome)).toEqual([
    'UNCHANGED',
    'UPDATED',
    'REFERENCE_UNKNOWN',
    'VALIDATION_FAILED',
  ]);
});

test('each county has its own import keys: the same key of another county names another record', async () => {
  const [ours, theirs] = ['450422', '450421'];
  const ourOrganization = await world.organization('RURAL_TECH_ASSOCIATION', ours);
  const imports: [string, object, object][] = [
    [
      'importTrainings',
      trainingRow({ year: 1994, regionCode: theirs }),
      { regionCode: ours, organizerId: ourOrganization },
    ],
    [
      'importFundingPrograms',
      {
        key: unique('program'),
        kind: 'OTHER',
        title: '资金项目',
        year: 1993,
        regionCode: theirs,
        budget: '1000',
        sources: [],
      },
      { regionCode: ours },
    ],
    [
      'importRuralFacilities',
      {
        key: unique('facility'),
        kind: 'SCIENCE_TECH_BACKYARD',
        name: unique('小院'),
        regionCode: theirs,
        establishedOn: '1981-06-01',
      },
      { regionCode: ours },
    ],
    [
      'importIndustryObservations',
      {
        key: unique('observation'),
        industryCode: 'BEEKEEPING',
        regionCode: theirs,
        year: 1994,
        metric: 'HOUSEHOLDS',
        unit: 'HOUSEHOLD',
        value: '10',
      },
      { regionCode: ours },
    ],
    [
      'importOrganizationHonours',
      { key: unique('honour'), organizationId: world.bees, title: '先进单位', year: 2002 },
      { organizationId: ourOrganization },
    ],
  ];
  for (const [mutation, row, change] of imports) {
    expect(await world.imported(mutation, [row])).toMatchObject({ created: 1 });
    const { rows } = await eventually(async () => {
      const { value } = await world.mutate<Report>(
        mutation,
        { rows: [{ ...row, ...change }] },
        { ...staff, regions: [ours] },
      );
      if (value.rows[0]?.errors[0]?.code === 'REFERENCE_UNKNOWN') throw new Error('the organization is not known yet');
      return value;
    });
    expect([mutation, rows[0]?.outcome]).toEqual([mutation, 'CREATED']);
    expect(await world.imported(mutation, [row])).toMatchObject({ unchanged: 1 });
  }
});

test('a dry run writes nothing', async () => {
  const row = trainingRow({ year: 1991 });
  expect((await world.mutate<Report>('importTrainings', { rows: [row], dryRun: true })).value).toMatchObject({
    created: 1,
  });
  expect(await world.imported('importTrainings', [row])).toMatchObject({ created: 1 });
});

test('a repeated import of a program changes nothing, and its budget is exact to the fen', async () => {
  const rows = [
    {
      key: unique('program'),
      kind: 'GRASSROOTS_SCIENCE_ACTION',
      title: '基层科普行动计划',
      year: 1992,
      regionCode: '450400',
      budget: '5000000.01',
      qualifier: 'OVER',
      sources: [],
    },
  ];
  expect(await world.imported('importFundingPrograms', rows)).toMatchObject({ created: 1 });
  expect(await world.imported('importFundingPrograms', rows)).toMatchObject({ unchanged: 1 });
  expect(
    (await world.mutate<Report>('importFundingPrograms', { rows: [{ ...rows[0], key: unique('program') }] })).value
      .rows[0]?.errors[0]?.code,
  ).toBe('DUPLICATE');
  const { fundingPrograms } = await world.read<{ fundingPrograms: object[] }>(
    '{ fundingPrograms(year: 1992) { budget { value qualifier unit } allocated { value } sources } }',
  );
  expect(fundingPrograms).toEqual([
    { budget: { value: '5000000.01', qualifier: 'OVER', unit: 'CNY' }, allocated: { value: null }, sources: [] },
  ]);
});

test('a sum of trained persons keeps its qualifier, a year without trainings has no figure, and the achievement is null without a target', async () => {
  await world.imported('importTrainings', [
    trainingRow({ year: 2012 }),
    trainingRow({ year: 2012, regionCode: '450421', trainedPersons: 10, qualifier: 'EXACT' }),
  ]);
  const stats = async (groupBy = 'YEAR') =>
    (
      await world.read<{ trainingStats: object[] }>(
        `{ trainingStats(filter: { regions: ["450400"], fromYear: 2011, toYear: 2012 }, groupBy: [${groupBy}]) { keys { code label } sessions trained { value qualifier } target { value } achievement } }`,
      )
    ).trainingStats;
  const year = (code: string) => ({ keys: [{ code, label: code }] });
  expect(await stats()).toEqual([
    { ...year('2011'), sessions: 0, trained: { value: null, qualifier: 'EXACT' }, target: null, achievement: null },
    { ...year('2012'), sessions: 2, trained: { value: '20010', qualifier: 'NEARLY' }, target: null, achievement: null },
  ]);
  expect(
    (await world.mutate('setTrainingTarget', { regionCode: '450400', year: 2012, persons: 10_000 })).warnings,
  ).toEqual([]);
  expect(
    (await world.mutate('setTrainingTarget', { regionCode: '450421', year: 2012, persons: 5 })).warnings,
  ).toHaveLength(1);
  expect((await world.mutate('setTrainingTarget', { regionCode: '450400', year: 2012, persons: 15_000 })).refusal).toBe(
    'VERSION_CONFLICT',
  );
  await world.accepted('setTrainingTarget', { regionCode: '450400', year: 2012, persons: 15_000, expectedVersion: 1 });
  expect((await stats())[1]).toMatchObject({ target: { value: '15000' }, achievement: '133.40' });
  expect(await stats('YEAR, REGION_COUNTY')).toContainEqual({
    keys: [
      { code: '2012', label: '2012' },
      { code: '450421', label: '苍梧县' },
    ],
    sessions: 1,
    trained: { value: '10', qualifier: 'EXACT' },
    target: { value: '5' },
    achievement: '200.00',
  });
  const { trainingTargets } = await world.read<{ trainingTargets: { history: object[] }[] }>(
    '{ trainingTargets(region: "450400", year: 2012) { history { persons { value } } } }',
  );
  expect(trainingTargets).toEqual([{ history: [{ persons: { value: '10000' } }] }]);
});

test('a facility with a period counts only in ranges of years that contain the whole period, and its kind of change stays unknown', async () => {
  const changedWithin = { label: '近3年', from: '1970-01-01', to: '1972-12-31', assumed: true };
  await world.imported(
    'importRuralFacilities',
    [1, 2].map((number) => ({
      key: unique('facility'),
      kind: 'SCIENCE_DEMONSTRATION_VILLAGE',
      name: `科普示范村(占位)${number}`,
      regionCode: '450422',
      changedWithin,
      synthetic: true,
    })),
  );
  await world.imported('importRuralFacilities', [
    {
      key: unique('facility'),
      kind: 'SCIENCE_TECH_BACKYARD',
      name: '科技小院',
      regionCode: '450422',
      establishedOn: '1971-06-01',
    },
  ]);
  const stats = async (fromYear: number, toYear: number) =>
    (
      await world.read<{ ruralFacilityStats: Counted[] }>(
        `{ ruralFacilityStats(filter: { regions: ["450422"], fromYear: ${fromYear}, toYear: ${toYear} }, groupBy: [FACILITY_KIND, CHANGE, YEAR]) { keys { code } facilities { value qualifier } } }`,
      )
    ).ruralFacilityStats.map(({ keys, facilities }) => [...keys.map(({ code }) => code), facilities.value]);
  expect(await stats(1970, 1972)).toEqual([
    ['SCIENCE_DEMONSTRATION_VILLAGE', 'UNKNOWN', 'UNKNOWN', '2'],
    ['SCIENCE_TECH_BACKYARD', 'NEW', '1971', '1'],
  ]);
  expect(await stats(1971, 1972)).toEqual([['SCIENCE_TECH_BACKYARD', 'NEW', '1971', '1']]);
  const section = async (year: number) =>
    (
      await world.read<{ annualReport: { rural: { facilities: Counted[] } } }>(
        `{ annualReport(region: "450422", year: ${year}) { rural { facilities { keys { code } facilities { value } } } } }`,
      )
    ).annualReport.rural.facilities.length;
  expect([await section(1970), await section(1971), await section(1972)]).toEqual([0, 1, 2]);
});

test('the section of the annual report contains figures computed from imported records, and the reported figures', async () => {
  await world.imported('importTrainings', [trainingRow()]);
  const phrase = '仅2020年就培训农民近20,000人';
  const figure = {
    code: 'RUR.TRAINING.FARMERS.2020',
    label: '培训农民',
    value: '20000',
    unit: 'PERSON',
    qualifier: 'NEARLY',
    periodLabel: '2020年',
    periodFrom: '2020-01-01',
    periodTo: '2020-12-31',
    regionCode: '450400',
    source: 'SEED',
    phrase,
  };
  expect(await world.imported('importRuralFigures', [figure])).toMatchObject({ created: 1 });
  expect((await world.mutate<Report>('importRuralFigures', { rows: [figure] }, otherRegionStaff)).value).toMatchObject({
    rejected: 1,
  });
  const { annualReport } = await world.read<{ annualReport: { rural: object } }>(
    '{ annualReport(region: "450400", year: 2020) { rural { training { trained { value unit qualifier } target { value } achievement } reported { measure { value unit qualifier } phrase } } } }',
  );
  const measure = { value: '20000', unit: 'PERSON', qualifier: 'NEARLY' };
  expect(annualReport.rural).toEqual({
    training: { trained: measure, target: null, achievement: null },
    reported: [{ measure, phrase }],
  });
  const { data, errors } = await world.service.query<{ annualReport: { rural: null } }>(
    '{ annualReport(region: "999900", year: 2020) { rural { training { sessions } } } }',
    {},
    anonymous,
  );
  expect([data?.annualReport.rural, errors?.[0]?.extensions?.['code']]).toEqual([null, 'NOT_FOUND']);
});

test('an industry has its lead organizations and its latest dated observation, or an undated one if there is no other', async () => {
  const observation = { industryCode: 'BEEKEEPING', regionCode: '450400', metric: 'HOUSEHOLDS', unit: 'HOUSEHOLD' };
  await world.imported('importIndustryObservations', [
    { ...observation, key: unique('observation'), value: '11000', qualifier: 'OVER', periodLabel: '每年(未注明年份)' },
  ]);
  await world.imported('importSpecialtyIndustries', [
    { key: 'bees', code: 'BEEKEEPING', leadOrganizationIds: [world.bees] },
  ]);
  type IndustryResponse = {
    specialtyIndustry: { households: Measure; leadOrganizations: object[]; observations: object[] };
  };
  const readIndustry = async () =>
    (
      await world.read<IndustryResponse>(
        '{ specialtyIndustry(code: "BEEKEEPING") { households { value qualifier } leadOrganizations { id } observations(fromYear: 2019) { year } } }',
      )
    ).specialtyIndustry;
  expect(await readIndustry()).toEqual({
    households: { value: '11000', qualifier: 'OVER' },
    leadOrganizations: [{ id: world.bees }],
    observations: [],
  });
  const { service } = world;
  const record = (input: object) =>
    service.query<{ recordIndustryObservation: { userErrors: { code: string }[] } }>(
      'mutation ($input: RecordIndustryObservationInput!) { recordIndustryObservation(input: $input) { userErrors { code } } }',
      { input: { ...observation, year: 2021, value: '12000', clientMutationId: unique('observation'), ...input } },
      staff,
    );
  expect((await record({ unit: 'PERSON' })).data?.recordIndustryObservation.userErrors).toMatchObject([
    { code: 'VALIDATION_FAILED' },
  ]);
  expect((await record({})).data?.recordIndustryObservation.userErrors).toEqual([]);
  expect(await readIndustry()).toMatchObject({
    households: { value: '12000', qualifier: 'EXACT' },
    observations: [{ year: 2021 }],
  });
});

test('pages have no gaps and no repetitions, also when days are not known, and a page of more than 100 is refused', async () => {
  await world.imported(
    'importTrainings',
    [['1980-03-01'], [], ['1980-01-01'], [], ['1980-02-01']].map(([heldOn]) =>
      trainingRow({ year: 1980, heldOn, organizerId: world.bees }),
    ),
  );
  type Page = {
    trainingSessions: {
      totalCount: number;
      edges: { node: { id: string; heldOn: string | null } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
  const query =
    'query ($first: Int, $after: String) { trainingSessions(filter: { fromYear: 1980, toYear: 1980 }, sort: [{ field: HELD_ON }], first: $first, after: $after) { totalCount edges { node { id heldOn } } pageInfo { hasNextPage endCursor } } }';
  const seen: { id: string; heldOn: string | null }[] = [];
  let after: string | null = null;
  do {
    const { trainingSessions }: Page = await world.read<Page>(query, { first: 2, after });
    seen.push(...trainingSessions.edges.map(({ node }) => node));
    expect(trainingSessions.totalCount).toBe(5);
    after = trainingSessions.pageInfo.hasNextPage ? trainingSessions.pageInfo.endCursor : null;
  } while (after !== null && seen.length < 10);
  expect(seen.map(({ heldOn }) => heldOn)).toEqual(['1980-03-01', '1980-02-01', '1980-01-01', null, null]);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
  expect((await world.service.query(query, { first: 101 }, anonymous)).errors?.[0]?.extensions?.['code']).toBe(
    'VALIDATION_FAILED',
  );
});

test('the facilities of an operator are in the order of pinyin', async () => {
  const operatorId = world.wuzhou;
  const row = { kind: 'SCIENCE_TECH_BACKYARD', regionCode: '450400', operatorId };
  const places = ['重庆', '藤县', '长沙', '梧州'];
  const { rows } = await world.imported(
    'importRuralFacilities',
    places.map((place) => ({ ...row, key: unique('by-name'), name: `${place}小院` })),
  );
  const ids = rows.map(({ id }) => id);
  const { data } = await world.service.query<{ _entities: { ruralFacilities: { id: string; name: string }[] }[] }>(
    'query ($organization: _Any!) { _entities(representations: [$organization]) { ... on Organization { ruralFacilities { id name } } } }',
    { organization: { __typename: 'Organization', id: operatorId } },
  );
  const named = data._entities[0]?.ruralFacilities.filter(({ id }) => ids.includes(id)) ?? [];
  expect(named.map(({ name }) => name)).toEqual(['长沙小院', '重庆小院', '藤县小院', '梧州小院']);
});
