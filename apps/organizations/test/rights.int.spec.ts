import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { WorkerRegistered } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';
import { testOddValues } from '@kexie/testing/odd-values';
import { testRights, viewersOf, type RightsCase } from '@kexie/testing/rights';
import { subgraphSdl } from '@kexie/service';
import { rights } from '../src/rights.ts';

const [city, own, foreign, otherCity] = ['450400', '450421', '450422', '450300'];
const worker = newId('per');
const roster = [worker, ...Array.from({ length: 9 }, () => newId('per'))];
let service: SubgraphUnderTest;
let cityId: string;
let provinceId: string;
let otherCityId: string;
let foreignParentId: string;
/** The organization of the last input, for which its secretary and its enterprise act. */
let ownId = '';

beforeAll(async () => {
  service = await startSubgraphUnderTest('organizations');
  cityId = await imported(city, { kind: 'TERRITORIAL_ASSOCIATION', level: 'PREFECTURE' });
  provinceId = await imported('450000', { kind: 'TERRITORIAL_ASSOCIATION', level: 'PROVINCE' });
  otherCityId = await imported(otherCity, { kind: 'TERRITORIAL_ASSOCIATION', level: 'PREFECTURE' });
  foreignParentId = await imported(foreign, { kind: 'TERRITORIAL_ASSOCIATION', parentId: cityId });
  for (const personId of roster) {
    const facts = { titleLevel: 'NONE', subjectCodes: [], employerId: null, homeStatus: 'REGISTERED', synthetic: true };
    const event = WorkerRegistered({ personId, name: '某', regionCode: own, ...facts });
    await service.publish(event, { aggregateId: personId, version: 1 });
  }
  await eventually(() => applied(own));
}, 60_000);
afterAll(() => service.stop());

type Report = { report: { rows: { id: string }[] } };

async function imported(regionCode: string, values: object): Promise<string> {
  const text =
    'mutation($input: ImportOrganizationsInput!) { importOrganizations(input: $input) { report { rows { id } } } }';
  const { data } = await service.query<{ importOrganizations: Report }>(text, {
    input: { rows: [{ ...row(regionCode), ...values }] },
  });
  return data.importOrganizations.report.rows[0]?.id ?? '';
}

const row = (regionCode: string) => ({
  key: randomUUID(),
  kind: 'ENTERPRISE',
  name: `企业 ${randomUUID()}`,
  level: 'COUNTY',
  regionCode,
});

async function mutate(name: string, input: object): Promise<string> {
  const type = service && inputTypes[name as keyof typeof inputTypes];
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { organization { id } userErrors { code message } } }`;
  type Payload = { organization: { id: string } | null; userErrors: object[] };
  const { data } = await service.query<Record<string, Payload>>(text, { input });
  expect(data[name]?.userErrors).toEqual([]);
  return data[name]?.organization?.id ?? '';
}

const inputTypes = {
  applyToFoundOrganization: 'FoundOrganizationInput',
  returnOrganizationApplication: 'DecideOrganizationInput',
  approveOrganization: 'ApproveOrganizationInput',
  recordFoundingAssembly: 'FoundingAssemblyInput',
  suspendOrganization: 'SuspendOrganizationInput',
  establishPartyOrganization: 'PartyOrganizationInput',
  assignPartyInstructor: 'AssignPartyInstructorInput',
  appointToPost: 'AppointToPostInput',
};

const application = async (regionCode: string, parentId = cityId) => ({
  kind: 'ENTERPRISE_ASSOCIATION',
  name: `科协 ${randomUUID()}`,
  regionCode,
  parentId,
  hostId: await imported(regionCode, {}),
  charter: '章程',
  rosterPersonIds: roster,
  preparatoryLead: '筹备组',
  clientMutationId: randomUUID(),
});
const approval = () => ({ documentNo: randomUUID(), approvedOn: '2021-05-01' });
const assembly = () => ({
  heldOn: '2021-05-20',
  attendance: 8,
  charterAdopted: true,
  chairPersonId: roster[0],
  secretaryPersonId: roster[1],
  term: { number: 1, startedOn: '2021-05-20', endsOn: '2026-05-20' },
});

const applied = async (region: string, parentId?: string) =>
  mutate('applyToFoundOrganization', await application(region, parentId));
async function returned(region: string): Promise<string> {
  return mutate('returnOrganizationApplication', { id: await applied(region), reason: '补充材料', expectedVersion: 1 });
}
async function approved(region: string): Promise<string> {
  return mutate('approveOrganization', { id: await applied(region), ...approval(), expectedVersion: 1 });
}
async function founded(region: string): Promise<string> {
  return mutate('recordFoundingAssembly', { id: await approved(region), ...assembly(), expectedVersion: 2 });
}
const active = (region: string, parentId?: string) =>
  imported(region, { kind: 'RURAL_TECH_ASSOCIATION', ...(parentId && { parentId }) });
const hosted = async (region: string, parentId: string) =>
  imported(region, { kind: 'ENTERPRISE_ASSOCIATION', parentId, hostId: await imported(region, {}) });
const suspension = () => ({ reason: '整改', documentNo: '梧科协〔2021〕9号', suspendedOn: '2021-05-01' });
async function suspended(region: string, parentId: string): Promise<string> {
  const id = await active(region, parentId);
  return mutate('suspendOrganization', { id, ...suspension(), expectedVersion: 1 });
}

async function withBranch(region: string): Promise<string> {
  const party = { kind: 'BRANCH', name: '支部', establishedOn: '2021-05-01' };
  return mutate('establishPartyOrganization', { id: await active(region), ...party, expectedVersion: 1 });
}
async function chaired(region: string): Promise<string> {
  const appointment = { post: 'CHAIR', personId: roster[3], since: '2021-05-01' };
  return mutate('appointToPost', { id: await active(region), ...appointment, expectedVersion: 1 });
}
async function instructed(region: string): Promise<string> {
  const assignment = { personId: roster[3], from: '2021-05-01', documentNo: '14号' };
  return mutate('assignPartyInstructor', { id: await active(region), ...assignment, expectedVersion: 1 });
}

/** The case of a mutation of an organization that `make` brings into the right state. */
function over(
  make: (region: string) => Promise<string>,
  input: () => object | Promise<object>,
  more: RightsCase['foreign'] = {},
): RightsCase {
  return {
    own: async () => ({ ...(await input()), id: (ownId = await make(own)) }),
    foreign: { id: () => make(foreign), ...more },
  };
}

/**
 * The case of a mutation that the superior association decides: the own organization lies in a county under the city, and
 * the foreign one in the same county under the province.
 */
function superior(
  make: (region: string, parentId: string) => Promise<string>,
  input: () => object | Promise<object>,
  more: RightsCase['foreign'] = {},
): RightsCase {
  const { own: ownInput } = over((region) => make(region, cityId), input);
  return { own: ownInput, foreign: { id: () => make(own, provinceId), ...more }, ...byCity };
}
const at = (version: number, more: object = {}) => ({ expectedVersion: version, ...more });
const someone = () => roster[2];
const byRegion = { secretary: { regions: [own] } };
/** Staff of the city, whose association is the superior of the records of its counties. */
const byCity = { claims: { staff: { regions: [city] } } };
const year = { year: 2020, kind: 'WORK_HEARING', body: '县委' };

let commitments = 0;
const attentionKinds = ['WORK_HEARING', 'STANDING_COMMITTEE_HEARING', 'SPECIAL_STUDY', 'FESTIVAL_VISIT', 'FIELD_VISIT'];

/** A commitment for two years that no other one has, before those of earlier calls, so that one of these may lose its end. */
function commitment(regionCode: string) {
  const kind = attentionKinds[commitments % attentionKinds.length];
  const fromYear = 2098 - 2 * Math.floor(commitments / attentionKinds.length);
  commitments += 1;
  return { kind, regionCode, minimumPerYear: 1, fromYear, untilYear: fromYear + 1 };
}

async function committed(input: object): Promise<string> {
  const text =
    'mutation($input: SetCommitmentInput!) { setCommitment(input: $input) { commitment { id } userErrors { code } } }';
  type Payload = { commitment: { id: string } | null; userErrors: object[] };
  const { data } = await service.query<{ setCommitment: Payload }>(text, {
    input: { ...input, clientMutationId: randomUUID() },
  });
  expect(data.setCommitment.userErrors).toEqual([]);
  return data.setCommitment.commitment?.id ?? '';
}

async function attended(regionCode: string): Promise<string> {
  const text =
    'mutation($input: LeadershipAttentionInput!) { recordLeadershipAttention(input: $input) { attention { id } userErrors { code } } }';
  type Payload = { attention: { id: string } | null; userErrors: object[] };
  const { data } = await service.query<{ recordLeadershipAttention: Payload }>(text, {
    input: { ...year, topic: randomUUID(), regionCode, clientMutationId: randomUUID() },
  });
  expect(data.recordLeadershipAttention.userErrors).toEqual([]);
  return data.recordLeadershipAttention.attention?.id ?? '';
}

let indicators = 0;

/** A value of an indicator for a year that has none. */
function indicator(regionCode: string) {
  const codes = ['GDP', 'GDP_PER_CAPITA', 'RD_EXPENDITURE', 'RD_SUBSIDY'];
  const place = {
    regionCode,
    code: codes[indicators % codes.length],
    year: 1950 + Math.floor(indicators / codes.length),
  };
  indicators += 1;
  return { ...place, value: '1', unit: 'CNY', source: '统计公报' };
}

async function recorded(input: object): Promise<string> {
  const text =
    'mutation($input: RecordRegionIndicatorInput!) { recordRegionIndicator(input: $input) { indicator { id } userErrors { code } } }';
  type Payload = { indicator: { id: string } | null; userErrors: object[] };
  const { data } = await service.query<{ recordRegionIndicator: Payload }>(text, {
    input: { ...input, clientMutationId: randomUUID() },
  });
  expect(data.recordRegionIndicator.userErrors).toEqual([]);
  return data.recordRegionIndicator.indicator?.id ?? '';
}

const reform = (regionCode: string) => ({
  title: `试点 ${randomUUID()}`,
  regionCode,
  startYear: 2020,
  documents: [{ title: '方案', tags: ['TYPE_HUB'] }],
  achievements: [{ title: '企业科协', year: 2021, tags: ['TYPE_OPEN'] }],
});

async function registered(regionCode: string): Promise<string> {
  const text =
    'mutation($input: RegisterReformProjectInput!) { registerReformProject(input: $input) { project { id } userErrors { code } } }';
  type Payload = { project: { id: string } | null; userErrors: object[] };
  const { data } = await service.query<{ registerReformProject: Payload }>(text, {
    input: { ...reform(regionCode), clientMutationId: randomUUID() },
  });
  expect(data.registerReformProject.userErrors).toEqual([]);
  return data.registerReformProject.project?.id ?? '';
}

const sdl = subgraphSdl(new URL('../src/schema.graphql', import.meta.url));

const cases: Record<string, RightsCase> = {
  applyToFoundOrganization: {
    own: () => application(own),
    foreign: {
      regionCode: () => foreign,
      parentId: () => foreignParentId,
      hostId: () => imported(foreign, {}),
      rosterPersonIds: () => [...roster].reverse(),
    },
    claims: byRegion,
  },
  resubmitOrganizationApplication: {
    ...over(returned, () => at(2, { charter: '新章程', rosterPersonIds: roster }), {
      rosterPersonIds: () => [...roster].reverse(),
    }),
    claims: byRegion,
  },
  approveOrganization: superior(applied, () => at(1, approval())),
  returnOrganizationApplication: superior(applied, () => at(1, { reason: '补充材料' })),
  rejectOrganizationApplication: superior(applied, () => at(1, { reason: '不符合条件' })),
  recordFoundingAssembly: over(approved, () => at(2, assembly()), {
    chairPersonId: someone,
    secretaryPersonId: someone,
  }),
  fileOrganization: over(founded, () => at(3, { filedOn: '2021-05-25' })),
  renewTerm: over(
    active,
    () => at(1, { term: assembly().term, chairPersonId: roster[0], secretaryPersonId: roster[1] }),
    { chairPersonId: someone, secretaryPersonId: someone },
  ),
  appointToPost: over(active, () => at(1, { post: 'CHAIR', personId: roster[3], since: '2021-05-01' }), {
    personId: someone,
  }),
  leavePost: over(chaired, () => at(2, { post: 'CHAIR', personId: roster[3], until: '2021-06-01', reason: '调动' }), {
    personId: () => roster[3],
  }),
  setStaffing: over(active, () => at(1, { fullTimeStaff: 1, partTimeStaff: 0, asOf: '2021-05-01' })),
  establishPartyOrganization: over(
    active,
    async () =>
      at(1, { kind: 'JOINT_BRANCH', name: '联合支部', establishedOn: '2021-05-01', partnerIds: [await active(own)] }),
    { partnerIds: async () => [await active(foreign)] },
  ),
  endPartyOrganization: over(withBranch, () =>
    at(2, { kind: 'BRANCH', endedOn: '2021-06-01', reason: '调整', documentNo: '13号' }),
  ),
  assignPartyInstructor: over(active, () => at(1, { personId: roster[3], from: '2021-05-01', documentNo: '14号' }), {
    personId: someone,
  }),
  endPartyInstruction: over(instructed, () => at(2, { until: '2021-06-01', reason: '调动' })),
  suspendOrganization: superior(active, () => at(1, suspension())),
  resumeOrganization: superior(suspended, () =>
    at(2, { reason: '已整改', documentNo: '10号', resumedOn: '2021-05-02' }),
  ),
  renameOrganization: superior(active, () =>
    at(1, { name: `更名 ${randomUUID()}`, documentNo: '11号', renamedOn: '2021-05-03' }),
  ),
  moveOrganization: superior(
    hosted,
    async () =>
      at(1, {
        regionCode: foreign,
        parentId: foreignParentId,
        hostId: await imported(foreign, {}),
        documentNo: '12号',
        movedOn: '2021-05-04',
      }),
    {
      regionCode: () => otherCity,
      parentId: () => otherCityId,
      hostId: () => imported(otherCity, {}),
    },
  ),
  dissolveOrganization: over(
    active,
    async () => at(1, { reason: '合并', dissolvedOn: '2021-06-01', successorId: await active(own) }),
    { successorId: () => active(foreign) },
  ),
  registerPartner: {
    own: () => ({ kind: 'ENTERPRISE', name: randomUUID(), regionCode: own, clientMutationId: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  recordLeadershipAttention: {
    own: () => ({ ...year, topic: randomUUID(), regionCode: own, clientMutationId: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  setCommitment: {
    own: () => ({ ...commitment(own), clientMutationId: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  correctCommitment: {
    own: async () => ({ ...commitment(own), id: await committed(commitment(own)), expectedVersion: 1 }),
    foreign: { id: () => committed(commitment(foreign)), regionCode: () => foreign },
  },
  endCommitment: {
    own: async () => {
      const { fromYear, ...present } = commitment(own);
      const id = await committed({ ...present, fromYear });
      return { id, untilYear: fromYear, reason: '到期', expectedVersion: 1 };
    },
    foreign: { id: () => committed(commitment(foreign)) },
  },
  withdrawCommitment: {
    own: async () => ({ id: await committed(commitment(own)), reason: '误录', expectedVersion: 1 }),
    foreign: { id: () => committed(commitment(foreign)) },
  },
  withdrawLeadershipAttention: {
    own: async () => ({ id: await attended(own), reason: '误录', expectedVersion: 1 }),
    foreign: { id: () => attended(foreign) },
  },
  recordRegionIndicator: {
    own: () => ({ ...indicator(own), clientMutationId: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  correctRegionIndicator: {
    own: async () => ({
      id: await recorded(indicator(own)),
      value: '2',
      source: '年鉴',
      reason: '最终核实',
      expectedVersion: 1,
    }),
    foreign: { id: () => recorded(indicator(foreign)) },
  },
  registerReformProject: {
    own: () => ({ ...reform(own), clientMutationId: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  reviseReformProject: {
    own: async () => ({ ...reform(own), id: await registered(own), expectedVersion: 1 }),
    foreign: { id: () => registered(foreign), regionCode: () => foreign },
  },
  importOrganizations: {
    own: async () => ({
      ...row(own),
      kind: 'ENTERPRISE_ASSOCIATION',
      parentId: cityId,
      hostId: await imported(own, {}),
    }),
    foreign: {
      regionCode: () => foreign,
      parentId: () => foreignParentId,
      hostId: () => imported(foreign, {}),
    },
  },
  importLeadershipAttentions: {
    own: () => ({ ...year, key: randomUUID(), regionCode: own }),
    foreign: { regionCode: () => foreign },
  },
  importCommitments: {
    own: () => ({ ...commitment(own), key: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  importRegionIndicators: {
    own: () => ({ ...indicator(own), key: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  importReformProjects: {
    own: () => ({ ...reform(own), key: randomUUID() }),
    foreign: { regionCode: () => foreign },
  },
  importOrganizationFigures: {
    own: () => ({
      code: 'ORG.TEST.FIGURE',
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

const viewers = () => viewersOf({ region: own, organizationId: ownId, workerId: worker });

testRights(rights, { sdl, service: () => service, viewers, cases });
testOddValues({ sdl, service: () => service, viewers, cases });
