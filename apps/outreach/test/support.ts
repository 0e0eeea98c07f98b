import { OrganizationActivated, OrganizationRegistered, RegionsImported } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';

type UserErrors = { userErrors: { code: string; path: string[] | null }[] };
export type Report = {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rows: { id: string | null; outcome: string; errors: { code: string }[] }[];
};
export type World = Awaited<ReturnType<typeof startWorld>>;

export const cityStaff = { id: 'city-staff', roles: ['staff'], regions: ['450400'], organizations: [] };
export const otherStaff = { id: 'other-staff', roles: ['staff'], regions: ['450300'], organizations: [] };
export const anonymous = { id: 'anonymous', roles: [], regions: [], organizations: [] };

let fresh = 0;
/** A name that no other test uses. */
export const unique = (what: string) => `${what}-${(fresh += 1)}`;

const payloadField: Record<string, string> = {
  createCampaign: 'campaign',
  transitionCampaign: 'campaign',
  registerChannel: 'channel',
  logOutput: 'record',
  correctOutput: 'record',
  joinCampaign: 'participation',
};

/** Starts the service and publishes the events of a city, two counties and five organizations, as the service `organizations` would. */
export async function startWorld() {
  const service = await startSubgraphUnderTest('outreach');
  const [wuzhou, tengxian, bureau, society, enterprise] = [
    newId('org'),
    newId('org'),
    newId('org'),
    newId('org'),
    newId('org'),
  ];

  const mutate = async <T>(mutation: string, input: object, selection: string, field: string, viewer?: object) => {
    const type = `${mutation === 'importOutreachFigures' ? 'ImportFigures' : mutation[0]?.toUpperCase() + mutation.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code path } } }`;
    const { data, errors } = await service.query<Record<string, Record<string, unknown> & UserErrors>>(
      text,
      { input },
      viewer as never,
    );
    const answer = data?.[mutation];
    return { data: answer?.[field] as T, userErrors: answer?.userErrors ?? [], errors };
  };
  /** The code of the first user error of a mutation; undefined if the mutation is accepted. */
  const refusal = async (mutation: string, input: object): Promise<string | undefined> => {
    const { userErrors, errors } = await mutate(mutation, input, `${payloadField[mutation]} { id }`, 'id');
    if (errors) throw new Error(JSON.stringify(errors));
    return userErrors[0]?.code;
  };
  /** Imports rows and returns their ids. @throws Error if a row is rejected. */
  const importedIds = async (mutation: string, rows: object[]): Promise<string[]> => {
    const { data, userErrors, errors } = await mutate<Report>(
      mutation,
      { rows },
      'report { rows { id outcome errors { code message path } } }',
      'report',
    );
    const rejected = data?.rows.filter(({ id }) => id === null) ?? [];
    if (errors || userErrors.length > 0 || rejected.length > 0)
      throw new Error(JSON.stringify({ errors, userErrors, rejected }));
    return data.rows.map(({ id }) => id as string);
  };
  const campaignInput = () => ({
    clientMutationId: unique('m'),
    slug: unique('campaign'),
    title: '应急科普',
    theme: 'PANDEMIC',
    regionCode: '450400',
    startsOn: '2019-01-01',
    leadOrganizationId: wuzhou,
  });
  const createCampaign = async (input: object) =>
    (await mutate<{ id: string; slug: string }>('createCampaign', input, 'campaign { id slug }', 'campaign')).data;
  const activeCampaign = async (): Promise<string> => {
    const { id } = await createCampaign(campaignInput());
    await mutate('transitionCampaign', { id, to: 'ACTIVE', expectedVersion: 1 }, 'campaign { id }', 'campaign');
    return id;
  };
  const channel = async (kind: string, operatorId = wuzhou): Promise<string> => {
    const { data, userErrors } = await mutate<{ id: string } | null>(
      'registerChannel',
      { clientMutationId: unique('m'), kind, name: unique('channel'), operatorId, regionCode: '450400' },
      'channel { id }',
      'channel',
    );
    if (!data) throw new Error(JSON.stringify(userErrors));
    return data.id;
  };
  const activate = (organizationId: string, name: string, kind: string, regionCode: string) =>
    service.publish(
      OrganizationActivated({
        ...organizationFacts(organizationId, name, kind, regionCode),
        rosterPersonIds: [],
        chairPersonId: null,
        secretaryPersonId: null,
        foundedOn: null,
      }),
      { aggregateId: organizationId, version: 1 },
    );
  const register = (organizationId: string, name: string, kind: string) =>
    service.publish(OrganizationRegistered(organizationFacts(organizationId, name, kind, '450400')), {
      aggregateId: organizationId,
      version: 1,
    });

  const region = (code: string, name: string, level: string, parentCode: string) => ({
    code,
    name,
    level,
    kind: level,
    parentCode,
    validFrom: null,
    validTo: null,
  });
  const regions = [
    region('450400', '梧州市', 'PREFECTURE', '450000'),
    region('450421', '苍梧县', 'COUNTY', '450400'),
    region('450422', '藤县', 'COUNTY', '450400'),
  ];
  await service.publish(RegionsImported({ edition: '2023', regions }), { aggregateId: '450400', version: 1 });
  await activate(wuzhou, '梧州市科协', 'TERRITORIAL_ASSOCIATION', '450400');
  await activate(tengxian, '藤县科协', 'TERRITORIAL_ASSOCIATION', '450422');
  await activate(society, '学会(占位)001', 'SOCIETY', '450400');
  await register(bureau, '梧州市气象局', 'GOVERNMENT_BODY');
  await register(enterprise, '企业(占位)001', 'ENTERPRISE');
  /** Resolves when the service knows the organization: a row that names it as operator is accepted. */
  const knows = (operatorId: string) =>
    eventually(async () => {
      const probe = {
        dryRun: true,
        rows: [{ key: 'probe', kind: 'E_STATION', name: 'probe', operatorId, regionCode: '450400' }],
      };
      if ((await mutate<Report>('importFacilities', probe, 'report { rejected }', 'report')).data.rejected > 0)
        throw new Error('not known yet');
    });
  await knows(enterprise);
  const secretary = { id: 'secretary', roles: ['secretary'], regions: [], organizations: [tengxian] };
  return {
    service,
    wuzhou,
    tengxian,
    bureau,
    society,
    enterprise,
    secretary,
    mutate,
    refusal,
    importedIds,
    campaignInput,
    createCampaign,
    activeCampaign,
    channel,
    activate,
    knows,
  };
}

function organizationFacts(organizationId: string, name: string, kind: string, regionCode: string) {
  return {
    organizationId,
    name,
    kind,
    level: 'PREFECTURE',
    regionCode,
    parentId: null,
    hostId: null,
    creditCode: null,
    subjectCodes: [],
    industryCodes: [],
    synthetic: false,
  };
}
