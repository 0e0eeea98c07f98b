import { OrganizationRegistered, RegionsImported } from '@kexie/events';
import { newId } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';

export type Report = {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rows: { id: string | null; outcome: string; errors: { code: string }[] }[];
};
export type Answer = { id: string; version: number; status: string };
export type World = Awaited<ReturnType<typeof startWorld>>;

export const staff: Identity = { id: 'usr_staff', roles: ['staff'], regions: ['450400'], organizations: [] };
export const otherStaff: Identity = { id: 'usr_other_staff', roles: ['staff'], regions: ['450400'], organizations: [] };
/** An administrator, who may backdate, and a second one, because who approved an application neither pays nor accepts it. */
export const administrator: Identity = {
  id: 'usr_administrator',
  roles: ['administrator'],
  regions: [],
  organizations: [],
};
export const treasurer: Identity = { id: 'usr_treasurer', roles: ['administrator'], regions: [], organizations: [] };
export const otherRegionStaff: Identity = {
  id: 'usr_elsewhere',
  roles: ['staff'],
  regions: ['450300'],
  organizations: [],
};
export const anonymous: Identity = { id: 'anonymous', roles: [], regions: [], organizations: [] };
export const secretaryOf = (organizationId: string): Identity => ({
  id: `usr_${organizationId}`,
  roles: ['secretary'],
  regions: [],
  organizations: [organizationId],
});

let fresh = 0;
/** A name that no other test uses. */
export const unique = (what: string) => `${what}-${(fresh += 1)}`;

const fields: Record<string, string> = {
  setTrainingTarget: 'target',
  openFundingProgram: 'program',
  applyForFunding: 'allocation',
  decideAllocation: 'allocation',
  disburse: 'allocation',
  acceptFundedProject: 'allocation',
  registerRuralFacility: 'facility',
};
const inputs: Record<string, string> = {
  openTraining: 'TrainingStepInput',
  holdTraining: 'TrainingStepInput',
  cancelTraining: 'TrainingStepInput',
  verifyTraining: 'TrainingStepInput',
  importRuralFigures: 'ImportFiguresInput',
};
const selections: Record<string, string> = {
  target: 'id version',
  program: 'id version',
  facility: 'id version',
  session: 'id version status',
  allocation: 'id version status',
};

/** Starts the service and publishes the events of a city, two counties, a city association and a rural association, as `organizations` would. */
export async function startWorld() {
  const service = await startSubgraphUnderTest('rural-programs');
  const wuzhou = newId('org');
  const region = (code: string, name: string, level: string, parentCode: string) => ({
    code,
    name,
    level,
    kind: level,
    parentCode,
    validFrom: null,
    validTo: null,
  });

  const organization = async (
    kind = 'RURAL_TECH_ASSOCIATION',
    regionCode = '450421',
    organizationId = newId('org'),
  ): Promise<string> => {
    const facts = {
      organizationId,
      name: `${kind} ${organizationId}`,
      kind,
      level: 'COUNTY',
      regionCode,
      parentId: null,
      hostId: null,
      creditCode: null,
      subjectCodes: [],
      industryCodes: [],
      synthetic: false,
    };
    await service.publish(OrganizationRegistered(facts), { aggregateId: organizationId, version: 1 });
    return organizationId;
  };
  /** Runs a mutation. `refusal` is the code of the first user error, and `error` the code of a GraphQL error. */
  const mutate = async <T = Answer>(mutation: string, input: object, viewer: Identity = staff) => {
    const field = mutation.startsWith('import') ? 'report' : (fields[mutation] ?? 'session');
    const selection =
      field === 'report'
        ? 'created updated unchanged rejected rows { id outcome errors { code message } }'
        : selections[field];
    const warnings = field === 'session' || field === 'target' ? 'warnings' : '';
    const type = inputs[mutation] ?? `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const { data, errors } = await service.query<
      Record<string, { userErrors: { code: string }[]; warnings?: string[] } & Record<string, unknown>>
    >(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${field} { ${selection} } ${warnings} userErrors { code message path } } }`,
      { input },
      viewer,
    );
    const answer = data?.[mutation];
    return {
      value: answer?.[field] as T,
      refusal: answer?.userErrors[0]?.code,
      warnings: answer?.warnings ?? [],
      error: errors?.[0]?.extensions?.['code'] as string | undefined,
    };
  };
  /** Runs a mutation, and repeats it until it is accepted, because a reference may not be known yet. */
  const accepted = <T = Answer>(mutation: string, input: object, viewer: Identity = staff): Promise<T> =>
    eventually(async () => {
      const { value, refusal, error } = await mutate<T>(mutation, input, viewer);
      if (refusal !== undefined || error !== undefined) throw new Error(`${mutation}: ${refusal ?? error}`);
      return value;
    });
  /** Imports rows until none is rejected, and returns the report. */
  const imported = (mutation: string, rows: object[]): Promise<Report> =>
    eventually(async () => {
      const { value, error } = await mutate<Report>(mutation, { rows });
      if (error !== undefined || value.rejected > 0)
        throw new Error(`${mutation}: ${error ?? JSON.stringify(value.rows.find(({ id }) => id === null))}`);
      return value;
    });
  const read = async <T>(query: string, variables: object = {}, viewer: Identity = anonymous): Promise<T> => {
    const { data, errors } = await service.query<T>(query, variables, viewer);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  };

  await service.publish(
    RegionsImported({
      edition: 'test',
      regions: [
        region('450400', '梧州市', 'PREFECTURE', '450000'),
        region('450421', '苍梧县', 'COUNTY', '450400'),
        region('450422', '藤县', 'COUNTY', '450400'),
      ],
    }),
    { aggregateId: '450400', version: 1 },
  );
  await organization('TERRITORIAL_ASSOCIATION', '450400', wuzhou);
  const bees = await organization();
  // succeeds as soon as the service has the local copies of the regions and organizations
  await imported('importOrganizationHonours', [{ key: 'ready', organizationId: bees, title: '先进单位', year: 2001 }]);
  return { service, wuzhou, bees, organization, mutate, accepted, imported, read };
}

/** Creates an application and decides it up to this status, on past days and by an administrator. */
export async function allocationAt(
  { accepted }: World,
  status: 'APPLIED' | 'PUBLIC_NOTICE' | 'APPROVED',
  {
    programId,
    recipientId,
    amount = '100',
    facilityId,
  }: { programId: string; recipientId: string; amount?: string; facilityId?: string },
): Promise<Answer> {
  const applied = await accepted('applyForFunding', {
    programId,
    recipientId,
    facilityId,
    purpose: 'UPGRADE',
    requested: '150000',
    plan: '更新设备',
    clientMutationId: unique('apply'),
  });
  if (status === 'APPLIED') return applied;
  const reviewed = await accepted(
    'decideAllocation',
    {
      id: applied.id,
      to: 'REVIEWED',
      decidedOn: '2024-06-03',
      expectedVersion: applied.version,
    },
    administrator,
  );
  const noticed = await accepted(
    'decideAllocation',
    {
      id: applied.id,
      to: 'PUBLIC_NOTICE',
      decidedOn: '2024-06-03',
      expectedVersion: reviewed.version,
    },
    administrator,
  );
  if (status === 'PUBLIC_NOTICE') return noticed;
  return accepted(
    'decideAllocation',
    {
      id: applied.id,
      to: 'APPROVED',
      amount,
      decidedOn: '2024-06-10',
      expectedVersion: noticed.version,
    },
    administrator,
  );
}

/** Opens a program with a year that no other test uses. Returns its id. */
export async function openProgram({ accepted }: World, changes: object = {}): Promise<string> {
  fresh += 1;
  const { id } = await accepted('openFundingProgram', {
    kind: 'OTHER',
    title: '资金项目',
    year: 1960 + fresh,
    regionCode: '450400',
    budget: '1000',
    sources: ['CENTRAL', 'CITY'],
    clientMutationId: unique('program'),
    ...changes,
  });
  return id;
}
