import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OrganizationDissolved } from '@kexie/events';
import { eventually } from '@kexie/testing';
import {
  administrator,
  allocationAt,
  openProgram,
  otherStaff,
  secretaryOf,
  startWorld,
  treasurer,
  unique,
  type Report,
  type World,
} from './support.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.service.stop());

const [county, otherCounty] = ['450421', '450422'];

/** The life of an imported record: what the platform does to it, a changed row, what the row cannot change, and the record after it. */
type Life = {
  mutation: string;
  row: () => Record<string, unknown>;
  act: (id: string, organizationId: string) => Promise<unknown>;
  changed: object;
  refused?: [row: object, code: string];
  read: (id: string) => string;
  after: object;
};

const upgrade = async (facilityId: string) => {
  const recipientId = await world.organization();
  const { id, version } = await allocationAt(world, 'APPROVED', {
    programId: await openProgram(world),
    recipientId,
    facilityId,
  });
  const paid = { id, amount: '100', paidOn: '2024-06-11', voucherNo: unique('voucher'), expectedVersion: version };
  await world.accepted('disburse', paid, treasurer);
  const used = { id, to: 'IN_USE', decidedOn: '2024-07-01', expectedVersion: version + 1 };
  await world.accepted('decideAllocation', used, administrator);
  const acceptance = { id, passed: true, acceptedOn: '2024-09-30', expectedVersion: version + 2 };
  await world.accepted('acceptFundedProject', acceptance, treasurer);
};

const lives: Record<string, Life> = {
  'a training that was verified': {
    mutation: 'importTrainings',
    row: () => ({ title: '培训', year: 2020, regionCode: county, trainedPersons: 20_000, qualifier: 'NEARLY' }),
    act: (id) => world.accepted('verifyTraining', { id, expectedVersion: 1 }, otherStaff),
    changed: { title: '农民培训' },
    refused: [{ trainedPersons: 1 }, 'INVALID_TRANSITION'],
    read: (id) => `trainingSession(id: "${id}") { title status trainedPersons { value qualifier } version }`,
    after: {
      title: '农民培训',
      status: 'VERIFIED',
      trainedPersons: { value: '20000', qualifier: 'NEARLY' },
      version: 3,
    },
  },
  'a program whose money was approved and paid': {
    mutation: 'importFundingPrograms',
    row: () => ({ kind: 'OTHER', title: '资金项目', year: 1959, regionCode: county, budget: '1000', sources: [] }),
    act: async (programId) => {
      const { id, version } = await allocationAt(world, 'APPROVED', {
        programId,
        recipientId: await world.organization(),
      });
      const paid = { id, amount: '60', paidOn: '2024-06-11', voucherNo: unique('voucher'), expectedVersion: version };
      await world.accepted('disburse', paid, treasurer);
    },
    changed: { title: '资金', budget: '100' },
    refused: [{ budget: '99' }, 'BUDGET_EXCEEDED'],
    read: (id) => `fundingProgram(id: "${id}") { title budget { value } allocated { value } disbursed { value } }`,
    after: { title: '资金', budget: { value: '100' }, allocated: { value: '100' }, disbursed: { value: '60' } },
  },
  'a facility that a funded project upgraded': {
    mutation: 'importRuralFacilities',
    row: () => ({
      kind: 'SCIENCE_DEMONSTRATION_BASE',
      name: '基地',
      regionCode: county,
      level: '县级',
      changedWithin: { label: '近3年', from: '2018-01-01', to: '2020-12-31', assumed: true },
    }),
    act: upgrade,
    changed: { name: '示范基地', level: null },
    refused: [{ changedWithin: { label: '近2年', from: '2019-01-01', to: '2020-12-31' } }, 'VERSION_CONFLICT'],
    read: (id) => `ruralFacility(id: "${id}") { name level upgradedOn change changedWithin { label } }`,
    after: { name: '示范基地', level: null, upgradedOn: '2024-09-30', change: 'UPGRADED', changedWithin: null },
  },
};

for (const [name, { mutation, row: rowOf, act, changed, refused, read, after }] of Object.entries(lives))
  test(`${name} keeps what the platform did: the same row changes nothing, and a changed row only its own facts`, async () => {
    const row = {
      ...rowOf(),
      key: unique('life'),
      ...(mutation === 'importTrainings' && { organizerId: world.bees }),
    };
    const id = (await world.imported(mutation, [row])).rows[0]?.id ?? '';
    await act(id, world.bees);
    expect(await world.imported(mutation, [row])).toMatchObject({ unchanged: 1 });
    expect(await world.imported(mutation, [{ ...row, ...changed }])).toMatchObject({ updated: 1 });
    expect(await world.imported(mutation, [{ ...row, ...changed }])).toMatchObject({ unchanged: 1 });
    const [wrong, code] = refused ?? [{}, ''];
    const answer = await world.mutate<Report>(mutation, { rows: [{ ...row, ...changed, ...wrong }] });
    expect(answer.value.rows[0]?.errors[0]?.code).toBe(code);
    expect(await world.read(`{ record: ${read(id)} }`)).toEqual({ record: after });
  });

test('the rows of an organization that was dissolved since change nothing, and no new row may name it', async () => {
  const organizationId = await world.organization();
  const rows: [string, object][] = [
    [
      'importTrainings',
      { title: '培训', year: 2019, regionCode: county, organizerId: organizationId, trainedPersons: 1 },
    ],
    [
      'importRuralFacilities',
      { kind: 'SCIENCE_TECH_BACKYARD', name: '小院', regionCode: county, operatorId: organizationId },
    ],
    ['importOrganizationHonours', { organizationId, title: '先进单位', year: 2003 }],
    ['importSpecialtyIndustries', { code: 'CASSIA', leadOrganizationIds: [organizationId] }],
  ];
  const keyed = rows.map(([mutation, row]) => [mutation, { ...row, key: unique('dissolved') }] as const);
  for (const [mutation, row] of keyed) expect(await world.imported(mutation, [row])).toMatchObject({ created: 1 });
  const dissolved = { organizationId, hostId: null, successorId: null, dissolvedOn: '2025-01-02', reason: '注销' };
  await world.service.publish(OrganizationDissolved(dissolved), { aggregateId: organizationId, version: 2 });
  const again = { organizationId, title: '先进单位', year: 2003 };
  await eventually(async () => {
    const { value } = await world.mutate<Report>('importOrganizationHonours', {
      rows: [{ ...again, key: unique('x') }],
    });
    expect(value.rows[0]?.errors[0]?.code).toBe('REFERENCE_INACTIVE');
  });
  for (const [mutation, row] of keyed) expect(await world.imported(mutation, [row])).toMatchObject({ unchanged: 1 });
});

test('a left out column changes nothing and null empties it, and the same key twice in a file is refused for the second row', async () => {
  const observation = { industryCode: 'BEEKEEPING', regionCode: county, metric: 'HOUSEHOLDS', unit: 'HOUSEHOLD' };
  const row = { ...observation, key: unique('observation'), value: '10', year: 2020, periodLabel: '2020年' };
  expect(await world.imported('importIndustryObservations', [row])).toMatchObject({ created: 1 });
  const { periodLabel: _, ...without } = row;
  expect(await world.imported('importIndustryObservations', [without])).toMatchObject({ unchanged: 1 });
  expect(await world.imported('importIndustryObservations', [{ ...row, periodLabel: null }])).toMatchObject({
    updated: 1,
  });
  const { value } = await world.mutate<Report>('importIndustryObservations', { rows: [row, row] });
  expect(value.rows.map(({ outcome, errors }) => errors[0]?.code ?? outcome)).toEqual(['UPDATED', 'DUPLICATE']);
});

test('a secretary reports trainings only within the region of the organizer, and no more persons than one training can have', async () => {
  const input = {
    title: '培训',
    year: 2024,
    organizerId: world.bees,
    mode: 'FIELD',
    regionCode: county,
  };
  const secretary = secretaryOf(world.bees);
  const elsewhere = { ...input, regionCode: otherCounty, clientMutationId: unique('training') };
  expect((await world.mutate('scheduleTraining', elsewhere, secretary)).error).toBe('FORBIDDEN');
  const { id } = await world.accepted(
    'scheduleTraining',
    { ...input, clientMutationId: unique('training') },
    secretary,
  );
  await world.accepted('openTraining', { id, expectedVersion: 1 }, secretary);
  const report = { id, heldOn: '2024-05-06', trainedPersons: 10_000_000, expectedVersion: 2 };
  expect((await world.mutate('reportTraining', report, secretary)).refusal).toBe('VALIDATION_FAILED');
});

test('who imported a training does not verify it', async () => {
  const row = {
    key: unique('own'),
    title: '培训',
    year: 2018,
    regionCode: county,
    organizerId: world.bees,
    trainedPersons: 1,
  };
  const id = (await world.imported('importTrainings', [row])).rows[0]?.id;
  expect((await world.mutate('verifyTraining', { id, expectedVersion: 1 })).error).toBe('FORBIDDEN');
});

test('the dissolution of an organization ends no allocation of another recipient that it names as its host or successor', async () => {
  const [host, other] = [await world.organization(), await world.organization()];
  const open = await allocationAt(world, 'APPLIED', { programId: await openProgram(world), recipientId: host });
  const dissolved = {
    organizationId: other,
    hostId: host,
    successorId: host,
    dissolvedOn: '2025-01-02',
    reason: '注销',
  };
  await world.service.publish(OrganizationDissolved(dissolved), { aggregateId: other, version: 2 });
  await eventually(async () => {
    const { value } = await world.mutate<Report>('importOrganizationHonours', {
      rows: [{ key: unique('x'), organizationId: other, title: '先进单位', year: 2003 }],
    });
    expect(value.rows[0]?.errors[0]?.code).toBe('REFERENCE_INACTIVE');
  });
  const review = { id: open.id, to: 'REVIEWED', expectedVersion: open.version };
  expect((await world.mutate('decideAllocation', review)).value.status).toBe('REVIEWED');
});

test('three entries within a second skip no public notice, and who approves an application does not pay it', async () => {
  const programId = await openProgram(world);
  const { id } = await allocationAt(world, 'APPLIED', { programId, recipientId: await world.organization() });
  const past = { id, to: 'REVIEWED', decidedOn: '2001-01-01', expectedVersion: 1 };
  expect((await world.mutate('decideAllocation', past)).refusal).toBe('VALIDATION_FAILED');
  await world.accepted('decideAllocation', { id, to: 'REVIEWED', expectedVersion: 1 });
  await world.accepted('decideAllocation', { id, to: 'PUBLIC_NOTICE', expectedVersion: 2 });
  const approval = { id, to: 'APPROVED', amount: '1', expectedVersion: 3 };
  expect((await world.mutate('decideAllocation', approval)).refusal).toBe('INVALID_TRANSITION');
  const approved = await allocationAt(world, 'APPROVED', { programId, recipientId: await world.organization() });
  const payment = {
    id: approved.id,
    amount: '1',
    paidOn: '2024-06-11',
    voucherNo: unique('voucher'),
    expectedVersion: approved.version,
  };
  expect((await world.mutate('disburse', payment, administrator)).error).toBe('FORBIDDEN');
  expect((await world.mutate('disburse', payment, treasurer)).value.status).toBe('PARTIALLY_DISBURSED');
});
