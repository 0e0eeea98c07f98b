import { randomUUID } from 'node:crypto';
import { toDay } from '@kexie/kernel';
import { read, staff } from './platform.ts';

/** An association during its founding, with the version that the next step must name. */
export type Association = { id: string; status: string; version: number };
type Payload = {
  organization: Association | null;
  userErrors: { code: string; message: string; path: string[] | null }[];
};

const today = toDay(new Date());
export const rosterSize = 12;

/** A new enterprise, which is a partner from its registration on. */
export async function registerEnterprise(): Promise<Association> {
  return change('registerPartner', 'RegisterPartnerInput', {
    kind: 'ENTERPRISE',
    name: `端到端测试企业${randomUUID()}`,
    regionCode: '450400',
    clientMutationId: randomUUID(),
  });
}

/** Persons of the register for the roster of a new association; `from` is an index in the first page of a hundred. */
export async function somePersons(from = 0): Promise<string[]> {
  const { persons } = await read<{ persons: { edges: { node: { id: string } }[] } }>(
    '{ persons(filter: { regions: ["450400"] }, first: 100) { edges { node { id } } } }',
    staff,
  );
  return persons.edges.slice(from, from + rosterSize).map(({ node }) => node.id);
}

export async function cityAssociation(): Promise<string> {
  const { organizations } = await read<{ organizations: { edges: { node: { id: string } }[] } }>(
    '{ organizations(filter: { regions: ["450400"], includeDescendants: false, kinds: [TERRITORIAL_ASSOCIATION] }) { edges { node { id } } } }',
  );
  return organizations.edges[0]?.node.id ?? '';
}

/** 申请: an enterprise association with its roster. */
export async function apply(facts: {
  hostId: string;
  parentId: string;
  roster: readonly string[];
}): Promise<Association> {
  return change('applyToFoundOrganization', 'FoundOrganizationInput', {
    kind: 'ENTERPRISE_ASSOCIATION',
    name: `端到端测试企业科协${randomUUID()}`,
    regionCode: '450400',
    parentId: facts.parentId,
    hostId: facts.hostId,
    charter: '本会是企业科技工作者的群众组织。',
    rosterPersonIds: facts.roster,
    preparatoryLead: '张三',
    clientMutationId: randomUUID(),
  });
}

/** 批复 */
export async function approve({ id, version }: Association): Promise<Association> {
  return change('approveOrganization', 'ApproveOrganizationInput', {
    id,
    documentNo: `梧科协${randomUUID()}号`,
    approvedOn: today,
    expectedVersion: version,
  });
}

/** 成立大会 */
export async function assemble({ id, version }: Association, roster: readonly string[]): Promise<Association> {
  return change('recordFoundingAssembly', 'FoundingAssemblyInput', {
    id,
    heldOn: today,
    attendance: roster.length,
    charterAdopted: true,
    chairPersonId: roster[0],
    secretaryPersonId: roster[1],
    term: { number: 1, startedOn: today, endsOn: `${Number(today.slice(0, 4)) + 4}${today.slice(4, 7)}-28` },
    expectedVersion: version,
  });
}

/** 备案: the association is active afterwards. */
export async function file({ id, version }: Association): Promise<Association> {
  return change('fileOrganization', 'FileOrganizationInput', { id, filedOn: today, expectedVersion: version });
}

/** 撤销 */
export async function dissolve({ id, version }: Association): Promise<Association> {
  return change('dissolveOrganization', 'DissolveOrganizationInput', {
    id,
    reason: '企业搬迁',
    dissolvedOn: today,
    expectedVersion: version,
  });
}

/** All four steps of a founding. */
export async function found(facts: {
  hostId: string;
  parentId: string;
  roster: readonly string[];
}): Promise<Association> {
  return file(await assemble(await approve(await apply(facts)), facts.roster));
}

export type Member = { id: string; role: string; status: string; endReason: string | null; person: { id: string } };

/** The members of an association, as `people` knows them. */
export async function membersOf(id: string, status: 'ACTIVE' | 'ENDED' = 'ACTIVE'): Promise<Member[]> {
  const { organization } = await read<{ organization: { members: { edges: { node: Member }[] } } }>(
    {
      query: `query ($id: ID!, $status: MembershipStatus) { organization(id: $id) {
      members(status: $status, first: 100) { edges { node { id role status endReason person { id } } } }
    } }`,
      variables: { id, status },
    },
    staff,
  );
  return organization.members.edges.map(({ node }) => node);
}

async function change(mutation: string, inputType: string, input: object): Promise<Association> {
  const { [mutation]: payload } = await read<Record<string, Payload>>(
    {
      query: `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { organization { id status version } userErrors { code message path } } }`,
      variables: { input },
    },
    staff,
  );
  if (!payload?.organization) throw new Error(`${mutation} was refused: ${JSON.stringify(payload?.userErrors)}`);
  return payload.organization;
}
