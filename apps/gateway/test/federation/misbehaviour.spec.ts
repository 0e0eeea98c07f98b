import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate, type GraphQLSchema } from 'graphql';
import { createPlanner } from '../../src/execution/planner.ts';
import type { Gateway, GatewayAnswer } from './compare.ts';
import { startMonolith } from './monolith.ts';
import { startOurs } from './ours.ts';
import { spoil } from './random-misbehaviour.ts';
import { randomOperation, type Draw } from './random-operation.ts';
import { completeRichObject, richGraph } from './rich-graph.ts';
import { runsOf } from './runs.ts';
import { startSubgraphs } from './subgraphs.ts';

let ours: Gateway;
let monolith: Gateway;
let schema: GraphQLSchema;
/** Draws what goes wrong in the operation that is running; undefined while all subgraphs behave. */
let draw: Draw | undefined;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const subgraphs = await startSubgraphs({ name: 'the rich graph', subgraphs: richGraph }, (answer) => (draw && draw(2) === 0 ? spoil(answer, draw) : undefined));
  stops.push(subgraphs.stop);
  schema = createPlanner(subgraphs.supergraph).schema;
  ours = await startOurs(subgraphs);
  stops.unshift(ours.stop);
  monolith = startMonolith(createPlanner(subgraphs.supergraph).schema, richGraph, completeRichObject);
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

test('whatever subgraphs leave out or get wrong, each value of an answer is the right one or a null with an error at its path or below', async () => {
  let spoiled = 0;
  await fc.assert(fc.asyncProperty(fc.gen(), async (gen) => {
    const any: Draw = (max) => gen(fc.nat, { max });
    const operation = randomOperation(schema, any, operationDepth);
    fc.pre(validate(schema, parse(operation.query)).length === 0);
    const truth = await monolith.ask(operation);
    draw = any;
    const answer = await ours.ask(operation).finally(() => { draw = undefined; });
    if (JSON.stringify(answer.data) !== JSON.stringify(truth.data)) spoiled += 1;
    const wrong = firstWrong(answer.data ?? null, truth.data ?? null, [], errorPlaces(answer));
    expect({ ...operation, answer: JSON.stringify(answer), truth: JSON.stringify(truth.data), wrong }).toEqual(expect.objectContaining({ wrong: undefined }));
  }), runsOf({ runs: 120, timeMsMax: 8_000 }));
  expect(spoiled).toBeGreaterThan(0);
});

type Place = readonly (string | number)[];

/** Every place at which there is an error, and every place above one. */
const errorPlaces = ({ errors = [] }: GatewayAnswer): Set<string> => new Set(errors.flatMap(({ path = [] }) => [[], ...path.map((_, index) => path.slice(0, index + 1))].map((place) => JSON.stringify(place))));

/** The first place whose value is neither that of the truth nor a null that an error explains. */
function firstWrong(value: unknown, truth: unknown, place: Place, explained: ReadonlySet<string>): Place | undefined {
  if (value === null) return truth === null || explained.has(JSON.stringify(place)) ? undefined : place;
  if (typeof value !== 'object' || typeof truth !== 'object' || truth === null) return value === truth ? undefined : place;
  if (JSON.stringify(Object.keys(value)) !== JSON.stringify(Object.keys(truth))) return place;
  for (const [key, item] of Object.entries(value)) {
    const wrong = firstWrong(item, (truth as Record<string, unknown>)[key], [...place, Array.isArray(value) ? Number(key) : key], explained);
    if (wrong) return wrong;
  }
  return undefined;
}

const operationDepth = 3;
