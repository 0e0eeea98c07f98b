import { expect, test } from '@jest/globals';
import { composeSupergraph } from './compose.ts';
import { judge, needsNoComposition, type Case } from './judge.ts';
import { judgeAside } from './judge-aside.ts';
import type { RecordedOperation } from './operations.ts';
import type { AcceptedSubgraph, Publication } from './subgraph.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])';
const organizations = `${link} type Query { organizations: [Organization] } type Organization @key(fields: "id") { id: ID! name: String phone: String }`;
const people = `${link} type Query { persons: [Person] } type Person @key(fields: "id") { id: ID! name: String employer: Organization } type Organization @key(fields: "id") { id: ID! members: Int }`;
const outreach = `${link} type Query { campaigns: [Campaign] } type Campaign @key(fields: "id") { id: ID! title: String }`;
const broken = `${link} type Query { organizations: Int }`;

const accepted = [
  published('organizations', 1, organizations),
  published('people', 2, people),
  published('outreach', 3, outreach),
];
const roster = recorded('query Roster { persons { name employer { name members } } }', 'Roster');

test('first publications that belong together are served together', () => {
  const {
    accepted: served,
    supergraph,
    verdicts,
  } = judge({ accepted: [], publications: accepted.map(asPublication), operations: [] });
  expect(served.map(({ name, revision }) => [name, revision])).toEqual([
    ['organizations', 1],
    ['outreach', 3],
    ['people', 2],
  ]);
  expect(supergraph?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(verdicts.every((verdict) => verdict.accepted)).toBe(true);
});

test('a publication that does not compose is refused alone, and later valid publications of other services are accepted', () => {
  const judgement = next([
    published('people', 4, broken),
    published('outreach', 5, `${outreach} type Channel { id: ID }`),
  ]);
  expect(revisions(judgement)).toEqual({ organizations: 1, outreach: 5, people: 2 });
  expect(judgement.verdicts).toEqual([
    { service: 'outreach', revision: 5, version: '1', accepted: true, reasons: [] },
    {
      service: 'people',
      revision: 4,
      version: '1',
      accepted: false,
      reasons: expect.arrayContaining([
        expect.objectContaining({ code: expect.any(String), message: expect.stringContaining('organizations') }),
      ]),
    },
  ]);
});

test('a publication that breaks a recorded operation is refused with the field, operation, client and day', () => {
  const judgement = next([published('people', 4, people.replace('name: String', 'fullName: String'))], [roster]);
  expect(revisions(judgement)).toEqual({ organizations: 1, outreach: 3, people: 2 });
  expect(judgement.supergraph).toBeUndefined();
  expect(judgement.verdicts[0]).toMatchObject({
    accepted: false,
    reasons: [
      {
        code: 'BREAKS_OPERATION',
        coordinate: 'Person.name',
        operation: 'Roster',
        clients: [{ name: 'portal', version: '3.1', lastSeen: '2026-03-01' }],
      },
    ],
  });
  expect(judgement.verdicts[0]?.reasons[0]?.message).toMatch(/Person\.name.*Roster.*portal 3\.1 on 2026-03-01/);
});

test('a publication with `allowBreaking` is accepted, and the next publication is judged again', () => {
  const changed = people.replace('name: String', 'fullName: String');
  expect(revisions(next([{ ...published('people', 4, changed), allowBreaking: true }], [roster]))).toMatchObject({
    people: 4,
  });
  const unrelated = recorded('{ organizations { phone } }');
  const both = next(
    [
      { ...published('people', 4, changed), allowBreaking: true },
      published('organizations', 5, organizations.replace('phone: String', '')),
    ],
    [roster, unrelated],
  );
  expect(revisions(both)).toMatchObject({ people: 4, organizations: 1 });
});

test('a publication that does not compose is refused even with `allowBreaking`', () => {
  expect(revisions(next([{ ...published('people', 4, broken), allowBreaking: true }]))).toMatchObject({ people: 2 });
});

const unknownFeature = (url: string, purpose = 'SECURITY'): string =>
  `${people} extend schema @link(url: "${url}", for: ${purpose})`;

test.each([
  ['https://example.org/lock/v1.0', unknownFeature('https://example.org/lock/v1.0')],
  ['https://specs.apollo.dev/defer/v0.1', unknownFeature('https://specs.apollo.dev/defer/v0.1', 'EXECUTION')],
  ['https://specs.apollo.dev/join/v0.9', unknownFeature('https://specs.apollo.dev/join/v0.9', 'EXECUTION')],
  [
    'https://specs.apollo.dev/connect/v0.1',
    `${people.replace('v2.9', 'v2.10')} extend schema @link(url: "https://specs.apollo.dev/connect/v0.1", import: ["@connect", "@source"]) @source(name: "far", http: { baseURL: "https://example.org" }) extend type Query { far: Int @connect(source: "far", http: { GET: "/far" }, selection: "$") }`,
  ],
])('a schema with the unsupported feature %s is refused alone, and the reason names the feature', (url, sdl) => {
  for (const publisher of [{}, { allowBreaking: true }]) {
    const judgement = next([
      { ...published('people', 4, sdl), ...publisher },
      published('outreach', 5, `${outreach} type Channel { id: ID }`),
    ]);
    expect(revisions(judgement)).toEqual({ organizations: 1, outreach: 5, people: 2 });
    expect(judgement.verdicts).toEqual([
      { service: 'outreach', revision: 5, version: '1', accepted: true, reasons: [] },
      {
        service: 'people',
        revision: 4,
        version: '1',
        accepted: false,
        reasons: [{ code: 'UNSUPPORTED_FEATURE', message: expect.stringContaining(url), subgraphs: ['people'] }],
      },
    ]);
  }
});

test('a service whose first schema has an unsupported feature does not block the other services', () => {
  const { accepted: served, verdicts } = judge({
    accepted: [],
    publications: [
      published('people', 1, unknownFeature('https://example.org/lock/v1.0')),
      published('organizations', 2, organizations),
      published('outreach', 3, outreach),
    ].map(asPublication),
    operations: [],
  });
  expect(served.map(({ name }) => name)).toEqual(['organizations', 'outreach']);
  expect(verdicts.find(({ service }) => service === 'people')).toMatchObject({
    accepted: false,
    reasons: [{ code: 'UNSUPPORTED_FEATURE' }],
  });
});

const moved = [
  published('organizations', 4, organizations.replace('phone: String', '')),
  published('people', 5, people.replace('members: Int', 'members: Int phone: String')),
];
const phones = recorded('query Phones { organizations { phone } }', 'Phones');

test('a field that moves between services is accepted only when both services have published', () => {
  for (const alone of moved) expect(next([alone], [phones]).verdicts[0]?.accepted).toBe(false);
  expect(revisions(next(moved, [phones]))).toEqual({ organizations: 4, outreach: 3, people: 5 });
});

test('publications that belong together are accepted although an invalid one waits beside them', () => {
  expect(revisions(next([published('outreach', 6, broken), ...moved], [phones]))).toEqual({
    organizations: 4,
    outreach: 3,
    people: 5,
  });
  const bad = ['matching', 'rural', 'third'].map((name, index) => published(name, 7 + index, broken));
  expect(revisions(next([...bad, ...moved], [phones]))).toEqual({ organizations: 4, outreach: 3, people: 5 });
});

test('when an accepted schema is published again, only its revision changes', () => {
  const judgement = next([{ ...published('people', 9, people), version: '2' }], [roster]);
  expect(judgement.supergraph).toBeUndefined();
  expect(judgement.verdicts).toEqual([{ service: 'people', revision: 9, version: '2', accepted: true, reasons: [] }]);
  expect(revisions(judgement)).toMatchObject({ people: 9 });
});

test.each([
  ['one service', [{ ...published('people', 4, people), url: 'http://people-2/graphql' }]],
  [
    'several services, one of them twice',
    [
      { ...published('people', 4, people), url: 'http://a/graphql' },
      { ...published('outreach', 5, outreach), url: 'https://b:8443/x?y=%22z%22#é' },
      { ...published('people', 6, people), url: 'http://[::1]:4/' },
    ],
  ],
])(
  'a change of only addresses is judged without a thread, with the same result as by composition: %s',
  (_, publications) => {
    const question: Case = {
      served: supergraphOf(accepted),
      accepted,
      publications: publications.map(asPublication),
      operations: [roster],
    };
    expect(needsNoComposition(question)).toBe(true);
    const judgement = judge(question);
    expect(judgement.supergraph?.sdl).toBe(supergraphOf(judgement.accepted));
    expect(revisions(judgement)).toMatchObject(revisions({ accepted: publications }));
  },
);

test('an address in a description is ignored', () => {
  const described = `"""\nenum join__Graph { PEOPLE @join__graph(name: "people", url: "http://shown/") }\n""" type A { b: Int }`;
  const before = [accepted[0] as AcceptedSubgraph, published('people', 2, `${people} ${described}`)];
  const after = before.map((each) => ({ ...each, url: `${each.url}/moved`, revision: each.revision + 2 }));
  expect(
    judge({ served: supergraphOf(before), accepted: before, publications: after.map(asPublication), operations: [] })
      .supergraph?.sdl,
  ).toBe(supergraphOf(after));
});

test('a new schema or a retirement together with a new address needs composition', () => {
  const movedPeople = asPublication({ ...published('people', 4, people), url: 'http://people-2/graphql' });
  const question: Case = { served: supergraphOf(accepted), accepted, publications: [movedPeople], operations: [] };
  for (const other of [
    asPublication(published('outreach', 5, `${outreach} type A { b: Int }`)),
    { name: 'outreach', revision: 5 },
    asPublication(published('matching', 5, outreach)),
  ]) {
    expect(needsNoComposition({ ...question, publications: [movedPeople, other] })).toBe(false);
  }
  expect(needsNoComposition({ ...question, accepted: [] })).toBe(false);
});

test('a refused schema keeps the accepted one and its address', () => {
  const judgement = next([{ ...published('people', 4, broken), url: 'http://elsewhere/graphql' }]);
  expect(judgement.accepted.find(({ name }) => name === 'people')).toMatchObject({
    sdl: people,
    url: 'http://people/graphql',
    revision: 2,
  });
});

test('a valid publication that was replaced by an invalid one is served', () => {
  const good = published('people', 4, `${people} type Worker { id: ID }`);
  const judgement = next([good, published('people', 5, broken)]);
  expect(revisions(judgement)).toMatchObject({ people: 4 });
  expect(judgement.verdicts.map(({ revision, accepted: isAccepted }) => [revision, isAccepted])).toEqual([
    [4, true],
    [5, false],
  ]);
  expect(revisions(next([published('people', 4, broken), { ...good, revision: 5 }]))).toMatchObject({ people: 5 });
});

test('publications before a retirement are ignored, and a service that publishes after it counts as new', () => {
  const again = published('people', 6, people);
  expect(revisions(next([published('people', 4, people), { name: 'people', revision: 5 }]))).not.toHaveProperty(
    'people',
  );
  expect(revisions(next([{ name: 'people', revision: 5 }, again]))).toMatchObject({ people: 6 });
  expect(revisions(next([{ name: 'matching', revision: 5 }]))).toEqual({ organizations: 1, outreach: 3, people: 2 });
});

test('a publication that is older than the accepted one is ignored', () => {
  expect(next([published('people', 1, broken)])).toEqual({
    accepted: accepted.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    verdicts: [],
  });
});

test('a retired service leaves the supergraph when the others compose without it', () => {
  expect(revisions(next([{ name: 'outreach', revision: 4 }]))).toEqual({ organizations: 1, people: 2 });
  const dependent = published(
    'outreach',
    4,
    `${link} type Query { x: Int } type Person @key(fields: "id") { id: ID! name: String @external greeting: String @requires(fields: "name") }`,
  );
  const first = next([dependent]);
  expect(revisions(first)).toMatchObject({ outreach: 4 });
  const second = judge({
    served: first.supergraph?.sdl ?? '',
    accepted: first.accepted,
    publications: [{ name: 'people', revision: 5 }],
    operations: [],
  });
  expect(second.verdicts).toMatchObject([{ service: 'people', version: 'retired', accepted: false }]);
});

test('the check of a retirement reports the operations that it breaks; the gateway does not repeat this check', () => {
  const question: Case = {
    served: supergraphOf(accepted),
    accepted,
    publications: [{ name: 'people', revision: 4 }],
    operations: [roster],
  };
  expect(judge({ ...question, checkRetirements: true }).verdicts[0]).toMatchObject({
    accepted: false,
    reasons: expect.arrayContaining([expect.objectContaining({ coordinate: 'Query.persons', operation: 'Roster' })]),
  });
  expect(judge(question).verdicts[0]?.accepted).toBe(true);
});

test('the judgement does not depend on the order of its input', () => {
  const publications = [
    published('people', 4, broken),
    published('outreach', 5, `${outreach} type A { b: Int }`),
    ...moved.map((each) => ({ ...each, revision: each.revision + 10 })),
  ].map(asPublication);
  const question: Case = { served: supergraphOf(accepted), accepted, publications, operations: [phones] };
  expect(judge({ ...question, publications: publications.toReversed(), accepted: accepted.toReversed() })).toEqual(
    judge(question),
  );
});

test('a thread returns the same judgement, and can be aborted', async () => {
  const question: Case = {
    served: supergraphOf(accepted),
    accepted,
    publications: [published('people', 4, broken), ...moved].map(asPublication),
    operations: [phones],
  };
  expect(await judgeAside(question)).toEqual(judge(question));
  await expect(judgeAside(question, { timeoutMs: 1 })).rejects.toThrow('within 1 ms');
  await expect(judgeAside(question, { signal: AbortSignal.timeout(1) })).rejects.toThrow();
});

function next(
  publications: readonly (AcceptedSubgraph | Publication)[],
  operations: readonly RecordedOperation[] = [],
) {
  return judge({
    served: supergraphOf(accepted),
    accepted,
    publications: publications.map((each) => ('sdl' in each ? asPublication(each) : each)),
    operations,
  });
}

function supergraphOf(subgraphs: readonly AcceptedSubgraph[]): string {
  const composition = composeSupergraph(subgraphs);
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  return composition.supergraphSdl;
}

function published(name: string, revision: number, sdl: string): AcceptedSubgraph {
  return {
    name,
    sdl,
    url: `http://${name}/graphql`,
    version: '1',
    publishedAt: '2026-03-01T00:00:00.000Z',
    allowBreaking: false,
    revision,
  };
}

function asPublication({ revision, ...subgraph }: AcceptedSubgraph): Publication {
  return { name: subgraph.name, revision, subgraph };
}

function recorded(document: string, operationName?: string): RecordedOperation {
  return {
    hash: document,
    document,
    operationName,
    clients: [{ name: 'portal', version: '3.1', lastSeen: '2026-03-01', count: 7 }],
  };
}

function revisions({ accepted: served }: { accepted: readonly AcceptedSubgraph[] }): Record<string, number> {
  return Object.fromEntries(served.map(({ name, revision }) => [name, revision]));
}
