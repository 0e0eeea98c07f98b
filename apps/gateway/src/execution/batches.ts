import type { SubgraphAnswer, SubgraphDataSource, SubgraphError } from '../subgraphs/data-source.ts';
import type { EntityFetch } from './entity-fetch.ts';
import { ask, bodyOf, placesMax, tell, type BodyOf, type Execution, type Run } from './fetches.ts';
import { isTree, placesOf, type Tree } from './tree.ts';

/** Fetches of entities from one service that are due at about the same time. */
export type Batch = {
  /** Takes a fetch into the batch and returns how to make it. */
  add(fetch: EntityFetch): Run;
};
/** A fetch that is due, with the representations it asks for. */
type Due = { fetch: EntityFetch; entities: Map<string, Tree[]> };
/** The fetches of one execution that wait for each other. */
type Round = { due: Due[]; done: PromiseWithResolvers<void>; timer: NodeJS.Timeout | undefined };

/**
 * Makes one request of several fetches. A fetch that is due waits for the others of its batch, but only for some milliseconds: one slow
 * service must not hold up what does not need it. Equal selections are asked for together, so that an entity is asked for once although it
 * stands at several paths.
 */
export function createBatch(source: SubgraphDataSource): Batch {
  let size = 0;
  const bodies = new Map<string, BodyOf>();
  const waiting = new WeakMap<Execution, { missing: number; round: Round | undefined }>();

  const close = (state: { round: Round | undefined }, execution: Execution): void => {
    const round = state.round;
    if (!round) return;
    state.round = undefined;
    clearTimeout(round.timer);
    askFor(round.due, { source, bodies }, execution).then(round.done.resolve, round.done.reject);
  };

  return {
    add: (fetch) => {
      size += 1;
      return async (execution) => {
        const entities = fetch.collect(execution);
        if (size === 1) return entities.size > 0 ? askFor([{ fetch, entities }], { source, bodies }, execution) : undefined;
        const state = waiting.get(execution) ?? { missing: size, round: undefined };
        waiting.set(execution, state);
        state.missing -= 1;
        const round = entities.size > 0 ? state.round ??= { due: [], done: Promise.withResolvers(), timer: undefined } : undefined;
        round?.due.push({ fetch, entities });
        if (state.missing === 0) close(state, execution);
        // answers that have arrived while the loop was busy are read before the batch is closed
        else if (round) round.timer ??= setTimeout(() => setImmediate(() => state.round === round && close(state, execution)), holdMs);
        return round?.done.promise;
      };
    },
  };
}

type Asking = { source: SubgraphDataSource; bodies: Map<string, BodyOf> };
/** Fetches with one selection: their representations are one list. */
type Share = { key: string; dues: Due[]; representations: string[] };

async function askFor(due: readonly Due[], { source, bodies }: Asking, execution: Execution): Promise<void> {
  const together = due.filter(({ fetch }) => fetch.part);
  const alone = due.filter(({ fetch }) => !fetch.part).map((each) => [share([each], '_entities')]);
  const bySelection = [...Map.groupBy(together, ({ fetch }) => fetch.part?.selection).values()];
  const shared = bySelection.map((dues, index) => share(dues, bySelection.length === 1 ? '_entities' : `_entities_${index}`));
  await Promise.all([...alone, ...(shared.length > 0 ? [shared] : [])].map((shares) => askOnce(shares, { source, bodies }, execution)));
}

function share(dues: Due[], key: string): Share {
  const representations = new Set(dues.flatMap(({ entities }) => [...entities.keys()]));
  return { key, dues, representations: [...representations] };
}

async function askOnce(shares: readonly Share[], { source, bodies }: Asking, execution: Execution): Promise<void> {
  const body = bodyFor(shares, bodies);
  const lists = shares.map(({ representations }) => `[${representations.join(',')}]`);
  const count = shares.reduce((sum, { representations }) => sum + representations.length, 0);
  const dues = shares.flatMap((each) => each.dues);
  const concerned = dues.map(({ fetch, entities }) => ({
    query: fetch.operation,
    places: () => placesOf(execution.tree, fetch.path, new Set([...entities.values()].flat()), placesMax),
  }));
  const isUsable = (answer: SubgraphAnswer): boolean => !answer.data || shares.every(({ key, representations }) => answers(answer, key, representations.length));
  const answer = await ask(source, { body: body(execution.variables, lists), kind: 'query', representations: count }, { isUsable, concerned, divisible: dues.length > 1 }, execution);
  if (!answer) return;
  // a list of entities may not be null: one that fails takes the others with it, unless they are asked for alone
  if (!answer.data && dues.length > 1) return void await Promise.all(dues.map((each) => askOnce([share([each], '_entities')], { source, bodies }, execution)));
  for (const error of answer.errors ?? []) tellEntityError(error, shares, source.name, execution);
  for (const each of shares) deliver(answer.data?.[each.key], each, execution);
}

/** A list of entities must answer each representation, or errors say why there is none. */
function answers({ data, errors }: SubgraphAnswer, key: string, representations: number): boolean {
  const entities = data?.[key];
  return Array.isArray(entities) ? entities.length === representations : (entities === null || entities === undefined) && errors !== undefined;
}

function deliver(entities: unknown, { dues, representations }: Share, execution: Execution): void {
  if (!Array.isArray(entities)) return;
  representations.forEach((text, index) => {
    const entity: unknown = entities[index];
    let taken = false;
    for (const { fetch, entities: wanted } of dues) {
      const targets = wanted.get(text);
      if (!targets) continue;
      // what stands below different paths may be asked for different things later
      fetch.deliver(taken ? copy(entity) : entity, targets, execution);
      taken = true;
    }
  });
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return isTree(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)])) : value;
}

/** The text of the request; the same fetches together give the same text. */
function bodyFor(shares: readonly Share[], bodies: Map<string, BodyOf>): BodyOf {
  const [first] = shares;
  const only = first?.dues[0]?.fetch;
  if (shares.length === 1 && only) return only.body;
  const parts = shares.flatMap(({ dues }) => dues[0]?.fetch.part ?? []);
  const key = parts.map(({ selection }) => selection).join('\n');
  const known = bodies.get(key);
  if (known) return known;
  const variables = new Map(parts.flatMap((part) => [...part.variables]));
  const lists = parts.map((_, index) => `$representations_${index}:[_Any!]!`);
  const fields = parts.map(({ selection }, index) => `_entities_${index}:_entities(representations:$representations_${index})${selection}`);
  const operationName = parts[0]?.node.operationName;
  const operation = `query${operationName ? ` ${operationName}` : ''}(${[...lists, ...variables.values()].join(' ')}){${fields.join(' ')}}`;
  const made = bodyOf({ operation, operationName, variableUsages: [...variables.keys()] }, parts.map((_, index) => `representations_${index}`));
  // which fetches meet, and in what order, is a matter of milliseconds: with many there is no end of it
  if (bodies.size < bodiesMax) bodies.set(key, made);
  return made;
}

/** The path `_entities, 3, name` of a subgraph's error becomes every place at which its fourth entity stands. */
function tellEntityError(error: SubgraphError, shares: readonly Share[], service: string, execution: Execution): void {
  const [field, index, ...rest] = error.path ?? [];
  const concerned = shares.find(({ key }) => key === field);
  const text = typeof index === 'number' ? concerned?.representations[index] : undefined;
  if (!concerned || text === undefined) return tell(execution, error, service, undefined);
  for (const { fetch, entities } of concerned.dues) {
    const objects = entities.get(text);
    if (!objects) continue;
    for (const place of placesOf(execution.tree, fetch.path, new Set(objects), placesMax)) tell(execution, error, service, [...place, ...rest]);
  }
}

const holdMs = 5;
const bodiesMax = 50;
