import { afterAll, beforeAll } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { subgraphSdl } from '@kexie/service';
import { testOddValues } from '@kexie/testing/odd-values';
import { testRights, viewersOf, type RightsCase } from '@kexie/testing/rights';
import { rights } from '../src/rights.ts';
import { startWorld, unique, type World } from './support.ts';

const [own, foreign] = ['450421', '450422'];
const worker = newId('per');
let world: World;
let association: string;
/** A campaign of the city, in which every county takes part, and one of the other county. */
let campaign: string;
let foreignCampaign: string;
let ownFacility: string;
let foreignFacility: string;

beforeAll(async () => {
  world = await startWorld();
  association = newId('org');
  await world.activate(association, '苍梧县科协', 'TERRITORIAL_ASSOCIATION', own);
  await world.knows(association);
  campaign = await active(await world.createCampaign(world.campaignInput()));
  foreignCampaign = await active(await world.createCampaign(campaignIn(foreign)));
  ownFacility = await facility(own);
  foreignFacility = await facility(foreign);
}, 60_000);
afterAll(() => world.service.stop());

const operatorIn = (regionCode: string) => (regionCode === own ? association : world.tengxian);
const campaignIn = (regionCode: string) => ({
  ...world.campaignInput(),
  regionCode,
  leadOrganizationId: operatorIn(regionCode),
});
async function active({ id }: { id: string }): Promise<string> {
  await world.mutate('transitionCampaign', { id, to: 'ACTIVE', expectedVersion: 1 }, 'campaign { id }', 'campaign');
  return id;
}
const imported = async (mutation: string, row: object) =>
  (await world.importedIds(mutation, [{ key: unique('k'), ...row }]))[0] ?? '';
const facility = (regionCode: string, kind = 'SCIENCE_MUSEUM') =>
  imported('importFacilities', { ...facilityRow(regionCode), kind });
const facilityRow = (regionCode: string) => ({
  kind: 'SCIENCE_MUSEUM',
  name: unique('facility'),
  operatorId: operatorIn(regionCode),
  regionCode,
});
const channelRow = (regionCode: string) => ({
  kind: 'E_STATION',
  name: unique('channel'),
  operatorId: operatorIn(regionCode),
  regionCode,
});
const channel = (regionCode: string) => imported('importChannels', channelRow(regionCode));
const logged = { metric: 'HOURS_ON', value: '8', periodFrom: '2021-02-01', periodTo: '2021-02-02' };
const output = async (regionCode: string) =>
  imported('importOutputs', { ...logged, channelId: await channel(regionCode) });
const activityRow = (regionCode: string) => ({
  title: unique('activity'),
  kind: 'LECTURE',
  organizerId: operatorIn(regionCode),
  regionCode,
  startsAt: '2021-03-01T01:00:00Z',
});
const activity = (regionCode: string, status = 'HELD') =>
  imported('importActivities', { ...activityRow(regionCode), status });
const participant = async (regionCode: string) => {
  const id = newId('org');
  await world.activate(id, unique('学会'), 'SOCIETY', regionCode);
  await world.knows(id);
  return id;
};
const material = { kind: 'LEAFLET', value: '5', distributedOn: '2021-03-01' };
const mutationId = () => ({ clientMutationId: unique('m') });
const key = () => ({ key: unique('k') });
const inOwnFacility = () => ({ facilityId: ownFacility, campaignId: campaign, speakerIds: [worker] });
const elsewhere = {
  regionCode: () => foreign,
  operatorId: () => world.tengxian,
  organizerId: () => world.tengxian,
  leadOrganizationId: () => world.tengxian,
  facilityId: () => foreignFacility,
  campaignId: () => foreignCampaign,
  parentId: () => foreignCampaign,
  organizationId: () => participant(foreign),
  channelId: () => channel(foreign),
  speakerIds: () => [newId('per')],
};
/** The case of a mutation whose ids become foreign as `elsewhere` says. */
const of = (make: RightsCase['own'], more: RightsCase['foreign'] = {}): RightsCase => ({
  own: make,
  foreign: { ...elsewhere, ...more },
});
let joining = '';
const forJoining = {
  secretary: () => ({ organizations: [joining] }),
  enterprise: () => ({ organizations: [joining] }),
};

const cases: Record<string, RightsCase> = {
  createCampaign: of(() => ({ ...campaignIn(own), parentId: campaign })),
  transitionCampaign: of(
    async () => ({ id: (await world.createCampaign(campaignIn(own))).id, to: 'ACTIVE', expectedVersion: 1 }),
    { id: async () => (await world.createCampaign(campaignIn(foreign))).id },
  ),
  registerChannel: of(() => ({ ...channelRow(own), ...mutationId(), facilityId: ownFacility })),
  retireChannel: of(async () => ({ id: await channel(own), reason: '设备报废', expectedVersion: 1 }), {
    id: () => channel(foreign),
  }),
  logOutput: of(async () => ({ ...logged, ...mutationId(), channelId: await channel(own), campaignId: campaign })),
  correctOutput: of(async () => ({ ...mutationId(), originalId: await output(own), value: '7', reason: '更正' }), {
    originalId: () => output(foreign),
  }),
  distributeMaterial: of(() => ({ ...material, ...mutationId(), organizationId: association, campaignId: campaign })),
  joinCampaign: {
    ...of(async () => ({ ...mutationId(), organizationId: (joining = await participant(own)), campaignId: campaign })),
    foreign: {
      ...elsewhere,
      facilityId: async () => facility(foreign, 'SCIENCE_SCHOOL'),
    },
    instead: { facilityId: 'organizationId' },
    claims: forJoining,
  },
  registerFacility: of(() => ({ ...facilityRow(own), ...mutationId() })),
  scheduleActivity: of(() => ({ ...activityRow(own), ...mutationId(), ...inOwnFacility() })),
  reportActivity: of(
    async () => ({ id: await activity(own), attendance: 5, summary: '听众踊跃', expectedVersion: 1 }),
    { id: () => activity(foreign) },
  ),
  verifyActivity: of(async () => ({ id: await activity(own, 'REPORTED'), expectedVersion: 1 }), {
    id: () => activity(foreign, 'REPORTED'),
  }),
  importCampaigns: of(() => {
    const { clientMutationId: _, ...row } = campaignIn(own);
    return { ...row, ...key(), status: 'PLANNED', parentId: campaign };
  }),
  importChannels: of(() => ({ ...channelRow(own), ...key(), facilityId: ownFacility })),
  importOutputs: of(async () => ({ ...logged, ...key(), channelId: await channel(own), campaignId: campaign })),
  importMaterials: of(() => ({ ...material, ...key(), organizationId: association, campaignId: campaign })),
  importFacilities: of(() => ({ ...facilityRow(own), ...key() })),
  importParticipations: {
    ...of(async () => ({ ...key(), organizationId: await participant(own), campaignId: campaign })),
    foreign: { ...elsewhere, facilityId: async () => facility(foreign, 'SCIENCE_SCHOOL') },
    instead: { facilityId: 'organizationId' },
  },
  importActivities: of(() => ({ ...activityRow(own), ...key(), ...inOwnFacility(), status: 'HELD' })),
  importOutreachFigures: of(() => ({
    code: 'OUT.TEST.FIGURE',
    label: '测试',
    value: '1',
    unit: 'COUNT',
    qualifier: 'EXACT',
    periodLabel: '2020年',
    regionCode: own,
    source: 'SEED',
    phrase: '一个',
  })),
};
const sdl = subgraphSdl(new URL('../src/schema.graphql', import.meta.url));

const viewers = () => viewersOf({ region: own, organizationId: association, workerId: worker });

testRights(rights, { sdl, service: () => world.service, viewers, cases });
testOddValues({ sdl, service: () => world.service, viewers, cases });
