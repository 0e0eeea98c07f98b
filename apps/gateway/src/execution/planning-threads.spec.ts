import { afterEach, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { composeSupergraph } from '@kexie/registry';
import { startPlanner } from './start-planner.ts';
import { createPlanner } from './planner-in-thread.ts';
import { startPlanningThreads, type PlanningLimits, type PlanningThreads } from './planning-threads.ts';

const supergraph = supergraphOf({
  people: `type Query { person: Person node: Node } interface Node { id: ID! next: Node }
    type Person implements Node @key(fields: "id") { id: ID! next: Node @shareable }
    ${range(8, (index) => `type T${index} implements Node @key(fields: "id") { id: ID! next: Node @shareable own${index}: String }`)}`,
  names: `interface Node { id: ID! next: Node name: String }
    type Person implements Node @key(fields: "id") { id: ID! next: Node @shareable name: String @shareable }
    ${range(8, (index) => `type T${index} implements Node @key(fields: "id") { id: ID! next: Node @shareable name: String @shareable }`)}`,
});
const easy = parse('{ person { id name } }');
/** Takes the planner half a minute: each level has nine times the fields of the one above. */
const endless = parse('{ node { next { next { next { name } } } } }');
const opened: PlanningThreads[] = [];

afterEach(() => Promise.all(opened.splice(0).map(({ close }) => close())));

test('a thread makes the same plans as this thread, and the surrounding planner has the same facts', async () => {
  const [here, there] = [createPlanner(supergraph), await startPlanner(supergraph, { threads: 1, timeoutMs: 10_000 })];
  for (const text of [
    '{ person { id name } }',
    '{ __typename }',
    'query Q($no: Boolean!) { node { id ... on T3 { own3 @skip(if: $no) name } } } query R { person { id } }',
  ]) {
    const name = text.includes('query Q') ? 'Q' : undefined;
    expect(JSON.parse(JSON.stringify(await there.plan(parse(text), name)))).toEqual(
      JSON.parse(JSON.stringify(await here.plan(parse(text), name))),
    );
  }
  expect(there.keysOf('names', 'Person')).toEqual(here.keysOf('names', 'Person'));
  expect(there.subgraphs).toEqual([
    { name: 'names', url: 'http://names/' },
    { name: 'people', url: 'http://people/' },
  ]);
  await there.close();
});

test('an operation that takes too long to plan is refused with a code, and again without a thread; the others are planned', async () => {
  const threads = await open({ threads: 1, timeoutMs: 300 });
  const refused = expect.objectContaining({ extensions: expect.objectContaining({ code: 'OPERATION_TOO_COMPLEX' }) });
  const slow = threads.plan(endless, undefined, {}, 'signed-in');
  const after = threads.plan(easy, undefined, {}, 'signed-in');
  await expect(slow).rejects.toEqual(refused);
  expect((await after).node).toBeDefined();
  const refusedAtOnce = threads.plan(endless, undefined, {}, 'signed-in');
  expect(threads.stats()).toEqual({ threads: 1, waiting: 0 });
  await expect(refusedAtOnce).rejects.toEqual(refused);
});

test('operations of viewers without a token leave a thread to those with a token', async () => {
  const threads = await open({ threads: 2, timeoutMs: 20_000 });
  const slow = [1, 2, 3].map((index) =>
    threads
      .plan(parse(`query Q${index} { node { next { next { next { name } } } } }`), undefined, {}, 'anonymous')
      .catch(() => undefined),
  );
  expect((await threads.plan(easy, undefined, {}, 'signed-in')).node).toBeDefined();
  expect(threads.stats()).toEqual({ threads: 2, waiting: 2 });
  await opened.splice(0)[0]?.close();
  await Promise.all(slow);
});

test('an error of the planner is passed on unchanged', async () => {
  const threads = await open({ threads: 1, timeoutMs: 10_000 });
  await expect(threads.plan(parse('{ nothing }'), undefined, {}, 'later')).rejects.toThrow('nothing');
  expect((await threads.plan(easy, undefined, {}, 'later')).node).toBeDefined();
});

test('waiting plans are rejected when the threads are closed, and so is an invalid supergraph', async () => {
  const threads = await open({ threads: 1, timeoutMs: 20_000 });
  const waiting = [threads.plan(endless, undefined, {}, 'later'), threads.plan(easy, undefined, {}, 'later')];
  const ended = Promise.allSettled(waiting);
  await threads.close();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(threads.stats()).toEqual({ threads: 0, waiting: 0 });
  await expect(startPlanningThreads('type Query { a: Int }', { threads: 1, timeoutMs: 1_000 })).rejects.toThrow();
});

async function open(limits: PlanningLimits): Promise<PlanningThreads> {
  const threads = await startPlanningThreads(supergraph, limits);
  opened.push(threads);
  return threads;
}

function supergraphOf(subgraphs: Record<string, string>): string {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
  const composition = composeSupergraph(
    Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl: `${link} ${sdl}`, url: `http://${name}/` })),
  );
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  return composition.supergraphSdl;
}

function range(count: number, write: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => write(index)).join('\n');
}
