import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import {
  city,
  county,
  enterprise,
  expertRow,
  importRows,
  membershipOf,
  needInput,
  organizationDissolved,
  otherCounty,
  person,
  publishRegions,
  secretary,
  society,
  staff,
  teamInput,
  type Service,
  type Viewer,
} from './builders.ts';

let service: Service;

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
}, 60_000);

afterAll(() => service.stop());

type Team = {
  id: string;
  version: number;
  status: string;
  expertCount: number;
  subjects: { code: string; experts: number }[];
  experts: { totalCount: number; edges: { node: { id: string } }[] };
};
type Payload = { serviceTeam: Team | null; userErrors: { code: string; path: string[] | null }[] };

const fields =
  'id version status expertCount subjects { code experts } experts(first: 5) { totalCount edges { node { id } } }';

async function mutate(
  name: string,
  type: string,
  input: object,
  viewer?: Viewer,
): Promise<Payload & { code?: string }> {
  const { data, errors } = await service.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { serviceTeam { ${fields} } userErrors { code path } } }`,
    { input },
    viewer,
  );
  const code = errors?.[0]?.extensions?.code;
  return { ...(data?.[name] ?? { serviceTeam: null, userErrors: [] }), ...(code !== undefined && { code }) };
}

/** Forms a team, again while the society or a region is not known yet. */
async function form(organizationId: string, changes: object = {}, viewer?: Viewer): Promise<Team> {
  const input = teamInput(organizationId, changes);
  return eventually(async () => {
    const { serviceTeam, userErrors } = await mutate('createServiceTeam', 'ServiceTeamInput', input, viewer);
    expect(userErrors).toEqual([]);
    return serviceTeam as Team;
  });
}

const add = (id: string, expertIds: string[], viewer?: Viewer) =>
  mutate('addTeamExperts', 'TeamExpertsInput', { id, expertIds }, viewer);

async function teamOf(id: string): Promise<Team> {
  const { data } = await service.query<{ serviceTeam: Team }>(
    `query ($id: ID!) { serviceTeam(id: $id) { ${fields} } }`,
    { id },
  );
  return data.serviceTeam;
}

async function teamsOf(expertId: string): Promise<string[]> {
  const { data } = await service.query<{ expert: { serviceTeams: { id: string }[] } }>(
    'query ($id: ID!) { expert(id: $id) { serviceTeams { id } } }',
    { id: expertId },
  );
  return data.expert.serviceTeams.map(({ id }) => id);
}

async function societiesOf(expertId: string): Promise<string[]> {
  const { data } = await service.query<{ expert: { societies: { id: string }[] } }>(
    'query ($id: ID!) { expert(id: $id) { societies { id } } }',
    { id: expertId },
  );
  return data.expert.societies.map(({ id }) => id);
}

async function profile(changes: object = {}): Promise<{ personId: string; expertId: string }> {
  const personId = await person(service);
  const { rows } = await importRows(service, 'Experts', [expertRow(personId, { isInvited: false, ...changes })]);
  return { personId, expertId: rows[0]?.id as string };
}

async function member(organizationId: string) {
  const { personId, expertId } = await profile();
  const membership = membershipOf(service, personId, organizationId);
  await membership.start();
  return { personId, expertId, membership };
}

/** Adds an expert whose membership may not be known yet. */
async function addMember(teamId: string, expertId: string): Promise<Team> {
  return eventually(async () => {
    const { serviceTeam, userErrors } = await add(teamId, [expertId]);
    expect(userErrors).toEqual([]);
    return serviceTeam as Team;
  });
}

test('the secretary of a society forms a team of its members, changes it and dissolves it', async () => {
  const organizationId = await society(service);
  const viewer = secretary(organizationId);
  const team = await form(organizationId, {}, viewer);
  expect(team).toMatchObject({ version: 1, status: 'ACTIVE', expertCount: 0, subjects: [] });
  const { expertId } = await member(organizationId);
  const after = await addMember(team.id, expertId);
  expect(after).toMatchObject({ version: 2, expertCount: 1, subjects: [{ code: '61030', experts: 1 }] });
  expect(after.experts).toEqual({ totalCount: 1, edges: [{ node: { id: expertId } }] });
  expect((await add(team.id, [expertId], viewer)).serviceTeam).toMatchObject({ version: 2, expertCount: 1 });
  expect(await teamsOf(expertId)).toEqual([team.id]);
  const { organizationId: _, clientMutationId: __, ...statements } = teamInput(organizationId, { title: '茶业服务团' });
  const changed = { ...statements, id: team.id, expectedVersion: 2 };
  expect((await mutate('updateServiceTeam', 'UpdateServiceTeamInput', changed, viewer)).serviceTeam?.version).toBe(3);
  const removed = await mutate('removeTeamExperts', 'TeamExpertsInput', { id: team.id, expertIds: [expertId] }, viewer);
  expect(removed.serviceTeam).toMatchObject({ version: 4, expertCount: 0, subjects: [] });
  await add(team.id, [expertId], viewer);
  const end = { id: team.id, reason: '任务完成', expectedVersion: 5 };
  expect((await mutate('dissolveServiceTeam', 'DissolveServiceTeamInput', end, viewer)).serviceTeam).toMatchObject({
    status: 'DISSOLVED',
    expertCount: 0,
    experts: { totalCount: 0 },
  });
  expect(await teamsOf(expertId)).toEqual([]);
  expect((await add(team.id, [expertId], viewer)).userErrors[0]?.code).toBe('INVALID_TRANSITION');
});

test('only a society forms teams, in known regions, and a repeated request forms one team', async () => {
  const enterpriseId = await enterprise(service);
  const create = (input: object, viewer?: Viewer) => mutate('createServiceTeam', 'ServiceTeamInput', input, viewer);
  expect((await create(teamInput(enterpriseId))).userErrors).toEqual([
    { code: 'VALIDATION_FAILED', path: ['organizationId'] },
  ]);
  const organizationId = await society(service);
  await form(organizationId);
  expect((await create(teamInput(organizationId, { regionCodes: ['110101'] }))).userErrors).toEqual([
    { code: 'REFERENCE_UNKNOWN', path: ['regionCodes'] },
  ]);
  const input = teamInput(organizationId);
  const first = (await create(input)).serviceTeam?.id;
  expect((await create(input)).serviceTeam?.id).toBe(first);
  expect((await create(teamInput(organizationId), secretary(newId('org')))).code).toBe('FORBIDDEN');
  expect((await create(teamInput(organizationId), staff(otherCounty))).code).toBe('FORBIDDEN');
  expect((await create(teamInput(organizationId), staff(city))).serviceTeam?.status).toBe('ACTIVE');
});

test('recommendations can be limited to the experts of service teams', async () => {
  const [first, second] = [await form(await society(service)), await form(await society(service))];
  const related = { isInvited: true, subjects: [{ code: '61050', weight: '1' }] };
  const [one, another] = [(await profile(related)).expertId, (await profile(related)).expertId];
  await addMember(first.id, one);
  await addMember(second.id, another);
  const better = (await profile()).expertId;
  const { clientMutationId: key, ...need } = needInput(await enterprise(service));
  const [row] = (await importRows(service, 'Needs', [{ ...need, key, publishedOn: '2021-05-01' }])).rows;
  const recommended = async (size: number, teamIds: string[] | null) => {
    const { data, errors } = await service.query<{ recommendExperts: { rank: number; expert: { id: string } }[] }>(
      'query ($need: ID!, $first: Int, $teams: [ID!]) { recommendExperts(needId: $need, first: $first, teamIds: $teams) { rank expert { id } } }',
      { need: row?.id, first: size, teams: teamIds },
    );
    return errors?.[0]?.extensions ?? data.recommendExperts.map(({ rank, expert }) => [rank, expert.id]);
  };
  expect(await recommended(1, [first.id])).toEqual([[1, one]]);
  const both = [one, another].sort().map((id, index) => [index + 1, id]);
  expect(await recommended(10, [first.id, second.id])).toEqual(both);
  expect(await recommended(1, [first.id, second.id])).toEqual(both.slice(0, 1));
  const all = (await recommended(100, null)) as [number, string][];
  const rankOf = (id: string) => all.find(([, other]) => other === id)?.[0];
  expect(rankOf(better)).toBeLessThan(rankOf(one) ?? 0);
  expect(await recommended(100, [])).toEqual(all);

  expect(await recommended(1, [first.id, newId('stm')])).toMatchObject({ code: 'REFERENCE_UNKNOWN' });
  expect(
    await recommended(
      1,
      Array.from({ length: 21 }, () => newId('stm')),
    ),
  ).toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  const end = { id: second.id, reason: '任务完成', expectedVersion: 2 };
  await mutate('dissolveServiceTeam', 'DissolveServiceTeamInput', end);
  expect(await recommended(1, [second.id])).toMatchObject({ code: 'REFERENCE_INACTIVE' });
});

test('a request that names an expert who may not enter adds none of its experts', async () => {
  const organizationId = await society(service);
  const team = await form(organizationId);
  const { expertId } = await member(organizationId);
  await addMember(team.id, expertId);
  await mutate('removeTeamExperts', 'TeamExpertsInput', { id: team.id, expertIds: [expertId] });
  const stranger = (await profile()).expertId;
  const silent = (await profile({ isInvited: true, consentVersion: null })).expertId;
  for (const [other, code] of [
    [stranger, 'VALIDATION_FAILED'],
    [silent, 'CONSENT_MISSING'],
    [newId('exp'), 'REFERENCE_UNKNOWN'],
  ] as const)
    expect((await add(team.id, [expertId, other])).userErrors).toEqual([{ code, path: ['expertIds'] }]);
  const unknown = { id: team.id, expertIds: [newId('exp')] };
  expect((await mutate('removeTeamExperts', 'TeamExpertsInput', unknown)).userErrors[0]?.code).toBe(
    'REFERENCE_UNKNOWN',
  );
  for (const ids of [[], Array.from({ length: 101 }, () => newId('exp'))])
    expect((await add(team.id, ids)).userErrors).toEqual([{ code: 'VALIDATION_FAILED', path: ['expertIds'] }]);
  expect(await teamOf(team.id)).toMatchObject({ version: 3, expertCount: 0 });
});

test('an expert leaves the team when the membership ends, and an invited expert stays', async () => {
  const organizationId = await society(service);
  const team = await form(organizationId);
  const { expertId, membership } = await member(organizationId);
  const invited = await profile({ isInvited: true });
  const invitedMembership = membershipOf(service, invited.personId, organizationId);
  await invitedMembership.start();
  await addMember(team.id, expertId);
  await addMember(team.id, invited.expertId);
  await invitedMembership.end();
  await membership.end();
  await eventually(async () => expect(await teamsOf(expertId)).toEqual([]));
  expect(await teamOf(team.id)).toMatchObject({ version: 3, expertCount: 1, subjects: [{ experts: 1 }] });
  expect(await teamsOf(invited.expertId)).toEqual([team.id]);
});

test('a withdrawn expert leaves all teams and lists, and the profile stays readable by id', async () => {
  const first = await form(await society(service));
  const second = await form(await society(service));
  const { expertId } = await profile({ isInvited: true });
  for (const { id } of [first, second]) await addMember(id, expertId);
  const withdrawal = { id: expertId, reason: '个人原因', expectedVersion: 1 };
  const { data } = await service.query<{ withdrawExpert: { expert: { status: string; consented: boolean } } }>(
    'mutation ($input: WithdrawExpertInput!) { withdrawExpert(input: $input) { expert { status consented } } }',
    { input: withdrawal },
  );
  expect(data.withdrawExpert.expert).toEqual({ status: 'WITHDRAWN', consented: false });
  expect(await teamsOf(expertId)).toEqual([]);
  for (const { id } of [first, second]) expect((await teamOf(id)).expertCount).toBe(0);
  const listed = async (filter: object) => {
    const answer = await service.query<{ experts: { edges: { node: { id: string } }[] } }>(
      'query ($filter: ExpertFilter) { experts(filter: $filter, first: 100) { edges { node { id } } } }',
      { filter },
    );
    return answer.data.experts.edges.map(({ node }) => node.id);
  };
  expect(await listed({})).not.toContain(expertId);
  expect(await listed({ statuses: ['WITHDRAWN'] })).toContain(expertId);
});

test('a team follows the subjects of its experts', async () => {
  const team = await form(await society(service));
  const { personId, expertId } = await profile({ isInvited: true });
  await addMember(team.id, expertId);
  const { key: _, ...input } = expertRow(personId, { subjects: [{ code: '55020', weight: '1' }], expectedVersion: 1 });
  const { data } = await service.query<{ upsertExpertProfile: { userErrors: object[] } }>(
    'mutation ($input: ExpertProfileInput!) { upsertExpertProfile(input: $input) { userErrors { code } } }',
    { input },
  );
  expect(data.upsertExpertProfile.userErrors).toEqual([]);
  expect((await teamOf(team.id)).subjects).toEqual([{ code: '55020', experts: 1 }]);
});

test('the dissolution of a society ends its teams, and no team is formed after it', async () => {
  const organizationId = await society(service);
  const team = await form(organizationId);
  const { expertId } = await member(organizationId);
  await addMember(team.id, expertId);
  await service.publish(organizationDissolved(organizationId, null), { aggregateId: organizationId, version: 4 });
  await eventually(async () => expect((await teamOf(team.id)).status).toBe('DISSOLVED'));
  expect(await teamsOf(expertId)).toEqual([]);
  const { userErrors } = await mutate('createServiceTeam', 'ServiceTeamInput', teamInput(organizationId));
  expect(userErrors).toEqual([{ code: 'REFERENCE_INACTIVE', path: ['organizationId'] }]);
  const events = await eventually(async () => {
    const stored = await service.events<{ teamId: string }>('matching.service-team.dissolved.v1');
    const found = stored.filter(({ teamId }) => teamId === team.id);
    expect(found).toHaveLength(1);
    return found;
  });
  expect(events).toMatchObject([{ organizationId }]);
});

test('the teams of a merged society go to its successor with their experts, whichever of the events comes first', async () => {
  for (const membersFirst of [true, false]) {
    const [merged, successor] = [await society(service), await society(service)];
    const team = await form(merged);
    const { personId, expertId, membership } = await member(merged);
    await addMember(team.id, expertId);
    const dissolve = () =>
      service.publish(organizationDissolved(merged, null, successor), { aggregateId: merged, version: 4 });
    const ownerOf = async () =>
      (
        await service.query<{ serviceTeam: { status: string; organization: { id: string } } }>(
          'query ($id: ID!) { serviceTeam(id: $id) { status organization { id } } }',
          { id: team.id },
        )
      ).data.serviceTeam;
    if (!membersFirst) {
      await dissolve();
      await eventually(async () => expect((await ownerOf()).organization.id).toBe(successor));
    }
    await membershipOf(service, personId, successor).start();
    await membership.end(successor);
    await eventually(async () => {
      expect(await societiesOf(expertId)).toEqual([successor]);
      expect(await ownerOf()).toEqual({ status: 'ACTIVE', organization: { id: successor } });
    });
    if (membersFirst) await dissolve();
    await service.publish(organizationDissolved(merged, null, successor), { aggregateId: merged, version: 4 });
    const { userErrors } = await mutate('createServiceTeam', 'ServiceTeamInput', teamInput(merged));
    expect(userErrors).toEqual([{ code: 'REFERENCE_INACTIVE', path: ['organizationId'] }]);
    expect(await teamsOf(expertId)).toEqual([team.id]);
    expect((await teamOf(team.id)).status).toBe('ACTIVE');
  }
});

test('the teams of a society go to the successor of its successor, and end when that was dissolved', async () => {
  for (const last of [await society(service), null]) {
    const [first, second] = [await society(service), await society(service)];
    const team = await form(first);
    await service.publish(organizationDissolved(second, null, last), { aggregateId: second, version: 4 });
    await service.publish(organizationDissolved(first, null, second), { aggregateId: first, version: 4 });
    await eventually(async () => {
      const { data } = await service.query<{ serviceTeam: { status: string; organization: { id: string } } }>(
        'query ($id: ID!) { serviceTeam(id: $id) { status organization { id } } }',
        { id: team.id },
      );
      expect(data.serviceTeam).toEqual({
        status: last ? 'ACTIVE' : 'DISSOLVED',
        organization: { id: last ?? first },
      });
    });
  }
});

test('teams are found by society, by subject, and by the regions that they serve, above and below', async () => {
  const organizationId = await society(service);
  const inCounty = await form(organizationId, { regionCodes: [county] });
  const inCity = await form(organizationId, { regionCodes: [city] });
  const { expertId } = await profile({ isInvited: true });
  await addMember(inCity.id, expertId);
  const found = async (filter: object) => {
    const { data, errors } = await service.query<{ serviceTeams: { totalCount: number; edges: { node: Team }[] } }>(
      'query ($filter: ServiceTeamFilter) { serviceTeams(filter: $filter) { totalCount edges { node { id } } } }',
      { filter: { organizationIds: [organizationId], ...filter } },
    );
    if (errors) return errors[0]?.extensions?.code;
    expect(data.serviceTeams.totalCount).toBe(data.serviceTeams.edges.length);
    return data.serviceTeams.edges.map(({ node }) => node.id);
  };
  expect(await found({})).toEqual([inCounty.id, inCity.id]);
  expect(await found({ regions: [county] })).toEqual([inCounty.id, inCity.id]);
  expect(await found({ regions: [otherCounty] })).toEqual([inCity.id]);
  expect(await found({ regions: [city] })).toEqual([inCounty.id, inCity.id]);
  expect(await found({ regions: ['100000'] })).toEqual([inCounty.id, inCity.id]);
  expect(await found({ regions: ['110000'] })).toEqual([]);
  expect(await found({ regions: ['.*'] })).toBe('VALIDATION_FAILED');
  expect(await found({ subjectPrefixes: ['610'] })).toEqual([inCity.id]);
  expect(await found({ subjectPrefixes: ['210'] })).toEqual([]);
  const { data } = await service.query<{ _entities: { serviceTeams: { totalCount: number } }[] }>(
    'query ($id: ID!) { _entities(representations: [{ __typename: "Organization", id: $id }]) { ... on Organization { serviceTeams(first: 1) { totalCount } } } }',
    { id: organizationId },
  );
  expect(data._entities[0]?.serviceTeams.totalCount).toBe(2);
});
