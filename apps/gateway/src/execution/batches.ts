import { copied, widestNumbers } from '../exact-numbers.ts';
import type { SubgraphDataSource, SubgraphError } from '../subgraphs/data-source.ts';
import type { Collected, EntityFetch } from './entity-fetch.ts';
import {
  bodyOf,
  fail,
  placesCountedMax,
  tell,
  tellAt,
  tryToAsk,
  unusable,
  withoutData,
  type BodyOf,
  type Constants,
  type Execution,
  type Reply,
  type Run,
} from './fetches.ts';
import { renamedPath } from './rewrites.ts';
import { isTree, placesOf, unknownEntity, type Missing, type Tree } from './tree.ts';

/** Fetches of entities from one service that are due at about the same time. */
export type Batch = {
  /** Takes a fetch into the batch and returns how to make it. */
  add(fetch: EntityFetch): Run;
};
/** A fetch that is due, with the representations it asks for. */
type Due = { fetch: EntityFetch } & Collected;
/** The fetches of one execution that wait for each other. */
type Round = { due: Due[]; done: PromiseWithResolvers<void>; timer: NodeJS.Timeout | undefined };

/**
 * Makes one request of several fetches. A fetch that is due waits for the others of its batch, but only for some milliseconds: one slow
 * service must not hold up what does not need it. Equal selections are asked for together, so that an entity is asked for once although it
 * stands at several paths.
 */
export function createBatch(source: SubgraphDataSource, constants: Constants): Batch {
  let size = 0;
  const asking: Asking = { source, bodies: new Map(), constants };
  const waiting = new WeakMap<Execution, { missing: number; round: Round | undefined }>();

  const close = (state: { round: Round | undefined }, execution: Execution): void => {
    const round = state.round;
    if (!round) return;
    state.round = undefined;
    clearTimeout(round.timer);
    askFor(round.due, asking, execution).then(round.done.resolve, round.done.reject);
  };

  return {
    add: (fetch) => {
      size += 1;
      return async (execution) => {
        const dues = fetch.collect(execution).map((collected) => ({ fetch, ...collected }));
        if (size === 1) return dues.length > 0 ? askFor(dues, asking, execution) : undefined;
        const state = waiting.get(execution) ?? { missing: size, round: undefined };
        waiting.set(execution, state);
        state.missing -= 1;
        const round =
          dues.length > 0 ? (state.round ??= { due: [], done: Promise.withResolvers(), timer: undefined }) : undefined;
        round?.due.push(...dues);
        if (state.missing === 0) close(state, execution);
        // answers that have arrived while the loop was busy are read before the batch is closed
        else if (round)
          round.timer ??= setTimeout(
            () => setImmediate(() => state.round === round && close(state, execution)),
            holdMs,
          );
        return round?.done.promise;
      };
    },
  };
}

type Asking = { source: SubgraphDataSource; bodies: Map<string, BodyOf>; constants: Constants };
/** Fetches with one selection: their representations are one list. */
type Share = { key: string; dues: Due[]; representations: string[] };

async function askFor(due: readonly Due[], asking: Asking, execution: Execution): Promise<void> {
  const together = due.filter(({ fetch }) => fetch.part);
  const alone = due.filter(({ fetch }) => !fetch.part).map((each) => [share([each], '_entities')]);
  const bySelection = [...Map.groupBy(together, ({ fetch }) => fetch.part?.selection).values()];
  const shared = bySelection.map((dues, index) =>
    share(dues, bySelection.length === 1 ? '_entities' : `_entities_${index}`),
  );
  await Promise.all(
    [...alone, ...(shared.length > 0 ? [shared] : [])].map((shares) => askOnce(shares, asking, execution)),
  );
}

function share(dues: Due[], key: string): Share {
  const representations = new Set(dues.flatMap(({ entities }) => [...entities.keys()]));
  return { key, dues, representations: [...representations] };
}

async function askOnce(shares: readonly Share[], asking: Asking, execution: Execution): Promise<void> {
  const { source } = asking;
  const body = bodyFor(shares, asking);
  const lists = shares.map(({ representations }) => `[${representations.join(',')}]`);
  const count = shares.reduce((sum, { representations }) => sum + representations.length, 0);
  const dues = shares.flatMap((each) => each.dues);
  const numbers = widestNumbers(dues.map(({ fetch }) => fetch.numbers));
  const {
    data,
    errors = [],
    errorsOmitted = 0,
    failed,
  } = await tryToAsk(
    source,
    { body: body(execution.variables, lists, dues[0]?.context), kind: 'query', representations: count, numbers },
    execution,
  );
  // a list of entities may not be null: one that fails takes the others with it, unless they are asked for alone
  if (!data && !failed && dues.length > 1)
    return void (await Promise.all(dues.map((each) => askOnce([share([each], '_entities')], asking, execution))));
  execution.errorsOmitted += errorsOmitted;
  const reply = data ? { data, errors, missing: undefined } : withoutData(errors, source.name, execution);
  const rest = shares.reduce(
    (open, each) => deliver({ ...reply, errors: open }, each, source.name, execution),
    reply.errors,
  );
  for (const error of rest) tell(execution, error, source.name, undefined);
}

/** Hands out the entities of one list with the errors that concern them, and returns the other errors. */
function deliver(
  { data, errors, missing }: Reply,
  { key, dues, representations }: Share,
  service: string,
  execution: Execution,
): readonly SubgraphError[] {
  const list = data?.[key];
  const entities: readonly unknown[] | undefined =
    Array.isArray(list) && list.length === representations.length ? list : undefined;
  const cause =
    entities || missing || Array.isArray(list)
      ? undefined
      : errors.find(({ path }) => !path || (path[0] === key && path.length === 1));
  const lacking = entities ? undefined : (missing ?? fail(execution, cause ?? unusable(service), service));
  const isPlace = (index: unknown): index is number =>
    Number.isInteger(index) && (index as number) >= 0 && (index as number) < representations.length;
  const byEntity = Map.groupBy(errors, ({ path }) => (path?.[0] === key && isPlace(path[1]) ? path[1] : undefined));
  representations.forEach((text, index) => {
    const entity = entities?.[index];
    const mine = byEntity.get(index) ?? [];
    const own = isTree(entity) ? undefined : mine.find(({ path = [] }) => path.length === 2);
    const reason = isTree(entity) ? unknownEntity : reasonOf(entity, own, lacking, service, execution);
    let taken = false;
    for (const { fetch, entities: wanted } of dues) {
      const targets = wanted.get(text);
      if (!targets) continue;
      for (const error of mine) if (error !== own) tellAtPlaces(error, fetch, targets, service, execution);
      // what stands below different paths may be asked for different things later
      if (isTree(entity)) fetch.deliver(taken ? copied(entity) : entity, targets, execution);
      else fetch.lack(targets, reason, execution);
      taken = true;
    }
  });
  return (byEntity.get(undefined) ?? []).filter((error) => error !== cause);
}

/** Why an entity is not there: the error for it, the reason that concerns the whole list, or that the service knows no such entity. */
function reasonOf(
  entity: unknown,
  error: SubgraphError | undefined,
  lacking: Missing | undefined,
  service: string,
  execution: Execution,
): Missing {
  if (error) return fail(execution, error, service);
  if (lacking) return lacking;
  return entity === null ? unknownEntity : fail(execution, unusable(service), service);
}

/** The path `_entities, 3, name` of a subgraph's error becomes every place at which its fourth entity stands. */
function tellAtPlaces(
  error: SubgraphError,
  { path, renamed }: EntityFetch,
  targets: readonly Tree[],
  service: string,
  execution: Execution,
): void {
  tellAt(
    placesOf(execution.tree, path, new Set(targets), placesCountedMax),
    renamedPath(error.path?.slice(2) ?? [], renamed),
    error,
    service,
    execution,
  );
}

/** The text of the request; the same fetches together give the same text. */
function bodyFor(shares: readonly Share[], { bodies, constants }: Asking): BodyOf {
  const [first] = shares;
  const only = first?.dues[0]?.fetch;
  if (shares.length === 1 && only) return only.body;
  const parts = shares.flatMap(({ dues }) => dues[0]?.fetch.part ?? []);
  const key = parts.map(({ selection }) => selection).join('\n');
  const known = bodies.get(key);
  if (known) return known;
  const variables = new Map(parts.flatMap((part) => [...part.variables]));
  const lists = parts.map((_, index) => `$representations_${index}:[_Any!]!`);
  const fields = parts.map(
    ({ selection }, index) => `_entities_${index}:_entities(representations:$representations_${index})${selection}`,
  );
  const operationName = parts[0]?.node.operationName;
  const operation = `query${operationName ? ` ${operationName}` : ''}(${[...lists, ...variables.values()].join(' ')}){${fields.join(' ')}}`;
  const made = bodyOf(
    { operation, operationName, variableUsages: [...variables.keys()] },
    { lists: parts.map((_, index) => `representations_${index}`), constants },
  );
  // which fetches meet, and in what order, is a matter of milliseconds: with many there is no end of it
  if (bodies.size < bodiesMax) bodies.set(key, made);
  return made;
}

const holdMs = 5;
const bodiesMax = 50;
