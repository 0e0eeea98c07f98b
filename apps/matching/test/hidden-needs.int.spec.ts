import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildASTSchema, getNamedType, isObjectType, parse } from 'graphql';
import { subgraphSdl } from '@kexie/service';
import { startSubgraphUnderTest } from '@kexie/testing';
import {
  anonymous,
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

/** Words and a subject that only the hidden need has. Its industry N77 lies in the section N. */
const [title, subject] = ['龙涎香合成工艺', '53054'];
let service: Service;
let enterpriseId: string;
let needId: string;
let engagementId: string;
let expertId: string;
let strangers: [string, Viewer][];

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
  enterpriseId = await enterprise(service);
  const personId = await person(service);
  expertId = await imported('Experts', expertRow(personId, { subjects: [{ code: subject, weight: '1' }] }));
  const { clientMutationId: key, ...need } = needInput(enterpriseId, {
    title,
    industryCode: 'N77',
    requiredSubjects: [{ code: subject, weight: '1' }],
    confidentiality: 'MATCHED_ONLY',
    quota: 2,
  });
  needId = await imported('Needs', { ...need, key, publishedOn: '2021-05-01' });
  const engagement = { key, title: '技术指导', expertId, needId, regionCode: county, mode: 'CONSULTING' };
  engagementId = await imported('Engagements', engagement);
  await proposeAnother();
  strangers = [
    ['anonymous', anonymous],
    ['staff of another county', staff(otherCounty)],
    ['staff with a claim that is no region', staff('4504')],
    ['another enterprise', enterpriseUser(await enterprise(service))],
    ['the expert', { id: personId, roles: ['worker'], regions: [], organizations: [] }],
  ];
}, 60_000);
afterAll(() => service.stop());

async function imported(nouns: string, row: object): Promise<string> {
  const { rows } = await importRows(service, nouns, [row]);
  expect(rows[0]?.errors).toEqual([]);
  return rows[0]?.id ?? '';
}

/** Proposes an expert of whom the strangers know nothing. */
async function proposeAnother(): Promise<void> {
  const another = await imported('Experts', expertRow(await person(service)));
  const input = { needId, expertId: another, origin: 'BROKER', clientMutationId: another };
  const { data } = await service.query<{ propose: { proposal: object | null } }>(
    'mutation ($input: ProposalInput!) { propose(input: $input) { proposal { id } } }',
    { input },
  );
  expect(data.propose.proposal).not.toBeNull();
}

/** The queries that lead to a need, by the field of the schema. Each answers for a viewer of the need with a trace of it. */
const entity = (type: string, id: string, selection: string) =>
  `_entities(representations: [{ __typename: "${type}", id: "${id}" }]) { ... on ${type} ${selection} }`;
const paths = (): Record<string, string> => ({
  'Query.need': `need(id: "${needId}") { id }`,
  'Query.needs': `needs(filter: { enterpriseIds: ["${enterpriseId}"] }) { totalCount edges { node { id } } }`,
  'Query.searchNeeds': `searchNeeds(text: "${title}", filter: { enterpriseIds: ["${enterpriseId}"] }) { totalCount edges { node { id } } }`,
  'Query.recommendExperts': `recommendExperts(needId: "${needId}") { expert { id } }`,
  'Query.recommendNeeds': `recommendNeeds(expertId: "${expertId}") { need { id } }`,
  'Query.explainMatch': `explainMatch(needId: "${needId}", expertId: "${expertId}") { sentence }`,
  'Query.matchingStats': `matchingStats(groupBy: [ENTERPRISE, NEED_STATUS]) { needs keys { code } }`,
  'Proposal.need': `proposals(filter: { needId: "${needId}" }) { edges { node { need { id } } } }`,
  'Proposal.explanation': `proposals(filter: { needId: "${needId}" }) { edges { node { explanation { sentence } } } }`,
  'Engagement.need': `engagement(id: "${engagementId}") { need { id } }`,
  'Organization.needs': entity('Organization', enterpriseId, '{ needs { totalCount edges { node { id } } } }'),
  'MatchingSection.funnel': `annualReport(region: "${county}", year: 2021) { matching { funnel { needs } } }`,
  'Need (reference)': entity('Need', needId, '{ id title }'),
  'industry of an engagement': `matchingStats(groupBy: [INDUSTRY_SECTION]) { engagements keys { code } }`,
  'industry of proposals': `matchingStats(filter: { regions: ["${county}"] }, groupBy: [INDUSTRY_SECTION]) { proposals keys { code } }`,
  'number of proposals': `matchingStats(filter: { regions: ["${county}"] }, groupBy: []) { proposals }`,
});

async function ask(query: string, viewer?: Viewer): Promise<string> {
  const { data, errors } = await service.query<Record<string, unknown>>(`{ ${query} }`, {}, viewer);
  return JSON.stringify(data ?? errors?.map(({ extensions }) => extensions?.['code']));
}

/** Whether an answer has a trace of the hidden need. */
function hasTrace(answer: string): boolean {
  const { length } =
    answer.match(/"(needs|proposals)":[1-9]|"totalCount":[1-9]|"sentence"|"expert":\{|"code":"N"/g) ?? [];
  return length > 0 || answer.includes(needId) || answer.includes(enterpriseId) || answer.includes(title);
}

test('no path of the schema leads a viewer to a need that is hidden from them, not even as a count', async () => {
  for (const [path, query] of Object.entries(paths())) {
    expect([path, hasTrace(await ask(query))]).toEqual([path, true]);
    expect([path, hasTrace(await ask(query, staff(county)))]).toEqual([path, true]);
    for (const [who, viewer] of strangers)
      expect([path, who, hasTrace(await ask(query, viewer))]).toEqual([path, who, false]);
  }
});

test('the queries above are all fields that return needs or count them', () => {
  const schema = buildASTSchema(parse(subgraphSdl(new URL('../src/schema.graphql', import.meta.url))), {
    assumeValidSDL: true,
  });
  const ofNeeds = [
    'Need',
    'NeedConnection',
    'NeedRecommendation',
    'ExpertRecommendation',
    'MatchExplanation',
    'MatchingStatRow',
  ];
  // what a query has found already, and the payloads of commands for which the viewer needs a right
  const below = ['NeedConnection', 'NeedEdge', 'NeedRecommendation', 'ExpertRecommendation', 'NeedPayload'];
  // viewers in charge of the region see the parts of a round; rounds.int.spec.ts has the tests of other viewers
  const ofRounds = ['RoundPair', 'UnmatchedAgent', 'UnmatchedPartner'];
  const found = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => ![...below, ...ofRounds].includes(name))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => ofNeeds.includes(getNamedType(field.type).name))
    .map(({ type, field }) => `${type.name}.${field.name}`)
    // an enterprise asks for its own needs only
    .filter((path) => path !== 'Query.myNeeds');
  expect(found.sort()).toEqual(
    Object.keys(paths())
      .filter((path) => /^\w+\.\w+$/.test(path))
      .sort(),
  );
});

test('the explanation of a match uses the industries of public needs and of the profile, and never that of a hidden need', async () => {
  const other = needInput(await enterprise(service), {
    industryCode: 'N77',
    requiredSubjects: [{ code: subject, weight: '1' }],
  });
  const { clientMutationId: key, ...row } = other;
  const openId = await imported('Needs', { ...row, key, publishedOn: '2021-05-01' });
  const ofTheField = await imported(
    'Experts',
    expertRow(await person(service), { subjects: [{ code: subject, weight: '1' }], industryCodes: ['N77'] }),
  );
  const evidenceOf = (id: string) =>
    `explainMatch(needId: "${openId}", expertId: "${id}") { parts { factor evidence } }`;
  expect(await ask(evidenceOf(ofTheField))).toContain('N77');
  for (const [who, viewer] of [['administrator', undefined] as const, ...strangers])
    expect([who, await ask(evidenceOf(expertId), viewer)]).not.toEqual([who, expect.stringContaining('N77')]);
});
