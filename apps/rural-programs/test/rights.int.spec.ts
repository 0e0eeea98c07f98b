import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { subgraphSdl, type Identity } from '@kexie/service';
import { testOddValues } from '@kexie/testing/odd-values';
import { testRights, viewersOf, type RightsCase } from '@kexie/testing/rights';
import { rights } from '../src/rights.ts';
import { administrator, allocationAt, openProgram, startWorld, treasurer, type World } from './support.ts';

const [city, own, foreign] = ['450400', '450421', '450422'];
let world: World;
let [ownId, foreignId, elsewhereId, ownProgram, foreignProgram] = ['', '', '', '', ''];

beforeAll(async () => {
  world = await startWorld();
  ownId = world.bees;
  foreignId = await world.organization('RURAL_TECH_ASSOCIATION', foreign);
  elsewhereId = await world.organization('RURAL_TECH_ASSOCIATION', '450300');
  ownProgram = await openProgram(world, { regionCode: own, budget: '9000000' });
  foreignProgram = await openProgram(world, { regionCode: foreign, budget: '9000000' });
  // succeed as soon as the service has the local copies of the organizations
  for (const operatorId of [foreignId, elsewhereId]) await facility(operatorId, foreign);
}, 60_000);
afterAll(() => world.service.stop());

/** Runs a mutation as an administrator, until it is accepted. */
const done = async (mutation: string, input: object, viewer: Identity = administrator) =>
  (await world.accepted(mutation, input, viewer)).id;

const plan = (regionCode: string, organizerId: string) => ({
  title: '培训',
  year: 2024,
  regionCode,
  organizerId,
  industryCode: 'BEEKEEPING',
  mode: 'FIELD',
  trainerIds: [newId('per')],
  clientMutationId: randomUUID(),
});
const placed = { [own]: () => ownId, [foreign]: () => foreignId };
const scheduled = (region: string) =>
  done('scheduleTraining', plan(region, placed[region as keyof typeof placed]?.() ?? ''));
async function opened(region: string): Promise<string> {
  return done('openTraining', { id: await scheduled(region), expectedVersion: 1 });
}
async function reported(region: string): Promise<string> {
  return done('reportTraining', { id: await opened(region), ...result, expectedVersion: 2 });
}
const result = { heldOn: '2024-05-06', trainedPersons: 10 };
const facility = (operatorId: string, regionCode: string) =>
  done('registerRuralFacility', {
    kind: 'SCIENCE_TECH_BACKYARD',
    name: '小院',
    operatorId,
    regionCode,
    clientMutationId: randomUUID(),
  });

const programOf = (region: string) => (region === own ? ownProgram : foreignProgram);
async function recipient(region: string): Promise<string> {
  return world.organization('RURAL_TECH_ASSOCIATION', region);
}
async function applied(region: string): Promise<string> {
  const { id } = await allocationAt(world, 'APPLIED', {
    programId: programOf(region),
    recipientId: await recipient(region),
  });
  return id;
}
async function approved(region: string): Promise<string> {
  const { id } = await allocationAt(world, 'APPROVED', {
    programId: programOf(region),
    recipientId: await recipient(region),
  });
  return id;
}
async function inUse(region: string): Promise<string> {
  const id = await approved(region);
  await done('disburse', { id, ...payment(), amount: '100', paidOn: '2024-06-11', expectedVersion: 4 }, treasurer);
  return done('decideAllocation', { id, to: 'IN_USE', decidedOn: '2024-07-01', expectedVersion: 5 });
}
const today = () => new Date(Date.now() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
const payment = () => ({ amount: '1', paidOn: today(), voucherNo: randomUUID() });

/** The case of a mutation of a record that `make` brings into the right state. */
function over(make: (region: string) => Promise<string>, input: () => object): RightsCase {
  return { own: async () => ({ ...input(), id: await make(own) }), foreign: { id: () => make(foreign) } };
}
const anyIndustry = { industryCode: () => 'CASSIA' };
const anyTrainer = { trainerIds: () => [newId('per')] };
const anyInstitution = { supportingInstitutionId: () => elsewhereId };
const foreignRegion = { regionCode: () => foreign };

let year = 1960;
const program = () => ({
  kind: 'SCIENCE_BENEFITS_AGRICULTURE',
  title: '资金项目',
  year: (year += 1),
  regionCode: own,
  budget: '1000',
  sources: [],
});
const observation = {
  industryCode: 'BEEKEEPING',
  regionCode: own,
  year: 2021,
  metric: 'HOUSEHOLDS',
  value: '10',
  unit: 'HOUSEHOLD',
};
const place = () => ({
  kind: 'SCIENCE_TECH_BACKYARD',
  name: '小院',
  operatorId: ownId,
  regionCode: own,
  industryCode: 'BEEKEEPING',
  supportingInstitutionId: foreignId,
});
/** All industries of the list lie in the city, so they are foreign to staff of a county. */
const ofIndustries = { staff: { regions: [city] } };

const cases: Record<string, RightsCase> = {
  setTrainingTarget: {
    own: () => ({ regionCode: own, year: (year += 1), industryCode: 'BEEKEEPING', persons: 10 }),
    foreign: { ...foreignRegion, ...anyIndustry },
  },
  scheduleTraining: {
    own: () => plan(own, ownId),
    foreign: { ...foreignRegion, ...anyIndustry, ...anyTrainer, organizerId: () => foreignId },
  },
  openTraining: over(scheduled, () => ({ expectedVersion: 1 })),
  holdTraining: over(opened, () => ({ expectedVersion: 2 })),
  cancelTraining: over(scheduled, () => ({ expectedVersion: 1 })),
  reportTraining: over(opened, () => ({ ...result, expectedVersion: 2 })),
  verifyTraining: over(reported, () => ({ expectedVersion: 3 })),
  openFundingProgram: { own: () => ({ ...program(), clientMutationId: randomUUID() }), foreign: foreignRegion },
  applyForFunding: {
    own: async () => ({
      programId: await openProgram(world, { regionCode: own }),
      recipientId: ownId,
      facilityId: await facility(ownId, own),
      purpose: 'UPGRADE',
      requested: '10',
      plan: '更新设备',
      clientMutationId: randomUUID(),
    }),
    foreign: {
      programId: () => foreignProgram,
      recipientId: () => foreignId,
      facilityId: () => facility(foreignId, foreign),
    },
  },
  decideAllocation: over(applied, () => ({ to: 'REVIEWED', expectedVersion: 1 })),
  disburse: over(approved, () => ({ ...payment(), expectedVersion: 4 })),
  acceptFundedProject: over(inUse, () => ({ passed: true, expectedVersion: 6 })),
  registerRuralFacility: {
    own: () => ({ ...place(), clientMutationId: randomUUID() }),
    foreign: { ...foreignRegion, ...anyIndustry, ...anyInstitution, operatorId: () => foreignId },
  },
  recordIndustryObservation: {
    own: () => ({ ...observation, clientMutationId: randomUUID() }),
    foreign: { ...foreignRegion, ...anyIndustry },
  },
  importTrainings: {
    own: () => {
      const { clientMutationId: key, ...row } = plan(own, ownId);
      return { ...row, key, trainedPersons: 10 };
    },
    foreign: { ...foreignRegion, ...anyIndustry, ...anyTrainer, organizerId: () => foreignId },
  },
  importFundingPrograms: { own: () => ({ ...program(), key: randomUUID() }), foreign: foreignRegion },
  importRuralFacilities: {
    own: () => ({ ...place(), key: randomUUID() }),
    foreign: { ...foreignRegion, ...anyIndustry, ...anyInstitution, operatorId: () => foreignId },
  },
  importSpecialtyIndustries: {
    own: () => {
      ofIndustries.staff.regions = [city];
      return { key: randomUUID(), code: 'BEEKEEPING', leadOrganizationIds: [ownId] };
    },
    foreign: {
      code: () => {
        ofIndustries.staff.regions = [own];
        return 'CASSIA';
      },
      leadOrganizationIds: () => [ownId, elsewhereId],
    },
    claims: ofIndustries,
  },
  importIndustryObservations: {
    own: () => ({ ...observation, key: randomUUID() }),
    foreign: { ...foreignRegion, ...anyIndustry },
  },
  importOrganizationHonours: {
    own: () => ({ key: randomUUID(), organizationId: ownId, title: '先进单位', year: 2002 }),
    foreign: { organizationId: () => foreignId },
  },
  importRuralFigures: {
    own: () => ({
      code: 'RUR.TEST.FIGURE',
      label: '测试',
      value: '1',
      unit: 'COUNT',
      qualifier: 'EXACT',
      periodLabel: '2020年',
      regionCode: own,
      source: 'SEED',
      phrase: '一个',
    }),
    foreign: foreignRegion,
  },
};

const sdl = subgraphSdl(new URL('../src/schema.graphql', import.meta.url));
const viewers = () => viewersOf({ region: own, organizationId: ownId });

testRights(rights, { sdl, service: () => world.service, viewers, cases });
testOddValues({ sdl, service: () => world.service, viewers, cases });
