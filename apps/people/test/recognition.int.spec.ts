import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OrganizationActivated, RegionsImported } from '@kexie/events';
import { newId } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';

let service: Awaited<ReturnType<typeof startSubgraphUnderTest>>;
let people: string[];
const county = '450422';
const organizationId = newId('org');
const staff = { id: 'usr_staff', roles: ['staff'], regions: ['450400'], organizations: [] };
/** Decides awards, because who proposed a nominee or took the step before does not. */
const decider = { id: 'usr_second', roles: ['administrator'], regions: [], organizations: [] };
const elsewhere = { ...staff, regions: ['450100'] };

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  const region = (code: string, name: string, level: string, parentCode: string) => ({
    code,
    name,
    level,
    kind: level,
    parentCode,
    validFrom: null,
    validTo: null,
  });
  const regions = [region('450400', '梧州市', 'PREFECTURE', '450000'), region(county, '藤县', 'COUNTY', '450400')];
  await service.publish(RegionsImported({ edition: 'test', regions }), { aggregateId: '450400', version: 1 });
  await service.publish(
    OrganizationActivated({
      organizationId,
      name: '藤县科协',
      kind: 'TERRITORIAL_ASSOCIATION',
      level: 'COUNTY',
      regionCode: county,
      parentId: null,
      hostId: null,
      creditCode: null,
      subjectCodes: [],
      industryCodes: [],
      synthetic: false,
      rosterPersonIds: [],
      chairPersonId: null,
      secretaryPersonId: null,
      foundedOn: null,
    }),
    { aggregateId: organizationId, version: 1 },
  );
  const rows = [1, 2, 3].map((number) => ({
    key: `candidate-${number}`,
    name: `候选某${number}`,
    regionCode: county,
    employerId: organizationId,
  }));
  people = await eventually(async () => {
    const { report } = await mutate<{ report: { rejected: number; rows: { id: string }[] } }>(
      'importPersons',
      'ImportPersonsInput',
      'report { rejected rows { id } }',
      { rows },
    );
    expect(report.rejected).toBe(0);
    return report.rows.map(({ id }) => id);
  });
});

afterAll(() => service.stop());

test('an award goes from nominations to honours in the order of its steps, and its event is published once', async () => {
  const opened = await campaign('openAwardCampaign', 'OpenAwardCampaignInput', {
    title: '最美科技工作者',
    year: new Date().getUTCFullYear(),
    regionCode: county,
    edition: 1,
    conferredBy: ['藤县县委', '藤县政府'],
    quota: 1,
    opensOn: '2021-01-01',
    closesOn: '2099-12-31',
    optionalSteps: ['EXPERT_REVIEW'],
    clientMutationId: 'open-1',
  });
  const id = opened.campaign?.id as string;
  const [first, second] = await Promise.all(
    people
      .slice(0, 2)
      .map((nomineeId, index) => nominate({ campaignId: id, nomineeId, clientMutationId: `nominate-${index}` })),
  );
  expect(
    (await nominate({ campaignId: id, nomineeId: people[0], clientMutationId: 'again' })).userErrors[0]?.code,
  ).toBe('DUPLICATE');

  expect((await advance(id, 1, 'EXPERT_REVIEW')).userErrors[0]?.code).toBe('INVALID_TRANSITION');
  await advance(id, 1, 'QUALIFICATION_CHECK');
  await review(first, 1, 'QUALIFY');
  expect((await advance(id, 2, 'EXPERT_REVIEW')).userErrors[0]?.code).toBe('INVALID_TRANSITION'); // One candidate for a quota of one leaves no choice.
  await review(second, 1, 'QUALIFY');
  await advance(id, 2, 'EXPERT_REVIEW');
  await review(first, 2, 'SHORTLIST');
  await advance(id, 3, 'COMMITTEE_REVIEW');
  expect((await advance(id, 4, 'DECIDED', decider)).userErrors[0]?.code).toBe('INVALID_TRANSITION'); // No nominee is proposed.
  await review(first, 3, 'PROPOSE');
  expect((await advance(id, 3, 'DECIDED', decider)).userErrors[0]?.code).toBe('VERSION_CONFLICT');
  const alone = await service.query(
    'mutation($input: AdvanceAwardCampaignInput!) { advanceAwardCampaign(input: $input) { campaign { id } } }',
    { input: { id, to: 'DECIDED', expectedVersion: 4 } },
  );
  expect(alone.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await advance(id, 4, 'DECIDED', decider)).campaign).toMatchObject({
    status: 'DECIDED',
    awardees: [{ id: people[0], honours: [{ title: '最美科技工作者', conferredBy: '藤县县委、藤县政府' }] }],
  });
  expect((await advance(id, 5, 'CANCELLED')).userErrors[0]?.code).toBe('INVALID_TRANSITION');

  const { data } = await service.query<{
    awardCampaign: { nominations: { edges: { node: { nominee: { id: string }; status: string } }[] } };
  }>(
    'query($id: ID!) { awardCampaign(id: $id) { nominations { edges { node { nominee { id } status } } } } }',
    { id },
    staff,
  );
  const results = data?.awardCampaign.nominations.edges.map(({ node }) => [node.nominee.id, node.status]);
  expect(Object.fromEntries(results ?? [])).toEqual({
    [people[0] as string]: 'AWARDED',
    [people[1] as string]: 'NOT_AWARDED',
  });
  await eventually(async () => {
    const decided = await service.events<{ campaignId: string; awardeeIds: string[] }>('people.award.decided.v1');
    expect(decided.filter((event) => event.campaignId === id).map(({ awardeeIds }) => awardeeIds)).toEqual([
      [people[0]],
    ]);
  });
});

test('awardees are public, nominations are not', async () => {
  const anonymous = { id: 'anonymous', roles: [], regions: [], organizations: [] };
  const { data, errors } = await service.query<{
    awardCampaigns: { edges: { node: { awardees: unknown[]; nominations: null } }[] };
  }>(
    `{ awardCampaigns(region: "${county}", status: DECIDED) { edges { node { awardees { name } nominations { totalCount } } } } }`,
    {},
    anonymous,
  );
  expect(data?.awardCampaigns.edges).toEqual([{ node: { awardees: [{ name: '候选某1' }], nominations: null } }]);
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED_FIELD');
});

test('an edition of an award exists once', async () => {
  const input = {
    title: '青年科技奖',
    year: 2020,
    regionCode: county,
    edition: 1,
    conferredBy: ['藤县科协'],
    quota: 1,
    opensOn: '2020-01-01',
    closesOn: '2020-02-01',
    clientMutationId: 'edition-1',
  };
  expect((await campaign('openAwardCampaign', 'OpenAwardCampaignInput', input)).userErrors).toEqual([]);
  expect(
    (await campaign('openAwardCampaign', 'OpenAwardCampaignInput', { ...input, clientMutationId: 'edition-2' }))
      .userErrors[0]?.code,
  ).toBe('DUPLICATE');
  expect(
    (await campaign('openAwardCampaign', 'OpenAwardCampaignInput', { ...input, edition: 2 })).userErrors[0]?.code,
  ).toBe('DUPLICATE'); // another clientMutationId
});

test('a celebration and a visit are recorded once, and only by staff of their region', async () => {
  const celebration = {
    title: '科技工作者日座谈会',
    kind: 'SYMPOSIUM',
    heldOn: '2019-05-30',
    organizerId: organizationId,
    regionCode: county,
  };
  const recordCelebration = (clientMutationId: string) =>
    mutate<{ userErrors: { code: string }[] }>('recordCelebration', 'RecordCelebrationInput', 'userErrors { code }', {
      ...celebration,
      clientMutationId,
    });
  expect((await recordCelebration('cel-1')).userErrors).toEqual([]);
  expect((await recordCelebration('cel-1')).userErrors).toEqual([]);
  expect((await recordCelebration('cel-2')).userErrors[0]?.code).toBe('DUPLICATE');
  await eventually(async () => {
    const held = await service.events<{ organizerId: string | null; heldOn: string }>('people.celebration.held.v1');
    expect(held).toContainEqual(expect.objectContaining({ organizerId: organizationId, heldOn: '2019-05-30' }));
  });
  const visit = { personId: people[2], visitedOn: '2019-02-01', visitors: ['县委书记'], occasion: '春节慰问' };
  const recordVisit = (clientMutationId: string) =>
    mutate<{ userErrors: { code: string }[] }>('recordCareVisit', 'RecordCareVisitInput', 'userErrors { code }', {
      ...visit,
      clientMutationId,
    });
  expect((await recordVisit('vis-1')).userErrors).toEqual([]);
  expect((await recordVisit('vis-2')).userErrors[0]?.code).toBe('DUPLICATE');
  const refused = await service.query(
    'mutation($input: RecordCareVisitInput!) { recordCareVisit(input: $input) { visit { id } } }',
    { input: { ...visit, visitedOn: '2019-03-01', clientMutationId: 'vis-3' } },
    elsewhere,
  );
  expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');

  const { data: sent } = await service.query<{ recordCareVisit: { visit: { id: string } } }>(
    'mutation($input: RecordCareVisitInput!) { recordCareVisit(input: $input) { visit { id } } }',
    { input: { ...visit, clientMutationId: 'vis-1' } },
  );
  const read =
    'query($id: ID!) { _entities(representations: [{ __typename: "CareVisit", id: $id }]) { ... on CareVisit { occasion } } }';
  const unseen = await service.query(read, { id: sent.recordCareVisit.visit.id }, { ...staff, roles: [] });
  expect(unseen.errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED_FIELD');

  const celebrationRow = {
    key: 'cel-row',
    title: '庆祝会',
    kind: 'CELEBRATION',
    heldOn: '2018-05-30',
    regionCode: '450400',
  };
  const awardRow = {
    key: 'awd-row',
    title: '市科技奖',
    year: 2018,
    regionCode: '450400',
    edition: 1,
    conferredBy: ['梧州市政府'],
    quota: 1,
    awardeeIds: [people[2]],
  };
  for (const [name, row] of [
    ['importCelebrations', celebrationRow],
    ['importAwardCampaigns', awardRow],
  ] as const) {
    const text = `mutation($input: I${name.slice(1)}Input!) { ${name}(input: $input) { report { rows { outcome errors { code } } } } }`;
    const by = async (viewer: typeof staff, change: object) =>
      (
        await service.query<Record<string, { report: { rows: object[] } }>>(
          text,
          { input: { rows: [{ ...row, ...change }] } },
          viewer,
        )
      ).data[name]?.report.rows;
    expect(await by(staff, {})).toMatchObject([{ outcome: 'CREATED' }]);
    expect(await by(elsewhere, {})).toEqual([{ outcome: 'REJECTED', errors: [{ code: 'FORBIDDEN' }] }]);
    expect(await by({ ...staff, regions: [county] }, {})).toEqual([
      { outcome: 'REJECTED', errors: [{ code: 'FORBIDDEN' }] },
    ]);
  }

  const { data } = await service.query<{ recognitionStats: unknown }>(
    `{ recognitionStats(region: "${county}", fromYear: 2019, toYear: 2019) { celebrations { value unit } careVisits { value unit } } }`,
  );
  expect(data?.recognitionStats).toEqual({
    celebrations: { value: '1', unit: 'SESSION' },
    careVisits: { value: '1', unit: 'PERSON' },
  });
});

test('care visits have pages and filters by region, person, days and occasion, the latest first', async () => {
  const [city, other] = (
    await mutate<{ report: { rows: { id: string }[] } }>(
      'importPersons',
      'ImportPersonsInput',
      'report { rows { id } }',
      {
        rows: [
          { key: 'visited-city', name: '市某', regionCode: '450400' },
          { key: 'visited-county', name: '县某', regionCode: county },
        ],
      },
    )
  ).report.rows.map(({ id }) => id) as [string, string];
  const record = async (personId: string, visitedOn: string, occasion: string) => {
    const input = { personId, visitedOn, occasion, visitors: ['书记'], clientMutationId: `${personId}-${visitedOn}` };
    const payload = await mutate<{ visit: { id: string } }>(
      'recordCareVisit',
      'RecordCareVisitInput',
      'visit { id }',
      input,
    );
    return payload.visit.id;
  };
  const first = await record(city, '2011-01-20', '春节慰问');
  const second = await record(other, '2011-05-30', '科技工作者日');
  const third = await record(other, '2012-01-15', '春节慰问');
  const years = 'from: "2011-01-01", to: "2012-12-31"';
  const list = async (filter: string, page = '', viewer: Identity = staff) => {
    const { data, errors } = await service.query<{ careVisits: Visits | null }>(
      `{ careVisits(filter: { ${filter} } ${page}) { totalCount edges { node { id person { id } } } pageInfo { hasNextPage endCursor } } }`,
      {},
      viewer,
    );
    return { visits: data?.careVisits, code: errors?.[0]?.extensions?.code };
  };
  const ids = async (filter: string, viewer?: Identity) =>
    (await list(`${years}, ${filter}`, '', viewer)).visits?.edges.map(({ node }) => node.id);
  expect(await ids('')).toEqual([third, second, first]);
  expect(await ids('regions: ["450400"]')).toEqual([third, second, first]);
  expect(await ids('regions: ["450400"], includeDescendants: false')).toEqual([first]);
  expect(await ids(`regions: ["${county}"]`)).toEqual([third, second]);
  expect(await ids(`personId: "${other}", occasion: "春节慰问"`)).toEqual([third]);
  expect((await list('from: "2011-01-20", to: "2011-05-30"')).visits?.edges.map(({ node }) => node.id)).toEqual([
    second,
    first,
  ]);

  const page = (await list(years, 'first: 2')).visits;
  expect([page?.totalCount, page?.pageInfo.hasNextPage]).toEqual([3, true]);
  const next = (await list(years, `first: 2, after: "${page?.pageInfo.endCursor}"`)).visits;
  expect(next?.edges.map(({ node }) => node.id)).toEqual([first]);

  expect(await ids('', { ...staff, regions: [county] })).toEqual([third, second]);
  expect(await ids(`personId: "${city}"`, { ...staff, regions: [county] })).toEqual([]);
  expect(await ids('', elsewhere)).toEqual([]);
  expect(await ids('', { ...staff, regions: [] })).toEqual([]);
  expect((await list(years, '', { ...staff, roles: ['secretary'] })).code).toBe('UNAUTHORIZED_FIELD');
  expect((await list('regions: ["45"]')).code).toBe('VALIDATION_FAILED');
  expect((await list(`occasion: "${'长'.repeat(201)}"`)).code).toBe('VALIDATION_FAILED');
  expect((await list('', 'after: "nonsense"')).code).toBe('VALIDATION_FAILED');
});

test('a reported total of care visits is a lower bound of the range of years that contains its period, and is not added to the records', async () => {
  const figure = (change: object) => ({
    code: 'PPL.CARE_VISIT',
    label: '走访慰问优秀科技工作者代表',
    value: '280',
    unit: 'PERSON',
    qualifier: 'OVER',
    periodLabel: '2007年以来',
    periodFrom: '2007-01-01',
    periodTo: '2009-11-30',
    regionCode: '450400',
    source: 'SEED',
    phrase: '280多名',
    ...change,
  });
  const { report } = await mutate<{ report: { rejected: number } }>(
    'importPeopleFigures',
    'ImportFiguresInput',
    'report { rejected }',
    {
      rows: [
        figure({}),
        figure({
          value: '12',
          qualifier: 'EXACT',
          regionCode: county,
          periodFrom: '2008-01-01',
          periodTo: '2008-12-31',
        }),
        figure({ value: '900', source: 'COMPUTED', periodFrom: '2008-02-01' }),
        figure({ value: '900', code: 'PPL.OTHER' }),
        figure({ value: '900', periodFrom: null, periodTo: null }),
      ],
    },
  );
  expect(report.rejected).toBe(0);
  const visit = { personId: people[0], visitedOn: '2008-02-01', visitors: ['书记'], occasion: '春节慰问' };
  await mutate('recordCareVisit', 'RecordCareVisitInput', 'visit { id }', { ...visit, clientMutationId: 'vis-2008' });
  const stats = async (region: string, fromYear: number, toYear: number, viewer: Identity = staff) =>
    (
      await service.query<{ recognitionStats: { careVisits: object } }>(
        `{ recognitionStats(region: "${region}", fromYear: ${fromYear}, toYear: ${toYear}) { careVisits { value unit qualifier } } }`,
        {},
        viewer,
      )
    ).data.recognitionStats.careVisits;
  const persons = (value: string | null, qualifier: string) => ({ value, unit: 'PERSON', qualifier });
  const anyone = { id: 'anonymous', roles: [], regions: [], organizations: [] };
  expect(await stats('450400', 2007, 2009)).toEqual(persons('280', 'OVER'));
  expect(await stats('450400', 2000, 2009, anyone)).toEqual(persons('280', 'OVER'));
  expect(await stats('450400', 2007, 2008)).toEqual(persons('12', 'AT_LEAST')); // the total of the city also covers 2009
  expect(await stats(county, 2008, 2008)).toEqual(persons('12', 'EXACT'));
  expect(await stats(county, 2007, 2009)).toEqual(persons('12', 'AT_LEAST'));
  expect(await stats('450400', 2009, 2009)).toEqual(persons(null, 'EXACT'));
});

// helpers

type Visits = {
  totalCount: number;
  edges: { node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
};
type CampaignPayload = {
  campaign: { id: string; status: string; awardees: unknown[] } | null;
  userErrors: { code: string }[];
};
type NominationPayload = { nomination: { id: string } | null; userErrors: { code: string }[] };

async function mutate<Payload>(
  mutation: string,
  inputType: string,
  selection: string,
  input: object,
  viewer?: Identity,
): Promise<Payload> {
  const { data, errors } = await service.query<Record<string, Payload>>(
    `mutation($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} } }`,
    { input },
    viewer,
  );
  expect(errors).toBeUndefined();
  return data?.[mutation] as Payload;
}

function campaign(mutation: string, inputType: string, input: object, viewer?: Identity): Promise<CampaignPayload> {
  return mutate(
    mutation,
    inputType,
    'campaign { id status awardees { id honours { title conferredBy } } } userErrors { code }',
    input,
    viewer,
  );
}

function advance(id: string, expectedVersion: number, to: string, viewer?: Identity): Promise<CampaignPayload> {
  return campaign('advanceAwardCampaign', 'AdvanceAwardCampaignInput', { id, to, expectedVersion }, viewer);
}

function nominate(input: object): Promise<NominationPayload> {
  return mutate('nominate', 'NominateInput', 'nomination { id } userErrors { code }', {
    nominatedById: organizationId,
    summary: '事迹材料',
    ...input,
  });
}

async function review(
  nominated: NominationPayload | undefined,
  expectedVersion: number,
  decision: string,
): Promise<void> {
  const { userErrors } = await mutate<NominationPayload>(
    'reviewNomination',
    'ReviewNominationInput',
    'nomination { id } userErrors { code }',
    { id: nominated?.nomination?.id, decision, expectedVersion },
  );
  expect(userErrors).toEqual([]);
}
