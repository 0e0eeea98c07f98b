import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate, type GraphQLSchema } from 'graphql';
import { createPlanner } from '../../src/execution/planner-in-thread.ts';
import { propertyMsMax, runsOf } from './env.ts';
import type { Gateway } from './compare.ts';
import { startMonolith } from './monolith.ts';
import { startOurs, type Ours } from './ours.ts';
import { randomOperation } from './random-operation.ts';
import { completeRichObject, richGraph } from './rich-graph.ts';
import { startSubgraphs } from './subgraphs.ts';

let ours: Ours;
let monolith: Gateway;
let schema: GraphQLSchema;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const subgraphs = await startSubgraphs({ name: 'the rich graph', subgraphs: richGraph });
  stops.push(subgraphs.stop);
  schema = createPlanner(subgraphs.supergraph).schema;
  ours = await startOurs(subgraphs);
  stops.unshift(ours.stop);
  monolith = startMonolith(createPlanner(subgraphs.supergraph).schema, richGraph, completeRichObject);
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

test(
  'random operations get the same response as from a single service, key for key, and errors in the same cases, also when they are repeated',
  async () => {
    const compared = { answers: 0, withErrors: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const operation = randomOperation(schema, (max) => draw(fc.nat, { max }), operationDepth);
        fc.pre(validate(schema, parse(operation.query)).length === 0);
        const [mine, expected] = await Promise.all([ours.ask(operation), monolith.ask(operation)]);
        compared.answers += 1;
        compared.withErrors += expected.errors ? 1 : 0;
        const seen = (answer: typeof mine): object => ({
          ...operation,
          data: JSON.stringify(answer.data),
          errors: answer.errors !== undefined,
        });
        expect(seen(mine)).toEqual(seen(expected));
        expect(await ours.observe(operation, 'short')).toEqual(await ours.observe(operation, 'long'));
      }),
      runsOf({ runs: 200, timeMsMax: 30_000 }),
    );
    expect(compared.answers).toBeGreaterThan(0);
    expect(compared.withErrors).toBeGreaterThan(0);
  },
  propertyMsMax,
);

const operationDepth = 3;
