import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { anonymous } from '@kexie/service/process';
import { createAuthorization } from '../../src/access/authorization.ts';
import type { RequestContext } from '../../src/context.ts';
import { createExecutor, type Executor } from '../../src/execution/executor.ts';
import { createOverrideChoice, type OverrideRules, type Overrides } from '../../src/execution/overrides.ts';
import type { Planner } from '../../src/execution/planner.ts';
import { createPlanner } from '../../src/execution/planner-in-thread.ts';
import { operationOf } from '../../src/execution/operation.ts';
import { Lifetime } from '../../src/lifetime.ts';
import { explain } from '../../src/telemetry/explain.ts';
import type { SubgraphDataSource } from '../../src/subgraphs/data-source.ts';
import type { Gateway } from './compare.ts';
import { startOurs } from './ours.ts';
import { startSubgraphs, type RunningSubgraphs } from './subgraphs.ts';

const fields = ['none', 'all', 'half', 'half2', 'other', 'named', 'price'];
const from = (service: string) => Object.fromEntries(fields.map((name) => [name, () => service]));
const moved = (name: string, label: string): string => `${name}: String @override(from: "before", label: "${label}")`;

const scenario = {
  name: 'progressive @override',
  subgraphs: {
    before: {
      sdl: `type Query { item: Item items: [Thing!]! motto: String }
        interface Thing { id: ID! half: String }
        type Item implements Thing @key(fields: "id") { id: ID! ${fields.map((name) => `${name}: String`).join(' ')} }
        type Other implements Thing @key(fields: "id") { id: ID! half: String }`,
      resolvers: {
        Query: {
          item: () => ({ id: '1' }),
          items: () => [
            { __typename: 'Item', id: '1' },
            { __typename: 'Other', id: '2', half: 'before' },
            { __typename: 'Item', id: '3' },
          ],
          motto: () => 'before',
        },
        Item: { __resolveReference: (item: object) => item, ...from('before') },
      },
    },
    after: {
      sdl: `type Query { ${moved('motto', 'percent(50)')} }
        type Item @key(fields: "id") { id: ID! ${moved('none', 'percent(0)')} ${moved('all', 'percent(100)')} ${moved('half', 'percent(50)')} ${moved('half2', 'percent(50)')} ${moved('other', 'percent(50.0)')} ${moved('named', 'team/moves:now')} ${moved('price', 'percent(50)')} }`,
      resolvers: {
        Query: { motto: () => 'after' },
        Item: { __resolveReference: (item: object) => item, ...from('after') },
      },
    },
  },
};

let subgraphs: RunningSubgraphs;
beforeAll(async () => {
  subgraphs = await startSubgraphs(scenario);
});
afterAll(() => subgraphs.stop());

const withRules = async (
  overrideRules: OverrideRules,
  use: (ask: (query: string) => Promise<Record<string, unknown>>) => Promise<void>,
): Promise<void> => {
  const ours: Gateway = await startOurs(subgraphs, { overrideRules });
  try {
    await use(async (query) => {
      const { data, errors } = await ours.ask({ query });
      expect(errors).toBeUndefined();
      return data as Record<string, unknown>;
    });
  } finally {
    await ours.stop();
  }
};

test('0 % and 100 % are exact, and a label without a rule is off', () =>
  withRules({}, async (ask) => {
    for (let i = 0; i < 20; i += 1)
      expect(await ask('{ item { none all named } }')).toEqual({
        item: { none: 'before', all: 'after', named: 'before' },
      });
  }));

test.each([
  [true, 'after'],
  [100, 'after'],
  [false, 'before'],
  [0, 'before'],
])("under the operator's rule %s every request gets the field as it was %s the move", (rule, service) =>
  withRules({ 'team/moves:now': rule, 'percent(50)': rule }, async (ask) => {
    for (let i = 0; i < 10; i += 1)
      expect(await ask('{ motto item { named half half2 } }')).toEqual({
        motto: service,
        item: { named: service, half: service, half2: service },
      });
  }),
);

test('a label is decided once per request, at random, for all its fields; different labels are decided independently', () =>
  withRules({}, async (ask) => {
    const seen = new Map<string, number>();
    let turns = 0;
    let last: unknown;
    for (let i = 0; i < 200; i += 1) {
      const { motto, item, items } = (await ask(
        '{ motto item { half half2 other price } items { half ...I } } fragment I on Item { again: half2 }',
      )) as { motto: string; item: Record<string, string>; items: Record<string, string>[] };
      expect(item).toEqual({ half: motto, half2: motto, other: item['other'], price: motto });
      expect(items).toEqual([{ half: motto, again: motto }, { half: 'before' }, { half: motto, again: motto }]);
      const key = `${motto} ${item['other']}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      turns += last === motto ? 0 : 1;
      last = motto;
    }
    // Each of the four occurs about 50 times: fewer than 15 has a probability below one in a hundred million.
    expect(seen.size).toBe(4);
    for (const count of seen.values()) expect(count).toBeGreaterThanOrEqual(15);
    expect(turns).toBeLessThan(160);
  }));

test('labels of requirements and keys are decided too, although the client does not select these fields', async () => {
  const link =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override", "@requires", "@external", "@shareable"])\n';
  const services = [
    [
      'before',
      'type Query { item: Item } type Item @key(fields: "id") { id: ID! price: Price } type Price { amount: Int @shareable unit: String @shareable } type Box @key(fields: "id") { id: ID! code: ID @shareable }',
    ],
    [
      'after',
      'type Item @key(fields: "id") { id: ID! price: Price @override(from: "before", label: "price") box: Box } type Price { amount: Int @shareable unit: String @shareable } type Box @key(fields: "id") { id: ID! code: ID @override(from: "before", label: "code") @shareable }',
    ],
    [
      'third',
      'type Item @key(fields: "id") { id: ID! price: Price @external tag: String @requires(fields: "price { amount }") label: String @requires(fields: "tag2") tag2: String @external } type Price { amount: Int @shareable } type Box @key(fields: "code") { code: ID @shareable size: Int }',
    ],
    [
      'fourth',
      'type Item @key(fields: "id") { id: ID! price: Price @external tag2: String @requires(fields: "price { amount }") } type Price { amount: Int @shareable }',
    ],
  ] as const;
  // Apollo's composition cannot prove that a moving requirement is satisfied; other composers can.
  const { supergraphSdl = '', errors } = composeServices(
    services.map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })),
    { runSatisfiability: false },
  );
  expect(errors).toBeUndefined();
  const planner = createPlanner(supergraphSdl);
  const labelsOf = (text: string) => planner.overrideLabels.of(operationOf(parse(text), undefined));
  expect(labelsOf('{ item { tag } }')).toEqual(['price']);
  expect(labelsOf('{ item { label } }')).toEqual(['price']);
  expect(labelsOf('{ item { box { size } } }')).toEqual(['code']);
  expect(labelsOf('{ item { id } }')).toEqual([]);
  const servicesOf = async (price: boolean) =>
    (await explain(await planner.plan(parse('{ item { tag } }'), undefined, { price }))).services;
  expect([await servicesOf(false), await servicesOf(true)]).toEqual([
    ['before', 'third'],
    ['after', 'before', 'third'],
  ]);
});

describe('plans', () => {
  const context = (): RequestContext => ({
    requestId: 'r',
    viewer: anonymous,
    language: 'en',
    client: { name: 'test', version: '1' },
    lifetime: new Lifetime(),
    forwarded: {},
    notes: {},
  });
  const hashOf = (text: string): string => text;
  const start = (
    rules: OverrideRules = {},
  ): {
    executor: Executor;
    planner: Planner;
    prepare: (text: string, as?: RequestContext) => ReturnType<Executor['prepare']>;
  } => {
    const planner = createPlanner(subgraphs.supergraph);
    const sources = new Map(
      planner.subgraphs.map(({ name }) => [
        name,
        { name, ask: async () => ({}), close: async () => {} } as unknown as SubgraphDataSource,
      ]),
    );
    const executor = createExecutor({
      planner,
      sources,
      authorization: undefined,
      overrideChoice: createOverrideChoice(rules),
    });
    const prepare = (text: string, as = context()) =>
      executor.prepare({
        document: parse(text),
        hash: hashOf(text),
        operationName: undefined,
        variables: {},
        context: as,
      });
    return { executor, planner, prepare };
  };

  test('an operation is planned once for each decision, and only for labels on which its plan depends', async () => {
    const { executor, prepare } = start();
    for (let i = 0; i < 100; i += 1) await prepare('{ item { id } }');
    expect(executor.stats()).toMatchObject({ misses: 1, size: 1 });
    for (let i = 0; i < 100; i += 1) await prepare('{ item { half half2 } }');
    expect(executor.stats().size).toBe(3);
    for (let i = 0; i < 200; i += 1) await prepare('{ item { half other none all named } }');
    expect(executor.stats().size).toBe(7);
  });

  test('the explained plan is the executed one', async () => {
    const { prepare } = start();
    for (let i = 0; i < 30; i += 1) {
      const one = context();
      const explained = await prepare('{ item { half other } }', one);
      expect(await prepare('{ item { half other } }', one)).toBe(explained);
      const { 'percent(50)': half, 'percent(50.0)': other } = explained.asked.overrides;
      const { services } = await explain(explained.plan as NonNullable<typeof explained.plan>);
      expect(services.includes('after')).toBe(half === true || other === true);
    }
  });

  test('after warming no request has to plan for a decision on labels', async () => {
    const { executor, prepare } = start();
    expect(
      await executor.warm([{ document: '{ item { half } }' }, { document: '{ item { half other } }' }], hashOf, [
        anonymous,
      ]),
    ).toBe(2);
    const { misses } = executor.stats();
    expect(misses).toBe(6);
    for (let i = 0; i < 100; i += 1)
      for (const text of ['{ item { half } }', '{ item { half other } }']) await prepare(text);
    expect(executor.stats().misses).toBe(misses);
  });

  test('recent operations are planned on the next supergraph under the same decisions', async () => {
    const before = start();
    for (let i = 0; i < 100; i += 1) await before.prepare('{ item { half } }');
    const recent = before.executor.recent(10);
    expect(recent.map(({ overrides }) => overrides['percent(50)']).sort()).toEqual([false, true]);
    const after = start();
    for (const each of recent) expect(await after.executor.adopt(each)).toBe(true);
    for (let i = 0; i < 100; i += 1) await after.prepare('{ item { half } }');
    expect(after.executor.stats().misses).toBe(2);
    const ruled = start({ 'percent(50)': false });
    for (const each of recent) await ruled.executor.adopt(each);
    expect((await ruled.prepare('{ item { half } }')).asked.overrides).toEqual({ 'percent(50)': false });
    expect(ruled.executor.stats().size).toBe(1);
  });

  test.each<[string, string, string[]]>([
    ['its own field', '{ item { half } }', ['percent(50)']],
    ['a field behind an interface', '{ items { half } }', ['percent(50)']],
    ['a field in a fragment', '{ items { ... on Item { ...F } } } fragment F on Item { n: named }', ['team/moves:now']],
    ['a root field', '{ motto }', ['percent(50)']],
    [
      'a field that is skipped under some values',
      'query ($no: Boolean!) { item { id other @skip(if: $no) } }',
      ['percent(50.0)'],
    ],
    ['no moving field', '{ items { id __typename } __schema { description } }', []],
  ])('the labels of an operation are those of %s', (_, text, labels) => {
    expect(createPlanner(subgraphs.supergraph).overrideLabels.of(operationOf(parse(text), undefined))).toEqual(labels);
  });

  test('the plan requests the same fields under every decision', async () => {
    const { planner } = start();
    const text = '{ motto item { half half2 other named none all price } items { id half } }';
    const labels = planner.overrideLabels.of(operationOf(parse(text), undefined));
    expect(labels).toEqual(planner.overrideLabels.all);
    for (let bits = 0; bits < 2 ** labels.length; bits += 1) {
      const overrides: Overrides = Object.fromEntries(labels.map((label, index) => [label, (bits >> index) % 2 === 1]));
      const plan = await planner.plan(parse(text), undefined, overrides);
      const { text: shown } = await explain(plan);
      for (const name of fields) expect(shown).toContain(name);
    }
  });
});

test('authorization of a field does not depend on the service it comes from', async () => {
  const link =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override", "@authenticated"])';
  const guarded = await startSubgraphs({
    name: 'guarded',
    subgraphs: {
      before: {
        sdl: `${link} type Query { item: Item } type Item @key(fields: "id") { id: ID! open: String secret: String @authenticated }`,
      },
      after: {
        sdl: `${link} type Item @key(fields: "id") { id: ID! open: String @override(from: "before", label: "moves") secret: String @override(from: "before", label: "moves") }`,
      },
    },
  });
  const planner = createPlanner(guarded.supergraph);
  const sources = new Map(
    planner.subgraphs.map(({ name }) => [
      name,
      { name, ask: async () => ({}), close: async () => {} } as unknown as SubgraphDataSource,
    ]),
  );
  const deniedWith = (moves: boolean) =>
    createExecutor({
      planner,
      sources,
      authorization: createAuthorization(guarded.supergraph),
      overrideChoice: createOverrideChoice({ moves }),
    }).prepare({
      document: parse('{ item { open secret } }'),
      hash: 'h',
      operationName: undefined,
      variables: {},
      context: { viewer: anonymous, notes: {} } as RequestContext,
    });
  const [old, young] = [await deniedWith(false), await deniedWith(true)];
  expect(old.denied.map(({ coordinate }) => coordinate)).toEqual(['Item.secret']);
  expect(young.denied).toEqual(old.denied);
  const services = await Promise.all([old, young].map(async ({ plan }) => plan && (await explain(plan)).services));
  expect(services).toEqual([['before'], ['after', 'before']]);
  await guarded.stop();
});
