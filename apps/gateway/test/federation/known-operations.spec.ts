import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { OperationPlugin } from '../../src/hooks.ts';
import { startOurs, type Ours } from './ours.ts';
import { createRecorder } from './recorder.ts';
import { startSubgraphs } from './subgraphs.ts';

/** Decides by the variable `x` what happens to an operation. */
const deciding: OperationPlugin = {
  didResolveOperation: ({ request: { variables } }) => {
    if (variables?.['x'] === 1)
      throw new GraphQLError('refused', {
        extensions: { code: 'REFUSED', http: { status: 429, headers: new HeaderMap([['retry-after', '2']]) } },
      });
    if (variables?.['x'] === 2) throw new TypeError('broken');
  },
  responseForOperation: ({ request: { variables } }) =>
    variables?.['x'] === 3
      ? Promise.resolve({
          http: { status: 202, headers: new HeaderMap([['x-given', 'yes']]) },
          body: { kind: 'single', singleResult: { data: { given: true }, extensions: { by: 'a plugin' } } },
        })
      : null,
};
const last = createRecorder();
let ours: Ours;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const subgraphs = await startSubgraphs({
    name: 'numbers',
    subgraphs: {
      numbers: {
        sdl: 'type Query { twice(x: Int!): Int half(x: Int!): Int! }',
        resolvers: {
          Query: {
            twice: (_: unknown, { x }: { x: number }) => x * 2,
            half: (_: unknown, { x }: { x: number }) => {
              if (x % 2 === 1) throw new Error('odd');
              return x / 2;
            },
          },
        },
      },
    },
  });
  stops.push(subgraphs.stop);
  ours = await startOurs(subgraphs, { plugins: [deciding, last.plugin] });
  stops.unshift(ours.stop);
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

const query = 'query($x: Int!) { twice(x: $x) half(x: $x) }';
const observe = async (variables: Record<string, unknown>, way: 'short' | 'long') => {
  last.take();
  return { ...(await ours.observe({ query, variables }, way)), after: last.take() };
};

test.each([
  ['is answered', { x: 4 }],
  ['is answered in part', { x: 5 }],
  ['is refused by a plugin with a status and a header', { x: 1 }],
  ['meets a fault of a plugin', { x: 2 }],
  ['gets the response of a plugin', { x: 3 }],
  ['lacks a variable', {}],
  ['has a variable of another type', { x: 'four' }],
])("a known operation that %s runs the same hooks as in Apollo Server's pipeline", async (_, variables) => {
  await observe({ x: 4 }, 'long');
  const [long, short] = [await observe(variables, 'long'), await observe(variables, 'short')];
  expect(short).toEqual(long);
  expect(short.hooks.length).toBeGreaterThan(2);
});

test('an operation is known by its text and its name, and only once it was executed', async () => {
  const text = 'query A { twice(x: 1) } query B { half(x: 2) }';
  const parsed = async (operation: Parameters<Ours['ask']>[0]): Promise<boolean> =>
    (await ours.observe(operation, 'short')).hooks.some((hook) => hook.includes('"hook":"parsingDidStart"'));
  const stages = [];
  for (const operationName of ['A', 'A', 'B', 'C']) {
    const { text: answer } = await ours.observe({ query: text, operationName }, 'short');
    stages.push(answer);
  }
  expect(stages).toEqual([
    '{"data":{"twice":2}}',
    '{"data":{"twice":2}}',
    '{"data":{"half":1}}',
    expect.stringContaining('OPERATION_RESOLUTION_FAILURE'),
  ]);
  expect([
    await parsed({ query: `${text} query D { twice(x: 3) }`, operationName: 'D' }),
    await parsed({ query: `${text} query D { twice(x: 3) }`, operationName: 'D' }),
  ]).toEqual([true, false]);
});
