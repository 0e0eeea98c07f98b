import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import {
  anonymous,
  city,
  county,
  enterprise,
  enterpriseUser,
  expertRow,
  importRows,
  needInput,
  otherCounty,
  person,
  publishRegions,
  staff,
  type Service,
  type Viewer,
} from './builders.ts';

let service: Service;
let replica: Pick<Service, 'query'>;
let enterpriseId: string;

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  replica = await service.startReplica();
  await publishRegions(service);
  enterpriseId = await enterprise(service);
  await importRows(service, 'Needs', [needRow()]);
}, 90_000);
afterAll(() => service.stop());

type UserError = { code: string; path: string[] | null; message: string };
type Proposal = {
  id: string;
  version: number;
  status: string;
  awaits: string[];
  supersededBecause: string | null;
  expiresAt: string;
  explanation: { modelVersion: string; sentence: string };
  engagement: { id: string; status: string; mode: string; title: string; region: { code: string } } | null;
};
type Payload = { proposal: Proposal | null; userErrors: UserError[] };

const fields =
  'id version status awaits supersededBecause expiresAt explanation { modelVersion sentence } engagement { id status mode title region { code } }';
const enterpriseSide = () => enterpriseUser(enterpriseId);
const broker = (...regions: string[]): Viewer => ({ id: 'usr_broker', roles: ['broker'], regions, organizations: [] });
const worker = (id: string): Viewer => ({ id, roles: ['worker'], regions: [], organizations: [] });

function needRow(changes: object = {}) {
  const { clientMutationId: key, ...row } = needInput(enterpriseId, changes);
  return { ...row, key, status: 'PUBLISHED', publishedOn: '2021-05-01' };
}

async function imported(nouns: string, row: object): Promise<string> {
  const { rows } = await importRows(service, nouns, [row]);
  expect(rows[0]?.errors).toEqual([]);
  return rows[0]?.id ?? '';
}
const newNeed = (changes: object = {}) => imported('Needs', needRow(changes));
async function newExpert(changes: object = {}): Promise<{ expertId: string; personId: string }> {
  const personId = await person(service);
  return { personId, expertId: await imported('Experts', expertRow(personId, changes)) };
}

async function mutate(
  name: string,
  type: string,
  input: object,
  viewer?: Viewer,
  on: Pick<Service, 'query'> = service,
): Promise<Payload & { code: string | undefined }> {
  const { data, errors } = await on.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { proposal { ${fields} } userErrors { code path message } } }`,
    { input },
    viewer,
  );
  const code = errors?.[0]?.extensions?.code;
  return { ...(data?.[name] ?? { proposal: null, userErrors: [] }), code };
}

const propose = (pair: { needId: string; expertId: string }, changes: object = {}, viewer?: Viewer) =>
  mutate('propose', 'ProposalInput', { ...pair, origin: 'BROKER', clientMutationId: newId('prp'), ...changes }, viewer);
const respond = (
  { id, version }: { id: string; version: number },
  side: 'ENTERPRISE' | 'EXPERT',
  changes: object = {},
  viewer?: Viewer,
  on?: Pick<Service, 'query'>,
) =>
  mutate(
    'respondToProposal',
    'ProposalResponseInput',
    { id, side, accept: true, expectedVersion: version, ...changes },
    viewer,
    on,
  );
const withdraw = ({ id, version }: Proposal, viewer?: Viewer) =>
  mutate('withdrawProposal', 'WithdrawProposalInput', { id, reason: '不再需要', expectedVersion: version }, viewer);

/** A new proposal by a broker. */
async function proposed(pair: { needId: string; expertId: string }): Promise<Proposal> {
  const { proposal, userErrors } = await propose(pair, {}, broker(county));
  expect(userErrors).toEqual([]);
  return proposal as Proposal;
}
/** The proposal after the acceptance by the enterprise. */
async function halfAccepted(pair: { needId: string; expertId: string }): Promise<Proposal> {
  return (await respond(await proposed(pair), 'ENTERPRISE', {}, enterpriseSide())).proposal as Proposal;
}

async function read<T>(query: string, viewer?: Viewer): Promise<T> {
  const { data, errors } = await service.query<T>(`{ ${query} }`, {}, viewer);
  expect(errors).toBeUndefined();
  return data;
}
async function stateOf(id: string): Promise<Proposal> {
  return (await read<{ proposal: Proposal }>(`proposal(id: "${id}") { ${fields} }`)).proposal;
}
/** Takes a step of the engagement of a proposal. */
async function advance({ engagement }: Proposal, to: string, expectedVersion: number): Promise<void> {
  const { data } = await service.query<{ advanceEngagement: { userErrors: UserError[] } }>(
    'mutation ($input: AdvanceEngagementInput!) { advanceEngagement(input: $input) { userErrors { code path message } } }',
    { input: { id: engagement?.id, to, startedOn: to === 'AGREED' ? '2026-01-05' : null, expectedVersion } },
  );
  expect(data.advanceEngagement.userErrors).toEqual([]);
}
async function statusOfNeed(id: string): Promise<string> {
  return (await read<{ need: { status: string } }>(`need(id: "${id}") { status }`)).need.status;
}
async function loadOf(id: string): Promise<number> {
  return (await read<{ expert: { activeLoad: number } }>(`expert(id: "${id}") { activeLoad }`)).expert.activeLoad;
}
/** The events of this type about one proposal or need, after all events of earlier commands were published. */
async function eventsOf<T = Record<string, unknown>>(type: string, key: 'proposalId' | 'needId', id: string) {
  return ((await service.events(type)) as Record<string, unknown>[]).filter((data) => data[key] === id) as T[];
}

describe('the life of a proposal', () => {
  test('both sides accept, and an engagement begins in negotiation with the facts of the need', async () => {
    const { expertId, personId } = await newExpert({ serviceModes: ['TRAINING', 'TECHNICAL_GUIDANCE', 'CONSULTING'] });
    const needId = await newNeed({ serviceModes: ['CONSULTING', 'TECHNICAL_GUIDANCE'] });
    const proposal = await proposed({ needId, expertId });
    expect(proposal).toMatchObject({ status: 'PROPOSED', awaits: ['ENTERPRISE', 'EXPERT'], engagement: null });
    expect(await statusOfNeed(needId)).toBe('MATCHING');
    const half = (await respond(proposal, 'ENTERPRISE', {}, enterpriseSide())).proposal as Proposal;
    expect(half).toMatchObject({ status: 'ENTERPRISE_ACCEPTED', awaits: ['EXPERT'] });
    const { proposal: whole } = await respond(half, 'EXPERT', { comment: '可以下周到厂' }, worker(personId));
    expect(whole).toMatchObject({
      status: 'MUTUALLY_ACCEPTED',
      awaits: [],
      engagement: { status: 'NEGOTIATING', mode: 'CONSULTING', title: '陶瓷废水处理材料', region: { code: county } },
    });
    expect([await statusOfNeed(needId), await loadOf(expertId)]).toEqual(['MATCHED', 1]);
    await eventually(async () => {
      expect(await eventsOf('matching.match.confirmed.v1', 'proposalId', proposal.id)).toEqual([
        { proposalId: proposal.id, needId, expertId, enterpriseId, engagementId: whole?.engagement?.id },
      ]);
      expect(await eventsOf('matching.proposal.made.v1', 'proposalId', proposal.id)).toHaveLength(1);
      expect(await eventsOf('matching.proposal.responded.v1', 'proposalId', proposal.id)).toMatchObject([
        { side: 'ENTERPRISE', accepted: true, status: 'ENTERPRISE_ACCEPTED' },
        { side: 'EXPERT', accepted: true, status: 'MUTUALLY_ACCEPTED' },
      ]);
      expect(await eventsOf('matching.engagement.started.v1', 'needId', needId)).toHaveLength(1);
    });
  });

  test('the proposal is CONVERTED when the engagement is agreed, and a terminated engagement frees the place', async () => {
    const { expertId, personId } = await newExpert({ capacity: 1 });
    const needId = await newNeed();
    const half = await halfAccepted({ needId, expertId });
    const { proposal } = await respond(half, 'EXPERT', {}, worker(personId));
    await advance(proposal as Proposal, 'AGREED', 1);
    expect((await stateOf(half.id)).status).toBe('CONVERTED');
    expect(await statusOfNeed(needId)).toBe('IN_ENGAGEMENT');
    await advance(proposal as Proposal, 'TERMINATED', 2);
    expect([await statusOfNeed(needId), await loadOf(expertId)]).toEqual(['MATCHING', 0]);
    expect((await propose({ needId, expertId }, {}, broker(county))).proposal?.status).toBe('PROPOSED');
  });

  test('a decline closes the proposal, reopens the need, and excludes the pair for 180 days', async () => {
    const { expertId, personId } = await newExpert();
    const needId = await newNeed();
    const proposal = await proposed({ needId, expertId });
    const answer = { accept: false, reason: 'NOT_MY_FIELD' };
    expect((await respond(proposal, 'EXPERT', answer, worker(personId))).proposal?.status).toBe('DECLINED');
    expect(await statusOfNeed(needId)).toBe('PUBLISHED');
    const { userErrors } = await propose({ needId, expertId }, {}, broker(county));
    expect(userErrors).toMatchObject([{ code: 'INVALID_TRANSITION', path: ['expertId'] }]);
    expect(userErrors[0]?.message).toMatch(/from \d{4}-\d{2}-\d{2}/);
  });

  test('the proposal of a side counts as its acceptance, and only its proposer or a broker withdraws it', async () => {
    const { expertId, personId } = await newExpert();
    const needId = await newNeed();
    const { proposal } = await propose({ needId, expertId }, { origin: 'EXPERT' }, worker(personId));
    expect(proposal).toMatchObject({ status: 'EXPERT_ACCEPTED', awaits: ['ENTERPRISE'] });
    expect((await withdraw(proposal as Proposal, enterpriseSide())).code).toBe('FORBIDDEN');
    expect((await withdraw(proposal as Proposal, worker(personId))).proposal?.status).toBe('WITHDRAWN');
    const again = (await propose({ needId, expertId }, { origin: 'ENTERPRISE' }, enterpriseSide())).proposal;
    expect(again?.status).toBe('ENTERPRISE_ACCEPTED');
    expect((await withdraw(again as Proposal, broker(county))).proposal?.status).toBe('WITHDRAWN');
    expect((await withdraw({ ...(again as Proposal), version: 2 }, broker(county))).userErrors[0]?.code).toBe(
      'INVALID_TRANSITION',
    );
  });

  test('a broker records the answer of a side with its consent, and the record states it', async () => {
    const { expertId } = await newExpert();
    const proposal = await proposed({ needId: await newNeed(), expertId });
    expect((await respond(proposal, 'EXPERT', {}, broker(county))).userErrors).toMatchObject([
      { code: 'CONSENT_MISSING', path: ['consentRecord'] },
    ]);
    const consentRecord = '2026年3月2日电话同意,记录人李明';
    await respond(proposal, 'EXPERT', { consentRecord }, broker(county));
    const { proposal: read_ } = await read<{ proposal: object }>(
      `proposal(id: "${proposal.id}") { answers { side accepted byBroker recordedConsent } }`,
    );
    expect(read_).toEqual({
      answers: [{ side: 'EXPERT', accepted: true, byBroker: true, recordedConsent: consentRecord }],
    });
  });

  test('a withdrawn need and a suspended expert end their open proposals in the same step', async () => {
    const [one, two] = [await newExpert(), await newExpert()];
    const [needId, other] = [await newNeed(), await newNeed()];
    const ofNeed = await proposed({ needId, expertId: one.expertId });
    const ofExpert = await proposed({ needId: other, expertId: two.expertId });
    const version = (await read<{ need: { version: number } }>(`need(id: "${needId}") { version }`)).need.version;
    await service.query(
      `mutation { withdrawNeed(input: { id: "${needId}", reason: "不再需要", expectedVersion: ${version} }) { userErrors { code } } }`,
    );
    expect(await stateOf(ofNeed.id)).toMatchObject({ status: 'SUPERSEDED', supersededBecause: 'NEED_CLOSED' });
    await service.query(
      `mutation { suspendExpert(input: { id: "${two.expertId}", reason: "投诉核实", expectedVersion: 1 }) { userErrors { code } } }`,
    );
    expect(await stateOf(ofExpert.id)).toMatchObject({ status: 'SUPERSEDED', supersededBecause: 'EXPERT_UNAVAILABLE' });
    expect(await statusOfNeed(other)).toBe('PUBLISHED');
  });
});

describe('races', () => {
  test('two needs race for the last slot of an expert on two replicas: one is accepted, and the other superseded', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { expertId, personId } = await newExpert({ capacity: 1 });
      const needs = [await newNeed(), await newNeed()];
      const halves = await Promise.all(needs.map((needId) => halfAccepted({ needId, expertId })));
      const answers = await Promise.all(
        halves.map((half, index) => respond(half, 'EXPERT', {}, worker(personId), index === 0 ? service : replica)),
      );
      expect(answers.map(({ proposal }) => proposal?.status).sort()).toEqual(['MUTUALLY_ACCEPTED', 'SUPERSEDED']);
      const states = await Promise.all(halves.map(({ id }) => stateOf(id)));
      expect(states.map(({ status }) => status).sort()).toEqual(['MUTUALLY_ACCEPTED', 'SUPERSEDED']);
      expect(states.find(({ status }) => status === 'SUPERSEDED')?.supersededBecause).toBe('EXPERT_FULL');
      expect(await loadOf(expertId)).toBe(1);
      expect((await Promise.all(needs.map(statusOfNeed))).sort()).toEqual(['MATCHED', 'PUBLISHED']);
    }
  }, 60_000);

  test('two experts race for the last place of a need on two replicas: the quota is not exceeded', async () => {
    for (let round = 0; round < 3; round += 1) {
      const needId = await newNeed();
      const experts = [await newExpert(), await newExpert()];
      const halves = await Promise.all(experts.map(({ expertId }) => proposed({ needId, expertId })));
      const accepted: Proposal[] = [];
      for (const half of halves)
        accepted.push((await respond(half, 'ENTERPRISE', {}, enterpriseSide())).proposal as Proposal);
      const answers = await Promise.all(
        accepted.map((half, index) =>
          respond(half, 'EXPERT', {}, worker(experts[index]?.personId ?? ''), index === 0 ? service : replica),
        ),
      );
      expect(answers.map(({ proposal }) => proposal?.status).sort()).toEqual(['MUTUALLY_ACCEPTED', 'SUPERSEDED']);
      const states = await Promise.all(halves.map(({ id }) => stateOf(id)));
      expect(states.map(({ status }) => status).sort()).toEqual(['MUTUALLY_ACCEPTED', 'SUPERSEDED']);
      expect(states.find(({ status }) => status === 'SUPERSEDED')?.supersededBecause).toBe('NEED_FILLED');
      expect(await statusOfNeed(needId)).toBe('MATCHED');
      const loads = await Promise.all(experts.map(({ expertId }) => loadOf(expertId)));
      expect(loads.sort()).toEqual([0, 1]);
    }
  }, 60_000);

  test('four experts race for the last two places of a need that is in engagement, whose status no acceptance changes', async () => {
    const needId = await newNeed({ quota: 3 });
    const experts = await Promise.all(Array.from({ length: 5 }, () => newExpert()));
    const [first, ...halves] = [
      ...(await Promise.all(experts.map(({ expertId }) => halfAccepted({ needId, expertId })))),
    ] as [Proposal, ...Proposal[]];
    const { proposal } = await respond(first, 'EXPERT', {}, worker(experts[0]?.personId ?? ''));
    await advance(proposal as Proposal, 'AGREED', 1);
    expect(await statusOfNeed(needId)).toBe('IN_ENGAGEMENT');
    const answers = await Promise.all(
      halves.map((half, index) =>
        respond(half, 'EXPERT', {}, worker(experts[index + 1]?.personId ?? ''), index % 2 === 0 ? service : replica),
      ),
    );
    expect(answers.map(({ proposal: answered }) => answered?.status).sort()).toEqual([
      'MUTUALLY_ACCEPTED',
      'MUTUALLY_ACCEPTED',
      'SUPERSEDED',
      'SUPERSEDED',
    ]);
    const { need } = await read<{ need: { engagements: object[] } }>(`need(id: "${needId}") { engagements { id } }`);
    expect(need.engagements).toHaveLength(3);
  }, 60_000);

  test('of eight proposals at once to one expert, five are open and three are refused', async () => {
    const { expertId } = await newExpert();
    const needs = await Promise.all(Array.from({ length: 8 }, () => newNeed()));
    const answers = await Promise.all(
      needs.map((needId, index) =>
        mutate(
          'propose',
          'ProposalInput',
          { needId, expertId, origin: 'BROKER', clientMutationId: newId('prp') },
          broker(county),
          index % 2 === 0 ? service : replica,
        ),
      ),
    );
    expect(answers.filter(({ proposal }) => proposal !== null)).toHaveLength(5);
    expect(answers.flatMap(({ userErrors }) => userErrors).map(({ code }) => code)).toEqual([
      'QUOTA_EXCEEDED',
      'QUOTA_EXCEEDED',
      'QUOTA_EXCEEDED',
    ]);
  }, 60_000);

  test('a pair that is proposed twice at once has one open proposal', async () => {
    const pair = { needId: await newNeed(), expertId: (await newExpert()).expertId };
    const answers = await Promise.all([1, 2, 3].map(() => propose(pair, {}, broker(county))));
    expect(answers.flatMap(({ proposal }) => proposal ?? [])).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors).map(({ code }) => code)).toEqual(['DUPLICATE', 'DUPLICATE']);
  });
});

describe('bad input', () => {
  const code = ({ userErrors, code: error }: Payload & { code: string | undefined }) => error ?? userErrors[0]?.code;

  test('a pair that violates a constraint is refused, and the refusal names it', async () => {
    const { expertId } = await newExpert();
    const needId = await newNeed();
    const modes = await propose({ needId, expertId: (await newExpert({ serviceModes: ['TESTING'] })).expertId });
    expect(modes.userErrors[0]).toMatchObject({
      code: 'VALIDATION_FAILED',
      message: expect.stringContaining('SERVICE_MODE'),
    });
    const closed = await propose({ needId: await newNeed({ deadline: '2021-06-01' }), expertId });
    expect(closed.userErrors[0]).toMatchObject({ code: 'VALIDATION_FAILED', path: ['needId'] });
    expect(code(await propose({ needId, expertId: (await newExpert({ capacity: 0 })).expertId }))).toBe(
      'VALIDATION_FAILED',
    );
    expect(code(await propose({ needId, expertId: (await newExpert({ consentVersion: null })).expertId }))).toBe(
      'CONSENT_MISSING',
    );
    const busy = await newExpert({ capacity: 1 });
    await imported('Engagements', {
      key: newId('eng'),
      title: '技术指导',
      expertId: busy.expertId,
      regionCode: county,
      mode: 'CONSULTING',
    });
    expect(code(await propose({ needId, expertId: busy.expertId }))).toBe('CAPACITY_EXCEEDED');
    expect(await statusOfNeed(needId)).toBe('PUBLISHED');
  });

  test('a user of an enterprise who is an expert acts for one side only', async () => {
    const { expertId, personId } = await newExpert();
    const needId = await newNeed();
    const both = { ...worker(personId), roles: ['worker', 'enterprise'], organizations: [enterpriseId] };
    expect(code(await propose({ needId, expertId }, { origin: 'EXPERT' }, both))).toBe('VALIDATION_FAILED');
    const proposal = await proposed({ needId, expertId });
    expect(code(await respond(proposal, 'ENTERPRISE', {}, both))).toBe('FORBIDDEN');
  });

  test('the origin is that of the role', async () => {
    const { expertId, personId } = await newExpert();
    const pair = { needId: await newNeed(), expertId };
    for (const [origin, viewer] of [
      ['ROUND', broker(county)],
      ['ROUND', undefined],
      ['ENTERPRISE', broker(county)],
      ['BROKER', worker(personId)],
      ['EXPERT', enterpriseSide()],
    ] as const)
      expect((await propose(pair, { origin }, viewer)).userErrors).toMatchObject([
        { code: 'VALIDATION_FAILED', path: ['origin'] },
      ]);
  });

  test('unknown and foreign records are refused, and a hidden need does not exist for an expert', async () => {
    const { expertId, personId } = await newExpert();
    const needId = await newNeed();
    expect((await propose({ needId: newId('ned'), expertId })).userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['needId'] },
    ]);
    expect((await propose({ needId, expertId: newId('exp') })).userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['expertId'] },
    ]);
    expect(code(await propose({ needId, expertId }, {}, broker(otherCounty)))).toBe('FORBIDDEN');
    expect(code(await propose({ needId, expertId }, {}, anonymous))).toBe('UNAUTHORIZED_FIELD');
    const secret = await newNeed({ confidentiality: 'MATCHED_ONLY' });
    expect(
      (await propose({ needId: secret, expertId }, { origin: 'EXPERT' }, worker(personId))).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND', path: ['needId'] }]);
    expect(code(await respond({ id: newId('prp'), version: 1 }, 'EXPERT'))).toBe('NOT_FOUND');
  });

  test('a text of 100,000 characters, a decline without a reason and an answer with a wrong version change nothing', async () => {
    const { expertId, personId } = await newExpert();
    const needId = await newNeed();
    const long = 'x'.repeat(100_000);
    expect(code(await propose({ needId, expertId }, { note: long }))).toBe('VALIDATION_FAILED');
    const proposal = await proposed({ needId, expertId });
    const expertSide = worker(personId);
    expect(code(await respond(proposal, 'EXPERT', { comment: long }, expertSide))).toBe('VALIDATION_FAILED');
    expect(code(await respond(proposal, 'EXPERT', { accept: false }, expertSide))).toBe('VALIDATION_FAILED');
    expect(code(await respond(proposal, 'EXPERT', { reason: 'OTHER' }, expertSide))).toBe('VALIDATION_FAILED');
    expect(code(await respond(proposal, 'EXPERT', { consentRecord: '本人' }, expertSide))).toBe('VALIDATION_FAILED');
    expect(code(await respond({ ...proposal, version: 7 }, 'EXPERT', {}, expertSide))).toBe('VERSION_CONFLICT');
    expect(await stateOf(proposal.id)).toMatchObject({ version: 1, status: 'PROPOSED' });
  });

  test('an answer of the wrong side, and a second answer of a side, are refused', async () => {
    const { expertId, personId } = await newExpert();
    const half = await halfAccepted({ needId: await newNeed(), expertId });
    expect(code(await respond(half, 'EXPERT', {}, enterpriseSide()))).toBe('FORBIDDEN');
    expect(code(await respond(half, 'ENTERPRISE', {}, worker(personId)))).toBe('FORBIDDEN');
    expect(code(await respond(half, 'EXPERT', {}, worker(newId('per'))))).toBe('FORBIDDEN');
    expect(code(await respond(half, 'EXPERT', { consentRecord: 'x' }, broker(otherCounty)))).toBe('FORBIDDEN');
    expect(code(await respond(half, 'ENTERPRISE', {}, enterpriseSide()))).toBe('DUPLICATE');
  });

  test('a repeated clientMutationId makes no second proposal', async () => {
    const pair = { needId: await newNeed(), expertId: (await newExpert()).expertId };
    const clientMutationId = newId('prp');
    const first = await propose(pair, { clientMutationId }, broker(county));
    const again = await propose(pair, { clientMutationId }, broker(county));
    expect(again.proposal?.id).toBe(first.proposal?.id);
  });
});

describe('readers', () => {
  type Listed = { edges: { node: { id: string; hoursLeft: number; awaits: string[] } }[]; totalCount: number };
  const ids = ({ edges }: Listed) => edges.map(({ node }) => node.id);

  test('the sides and the staff of the region see a proposal and its hidden need, and no other viewer sees either', async () => {
    const { expertId, personId } = await newExpert();
    const needId = await newNeed({ confidentiality: 'MATCHED_ONLY' });
    const { id } = await proposed({ needId, expertId });
    const query = `proposal(id: "${id}") { need { id } } proposals(filter: { needId: "${needId}" }) { edges { node { id hoursLeft awaits } } totalCount } need(id: "${needId}") { proposals { id } } expert(id: "${expertId}") { proposals(statuses: [PROPOSED]) { id } } needs(filter: { enterpriseIds: ["${enterpriseId}"] }, first: 100) { edges { node { id } } }`;
    type Seen = {
      proposal: { need: { id: string } | null } | null;
      proposals: Listed;
      need: { proposals: { id: string }[] } | null;
      expert: { proposals: { id: string }[] };
      needs: Listed;
    };
    for (const viewer of [enterpriseSide(), worker(personId), staff(city), broker(county)]) {
      const seen = await read<Seen>(query, viewer);
      expect([viewer.id, seen.proposal, ids(seen.proposals), seen.need, seen.expert]).toEqual([
        viewer.id,
        { need: { id: needId } },
        [id],
        { proposals: [{ id }] },
        { proposals: [{ id }] },
      ]);
      expect(ids(seen.needs)).toContain(needId);
    }
    for (const viewer of [anonymous, worker(newId('per')), staff(otherCounty), enterpriseUser(newId('org'))]) {
      const seen = await read<Seen>(query, viewer);
      expect([viewer.id, seen.proposal, seen.proposals.totalCount, seen.need, seen.expert.proposals]).toEqual([
        viewer.id,
        null,
        0,
        null,
        [],
      ]);
      expect(ids(seen.needs)).not.toContain(needId);
    }
  });

  test('an expert and an enterprise read what concerns them with their own token and no id', async () => {
    const { expertId, personId } = await newExpert();
    const own = await enterprise(service, { name: '另一家企业' });
    const needId = await eventually(() => newNeed({ enterpriseId: own }));
    const { id } = await proposed({ needId, expertId });
    const list = 'edges { node { id } } totalCount';
    const mine = await read<{ myProposals: Listed }>(`myProposals { ${list} }`, worker(personId));
    expect(ids(mine.myProposals)).toEqual([id]);
    const none = await read<{ myProposals: Listed }>(`myProposals(statuses: [DECLINED]) { ${list} }`, worker(personId));
    expect(none.myProposals.totalCount).toBe(0);
    const needs = await read<{ myNeeds: Listed }>(`myNeeds(statuses: [MATCHING]) { ${list} }`, enterpriseUser(own));
    expect(ids(needs.myNeeds)).toEqual([needId]);
    const nobody = await read<{ myNeeds: Listed }>(`myNeeds { ${list} }`, {
      ...enterpriseUser(own),
      organizations: [],
    });
    expect(nobody.myNeeds.totalCount).toBe(0);
    for (const query of ['myProposals', 'myNeeds']) {
      const { errors } = await service.query(`{ ${query} { totalCount } }`, {}, anonymous);
      expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    }
  });

  test('the board shows the open proposals of a region with the sides that are awaited, and only to its brokers', async () => {
    const { expertId } = await newExpert();
    const half = await halfAccepted({ needId: await newNeed(), expertId });
    const board = `brokerBoard(region: "${county}", first: 100) { edges { node { id hoursLeft awaits } } totalCount }`;
    const { brokerBoard } = await read<{ brokerBoard: Listed }>(board, broker(city));
    const entry = brokerBoard.edges.find(({ node }) => node.id === half.id)?.node;
    expect(entry?.awaits).toEqual(['EXPERT']);
    expect(entry?.hoursLeft).toBeGreaterThan(5 * 24 - 1);
    const hours = brokerBoard.edges.map(({ node }) => node.hoursLeft);
    expect(hours).toEqual(hours.toSorted((a, b) => a - b));
    for (const [viewer, refusal] of [
      [broker(otherCounty), 'FORBIDDEN'],
      [enterpriseSide(), 'FORBIDDEN'],
      [anonymous, 'UNAUTHENTICATED'],
    ] as const) {
      const { errors } = await service.query(`{ ${board} }`, {}, viewer);
      expect(errors?.[0]?.extensions?.code).toBe(refusal);
    }
  });

  test('a recommendation leaves out experts who are proposed already, for the viewers who see the proposals', async () => {
    const subject = { subjects: [{ code: '53054', weight: '1' }] };
    const { expertId } = await newExpert(subject);
    const needId = await newNeed({ requiredSubjects: [{ code: '53054', weight: '1' }] });
    const recommended = async (args: string, viewer: Viewer) => {
      const query = `recommendExperts(needId: "${needId}", first: 100${args}) { expert { id } }`;
      const { recommendExperts } = await read<{ recommendExperts: { expert: { id: string } }[] }>(query, viewer);
      return recommendExperts.map(({ expert }) => expert.id);
    };
    expect(await recommended('', broker(county))).toContain(expertId);
    const { explanation } = await proposed({ needId, expertId });
    expect(explanation.sentence).not.toBe('');
    expect(await recommended('', broker(county))).not.toContain(expertId);
    expect(await recommended(', excludeProposed: false', broker(county))).toContain(expertId);
    expect(await recommended('', worker(newId('per')))).toContain(expertId);
  });
});
