import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { OrganizationActivated, RegionsImported } from '@kexie/events';
import { newId, toDay } from '@kexie/kernel';
import { subgraphSdl } from '@kexie/service';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';
import { testOddValues } from '@kexie/testing/odd-values';
import { testRights, viewersOf, type RightsCase } from '@kexie/testing/rights';
import { rights } from '../src/rights.ts';

const [own, foreign] = ['450421', '450422'];
/** An association of each county, for which its secretary acts. */
const associations: Record<string, string> = { [own]: newId('org'), [foreign]: newId('org') };
let service: SubgraphUnderTest;
/** The person of the last input, to whom the account of the worker belongs. */
let workerId = '';

beforeAll(async () => {
  service = await startSubgraphUnderTest('people');
  const region = (code: string, level: string, parentCode: string) => ({
    code,
    name: code,
    level,
    kind: level,
    parentCode,
    validFrom: null,
    validTo: null,
  });
  const regions = [
    region('450400', 'PREFECTURE', '450000'),
    ...[own, foreign].map((c) => region(c, 'COUNTY', '450400')),
  ];
  await service.publish(RegionsImported({ edition: 'test', regions }), { aggregateId: '450400', version: 1 });
  for (const [regionCode, organizationId] of Object.entries(associations)) {
    const event = OrganizationActivated({
      organizationId,
      name: `科协${regionCode}`,
      kind: 'TERRITORIAL_ASSOCIATION',
      level: 'COUNTY',
      regionCode,
      parentId: null,
      hostId: null,
      creditCode: null,
      subjectCodes: [],
      industryCodes: [],
      synthetic: true,
      rosterPersonIds: [],
      chairPersonId: null,
      secretaryPersonId: null,
      foundedOn: null,
    });
    await service.publish(event, { aggregateId: organizationId, version: 1 });
  }
  await eventually(async () => {
    await member(own);
    await member(foreign);
  });
}, 60_000);
afterAll(() => service.stop());

const association = (regionCode: string) => associations[regionCode] as string;

/** Runs a mutation as an administrator and returns the id of its record. */
async function mutate(name: string, type: string, result: string, input: object): Promise<string> {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${result} { id } userErrors { code message } } }`;
  type Payload = Record<string, { id: string }> & { userErrors: object[] };
  const { data, errors } = await service.query<Record<string, Payload>>(text, {
    input: { ...input, clientMutationId: randomUUID() },
  });
  expect([errors, data[name]?.userErrors]).toEqual([undefined, []]);
  return data[name]?.[result]?.id ?? '';
}

async function change(name: string, type: string, input: object): Promise<void> {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
  const { data, errors } = await service.query<Record<string, { userErrors: object[] }>>(text, { input });
  expect([errors, data[name]?.userErrors]).toEqual([undefined, []]);
}

async function imported(name: string, row: object): Promise<string> {
  const text = `mutation($input: I${name.slice(1)}Input!) { ${name}(input: $input) { report { rows { id errors { code path } } } } }`;
  type Payload = { report: { rows: { id: string; errors: object[] }[] } };
  const { data } = await service.query<Record<string, Payload>>(text, { input: { rows: [row] } });
  expect(data[name]?.report.rows[0]?.errors).toEqual([]);
  return data[name]?.report.rows[0]?.id ?? '';
}

const personRow = (regionCode: string) => ({ key: randomUUID(), name: '某人', regionCode });
const registeredRow = (regionCode: string) => ({
  ...personRow(regionCode),
  homeStatus: 'REGISTERED',
  registeredOn: '2020-01-01',
});
const person = (regionCode: string) => imported('importPersons', personRow(regionCode));
const membershipRow = async (regionCode: string, personId?: string) => ({
  key: randomUUID(),
  personId: personId ?? (await person(regionCode)),
  organizationId: association(regionCode),
  joinedOn: '2020-01-01',
});
/** A registered member of the association of the county. */
async function member(regionCode: string): Promise<string> {
  const id = await imported('importPersons', registeredRow(regionCode));
  await imported('importMemberships', await membershipRow(regionCode, id));
  return id;
}
async function membership(regionCode: string): Promise<string> {
  const personId = await person(regionCode);
  if (regionCode === own) workerId = personId;
  return imported('importMemberships', await membershipRow(regionCode, personId));
}
const application = async (regionCode: string) => {
  const personId = await person(regionCode);
  if (regionCode === own) workerId = personId;
  return { personId, organizationId: association(regionCode) };
};
const applied = async (regionCode: string) =>
  mutate(
    'submitMembershipApplication',
    'SubmitMembershipApplicationInput',
    'application',
    await application(regionCode),
  );
const drafted = async (regionCode: string) =>
  mutate(
    'saveMembershipApplicationDraft',
    'SaveMembershipApplicationDraftInput',
    'application',
    await application(regionCode),
  );
async function returned(regionCode: string): Promise<string> {
  const id = await applied(regionCode);
  for (const [expectedVersion, decision] of [
    [1, 'START_REVIEW'],
    [2, 'RETURN'],
  ])
    await change('decideMembershipApplication', 'DecideMembershipApplicationInput', {
      id,
      decision,
      reason: '补充材料',
      expectedVersion,
    });
  return id;
}
const offered = async (regionCode: string) =>
  mutate('offerMerge', 'OfferMergeInput', 'offer', {
    ...{ survivorId: await person(regionCode), mergedId: await person(regionCode), reason: '同一人' },
  });
const campaign = (regionCode: string) => ({
  title: randomUUID(),
  year: 2021,
  regionCode,
  edition: 1,
  conferredBy: ['县委'],
  quota: 1,
  opensOn: '2021-01-01',
  closesOn: '2099-12-31',
});
const opened = (regionCode: string) =>
  mutate('openAwardCampaign', 'OpenAwardCampaignInput', 'campaign', campaign(regionCode));
const draftedAward = (regionCode: string) =>
  mutate('draftAwardCampaign', 'DraftAwardCampaignInput', 'campaign', campaign(regionCode));
const nomination = async (regionCode: string) => ({
  campaignId: await opened(regionCode),
  nomineeId: await person(regionCode),
  nominatedById: association(regionCode),
  summary: '事迹',
});
const nominated = async (regionCode: string) =>
  mutate('nominate', 'NominateInput', 'nomination', await nomination(regionCode));
const celebration = (regionCode: string) => ({
  title: randomUUID(),
  kind: 'SYMPOSIUM',
  heldOn: '2021-05-30',
  organizerId: association(regionCode),
  regionCode,
});
const award = async (regionCode: string) => ({
  ...{ key: randomUUID(), title: randomUUID(), year: 2020, regionCode, edition: 1, conferredBy: ['县委'], quota: 1 },
  awardeeIds: [await person(regionCode)],
});
/** An award in QUALIFICATION_CHECK with two nominations, whose ids are the result with its own. */
async function checked(regionCode: string): Promise<{ campaignId: string; nominationIds: string[] }> {
  const campaignId = await opened(regionCode);
  const input = async () => ({ ...(await nomination(regionCode)), campaignId });
  const nominationIds = [
    await mutate('nominate', 'NominateInput', 'nomination', await input()),
    await mutate('nominate', 'NominateInput', 'nomination', await input()),
  ];
  await step(campaignId, 1, 'QUALIFICATION_CHECK');
  return { campaignId, nominationIds };
}
const step = (id: string, expectedVersion: number, to: string) =>
  change('advanceAwardCampaign', 'AdvanceAwardCampaignInput', { id, to, expectedVersion });
/** A review of one of these nominations, by the person to whom the account of the worker belongs. */
async function assigned(regionCode: string, { campaignId, nominationIds }: Awaited<ReturnType<typeof checked>>) {
  const reviewerId = await person(regionCode);
  if (regionCode === own) workerId = reviewerId;
  const text =
    'mutation($input: AssignReviewersInput!) { assignReviewers(input: $input) { reviews { id } userErrors { code } } }';
  const { data } = await service.query<{ assignReviewers: { reviews: [{ id: string }] } }>(text, {
    input: anew({ campaignId, nominationIds: nominationIds.slice(0, 1), reviewerIds: [reviewerId] }),
  });
  return data.assignReviewers.reviews[0].id;
}
const review = async (regionCode: string) => assigned(regionCode, await checked(regionCode));
/** A review of an award in EXPERT_REVIEW. */
async function openReview(regionCode: string): Promise<string> {
  const award = await checked(regionCode);
  for (const id of award.nominationIds)
    await change('reviewNomination', 'ReviewNominationInput', { id, decision: 'QUALIFY', expectedVersion: 1 });
  await step(award.campaignId, 2, 'EXPERT_REVIEW');
  return assigned(regionCode, award);
}
/** A nomination on the public notice of an award without the other optional steps. */
async function noticed(regionCode: string): Promise<string> {
  const input = { ...campaign(regionCode), optionalSteps: ['PUBLIC_NOTICE'] };
  const campaignId = await mutate('openAwardCampaign', 'OpenAwardCampaignInput', 'campaign', input);
  const id = await mutate('nominate', 'NominateInput', 'nomination', { ...(await nomination(regionCode)), campaignId });
  await step(campaignId, 1, 'QUALIFICATION_CHECK');
  await change('reviewNomination', 'ReviewNominationInput', { id, decision: 'QUALIFY', expectedVersion: 1 });
  await step(campaignId, 2, 'COMMITTEE_REVIEW');
  await change('reviewNomination', 'ReviewNominationInput', { id, decision: 'PROPOSE', expectedVersion: 2 });
  const [publicNoticeFrom, publicNoticeTo] = [
    toDay(new Date()),
    toDay(new Date(Date.now() + 60 * 24 * 60 * 60 * 1000)),
  ];
  await change('advanceAwardCampaign', 'AdvanceAwardCampaignInput', {
    ...{ id: campaignId, to: 'PUBLIC_NOTICE', publicNoticeFrom, publicNoticeTo, expectedVersion: 3 },
  });
  return id;
}
const objection = async (regionCode: string) =>
  mutate('objectToNomination', 'ObjectToNominationInput', 'objection', {
    nominationId: await noticed(regionCode),
    text: '事迹不实',
  });
const honour = async (regionCode: string) =>
  mutate('grantHonour', 'GrantHonourInput', 'honour', {
    ...{ personId: await person(regionCode), title: randomUUID(), level: 'COUNTY', year: 2020, conferredBy: ['县委'] },
    documentNo: '1号',
  });
const anew = <Input extends object>(input: Input) => ({ ...input, clientMutationId: randomUUID() });

/** The case of a mutation of a record that `make` brings into the right state. */
const over = (
  make: (regionCode: string) => Promise<string>,
  expectedVersion: number,
  more: object = {},
): RightsCase => ({
  own: async () => ({ id: await make(own), expectedVersion, ...more }),
  foreign: { id: () => make(foreign) },
});
const region = { regionCode: () => foreign };

const cases: Record<string, RightsCase> = {
  registerWorker: {
    own: () =>
      anew({
        name: '某人',
        phone: `+86138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
        employerId: association(own),
        regionCode: own,
        subjectCodes: [],
        channel: 'PAPER',
        consentVersion: '2021-11',
      }),
    foreign: { ...region, employerId: () => association(foreign) },
  },
  verifyWorker: over(member, 1, { method: 'REAL_NAME' }),
  updateMyProfile: {
    own: async () => {
      workerId = await person(own);
      return { position: '工程师', employerId: association(own), expectedVersion: 1 };
    },
    foreign: { employerId: () => association(foreign) },
  },
  correctPerson: {
    own: async () => ({
      id: await person(own),
      name: '更正某',
      regionCode: own,
      employerId: association(own),
      reason: '身份证姓名',
      expectedVersion: 1,
    }),
    foreign: { ...region, id: () => person(foreign), employerId: () => association(foreign) },
  },
  offerMerge: {
    own: async () => anew({ survivorId: await person(own), mergedId: await person(own), reason: '同一人' }),
    foreign: { survivorId: () => person(foreign), mergedId: () => person(foreign) },
  },
  decideMerge: over(offered, 1, { accept: true, reason: '已核实' }),
  closeHome: {
    own: async () => {
      workerId = await imported('importPersons', registeredRow(own));
      return { id: workerId, reason: '本人申请', expectedVersion: 1 };
    },
    foreign: { id: () => imported('importPersons', registeredRow(foreign)) },
  },
  addPhoneKey: { own: () => anew({}), foreign: {} },
  retirePhoneKey: { own: () => ({ version: 1 }), foreign: {} },
  submitMembershipApplication: {
    own: async () => anew(await application(own)),
    foreign: { personId: () => person(foreign), organizationId: () => association(foreign) },
  },
  saveMembershipApplicationDraft: {
    own: async () => anew(await application(own)),
    foreign: { personId: () => person(foreign), organizationId: () => association(foreign) },
  },
  changeMembershipApplicationDraft: over(drafted, 1, { statement: '补充' }),
  submitMembershipApplicationDraft: over(drafted, 1),
  setOpenForApplications: {
    own: () => anew({ organizationId: association(own), isOpen: true }),
    foreign: { organizationId: () => association(foreign) },
  },
  decideMembershipApplication: over(applied, 1, { decision: 'START_REVIEW' }),
  resubmitMembershipApplication: over(returned, 3, { statement: '已补充' }),
  withdrawMembershipApplication: over(applied, 1),
  changeMembershipRole: over(membership, 1, { role: 'CHAIR', since: '2021-01-01' }),
  endMembership: over(membership, 1, { reason: 'RESIGNED', endedOn: '2021-01-01' }),
  draftAwardCampaign: { own: () => anew(campaign(own)), foreign: region },
  reviseAwardCampaign: over(draftedAward, 1, { quota: 2 }),
  openAwardCampaign: { own: () => anew(campaign(own)), foreign: region },
  nominate: {
    own: async () => anew(await nomination(own)),
    foreign: {
      campaignId: () => opened(foreign),
      nomineeId: () => person(foreign),
      nominatedById: () => association(foreign),
    },
  },
  reviewNomination: over(nominated, 1, { decision: 'WITHDRAW' }),
  advanceAwardCampaign: over(opened, 1, { to: 'QUALIFICATION_CHECK' }),
  assignReviewers: {
    own: async () => anew({ ...(await checked(own)), reviewerIds: [await person(own)] }),
    foreign: {
      campaignId: async () => (await checked(foreign)).campaignId,
      nominationIds: async () => (await checked(foreign)).nominationIds,
      reviewerIds: async () => [await person(foreign)],
    },
  },
  scoreNomination: over(openReview, 1, { score: '90.5' }),
  declareConflict: over(review, 1, { reason: '师生' }),
  objectToNomination: {
    own: async () => anew({ nominationId: await noticed(own), text: '事迹不实' }),
    foreign: { nominationId: () => noticed(foreign) },
  },
  decideObjection: over(objection, 1, { decision: 'DISMISS', reason: '查无实据' }),
  grantHonour: {
    own: async () =>
      anew({
        ...{ personId: await person(own), title: randomUUID(), level: 'COUNTY', year: 2020, conferredBy: ['县委'] },
        documentNo: '1号',
      }),
    foreign: { personId: () => person(foreign) },
  },
  revokeHonour: over(honour, 1, { reason: '学术不端' }),
  recordCelebration: {
    own: () => anew(celebration(own)),
    foreign: { ...region, organizerId: () => association(foreign) },
  },
  recordCareVisit: {
    own: async () =>
      anew({ personId: await person(own), visitedOn: '2021-02-01', visitors: ['书记'], occasion: '春节慰问' }),
    foreign: { personId: () => person(foreign) },
  },
  importPersons: {
    own: () => ({ ...personRow(own), employerId: association(own) }),
    foreign: { ...region, employerId: () => association(foreign) },
  },
  importMemberships: {
    own: () => membershipRow(own),
    foreign: { personId: () => person(foreign), organizationId: () => association(foreign) },
  },
  importAwardCampaigns: {
    own: () => award(own),
    foreign: { ...region, awardeeIds: async () => [await person(foreign)] },
  },
  importCelebrations: {
    own: () => ({ key: randomUUID(), ...celebration(own) }),
    foreign: { ...region, organizerId: () => association(foreign) },
  },
  importPeopleFigures: {
    own: () => ({
      code: 'PPL.TEST.FIGURE',
      label: '测试',
      value: '1',
      unit: 'COUNT',
      qualifier: 'EXACT',
      periodLabel: '2020年',
      regionCode: own,
      source: 'SEED',
      phrase: '一个',
    }),
    foreign: region,
  },
};

const sdl = subgraphSdl(new URL('../src/schema.graphql', import.meta.url));

const viewers = () => viewersOf({ region: own, organizationId: association(own), workerId });

testRights(rights, { sdl, service: () => service, viewers, cases });
testOddValues({ sdl, service: () => service, viewers, cases });
