import { expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { createPlanner } from '../../src/execution/planner-in-thread.ts';
import { answerDirectly } from './direct.ts';
import { propertyMsMax, runsOf } from './env.ts';
import { startMonolith } from './monolith.ts';
import { randomGraph, type RandomGraph } from './random-keys.ts';
import { randomOperation, type Draw } from './random-operation.ts';
import { typeDefs } from './subgraphs.ts';

/**
 * To run more cases: `FEDERATION_RUNS=10000 FEDERATION_SEED=7 npm test -- gateway keys.spec`. A run is a set of services that composes, with
 * some operations on it. The services refuse a representation that lacks a part of each of their keys, or of the fields that a field requires.
 */
test(
  'on random graphs with keys and requirements, random operations get the same response as from a single service',
  async () => {
    const compared = { graphs: 0, answers: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (each) => {
        const draw: Draw = (max) => each(fc.nat, { max });
        const graph = randomGraph(draw);
        const supergraph = composed(graph);
        fc.pre(supergraph !== undefined);
        const planner = createPlanner(supergraph);
        const ours = answerDirectly(planner, graph.subgraphs);
        const monolith = startMonolith(
          createPlanner(supergraph).schema,
          { all: { sdl: '', resolvers: { Query: graph.query } } },
          (source) => source,
        );
        compared.graphs += 1;
        for (let n = 0; n < operationsPerGraph; n += 1) {
          const operation = randomOperation(planner.schema, draw, 1 + draw(2));
          if (validate(planner.schema, parse(operation.query)).length > 0) continue;
          compared.answers += 1;
          const [mine, expected] = await Promise.all([ours.ask(operation), monolith.ask(operation)]);
          const services = Object.entries(graph.subgraphs).map(([name, { sdl }]) => `# ${name}\n${sdl}`);
          expect({ ...operation, services, data: JSON.stringify(mine.data), errors: mine.errors }).toEqual({
            ...operation,
            services,
            data: JSON.stringify(expected.data),
            errors: undefined,
          });
        }
      }),
      runsOf({ runs: 40, timeMsMax: 30_000 }),
    );
    expect(compared.graphs).toBeGreaterThan(0);
    expect(compared.answers).toBeGreaterThan(compared.graphs);
  },
  propertyMsMax,
);

/** The supergraph, or undefined if the services do not compose. */
function composed({ subgraphs }: RandomGraph): string | undefined {
  return composeServices(
    Object.entries(subgraphs).map(([name, subgraph]) => ({
      name,
      url: `http://${name}.example`,
      typeDefs: typeDefs(subgraph),
    })),
  ).supergraphSdl;
}

const operationsPerGraph = 6;
