import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TokenClaims } from '@kexie/stack';
import { eventually } from '@kexie/testing';
import {
  apply,
  approve,
  assemble,
  cityAssociation,
  dissolve,
  file,
  membersOf,
  registerEnterprise,
  rosterSize,
  somePersons,
} from './association.ts';
import type { Association } from './association.ts';
import { ask, read, staff } from './platform.ts';

type Need = { id: string; status: string; version: number };
type NeedPayload = { need: Need | null; userErrors: { code: string }[] };

describe('an enterprise association from its application to its dissolution', () => {
  let roster: string[];
  let host: Association;
  let association: Association;
  let enterpriseUser: TokenClaims;
  let need: Need;

  beforeAll(async () => {
    roster = await somePersons();
    host = await registerEnterprise();
    enterpriseUser = { roles: ['enterprise'], organizations: [host.id], sub: 'e2e-enterprise' };
  });

  test('before the founding its enterprise cannot enter needs', async () => {
    expect(roster).toHaveLength(rosterSize);
    await eventually(async () => expect(await acceptsNeeds(host.id)).toBe(false));
    expect((await createNeed(host.id, enterpriseUser)).userErrors).toMatchObject([{ code: 'REFERENCE_UNKNOWN' }]);
  });

  test('it is applied for, approved, founded and filed, each step once and in order', async () => {
    association = await apply({ hostId: host.id, parentId: await cityAssociation(), roster });
    expect(association.status).toBe('APPLIED');
    await expect(file(association)).rejects.toThrow('INVALID_TRANSITION');
    const approved = await approve(association);
    expect(approved.status).toBe('APPROVED');
    await expect(approve(association)).rejects.toThrow('VERSION_CONFLICT');
    const founded = await assemble(approved, roster);
    expect(founded.status).toBe('FOUNDED');
    expect(await membersOf(association.id)).toEqual([]);
    association = await file(founded);
    expect(association.status).toBe('ACTIVE');
  });

  test('the persons of its roster become members, each once, with the chair and the secretary', async () => {
    const members = await eventually(async () => {
      const present = await membersOf(association.id);
      expect(present).toHaveLength(rosterSize);
      return present;
    });
    expect(members.map(({ person }) => person.id).sort()).toEqual([...roster].sort());
    expect(members.find(({ role }) => role === 'CHAIR')?.person.id).toBe(roster[0]);
    expect(members.find(({ role }) => role === 'SECRETARY_GENERAL')?.person.id).toBe(roster[1]);
  });

  test('after the filing its enterprise can enter needs', async () => {
    await eventually(async () => expect(await acceptsNeeds(host.id)).toBe(true));
    const draft = await eventually(async () => {
      const payload = await createNeed(host.id, enterpriseUser);
      expect(payload.userErrors).toEqual([]);
      return payload.need as Need;
    });
    const submitted = await changeNeed(
      'submitNeed',
      'SubmitNeedInput',
      { id: draft.id, expectedVersion: draft.version },
      enterpriseUser,
    );
    need = await changeNeed(
      'reviewNeed',
      'ReviewNeedInput',
      { id: draft.id, decision: 'PUBLISH', expectedVersion: submitted.version },
      staff,
    );
    expect(need.status).toBe('PUBLISHED');
  });

  test('a user of another enterprise cannot enter needs for it', async () => {
    const { errors } = await ask(
      { query: creation, variables: { input: needInput(host.id) } },
      { roles: ['enterprise'], organizations: ['another'], sub: 'e2e-another' },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('its dissolution ends the memberships, withdraws the needs and refuses further ones', async () => {
    expect((await dissolve(association)).status).toBe('DISSOLVED');
    await eventually(async () => {
      expect(await membersOf(association.id)).toEqual([]);
      expect(await statusOf(need.id)).toBe('WITHDRAWN');
    });
    const ended = await membersOf(association.id, 'ENDED');
    expect(ended).toHaveLength(rosterSize);
    expect(new Set(ended.map(({ endReason }) => endReason))).toEqual(new Set(['ORGANIZATION_DISSOLVED']));
    expect(await acceptsNeeds(host.id)).toBe(false);
    expect((await createNeed(host.id, enterpriseUser)).userErrors).toMatchObject([{ code: 'REFERENCE_INACTIVE' }]);
  });
});

async function acceptsNeeds(id: string): Promise<boolean | null> {
  return (
    await read<{ organization: { acceptsNeeds: boolean | null } }>({
      query: 'query ($id: ID!) { organization(id: $id) { acceptsNeeds } }',
      variables: { id },
    })
  ).organization.acceptsNeeds;
}

async function statusOf(needId: string): Promise<string | undefined> {
  return (
    await read<{ need: Need | null }>({
      query: 'query ($id: ID!) { need(id: $id) { status } }',
      variables: { id: needId },
    })
  ).need?.status;
}

const creation =
  'mutation ($input: NeedInput!) { createNeed(input: $input) { need { id status version } userErrors { code } } }';

async function createNeed(enterpriseId: string, viewer: TokenClaims): Promise<NeedPayload> {
  return (
    await read<{ createNeed: NeedPayload }>({ query: creation, variables: { input: needInput(enterpriseId) } }, viewer)
  ).createNeed;
}

function needInput(enterpriseId: string): object {
  return {
    title: '污水处理工艺改进',
    description:
      '本企业陶瓷生产线每天排放大量含氮含磷的废水,现有处理工艺能耗高、出水不稳定,希望与专家合作改进膜生物反应器工艺,降低能耗并稳定达标。',
    enterpriseId,
    regionCode: '450400',
    requiredSubjects: [{ code: '61030', weight: '1' }],
    serviceModes: ['TECHNICAL_GUIDANCE'],
    clientMutationId: randomUUID(),
  };
}

async function changeNeed(mutation: string, inputType: string, input: object, viewer: TokenClaims): Promise<Need> {
  const { [mutation]: payload } = await read<Record<string, NeedPayload>>(
    {
      query: `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { need { id status version } userErrors { code } } }`,
      variables: { input },
    },
    viewer,
  );
  if (!payload?.need) throw new Error(`${mutation} was refused: ${JSON.stringify(payload?.userErrors)}`);
  return payload.need;
}
