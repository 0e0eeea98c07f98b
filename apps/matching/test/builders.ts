import {
  MembershipEnded,
  MembershipStarted,
  OrganizationActivated,
  OrganizationDissolved,
  OrganizationRegistered,
  RegionsImported,
  WorkerRegistered,
} from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, type startSubgraphUnderTest } from '@kexie/testing';

export type Service = Awaited<ReturnType<typeof startSubgraphUnderTest>>;

export const city = '450400';
export const county = '450422';
export const otherCounty = '450421';

/** Publishes the event of the city and one of its counties. */
export async function publishRegions(service: Service): Promise<void> {
  const region = { kind: 'COUNTY', validFrom: null, validTo: null };
  await service.publish(
    RegionsImported({
      edition: 'test',
      regions: [
        { ...region, code: city, name: '梧州市', level: 'PREFECTURE', parentCode: '450000' },
        { ...region, code: otherCounty, name: '苍梧县', level: 'COUNTY', parentCode: city },
        { ...region, code: county, name: '藤县', level: 'COUNTY', parentCode: city },
      ],
    }),
    { aggregateId: city, version: 1 },
  );
}

export const facts = {
  level: 'COUNTY',
  regionCode: county,
  parentId: null,
  creditCode: null,
  subjectCodes: [],
  industryCodes: [],
  synthetic: true,
};

/** Registers an enterprise and waits until the service knows it. Returns its id. */
export async function enterprise(
  service: Service,
  { name = '碧水环保公司', regionCode = county } = {},
): Promise<string> {
  const organizationId = newId('org');
  await service.publish(
    OrganizationRegistered({ ...facts, regionCode, organizationId, name, kind: 'ENTERPRISE', hostId: null }),
    {
      aggregateId: organizationId,
      version: 1,
    },
  );
  await eventually(async () => {
    if ((await acceptsNeeds(service, organizationId)) === null) throw new Error('the enterprise is not known yet');
  });
  return organizationId;
}

/** The event of the filing of an enterprise association of this host. */
export function associationFiled(associationId: string, hostId: string, changes: object = {}) {
  return OrganizationActivated({
    ...facts,
    organizationId: associationId,
    name: '企业科协',
    kind: 'ENTERPRISE_ASSOCIATION',
    hostId,
    rosterPersonIds: [],
    chairPersonId: null,
    secretaryPersonId: null,
    foundedOn: '2021-03-01',
    ...changes,
  });
}

export function organizationDissolved(
  organizationId: string,
  hostId: string | null,
  successorId: string | null = null,
) {
  return OrganizationDissolved({
    organizationId,
    hostId,
    successorId,
    dissolvedOn: '2021-10-01',
    reason: 'test',
  });
}

/** Registers an enterprise with an active enterprise association, through which its users enter needs. */
export async function enterpriseWithAssociation(
  service: Service,
  regionCode = county,
): Promise<{ enterpriseId: string; associationId: string }> {
  const enterpriseId = await enterprise(service, { regionCode });
  const associationId = newId('org');
  await service.publish(associationFiled(associationId, enterpriseId, { regionCode }), {
    aggregateId: associationId,
    version: 3,
  });
  await eventually(async () => {
    if (!(await acceptsNeeds(service, enterpriseId))) throw new Error('the association is not known yet');
  });
  return { enterpriseId, associationId };
}

export async function acceptsNeeds(service: Service, id: string): Promise<boolean | null> {
  const { data } = await service.query<{ _entities: [{ acceptsNeeds: boolean | null }] }>(
    'query ($id: ID!) { _entities(representations: [{ __typename: "Organization", id: $id }]) { ... on Organization { acceptsNeeds } } }',
    { id },
  );
  return data._entities[0].acceptsNeeds;
}

/** Publishes the event of the filing of a society (学会). The service may receive it a moment later. Returns its id. */
export async function society(service: Service, { kind = 'SOCIETY', regionCode = county } = {}): Promise<string> {
  const organizationId = newId('org');
  await service.publish(associationFiled(organizationId, '', { kind, regionCode, hostId: null, name: '茶叶学会' }), {
    aggregateId: organizationId,
    version: 3,
  });
  return organizationId;
}

/** The events of a membership, which a test may publish in any order. */
export function membershipOf(service: Service, personId: string, organizationId: string) {
  const membershipId = newId('mem');
  const membership = { membershipId, personId, organizationId, role: 'MEMBER' };
  return {
    start: () =>
      service.publish(MembershipStarted({ ...membership, joinedOn: '2021-01-01' }), {
        aggregateId: membershipId,
        version: 1,
      }),
    /** Ends it; with the successor of a merged association, as a transfer to that one. */
    end: (successorId?: string) => {
      const end = successorId === undefined ? { reason: 'RESIGNED' } : { reason: 'TRANSFERRED', successorId };
      return service.publish(MembershipEnded({ ...membership, endedOn: '2021-06-01', ...end }), {
        aggregateId: membershipId,
        version: 2,
      });
    },
  };
}

export const teamInput = (organizationId: string, changes: object = {}) => ({
  organizationId,
  title: '六堡茶专家服务团',
  purpose: '为茶企服务',
  regionCodes: [county],
  clientMutationId: newId('stm'),
  ...changes,
});

/** Publishes the event of a person. The service may receive it a moment later. Returns the id of the person. */
export async function person(
  service: Service,
  {
    name = '王工',
    titleLevel = 'SENIOR',
    employerId = null as string | null,
    homeStatus = 'VERIFIED',
    regionCode = county,
    personId = newId('per'),
  } = {},
): Promise<string> {
  await service.publish(
    WorkerRegistered({
      personId,
      name,
      regionCode,
      titleLevel,
      subjectCodes: [],
      employerId,
      homeStatus,
      synthetic: true,
    }),
    { aggregateId: personId, version: 1 },
  );
  return personId;
}

export const needInput = (enterpriseId: string, changes: object = {}) => ({
  title: '陶瓷废水处理材料',
  description:
    '生产线排出的陶瓷废水含有细颗粒和油分,现有沉淀池不能稳定达标,希望找到可以重复使用的过滤材料,并给出小试、中试和现场运行的成本与寿命指标。',
  enterpriseId,
  regionCode: county,
  requiredSubjects: [
    { code: '61030', weight: '0.6' },
    { code: '43045', weight: '0.4' },
  ],
  serviceModes: ['TECHNICAL_GUIDANCE'],
  confidentiality: 'PUBLIC',
  clientMutationId: newId('ned'),
  ...changes,
});

export const expertRow = (personId: string, changes: object = {}) => ({
  key: `expert-${personId}`,
  personId,
  displayTitle: '王工 水处理专家',
  subjects: [{ code: '61030', weight: '1' }],
  serviceModes: ['TECHNICAL_GUIDANCE'],
  isInvited: true,
  consentVersion: '2021-1',
  ...changes,
});

type Report = {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rows: { id: string; outcome: string; errors: { code: string; path: string[] }[] }[];
};

/** Imports rows, and repeats the import while a row refers to a record that the service does not know yet. */
export async function importRows(
  service: Service,
  nouns: string,
  rows: readonly object[],
  { dryRun = false, viewer = undefined as Viewer | undefined } = {},
): Promise<Report> {
  const text = `mutation ($input: Import${nouns}Input!) { import${nouns}(input: $input) { report { created updated unchanged rejected rows { id outcome errors { code path } } } userErrors { code } } }`;
  return eventually(async () => {
    const { data, errors } = await service.query<Record<string, { report: Report }>>(
      text,
      { input: { rows, dryRun } },
      viewer,
    );
    if (errors) throw new Error(JSON.stringify(errors));
    const { report } = data[`import${nouns}`] as { report: Report };
    if (report.rows.some((row) => row.errors.some(({ code }) => code === 'REFERENCE_UNKNOWN')))
      throw new Error('a reference is not known yet');
    return report;
  });
}

export type Viewer = { id: string; roles: string[]; regions: string[]; organizations: string[] };
export const staff = (...regions: string[]): Viewer => ({
  id: 'staff-1',
  roles: ['staff'],
  regions,
  organizations: [],
});
export const enterpriseUser = (...organizations: string[]): Viewer => ({
  id: `user-of-${organizations[0]}`,
  roles: ['enterprise'],
  regions: [],
  organizations,
});
export const secretary = (...organizations: string[]): Viewer => ({
  id: `secretary-of-${organizations[0]}`,
  roles: ['secretary'],
  regions: [],
  organizations,
});
export const anonymous: Viewer = { id: 'anonymous', roles: [], regions: [], organizations: [] };
