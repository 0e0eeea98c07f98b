import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { createPlanner } from '../../src/execution/planner-in-thread.ts';
import { answerDirectly } from './direct.ts';
import { propertyMsMax, runsOf } from './env.ts';
import type { GatewayAnswer } from './compare.ts';
import { startMonolith } from './monolith.ts';
import { corrupt } from './random-misbehaviour.ts';
import { randomOperation, type Draw } from './random-operation.ts';
import { completeRichObject, richGraph } from './rich-graph.ts';
import { compose } from './subgraphs.ts';

test(
  'whatever subgraphs omit or get wrong, each value of a response is correct, or null with an error at its path or below',
  async () => {
    const supergraph = compose('the rich graph', richGraph, 'http://127.0.0.1');
    const planner = createPlanner(supergraph);
    const monolith = startMonolith(createPlanner(supergraph).schema, richGraph, completeRichObject);
    let corrupted = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw: Draw = (max) => gen(fc.nat, { max });
        const operation = randomOperation(planner.schema, draw, operationDepth);
        fc.pre(validate(planner.schema, parse(operation.query)).length === 0);
        const ours = answerDirectly(planner, richGraph, (answer) =>
          draw(2) === 0 ? corrupt(answer, draw) : undefined,
        );
        const [truth, answer] = [await monolith.ask(operation), await ours.ask(operation)];
        if (JSON.stringify(answer.data) !== JSON.stringify(truth.data)) corrupted += 1;
        const wrong = firstWrong(answer.data ?? null, truth.data ?? null, [], errorPaths(answer));
        expect({ ...operation, answer: JSON.stringify(answer), truth: JSON.stringify(truth.data), wrong }).toEqual(
          expect.objectContaining({ wrong: undefined }),
        );
      }),
      runsOf({ runs: 120, timeMsMax: 30_000 }),
    );
    expect(corrupted).toBeGreaterThan(0);
  },
  propertyMsMax,
);

type Path = readonly (string | number)[];

/** Every path with an error, and every path above one. */
const errorPaths = ({ errors = [] }: GatewayAnswer): Set<string> =>
  new Set(
    errors.flatMap(({ path = [] }) =>
      [[], ...path.map((_, index) => path.slice(0, index + 1))].map((path) => JSON.stringify(path)),
    ),
  );

/** The first path whose value is neither the correct one nor a null that an error explains. */
function firstWrong(value: unknown, truth: unknown, path: Path, explained: ReadonlySet<string>): Path | undefined {
  if (value === null) return truth === null || explained.has(JSON.stringify(path)) ? undefined : path;
  if (typeof value !== 'object' || typeof truth !== 'object' || truth === null)
    return value === truth ? undefined : path;
  if (JSON.stringify(Object.keys(value)) !== JSON.stringify(Object.keys(truth))) return path;
  for (const [key, item] of Object.entries(value)) {
    const wrong = firstWrong(
      item,
      (truth as Record<string, unknown>)[key],
      [...path, Array.isArray(value) ? Number(key) : key],
      explained,
    );
    if (wrong) return wrong;
  }
  return undefined;
}

const operationDepth = 3;
