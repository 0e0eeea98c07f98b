import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import {
  county,
  enterprise,
  enterpriseUser,
  expertRow,
  importRows,
  otherCounty,
  publishRegions,
  needInput,
  anonymous,
  person,
  staff,
  type Service,
  type Viewer,
} from './builders.ts';

let service: Service;

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
}, 60_000);

afterAll(() => service.stop());

const explanation =
  'explanation { needScore expertScore mutualScore eligible failedConstraints sentence modelVersion parts { side factor weight value contribution evidence } }';
type Part = { side: string; weight: string; value: string; contribution: string; evidence: string[] };
type Explanation = {
  needScore: string;
  expertScore: string;
  mutualScore: string;
  eligible: boolean;
  failedConstraints: string[];
  sentence: string;
  modelVersion: string;
  parts: Part[];
};
type Recommendation = { rank: number; expert: { id: string; displayTitle: string }; explanation: Explanation };

async function importNeed(changes: object = {}): Promise<string> {
  const { clientMutationId: key, ...need } = needInput(await enterprise(service), changes);
  return (await importRows(service, 'Needs', [{ ...need, key, publishedOn: '2021-05-01' }])).rows[0]?.id as string;
}

async function importExperts(...changes: object[]): Promise<string[]> {
  const rows = [];
  for (const change of changes) rows.push(expertRow(await person(service), change));
  return (await importRows(service, 'Experts', rows)).rows.map(({ id }) => id);
}

async function recommended(needId: string, more = ''): Promise<Recommendation[]> {
  const { data, errors } = await service.query<{ recommendExperts: Recommendation[] }>(
    `query ($id: ID!) { recommendExperts(needId: $id${more}) { rank expert { id displayTitle } ${explanation} } }`,
    { id: needId },
  );
  expect(errors).toBeUndefined();
  return data.recommendExperts;
}

async function explained(needId: string, expertId: string, viewer?: Viewer): Promise<Explanation> {
  const { data } = await service.query<{ explainMatch: Explanation }>(
    `query ($n: ID!, $e: ID!) { explainMatch(needId: $n, expertId: $e) ${explanation.replace('explanation ', '')} }`,
    { n: needId, e: expertId },
    viewer,
  );
  return data.explainMatch;
}
/** A score or contribution in millionths. */
const units = (decimal: string): number => Math.round(Number(decimal) * 1e6);

test('an expert in the field of a need comes before experts in related fields, and experts who are not eligible come last', async () => {
  const [field, related, unrelated, withoutConsent, trainingOnly] = await importExperts(
    {
      displayTitle: '本领域',
      subjects: [
        { code: '61030', weight: '1' },
        { code: '43045', weight: '1' },
      ],
      summary: '陶瓷废水处理与过滤材料',
    },
    { displayTitle: '相近领域', subjects: [{ code: '57040', weight: '1' }] },
    { displayTitle: '其他领域', subjects: [{ code: '21040', weight: '1' }] },
    {
      displayTitle: '本领域未同意',
      subjects: [
        { code: '61030', weight: '1' },
        { code: '43045', weight: '1' },
      ],
      summary: '陶瓷废水处理与过滤材料',
      consentVersion: null,
    },
    { displayTitle: '只做培训', subjects: [{ code: '61030', weight: '1' }], serviceModes: ['TRAINING'] },
  );
  const list = await recommended(await importNeed());
  const ids = list.map(({ expert }) => expert.id);
  expect(ids.slice(0, 2)).toEqual([field, related]);
  expect(ids).not.toContain(trainingOnly);
  expect(ids).not.toContain(unrelated);
  expect(list.at(-1)).toMatchObject({
    expert: { id: withoutConsent },
    explanation: { eligible: false, failedConstraints: ['CONSENT'] },
  });
  expect(list.map(({ rank }) => rank)).toEqual(list.map((_, index) => index + 1));
});

test('repeated queries have the same result, and the explanation of a pair equals that of its recommendation', async () => {
  const twins = await importExperts(
    { displayTitle: '双胞胎', subjects: [{ code: '61050', weight: '1' }] },
    { displayTitle: '双胞胎', subjects: [{ code: '61050', weight: '1' }] },
  );
  const needId = await importNeed({ requiredSubjects: [{ code: '61050', weight: '1' }] });
  const first = await recommended(needId);
  expect(await recommended(needId)).toEqual(first);
  const order = first.map(({ expert }) => expert.id).filter((id) => twins.includes(id));
  expect(order).toEqual([...twins].sort());
  expect(await explained(needId, order[0] ?? '')).toEqual(
    first.find(({ expert }) => expert.id === order[0])?.explanation,
  );
});

test('the contributions in the response add up to the scores', async () => {
  await importExperts({ displayTitle: '本领域' });
  for (const {
    explanation: { parts, needScore, expertScore },
  } of await recommended(await importNeed())) {
    const sum = (side: string) =>
      parts.filter((part) => part.side === side).reduce((total, { contribution }) => total + units(contribution), 0);
    expect([sum('NEED'), sum('EXPERT')]).toEqual([needScore, expertScore].map(units));
  }
});

test('the explanation of any pair adds up to its scores, names what it violates, and has a Chinese sentence', async () => {
  const [expertId] = await importExperts({ serviceModes: ['TRAINING'], subjects: [{ code: '21040', weight: '1' }] });
  const { needScore, expertScore, mutualScore, parts, ...stated } = await explained(await importNeed(), expertId ?? '');
  const scoreOf = (side: string) =>
    parts.filter((part) => part.side === side).reduce((sum, part) => sum + units(part.contribution), 0);
  const [need, expert] = [scoreOf('NEED'), scoreOf('EXPERT')];
  expect([units(needScore), units(expertScore)]).toEqual([need, expert]);
  expect(units(mutualScore)).toBe(Math.round((2 * need * expert) / (need + expert)));
  for (const { weight, value, contribution } of parts)
    expect(Number(contribution)).toBeCloseTo(Number(weight) * Number(value), 5);
  expect(stated).toMatchObject({ eligible: false, failedConstraints: ['SERVICE_MODE'], modelVersion: 'two-way-1' });
  expect(stated.sentence).toMatch(/^学科不同.*尚可承接2项。$/u);
});

test('the needs recommended for an expert are open and visible to the viewer', async () => {
  const [expertId] = await importExperts({ displayTitle: '养蜂专家', subjects: [{ code: '2302070', weight: '1' }] });
  const beekeeping = { title: '蜂蜜加工技术', requiredSubjects: [{ code: '2302070', weight: '1' }] };
  const open = await importNeed(beekeeping);
  const secret = await importNeed({ ...beekeeping, confidentiality: 'MATCHED_ONLY' });
  const over = await importNeed({ ...beekeeping, status: 'RESOLVED' });
  const text =
    'query ($id: ID!) { recommendNeeds(expertId: $id, first: 5) { rank need { id title } explanation { mutualScore sentence } } }';
  const idsFor = async (viewer?: typeof anonymous) =>
    (
      await service.query<{ recommendNeeds: { need: { id: string } }[] }>(text, { id: expertId }, viewer)
    ).data.recommendNeeds.map(({ need }) => need.id);
  const forAdministrator = await idsFor();
  expect(forAdministrator.slice(0, 2).sort()).toEqual([open, secret].sort());
  expect(forAdministrator).not.toContain(over);
  expect((await idsFor(anonymous))[0]).toBe(open);
  expect(await idsFor(anonymous)).not.toContain(secret);
});

test('a query for the experts of a need that the viewer may not see has the same error as for an unknown need', async () => {
  const needId = await importNeed({ confidentiality: 'MATCHED_ONLY' });
  const codeFor = async (id: string) =>
    (await service.query('query ($id: ID!) { recommendExperts(needId: $id) { rank } }', { id }, anonymous)).errors?.[0]
      ?.extensions?.['code'];
  expect(await codeFor(needId)).toBe('NOT_FOUND');
  expect(await codeFor(newId('ned'))).toBe('NOT_FOUND');
});

const worker = (id: string): Viewer => ({ id, roles: ['worker'], regions: [], organizations: [] });

/** What the viewer learns about a pair: its violated constraints, and whether each of the two is recommended for the other. */
async function learned({ needId, expertId }: { needId: string; expertId: string }, viewer?: Viewer) {
  const { data, errors } = await service.query<{
    explainMatch: { failedConstraints: string[] };
    recommendExperts: { expert: { id: string } }[];
    recommendNeeds: { need: { id: string } }[];
  }>(
    `query ($n: ID!, $e: ID!) {
      explainMatch(needId: $n, expertId: $e) { failedConstraints }
      recommendExperts(needId: $n, first: 100) { expert { id } }
      recommendNeeds(expertId: $e, first: 100) { need { id } }
    }`,
    { n: needId, e: expertId },
    viewer,
  );
  expect(errors).toBeUndefined();
  return {
    failed: data.explainMatch.failedConstraints,
    isRecommended: data.recommendExperts.some(({ expert }) => expert.id === expertId),
    needIsRecommended: data.recommendNeeds.some(({ need }) => need.id === needId),
  };
}
const eligible = { failed: [], isRecommended: true, needIsRecommended: true };
const excludedBy = (constraint: string) => ({
  failed: [constraint],
  isRecommended: false,
  needIsRecommended: false,
});

test('an employee of a declared competitor is not eligible, and only viewers who may read the competitors learn it', async () => {
  const [enterpriseId, competitorId] = [await enterprise(service), await enterprise(service)];
  const personId = await person(service, { employerId: competitorId });
  const expertId = (await importRows(service, 'Experts', [expertRow(personId)])).rows[0]?.id as string;
  const { clientMutationId: key, ...row } = needInput(enterpriseId);
  const importNeedOf = async (competitorIds: string[]) =>
    (await importRows(service, 'Needs', [{ ...row, competitorIds, key, publishedOn: '2021-05-01' }])).rows[0]?.id;
  const needId = (await importNeedOf([])) as string;
  const pair = { needId, expertId };
  expect(await learned(pair)).toEqual(eligible);

  expect(await importNeedOf([competitorId])).toBe(needId);
  const broker = { ...staff(county), roles: ['broker'] };
  for (const viewer of [undefined, staff(county), broker, enterpriseUser(enterpriseId)])
    expect([viewer, await learned(pair, viewer)]).toEqual([viewer, excludedBy('CONFLICT_OF_INTEREST')]);
  for (const viewer of [anonymous, staff(otherCounty), enterpriseUser(competitorId), worker(personId)])
    expect([viewer, await learned(pair, viewer)]).toEqual([viewer, eligible]);

  const refusalFor = async (origin: string, viewer: Viewer) => {
    const { data } = await service.query<{
      propose: { userErrors: { code: string; path: string[]; message: string }[] };
    }>(
      'mutation ($input: ProposalInput!) { propose(input: $input) { userErrors { code path message } } }',
      { input: { ...pair, origin, clientMutationId: newId('prp') } },
      viewer,
    );
    return data.propose.userErrors[0];
  };
  const refused = { code: 'VALIDATION_FAILED', path: ['expertId'] };
  expect(await refusalFor('BROKER', broker)).toEqual({
    ...refused,
    message: 'This pair violates CONFLICT_OF_INTEREST.',
  });
  expect(await refusalFor('EXPERT', worker(personId))).toEqual({
    ...refused,
    message: 'This expert cannot be proposed for this need.',
  });
});

test('only viewers who may see a proposal of a pair learn from recommendations and explanations how it was answered', async () => {
  const enterpriseId = await enterprise(service);
  const { clientMutationId: key, ...row } = needInput(enterpriseId);
  const needId = (await importRows(service, 'Needs', [{ ...row, key, publishedOn: '2021-05-01' }])).rows[0]
    ?.id as string;
  const personId = await person(service);
  const expertId = (await importRows(service, 'Experts', [expertRow(personId)])).rows[0]?.id as string;
  const pair = { needId, expertId };
  const proposal = await proposed(pair);
  await answered(proposal, 1, { side: 'ENTERPRISE', accept: true });
  await answered(proposal, 2, { side: 'EXPERT', accept: false, reason: 'NOT_MY_FIELD' });

  const declinedField = '曾以专业不符婉拒同类需求';
  const answers = '按时答复1次,逾期0次';
  const explanationFor = async (viewer?: Viewer) => {
    const { sentence, parts } = await explained(needId, expertId, viewer);
    return { sentence, evidence: parts.flatMap(({ evidence }) => evidence), scores: parts.map(({ value }) => value) };
  };
  const toAdministrator = await explanationFor();
  const broker = { ...staff(county), roles: ['broker'] };
  for (const viewer of [undefined, staff(county), broker, enterpriseUser(enterpriseId), worker(personId)]) {
    expect([viewer, await learned(pair, viewer)]).toEqual([viewer, excludedBy('RECENT_DECLINE')]);
    expect([viewer, await explanationFor(viewer)]).toEqual([viewer, toAdministrator]);
  }
  expect(toAdministrator.evidence).toEqual(expect.arrayContaining([declinedField, answers]));
  expect(toAdministrator.sentence).toContain(`、${declinedField}）`);

  const toStranger = {
    sentence: toAdministrator.sentence.replace(`、${declinedField}`, ''),
    evidence: toAdministrator.evidence.filter((text) => text !== declinedField && text !== answers),
    scores: toAdministrator.scores,
  };
  const strangers = [anonymous, staff(otherCounty), enterpriseUser(await enterprise(service)), worker(newId('per'))];
  for (const viewer of strangers) {
    expect([viewer, await learned(pair, viewer)]).toEqual([viewer, eligible]);
    expect([viewer, await explanationFor(viewer)]).toEqual([viewer, toStranger]);
  }
});

async function proposed(pair: { needId: string; expertId: string }): Promise<string> {
  const { data } = await service.query<{ propose: { proposal: { id: string } } }>(
    'mutation ($input: ProposalInput!) { propose(input: $input) { proposal { id } } }',
    { input: { ...pair, origin: 'BROKER', clientMutationId: newId('prp') } },
  );
  return data.propose.proposal.id;
}

async function answered(id: string, expectedVersion: number, answer: object): Promise<void> {
  const { data } = await service.query<{ respondToProposal: { userErrors: object[] } }>(
    'mutation ($input: ProposalResponseInput!) { respondToProposal(input: $input) { userErrors { code message } } }',
    { input: { id, expectedVersion, consentRecord: '电话同意', ...answer } },
  );
  expect(data.respondToProposal.userErrors).toEqual([]);
}

test('an expert who does not come on site is not eligible for a need that requires it, until the profile says otherwise', async () => {
  const personId = await person(service);
  const row = expertRow(personId, { onsiteOk: false });
  const expertId = (await importRows(service, 'Experts', [row])).rows[0]?.id as string;
  const [anywhere, onSite] = [await importNeed(), await importNeed({ onsiteRequired: true })];
  expect(await learned({ needId: anywhere, expertId })).toEqual(eligible);
  expect(await learned({ needId: onSite, expertId }, anonymous)).toEqual(excludedBy('ON_SITE'));

  const { key: _, ...statements } = { ...row, onsiteOk: true, expectedVersion: 1 };
  const { data } = await service.query<{ upsertExpertProfile: { expert: object; userErrors: object[] } }>(
    'mutation ($input: ExpertProfileInput!) { upsertExpertProfile(input: $input) { expert { onsiteOk version } userErrors { code } } }',
    { input: statements },
    worker(personId),
  );
  expect(data.upsertExpertProfile).toEqual({ expert: { onsiteOk: true, version: 2 }, userErrors: [] });
  expect(await learned({ needId: onSite, expertId })).toEqual(eligible);
});

test('a page that is too large is refused, and pairs below the minimum score are not listed', async () => {
  const needId = await importNeed();
  const { errors } = await service.query('query ($id: ID!) { recommendExperts(needId: $id, first: 101) { rank } }', {
    id: needId,
  });
  expect(errors?.[0]?.extensions?.['code']).toBe('VALIDATION_FAILED');
  await eventually(async () => expect((await recommended(needId)).length).toBeGreaterThan(0));
  expect(await recommended(needId, ', minScore: "0.99"')).toEqual([]);
});

test('a client reads what a text suggests, the versions of the weights, and why weights are refused', async () => {
  await importExperts({ displayTitle: '养蜂专家', subjects: [{ code: '2302070', weight: '1' }] });
  const { data } = await service.query<{ suggestSubjects: object[]; matchingModels: object[] }>(
    '{ suggestSubjects(text: "养蜂") { subject { code name } share } matchingModels { modelVersion origin adoptedAt need { subject load } fits { answers } } }',
  );
  expect(data.suggestSubjects[0]).toEqual({
    subject: { code: '2302070', name: expect.any(String) },
    share: expect.stringMatching(/^[01]\.\d{4}$/),
  });
  expect(data.matchingModels).toEqual([
    {
      modelVersion: 'two-way-1',
      origin: 'BUILT_IN',
      adoptedAt: null,
      need: { subject: '0.35', load: '0.05' },
      fits: [],
    },
  ]);
  const weights = { need: { ...ofNeed, subject: '0.5' }, expert: ofExpert };
  const answer = await service.query<{ addMatchingModel: object }>(
    'mutation ($input: MatchingModelInput!) { addMatchingModel(input: $input) { model { modelVersion } userErrors { code path } } }',
    { input: { modelVersion: 'other', ...weights } },
  );
  expect(answer.data.addMatchingModel).toEqual({
    model: null,
    userErrors: [{ code: 'VALIDATION_FAILED', path: ['need'] }],
  });
});

const ofNeed = { subject: '0.35', text: '0.3', experience: '0.1', quality: '0.15', logistics: '0.05', load: '0.05' };
const ofExpert = { subject: '0.35', text: '0.25', mode: '0.15', logistics: '0.1', reliability: '0.1', policy: '0.05' };

test('the metrics state the size of the pool and its memory', async () => {
  await importExperts({});
  await recommended(await importNeed());
  await eventually(async () => {
    const text = await (await fetch(new URL('/metrics', service.url))).text();
    const valueOf = (name: string) => Number(new RegExp(`^matchmaker_pool_${name}\\S* (\\S+)$`, 'm').exec(text)?.[1]);
    expect(Math.min(valueOf('experts'), valueOf('needs'), valueOf('terms'))).toBeGreaterThan(0);
    // the first arrays of the pool take some megabytes
    expect(valueOf('bytes')).toBeGreaterThan(1_000_000);
  });
});
