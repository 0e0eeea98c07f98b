import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  OrganizationDissolved,
  OrganizationResumed,
  OrganizationSuspended,
  OrganizationTermOverdue,
} from '@kexie/events';
import { eventually } from '@kexie/testing';
import {
  administrator,
  allocationAt,
  otherRegionStaff,
  anonymous,
  openProgram,
  secretaryOf,
  startWorld,
  treasurer,
  unique,
  type Answer,
  type World,
} from './support.ts';

type Money = { value: string | null; qualifier: string };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.service.stop());

test('a repeated request creates no second application, and a recipient has one open application to a program', async () => {
  const programId = await openProgram(world);
  const input = {
    programId,
    recipientId: world.bees,
    purpose: 'AWARD',
    requested: '50',
    plan: '示范',
    clientMutationId: unique('apply'),
  };
  const [first, again] = [
    await world.accepted('applyForFunding', input, secretaryOf(world.bees)),
    await world.accepted('applyForFunding', input, secretaryOf(world.bees)),
  ];
  expect(again.id).toBe(first.id);
  expect((await world.mutate('applyForFunding', { ...input, clientMutationId: unique('apply') })).refusal).toBe(
    'DUPLICATE',
  );
  await world.accepted('decideAllocation', { id: first.id, to: 'REJECTED', reason: '材料不全', expectedVersion: 1 });
  await world.accepted('applyForFunding', { ...input, clientMutationId: unique('apply') });
});

test('concurrent approvals together never exceed the budget of their program', async () => {
  const programId = await openProgram(world, { budget: '150' });
  const recipients = [await world.organization(), await world.organization(), await world.organization()];
  const waiting: Answer[] = [];
  for (const recipientId of recipients)
    waiting.push(await allocationAt(world, 'PUBLIC_NOTICE', { programId, recipientId }));
  const approvals = await Promise.all(
    waiting.map(({ id, version }) =>
      world.mutate(
        'decideAllocation',
        {
          id,
          to: 'APPROVED',
          amount: '100',
          decidedOn: '2024-06-10',
          expectedVersion: version,
        },
        administrator,
      ),
    ),
  );
  expect(approvals.filter(({ value }) => value?.status === 'APPROVED')).toHaveLength(1);
  expect(
    approvals.filter(({ refusal }) => refusal === 'BUDGET_EXCEEDED' || refusal === 'VERSION_CONFLICT'),
  ).toHaveLength(2);
  const { fundingProgram } = await world.read<{ fundingProgram: { allocated: Money; remaining: Money } }>(
    'query ($id: ID!) { fundingProgram(id: $id) { allocated { value } remaining { value } } }',
    { id: programId },
  );
  expect(fundingProgram).toEqual({ allocated: { value: '100' }, remaining: { value: '50' } });
});

test('payments stay within the approved amount, a voucher number is used once, and sums are exact to the fen', async () => {
  const programId = await openProgram(world);
  const [first, second] = [
    await allocationAt(world, 'APPROVED', { programId, recipientId: await world.organization(), amount: '100.10' }),
    await allocationAt(world, 'APPROVED', { programId, recipientId: await world.organization() }),
  ];
  const voucherNo = unique('voucher');
  const paid = await world.accepted(
    'disburse',
    {
      id: first.id,
      amount: '60.05',
      paidOn: '2024-06-11',
      voucherNo,
      expectedVersion: first.version,
    },
    treasurer,
  );
  expect(
    (
      await world.mutate(
        'disburse',
        {
          id: second.id,
          amount: '1',
          paidOn: '2024-06-11',
          voucherNo,
          expectedVersion: second.version,
        },
        treasurer,
      )
    ).refusal,
  ).toBe('DUPLICATE');
  expect(
    (
      await world.mutate(
        'disburse',
        {
          id: first.id,
          amount: '40.06',
          paidOn: '2024-06-12',
          voucherNo: unique('voucher'),
          expectedVersion: paid.version,
        },
        treasurer,
      )
    ).refusal,
  ).toBe('BUDGET_EXCEEDED');
  expect(
    (
      await world.mutate(
        'disburse',
        {
          id: first.id,
          amount: '1',
          paidOn: '2024-06-12',
          voucherNo: unique('voucher'),
          expectedVersion: first.version,
        },
        treasurer,
      )
    ).refusal,
  ).toBe('VERSION_CONFLICT');
  const all = await world.accepted(
    'disburse',
    {
      id: first.id,
      amount: '40.05',
      paidOn: '2024-06-12',
      voucherNo: unique('voucher'),
      expectedVersion: paid.version,
    },
    treasurer,
  );
  expect(all.status).toBe('DISBURSED');
  const { allocations } = await world.read<{
    allocations: { edges: { node: { disbursedTotal: Money; payments: { amount: Money; voucherNo: string }[] } }[] };
  }>(
    'query ($ids: [ID!]) { allocations(filter: { programIds: $ids, statuses: [DISBURSED] }) { edges { node { disbursedTotal { value qualifier } payments { amount { value } voucherNo } } } } }',
    { ids: [programId] },
  );
  expect(
    allocations.edges.map(({ node }) => [node.disbursedTotal.value, node.payments.map(({ amount }) => amount.value)]),
  ).toEqual([['100.1', ['60.05', '40.05']]]);
  await eventually(async () =>
    expect(await world.service.events('rural-programs.allocation.disbursed.v1')).toContainEqual(
      expect.objectContaining({ allocationId: first.id, amountFen: '10010', paidFen: '4005', paidOn: '2024-06-12' }),
    ),
  );
});

test('the acceptance of a project sets the day of its facility, and both changes have an event', async () => {
  const recipientId = await world.organization();
  const { id: facilityId } = await world.accepted('registerRuralFacility', {
    kind: 'SCIENCE_DEMONSTRATION_BASE',
    name: unique('基地'),
    operatorId: recipientId,
    regionCode: '450421',
    establishedOn: '2015-05-01',
    clientMutationId: unique('facility'),
  });
  const approved = await allocationAt(world, 'APPROVED', {
    programId: await openProgram(world),
    recipientId,
    facilityId,
  });
  const paid = await world.accepted(
    'disburse',
    {
      id: approved.id,
      amount: '100',
      paidOn: '2024-06-11',
      voucherNo: unique('voucher'),
      expectedVersion: approved.version,
    },
    treasurer,
  );
  const used = await world.accepted(
    'decideAllocation',
    {
      id: approved.id,
      to: 'IN_USE',
      decidedOn: '2024-07-01',
      expectedVersion: paid.version,
    },
    administrator,
  );
  expect(
    (
      await world.accepted(
        'acceptFundedProject',
        {
          id: approved.id,
          passed: true,
          acceptedOn: '2024-09-30',
          expectedVersion: used.version,
        },
        treasurer,
      )
    ).status,
  ).toBe('ACCEPTED');
  const { ruralFacility } = await world.read<{ ruralFacility: object }>(
    'query ($id: ID!) { ruralFacility(id: $id) { establishedOn upgradedOn change version } }',
    { id: facilityId },
  );
  expect(ruralFacility).toEqual({
    establishedOn: '2015-05-01',
    upgradedOn: '2024-09-30',
    change: 'UPGRADED',
    version: 2,
  });
  await eventually(async () => {
    expect(await world.service.events('rural-programs.allocation.accepted.v1')).toContainEqual(
      expect.objectContaining({ allocationId: approved.id, acceptedOn: '2024-09-30' }),
    );
    expect(await world.service.events('rural-programs.facility.upgraded.v1')).toContainEqual(
      expect.objectContaining({ facilityId, changedOn: '2024-09-30' }),
    );
  });
});

test('a dissolution rejects the open application of the recipient and stops its payments, and a repeated event changes nothing', async () => {
  const recipientId = await world.organization();
  const open = await allocationAt(world, 'APPLIED', { programId: await openProgram(world), recipientId });
  const approved = await allocationAt(world, 'APPROVED', { programId: await openProgram(world), recipientId });
  const dissolved = OrganizationDissolved({
    organizationId: recipientId,
    hostId: null,
    successorId: null,
    dissolvedOn: '2025-01-02',
    reason: '注销',
  });
  for (const version of [2, 3]) await world.service.publish(dissolved, { aggregateId: recipientId, version });
  const states = () =>
    world.read<{
      allocations: {
        edges: { node: { id: string; status: string; version: number; paymentsStoppedOn: string | null } }[];
      };
    }>(
      'query ($ids: [ID!]) { allocations(filter: { recipientIds: $ids }) { edges { node { id status version paymentsStoppedOn } } } }',
      { ids: [recipientId] },
    );
  await eventually(async () =>
    expect((await states()).allocations.edges.map(({ node }) => node)).toEqual(
      expect.arrayContaining([
        { id: open.id, status: 'REJECTED', version: open.version + 1, paymentsStoppedOn: null },
        { id: approved.id, status: 'APPROVED', version: approved.version + 1, paymentsStoppedOn: '2025-01-02' },
      ]),
    ),
  );
  await eventually(async () =>
    expect(
      (
        await world.mutate(
          'disburse',
          {
            id: approved.id,
            amount: '1',
            paidOn: '2025-01-03',
            voucherNo: unique('voucher'),
            expectedVersion: approved.version + 1,
          },
          treasurer,
        )
      ).refusal,
    ).toBe('REFERENCE_INACTIVE'),
  );
  await eventually(async () => {
    expect(
      (await world.service.events<{ allocationId: string }>('rural-programs.allocation.rejected.v1')).filter(
        ({ allocationId }) => allocationId === open.id,
      ),
    ).toHaveLength(1);
    expect(
      (await world.service.events<{ allocationId: string }>('rural-programs.allocation.stopped.v1')).filter(
        ({ allocationId }) => allocationId === approved.id,
      ),
    ).toHaveLength(1);
  });
});

test('the unfinished allocations of a merged recipient go to its successor, which gets the payments, and a clash ends the application of the merged one', async () => {
  const [merged, middle, successor] = [
    await world.organization(),
    await world.organization(),
    await world.organization(),
  ];
  const contested = await openProgram(world);
  const open = await allocationAt(world, 'APPLIED', { programId: await openProgram(world), recipientId: merged });
  const approved = await allocationAt(world, 'APPROVED', { programId: await openProgram(world), recipientId: merged });
  const clash = await allocationAt(world, 'APPLIED', { programId: contested, recipientId: merged });
  const own = await allocationAt(world, 'APPLIED', { programId: contested, recipientId: successor });
  const merger = (organizationId: string, successorId: string) =>
    OrganizationDissolved({ organizationId, hostId: null, successorId, dissolvedOn: '2025-01-02', reason: '合并' });
  await world.service.publish(merger(middle, successor), { aggregateId: middle, version: 2 });
  for (let repetition = 0; repetition < 2; repetition += 1)
    await world.service.publish(merger(merged, middle), { aggregateId: merged, version: 2 });
  type Node = { id: string; version: number; status: string; earlierRecipients: object[] };
  const of = async (recipientId: string) =>
    (
      await world.read<{ allocations: { edges: { node: Node }[] } }>(
        'query ($ids: [ID!]) { allocations(filter: { recipientIds: $ids }) { edges { node { id version status earlierRecipients { recipient { id } until } } } } }',
        { ids: [recipientId] },
      )
    ).allocations.edges.map(({ node }) => node);
  const earlierRecipients = [{ recipient: { id: merged }, until: '2025-01-02' }];
  await eventually(async () => {
    const taken = await of(successor);
    expect(taken).toHaveLength(3);
    expect(taken).toEqual(
      expect.arrayContaining([
        { id: open.id, version: open.version + 1, status: 'APPLIED', earlierRecipients },
        { id: approved.id, version: approved.version + 1, status: 'APPROVED', earlierRecipients },
        { id: own.id, version: own.version, status: 'APPLIED', earlierRecipients: [] },
      ]),
    );
  });
  expect(await of(merged)).toMatchObject([{ id: clash.id, status: 'REJECTED' }]);
  const payment = { id: approved.id, amount: '1', paidOn: '2025-01-03', voucherNo: unique('voucher') };
  const paid = { ...payment, expectedVersion: approved.version + 1 };
  expect((await world.mutate('disburse', paid, treasurer)).refusal).toBeUndefined();
  await eventually(async () => {
    type Transfer = { allocationId: string; recipientId: string; previousRecipientId: string };
    const events = await world.service.events<Transfer>('rural-programs.allocation.transferred.v1');
    expect(events.filter(({ allocationId }) => allocationId === approved.id)).toMatchObject([
      { recipientId: successor, previousRecipientId: merged },
    ]);
  });
});

test('a dissolved recipient gets no application, approval or payment, even while the local copy of the organization is out of date', async () => {
  const recipientId = await world.organization();
  const programId = await openProgram(world);
  const open = await allocationAt(world, 'APPLIED', { programId, recipientId });
  const approved = await allocationAt(world, 'APPROVED', { programId: await openProgram(world), recipientId });
  // the directory already has this version, so its copy stays active
  await world.service.publish(
    OrganizationDissolved({
      organizationId: recipientId,
      hostId: null,
      successorId: null,
      dissolvedOn: '2025-01-02',
      reason: '注销',
    }),
    { aggregateId: recipientId, version: 1 },
  );
  const stateOf = async (id: string) =>
    (
      await world.read<{ allocations: { edges: { node: { id: string; status: string; version: number } }[] } }>(
        'query ($ids: [ID!]) { allocations(filter: { recipientIds: $ids }) { edges { node { id status version } } } }',
        { ids: [recipientId] },
      )
    ).allocations.edges.find(({ node }) => node.id === id)?.node;
  await eventually(async () => expect(await stateOf(open.id)).toMatchObject({ status: 'REJECTED' }));
  const application = {
    recipientId,
    purpose: 'AWARD',
    requested: '50',
    plan: '示范',
    clientMutationId: unique('apply'),
  };
  expect((await world.mutate('applyForFunding', { ...application, programId: await openProgram(world) })).refusal).toBe(
    'REFERENCE_INACTIVE',
  );
  expect(
    (
      await world.mutate(
        'decideAllocation',
        {
          id: open.id,
          to: 'APPROVED',
          amount: '1',
          decidedOn: '2025-01-03',
          expectedVersion: open.version + 1,
        },
        administrator,
      )
    ).refusal,
  ).toBe('REFERENCE_INACTIVE');
  expect(
    (
      await world.mutate(
        'disburse',
        {
          id: approved.id,
          amount: '1',
          paidOn: '2025-01-03',
          voucherNo: unique('voucher'),
          expectedVersion: approved.version + 1,
        },
        treasurer,
      )
    ).refusal,
  ).toBe('REFERENCE_INACTIVE');
});

test('an application that is concurrent with a dissolution does not stay open, and concurrent first applications of a recipient all succeed', async () => {
  const [active, dissolving] = [await world.organization(), await world.organization()];
  const programs = [await openProgram(world), await openProgram(world), await openProgram(world)];
  const apply = (recipientId: string, programId: string) =>
    world.mutate('applyForFunding', {
      programId,
      recipientId,
      purpose: 'AWARD',
      requested: '50',
      plan: '示范',
      clientMutationId: unique('apply'),
    });
  const waitUntilKnown = async (recipientId: string) => {
    await world.accepted('registerRuralFacility', {
      kind: 'SCIENCE_TECH_BACKYARD',
      name: unique('小院'),
      operatorId: recipientId,
      regionCode: '450421',
      clientMutationId: unique('facility'),
    });
  };
  await Promise.all([waitUntilKnown(active), waitUntilKnown(dissolving)]);
  expect(
    (await Promise.all(programs.map((programId) => apply(active, programId)))).map(
      ({ refusal, error }) => refusal ?? error,
    ),
  ).toEqual([undefined, undefined, undefined]);
  const dissolved = OrganizationDissolved({
    organizationId: dissolving,
    hostId: null,
    successorId: null,
    dissolvedOn: '2025-01-02',
    reason: '注销',
  });
  await Promise.all([
    world.service.publish(dissolved, { aggregateId: dissolving, version: 1 }),
    ...programs.map((programId) => apply(dissolving, programId)),
  ]);
  await eventually(async () =>
    expect((await apply(dissolving, await openProgram(world))).refusal).toBe('REFERENCE_INACTIVE'),
  );
  const { allocations } = await world.read<{ allocations: { totalCount: number } }>(
    'query ($ids: [ID!]) { allocations(filter: { recipientIds: $ids, statuses: [APPLIED] }) { totalCount } }',
    { ids: [dissolving] },
  );
  expect(allocations.totalCount).toBe(0);
});

test('an organization with an overdue term cannot apply, and an unknown one is refused with a code that tells the client to try again', async () => {
  const recipientId = await world.organization();
  const programId = await openProgram(world);
  const input = () => ({
    programId,
    recipientId,
    purpose: 'AWARD',
    requested: '50',
    plan: '示范',
    clientMutationId: unique('apply'),
  });
  expect(
    (await world.mutate('applyForFunding', { ...input(), recipientId: 'org_01HZZZZZZZZZZZZZZZZZZZZZZZ' })).refusal,
  ).toBe('REFERENCE_UNKNOWN');
  await world.service.publish(OrganizationTermOverdue({ organizationId: recipientId, endsOn: '2024-01-01' }), {
    aggregateId: recipientId,
    version: 2,
  });
  await eventually(async () =>
    expect((await world.mutate('applyForFunding', input())).refusal).toBe('REFERENCE_INACTIVE'),
  );
});

test('a suspended recipient gets no payment until it is resumed, and its allocation stays', async () => {
  const [programId, recipientId] = [await openProgram(world), await world.organization()];
  const { id, version } = await allocationAt(world, 'APPROVED', { programId, recipientId, amount: '100' });
  const decision = { organizationId: recipientId, reason: '整改', documentNo: '9号' };
  const publish = (event: Parameters<typeof world.service.publish>[0], at: number) =>
    world.service.publish(event, { aggregateId: recipientId, version: at });
  const pay = (amount: string) =>
    world.mutate(
      'disburse',
      { id, amount, paidOn: '2024-06-11', voucherNo: unique('voucher'), expectedVersion: version },
      treasurer,
    );
  await publish(OrganizationSuspended({ ...decision, suspendedOn: '2024-06-01' }), 2);
  const application = { programId, recipientId, purpose: 'AWARD', requested: '50', plan: '示范' };
  await eventually(async () =>
    expect((await world.mutate('applyForFunding', { ...application, clientMutationId: unique('apply') })).refusal).toBe(
      'REFERENCE_INACTIVE',
    ),
  );
  expect((await pay('30')).refusal).toBe('REFERENCE_INACTIVE');
  await publish(OrganizationResumed({ ...decision, status: 'ACTIVE', resumedOn: '2024-06-10' }), 3);
  const paid = await eventually(async () => {
    const outcome = await pay('30');
    expect(outcome.refusal).toBeUndefined();
    return outcome;
  });
  expect(paid.value.version).toBe(version + 1);
});

test('only staff of the region of a program decide about its money', async () => {
  const { id, version } = await allocationAt(world, 'APPLIED', {
    programId: await openProgram(world),
    recipientId: await world.organization(),
  });
  const decision = { id, to: 'REVIEWED', expectedVersion: version };
  expect((await world.mutate('decideAllocation', decision, anonymous)).error).toBe('UNAUTHORIZED_FIELD');
  expect((await world.mutate('decideAllocation', decision, otherRegionStaff)).error).toBe('FORBIDDEN');
  expect((await world.mutate('decideAllocation', decision, secretaryOf(world.bees))).error).toBe('UNAUTHORIZED_FIELD');
  expect((await world.mutate('decideAllocation', decision)).value.status).toBe('REVIEWED');
});

test('a budget is counted once, in the row UNKNOWN, and the money of a program with several sources is not divided among them', async () => {
  const programId = await openProgram(world, { budget: '1000', qualifier: 'OVER' });
  const { id: facilityId } = await world.accepted('registerRuralFacility', {
    kind: 'SCIENCE_TECH_BACKYARD',
    name: unique('小院'),
    regionCode: '450421',
    clientMutationId: unique('facility'),
  });
  const recipientId = await world.organization();
  const { id, version } = await allocationAt(world, 'APPROVED', { programId, recipientId, amount: '100', facilityId });
  await world.accepted(
    'disburse',
    {
      id,
      amount: '30',
      paidOn: '2024-06-11',
      voucherNo: unique('voucher'),
      expectedVersion: version,
    },
    treasurer,
  );
  await allocationAt(world, 'APPROVED', { programId, recipientId: await world.organization(), amount: '200' });
  type Row = {
    keys: { code: string; label: string }[];
    allocations: number;
    recipients: number;
    budget: Money | null;
    approved: Money;
    disbursed: Money;
  };
  const stats = async (groupBy: string) =>
    (
      await world.read<{ fundingStats: Row[] }>(
        `query ($ids: [ID!]) { fundingStats(filter: { programIds: $ids }, groupBy: [${groupBy}]) { keys { code label } allocations recipients budget { value qualifier } approved { value qualifier } disbursed { value qualifier } } }`,
        { ids: [programId] },
      )
    ).fundingStats;
  expect(await stats('FACILITY_KIND')).toEqual([
    {
      keys: [{ code: 'SCIENCE_TECH_BACKYARD', label: '科技小院' }],
      allocations: 1,
      recipients: 1,
      budget: null,
      approved: { value: '100', qualifier: 'EXACT' },
      disbursed: { value: '30', qualifier: 'EXACT' },
    },
    {
      keys: [{ code: 'UNKNOWN', label: '未知' }],
      allocations: 1,
      recipients: 1,
      budget: { value: '1000', qualifier: 'OVER' },
      approved: { value: '200', qualifier: 'EXACT' },
      disbursed: { value: null, qualifier: 'EXACT' },
    },
  ]);
  expect(
    (await stats('FUND_SOURCE')).map(({ keys, budget, approved }) => [
      keys[0]?.code,
      keys[0]?.label,
      budget?.value,
      approved.value,
    ]),
  ).toEqual([['CENTRAL+CITY', '中央+市', '1000', '300']]);
  expect(
    (await stats('')).map(({ allocations, recipients, budget }) => [allocations, recipients, budget?.value]),
  ).toEqual([[2, 2, '1000']]);
});
