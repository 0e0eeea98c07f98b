import { afterAll, beforeAll, expect } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { subgraphSdl, type Role } from '@kexie/service';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import { testOddValues } from '@kexie/testing/odd-values';
import { testRights, viewersOf, type RightsCase } from '@kexie/testing/rights';
import { rights } from '../src/rights.ts';
import {
  city,
  county as own,
  enterpriseWithAssociation,
  expertRow,
  importRows,
  needInput,
  otherCounty as foreign,
  person,
  publishRegions,
  society,
  teamInput,
  type Service,
} from './builders.ts';

let service: Service;
/** The worker of the token, who has a profile. */
let worker = '';
let expertId = '';
let enterpriseId = '';
let foreignEnterpriseId = '';
let foreignExpertId = '';

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
  ({ enterpriseId } = await enterpriseWithAssociation(service));
  ({ enterpriseId: foreignEnterpriseId } = await enterpriseWithAssociation(service, foreign));
  worker = await person(service);
  expertId = await expertOf(worker);
  foreignExpertId = await expertOf(await person(service, { regionCode: foreign }));
  await eventually(() => needOf(foreign));
  ownSocietyId = await knownSociety(own);
  ownTeamId = await teamOf(ownSocietyId);
  foreignTeamId = await teamOf(await knownSociety(foreign));
  invitedId = await imported('Experts', expertRow(await person(service)));
  foreignInvitedId = await imported('Experts', expertRow(await person(service, { regionCode: foreign })));
}, 60_000);
afterAll(() => service.stop());

async function imported(nouns: string, row: object): Promise<string> {
  const { rows } = await importRows(service, nouns, [row]);
  expect(rows[0]?.errors).toEqual([]);
  return rows[0]?.id ?? '';
}

const expertOf = (personId: string) => imported('Experts', expertRow(personId, { isInvited: false }));

async function mutate(name: string, type: string, input: object): Promise<string> {
  const noun = name.endsWith('Need') ? 'need' : name.endsWith('Team') ? 'serviceTeam' : 'expert';
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${noun} { id } userErrors { code message } } }`;
  type Payload = { [noun: string]: { id: string } | null } & { userErrors: object[] };
  const { data } = await service.query<Record<string, Payload>>(text, { input });
  expect(data[name]?.userErrors).toEqual([]);
  return data[name]?.[noun]?.id ?? '';
}

const enterpriseIn = (region: string) => (region === own ? enterpriseId : foreignEnterpriseId);
const need = (region: string) => needInput(enterpriseIn(region), { regionCode: region, industryCode: 'N77' });
const drafted = (region: string) => mutate('createNeed', 'NeedInput', need(region));
async function submitted(region: string): Promise<string> {
  return mutate('submitNeed', 'SubmitNeedInput', { id: await drafted(region), expectedVersion: 1 });
}
function needRow(region: string) {
  const { clientMutationId: key, ...row } = need(region);
  return { ...row, key, publishedOn: '2021-05-01', status: 'RESOLVED' };
}
const needOf = (region: string) => imported('Needs', needRow(region));

const engagementRow = (region: string) => ({
  key: newId('eng'),
  title: '技术指导',
  expertId: region === own ? expertId : foreignExpertId,
  enterpriseId: enterpriseIn(region),
  regionCode: region,
  mode: 'CONSULTING',
  status: 'DELIVERED',
  startedOn: '2021-06-01',
});
/** A new expert of the county, and the person whose token a worker needs for it. */
let newWorker = '';
async function newExpert(): Promise<string> {
  newWorker = await person(service);
  return imported('Experts', expertRow(newWorker, { isInvited: false }));
}
const openNeed = (region: string) => imported('Needs', { ...needRow(region), status: 'PUBLISHED' });
const originOf = (role?: Role) => (role === 'enterprise' ? 'ENTERPRISE' : role === 'worker' ? 'EXPERT' : 'BROKER');
async function proposal(region: string, origin = 'BROKER'): Promise<string> {
  const expert = await newExpert();
  const viewer =
    origin === 'EXPERT'
      ? { ...viewers().worker, id: newWorker }
      : origin === 'ENTERPRISE'
        ? viewers().enterprise
        : undefined;
  const { data } = await service.query<{ propose: { proposal: { id: string } | null } }>(
    'mutation ($input: ProposalInput!) { propose(input: $input) { proposal { id } } }',
    { input: { needId: await openNeed(region), expertId: expert, origin, clientMutationId: newId('prp') } },
    viewer,
  );
  return data.propose.proposal?.id ?? '';
}
const asNewWorker = { worker: () => ({ id: newWorker }) };
async function freshForeignExpert(): Promise<string> {
  const elsewhere = await person(service, { regionCode: foreign });
  return imported('Experts', expertRow(elsewhere, { isInvited: false }));
}
async function foreignProposal(): Promise<string> {
  const mine = newWorker;
  const id = await proposal(foreign);
  newWorker = mine;
  return id;
}

/** A new round in one of the two counties, with one open need. */
async function round(region: string): Promise<string> {
  return changedRound('openMatchingRound', 'RoundInput', await roundInput(region));
}
async function roundInput(region: string) {
  await cancelRounds(region);
  return {
    title: '专家对接会',
    regionCode: region,
    minNeedScore: '0.3',
    minExpertScore: '0.3',
    needIds: [await openNeed(region)],
    serviceTeamIds: [ownTeamId],
    clientMutationId: newId('rnd'),
  };
}
/** Cancels the rounds of earlier cells, because a region has at most 20 that are not over. */
async function cancelRounds(region: string): Promise<void> {
  const { data } = await service.query<{
    matchingRounds: { edges: { node: { id: string; version: number } }[] };
  }>(
    `query ($region: ID!) {
      matchingRounds(filter: { regions: [$region], statuses: [COLLECTING, COMPUTED, FAILED] }) { edges { node { id version } } }
    }`,
    { region },
  );
  for (const { node } of data.matchingRounds.edges)
    if (node.id !== rounds.get('COMPUTED'))
      // one that has changed meanwhile, or whose publication has begun, is refused
      await service.query(
        'mutation ($input: CancelRoundInput!) { cancelMatchingRound(input: $input) { __typename } }',
        {
          input: { id: node.id, reason: '测试', expectedVersion: node.version },
        },
      );
}
async function changedRound(name: string, type: string, input: object): Promise<string> {
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) { round { id } userErrors { code message } } }`;
  type Payload = { round: { id: string } | null; userErrors: object[] };
  const { data } = await service.query<Record<string, Payload>>(text, { input });
  expect(data[name]?.userErrors).toEqual([]);
  return data[name]?.round?.id ?? '';
}
async function stateOfRound(id: string): Promise<{ status: string; version: number }> {
  const { data } = await service.query<{ matchingRound: { status: string; version: number } }>(
    'query ($id: ID!) { matchingRound(id: $id) { status version } }',
    { id },
  );
  return data.matchingRound;
}
/** The latest round that each of these steps has left, for the next input with this status. */
const rounds = new Map<string, string>();
/** A round of the own county with this status, after the steps that lead to it. */
async function roundThatIs(status: 'COMPUTED' | 'PUBLISHED'): Promise<{ id: string; expectedVersion: number }> {
  const known = rounds.get(status);
  const state = known === undefined ? undefined : await stateOfRound(known);
  if (known !== undefined && state?.status === status) return { id: known, expectedVersion: state.version };
  const [id, step] =
    status === 'COMPUTED'
      ? [await round(own), 'computeMatchingRound']
      : [(await roundThatIs('COMPUTED')).id, 'publishMatchingRound'];
  const { version } = await stateOfRound(id);
  await changedRound(step, 'ChangeRoundInput', { id, expectedVersion: version });
  const reached = await eventually(async () => {
    const later = await stateOfRound(id);
    expect(later.status).toBe(status);
    return later;
  });
  rounds.set(status, id);
  return { id, expectedVersion: reached.version };
}
const foreignRound = { id: () => round(foreign) };

const engagementIn = (region: string) => imported('Engagements', engagementRow(region));
const foreignEngagement = { id: () => engagementIn(foreign) };

const newPerson = () => person(service);
async function known(personId: string): Promise<string> {
  await eventually(async () => {
    const row = expertRow(personId, { isInvited: false });
    const { rows } = await importRows(service, 'Experts', [row], { dryRun: true });
    expect(rows[0]?.errors).toEqual([]);
  });
  return personId;
}
function profile(personId: string, changes: object = {}) {
  const { key: _, ...input } = expertRow(personId, { isInvited: false, industryCodes: ['N77'], ...changes });
  return input;
}
const sdl = subgraphSdl(new URL('../src/schema.graphql', import.meta.url));

/** The society of the latest own input. A society has at most 20 teams, so each new team gets a society of its own. */
let societyId = '';
/** The society of the team that the other mutations change. */
let ownSocietyId = '';
let ownTeamId = '';
let foreignTeamId = '';
let invitedId = '';
let foreignInvitedId = '';
const ofSociety = { secretary: () => ({ organizations: [societyId, ownSocietyId] }) };
const foreignTeam = { id: () => foreignTeamId };
const teamStatements = () => ({ title: newId('stm'), regionCodes: [own] });

/** A society that the service knows, in one of the two counties. */
async function knownSociety(region: string): Promise<string> {
  const id = await society(service, { regionCode: region });
  await eventually(async () => {
    const row = { key: 'known', organizationId: id, regionCode: region, cooperationKinds: ['TALENT'] };
    const { rows } = await importRows(service, 'PartnerContacts', [row], { dryRun: true });
    expect(rows[0]?.errors).toEqual([]);
  });
  if (region === own) societyId = id;
  return id;
}

const teamOf = (organizationId: string) => mutate('createServiceTeam', 'ServiceTeamInput', teamInput(organizationId));

async function suspended(id: string): Promise<string> {
  return mutate('suspendExpert', 'SuspendExpertInput', { id, reason: '投诉核实', expectedVersion: 1 });
}

/** The version of the expert, who is PAUSED. */
async function pausedVersionOf(id: string): Promise<number> {
  const input = { id, reason: '出国访学', expectedVersion: await versionOf(id) };
  await mutate('pauseExpert', 'PauseExpertInput', input);
  return versionOf(id);
}

/** The expert of the token, whose profile is not withdrawn. */
async function reentered(): Promise<string> {
  const input = profile(worker, { consentVersion: newId('exp'), expectedVersion: await versionOf(expertId) });
  return mutate('upsertExpertProfile', 'ExpertProfileInput', input);
}

const code = () => '61050';
const industryCode = () => 'A01';
const industryCodes = () => ['A01'];
const foreignPerson = async () => known(await person(service, { regionCode: foreign }));
const cityPerson = async () => known(await person(service, { regionCode: city }));

const modelVersion = () => 'two-way-1';
const weights = {
  need: { subject: '0.4', text: '0.3', experience: '0.1', quality: '0.1', logistics: '0.05', load: '0.05' },
  expert: { subject: '0.4', text: '0.2', mode: '0.15', logistics: '0.1', reliability: '0.1', policy: '0.05' },
};

const cases: Record<string, RightsCase> = {
  addMatchingModel: {
    own: () => ({ ...weights, modelVersion: newId('ned').toLowerCase().replace('_', '-') }),
    foreign: { modelVersion },
  },
  adoptMatchingModel: { own: () => ({ modelVersion: 'two-way-1' }), foreign: { modelVersion } },
  refitMatchingModel: { own: () => ({ modelVersion: 'two-way-2' }), foreign: { modelVersion } },
  createNeed: {
    own: async () => ({
      ...need(own),
      requiredSubjects: [{ code: '61030', weight: '1' }],
      brokerId: await cityPerson(),
    }),
    foreign: {
      enterpriseId: () => foreignEnterpriseId,
      regionCode: () => foreign,
      brokerId: foreignPerson,
      competitorIds: () => [foreignEnterpriseId],
      code,
      industryCode,
    },
  },
  submitNeed: {
    own: async () => ({ id: await drafted(own), expectedVersion: 1 }),
    foreign: { id: () => drafted(foreign) },
  },
  reviewNeed: {
    own: async () => ({ id: await submitted(own), decision: 'REJECT', reason: '不符合条件', expectedVersion: 2 }),
    foreign: { id: () => submitted(foreign) },
  },
  withdrawNeed: {
    own: async () => ({ id: await drafted(own), reason: '不再需要', expectedVersion: 1 }),
    foreign: { id: () => drafted(foreign) },
  },
  upsertExpertProfile: {
    own: async () => profile(worker, { summary: newId('exp'), expectedVersion: await versionOf(expertId) }),
    foreign: { personId: foreignPerson, code, industryCodes },
  },
  setExpertCapacity: {
    own: async () => ({ id: expertId, capacity: 3, expectedVersion: await versionOf(expertId) }),
    foreign: { id: () => foreignExpertId },
  },
  suspendExpert: {
    own: async () => ({ id: await expertOf(await newPerson()), reason: '投诉核实', expectedVersion: 1 }),
    foreign: { id: () => foreignExpertId },
  },
  propose: {
    own: async (role) => ({
      needId: await openNeed(own),
      expertId: await newExpert(),
      origin: originOf(role),
      clientMutationId: newId('prp'),
    }),
    foreign: { needId: () => openNeed(foreign), expertId: () => freshForeignExpert() },
    claims: asNewWorker,
  },
  respondToProposal: {
    own: async (role) => ({
      id: await proposal(own),
      side: role === 'enterprise' ? 'ENTERPRISE' : 'EXPERT',
      accept: true,
      ...(role !== 'enterprise' && role !== 'worker' && { consentRecord: '电话同意' }),
      expectedVersion: 1,
    }),
    foreign: { id: foreignProposal },
    claims: asNewWorker,
  },
  withdrawProposal: {
    own: async (role) => ({ id: await proposal(own, originOf(role)), reason: '不再需要', expectedVersion: 1 }),
    foreign: { id: foreignProposal },
    claims: asNewWorker,
  },
  openMatchingRound: {
    own: () => roundInput(own),
    foreign: {
      regionCode: () => foreign,
      needIds: async () => [await openNeed(foreign)],
      serviceTeamIds: () => [foreignTeamId],
    },
  },
  computeMatchingRound: {
    own: async () => ({ id: await round(own), expectedVersion: 1 }),
    foreign: foreignRound,
  },
  recomputeMatchingRound: { own: () => roundThatIs('PUBLISHED'), foreign: foreignRound },
  publishMatchingRound: { own: () => roundThatIs('COMPUTED'), foreign: foreignRound },
  closeMatchingRound: { own: () => roundThatIs('PUBLISHED'), foreign: foreignRound },
  cancelMatchingRound: {
    own: async () => ({ id: await round(own), reason: '报名不足', expectedVersion: 1 }),
    foreign: foreignRound,
  },
  reinstateExpert: {
    own: async () => ({
      id: await suspended(await expertOf(await newPerson())),
      reason: '查无实据',
      expectedVersion: 2,
    }),
    foreign: { id: () => foreignExpertId },
  },
  pauseExpert: {
    own: async () => ({ id: expertId, reason: '出国访学', expectedVersion: await versionOf(expertId) }),
    foreign: { id: () => foreignExpertId },
  },
  resumeExpert: {
    own: async () => ({ id: expertId, expectedVersion: await pausedVersionOf(expertId) }),
    foreign: { id: () => foreignExpertId },
  },
  withdrawExpert: {
    own: async () => ({ id: await reentered(), reason: '个人原因', expectedVersion: await versionOf(expertId) }),
    foreign: { id: () => foreignExpertId },
  },
  createServiceTeam: {
    own: async () => teamInput(await knownSociety(own)),
    foreign: { organizationId: () => knownSociety(foreign), regionCodes: () => [foreign] },
    claims: ofSociety,
  },
  updateServiceTeam: {
    own: async () => ({ ...teamStatements(), id: ownTeamId, expectedVersion: await versionOfTeam(ownTeamId) }),
    foreign: { ...foreignTeam, regionCodes: () => [foreign] },
    claims: ofSociety,
  },
  addTeamExperts: {
    own: () => ({ id: ownTeamId, expertIds: [invitedId] }),
    foreign: { ...foreignTeam, expertIds: () => [foreignInvitedId] },
    claims: ofSociety,
  },
  removeTeamExperts: {
    own: () => ({ id: ownTeamId, expertIds: [invitedId] }),
    foreign: { ...foreignTeam, expertIds: () => [foreignInvitedId] },
    claims: ofSociety,
  },
  dissolveServiceTeam: {
    own: async () => ({ id: await teamOf(await knownSociety(own)), reason: '任务完成', expectedVersion: 1 }),
    foreign: foreignTeam,
    claims: ofSociety,
  },
  advanceEngagement: {
    own: async () => ({ id: await engagementIn(own), to: 'TERMINATED', expectedVersion: 1 }),
    foreign: foreignEngagement,
  },
  recordEngagementOutcome: {
    own: async () => ({
      id: await engagementIn(own),
      resolved: true,
      outputs: [],
      recordedOn: '2021-11-01',
      expectedVersion: 1,
    }),
    foreign: foreignEngagement,
  },
  importExperts: {
    own: async () => expertRow(await known(await newPerson()), { isInvited: false, industryCodes: ['N77'] }),
    foreign: { personId: foreignPerson, code, industryCodes },
  },
  importNeeds: {
    own: async () => ({
      ...needRow(own),
      requiredSubjects: [{ code: '61030', weight: '1' }],
      brokerId: await cityPerson(),
    }),
    foreign: {
      enterpriseId: () => foreignEnterpriseId,
      regionCode: () => foreign,
      brokerId: foreignPerson,
      competitorIds: () => [foreignEnterpriseId],
      code,
      industryCode,
    },
  },
  importEngagements: {
    own: async () => ({ ...engagementRow(own), needId: await needOf(own) }),
    foreign: {
      expertId: () => foreignExpertId,
      needId: () => needOf(foreign),
      enterpriseId: () => foreignEnterpriseId,
      regionCode: () => foreign,
    },
  },
  importPartnerContacts: {
    own: () => ({ key: newId('pct'), organizationId: enterpriseId, regionCode: own, cooperationKinds: ['TALENT'] }),
    foreign: { organizationId: () => foreignEnterpriseId, regionCode: () => foreign },
  },
  importMatchingFigures: {
    own: () => ({
      code: 'MAT.TEST.FIGURE',
      label: '测试',
      value: '1',
      unit: 'COUNT',
      qualifier: 'EXACT',
      periodLabel: '2020年',
      regionCode: own,
      source: 'SEED',
      phrase: '一个',
    }),
    foreign: { regionCode: () => foreign },
  },
};

const viewers = () => viewersOf({ region: own, organizationId: enterpriseId, workerId: worker });

testRights(rights, {
  sdl,
  service: () => service,
  viewers,
  cases,
});

testOddValues({ sdl, service: () => service, viewers, cases });

async function versionOfTeam(id: string): Promise<number> {
  const { data } = await service.query<{ serviceTeam: { version: number } }>(
    'query ($id: ID!) { serviceTeam(id: $id) { version } }',
    { id },
  );
  return data.serviceTeam.version;
}

async function versionOf(id: string): Promise<number> {
  const { data } = await service.query<{ expert: { version: number } }>(
    'query ($id: ID!) { expert(id: $id) { version } }',
    { id },
  );
  return data.expert.version;
}
