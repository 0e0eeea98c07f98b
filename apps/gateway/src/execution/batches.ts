import { copied, widestNumbers } from '../exact-numbers.ts';
import type { SubgraphDataSource, SubgraphError } from '../subgraphs/data-source.ts';
import type { Collected, EntityFetch } from './entity-fetch.ts';
import {
  bodyOf,
  pathsCountedMax,
  recordFailure,
  reportError,
  reportErrorAt,
  tryToAsk,
  unusableAnswer,
  withoutData,
  type BodyOf,
  type Constants,
  type Execution,
  type Reply,
  type Run,
} from './fetches.ts';
import { renamedPath } from './rewrites.ts';
import { isTree, pathsOf, unknownEntity, type Missing, type Tree } from './tree.ts';

/** Entity fetches from one service that become ready at about the same time. */
export type Batch = {
  /** Adds a fetch to the batch and returns the function that runs it. */
  add(fetch: EntityFetch): Run;
};
/** A fetch that is ready to be sent, with the representations it asks for. */
type PendingFetch = { fetch: EntityFetch } & Collected;
/** The fetches of one execution that wait to be sent together. */
type BatchWindow = { pending: PendingFetch[]; done: PromiseWithResolvers<void>; timer: NodeJS.Timeout | undefined };

/**
 * Combines several fetches into one request. A fetch waits for the others of its batch, but only for some milliseconds, because a slow
 * service must not delay fetches that do not depend on it. Fetches with equal selections share one list of representations, so an entity that
 * stands at several paths is requested once.
 */
export function createBatch(source: SubgraphDataSource, constants: Constants): Batch {
  let size = 0;
  const target: Target = { source, bodies: new Map(), constants };
  const waiting = new WeakMap<Execution, { missing: number; window: BatchWindow | undefined }>();

  const close = (state: { window: BatchWindow | undefined }, execution: Execution): void => {
    const { window } = state;
    if (!window) return;
    state.window = undefined;
    clearTimeout(window.timer);
    sendPending(window.pending, target, execution).then(window.done.resolve, window.done.reject);
  };

  return {
    add: (fetch) => {
      size += 1;
      return async (execution) => {
        const pending = fetch.collect(execution).map((collected) => ({ fetch, ...collected }));
        if (size === 1) return pending.length > 0 ? sendPending(pending, target, execution) : undefined;
        const state = waiting.get(execution) ?? { missing: size, window: undefined };
        waiting.set(execution, state);
        state.missing -= 1;
        const window =
          pending.length > 0
            ? (state.window ??= { pending: [], done: Promise.withResolvers(), timer: undefined })
            : undefined;
        window?.pending.push(...pending);
        if (state.missing === 0) close(state, execution);
        // Responses that arrived while the event loop was busy are read before the window closes.
        else if (window)
          window.timer ??= setTimeout(
            () => setImmediate(() => state.window === window && close(state, execution)),
            windowMs,
          );
        return window?.done.promise;
      };
    },
  };
}

type Target = { source: SubgraphDataSource; bodies: Map<string, BodyOf>; constants: Constants };
/** Fetches with the same selection: their representations form one list, whose response key is `key`. */
type MergedSelection = { key: string; fetches: PendingFetch[]; representations: string[] };

async function sendPending(pending: readonly PendingFetch[], target: Target, execution: Execution): Promise<void> {
  const together = pending.filter(({ fetch }) => fetch.part);
  const alone = pending.filter(({ fetch }) => !fetch.part).map((each) => [mergeSelection([each], '_entities')]);
  const bySelection = [...Map.groupBy(together, ({ fetch }) => fetch.part?.selection).values()];
  const combined = bySelection.map((fetches, index) =>
    mergeSelection(fetches, bySelection.length === 1 ? '_entities' : `_entities_${index}`),
  );
  await Promise.all(
    [...alone, ...(combined.length > 0 ? [combined] : [])].map((merged) => sendRequest(merged, target, execution)),
  );
}

function mergeSelection(fetches: PendingFetch[], key: string): MergedSelection {
  const representations = new Set(fetches.flatMap(({ entities }) => [...entities.keys()]));
  return { key, fetches, representations: [...representations] };
}

async function sendRequest(merged: readonly MergedSelection[], target: Target, execution: Execution): Promise<void> {
  const { source } = target;
  const body = bodyFor(merged, target);
  const lists = merged.map(({ representations }) => `[${representations.join(',')}]`);
  const count = merged.reduce((sum, { representations }) => sum + representations.length, 0);
  const pending = merged.flatMap((each) => each.fetches);
  const numbers = widestNumbers(pending.map(({ fetch }) => fetch.numbers));
  const {
    data,
    errors = [],
    errorsOmitted = 0,
    failed,
  } = await tryToAsk(
    source,
    { body: body(execution.variables, lists, pending[0]?.context), kind: 'query', representations: count, numbers },
    execution,
  );
  // `_entities` is non-null, so one failed list nulls the others of the request; each fetch is therefore sent again alone.
  if (!data && !failed && pending.length > 1)
    return void (await Promise.all(
      pending.map((each) => sendRequest([mergeSelection([each], '_entities')], target, execution)),
    ));
  execution.errorsOmitted += errorsOmitted;
  const reply = data ? { data, errors, missing: undefined } : withoutData(errors, source.name, execution);
  const rest = merged.reduce(
    (open, each) => deliver({ ...reply, errors: open }, each, source.name, execution),
    reply.errors,
  );
  for (const error of rest) reportError(execution, error, source.name, undefined);
}

/** Delivers the entities of one list with the errors that concern them, and returns the other errors. */
function deliver(
  { data, errors, missing }: Reply,
  { key, fetches, representations }: MergedSelection,
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
  const listFailure = entities
    ? undefined
    : (missing ?? recordFailure(execution, cause ?? unusableAnswer(service), service));
  const isIndex = (index: unknown): index is number =>
    Number.isInteger(index) && (index as number) >= 0 && (index as number) < representations.length;
  const byEntity = Map.groupBy(errors, ({ path }) => (path?.[0] === key && isIndex(path[1]) ? path[1] : undefined));
  representations.forEach((text, index) => {
    const entity = entities?.[index];
    const entityErrors = byEntity.get(index) ?? [];
    const own = isTree(entity) ? undefined : entityErrors.find(({ path = [] }) => path.length === 2);
    const reason = isTree(entity) ? unknownEntity : reasonOf(entity, own, listFailure, service, execution);
    let delivered = false;
    for (const { fetch, entities: wanted } of fetches) {
      const targets = wanted.get(text);
      if (!targets) continue;
      for (const error of entityErrors) if (error !== own) reportAtPaths(error, fetch, targets, service, execution);
      // Later fetches may add different fields at different paths, so each path gets its own object.
      if (isTree(entity)) fetch.deliver(delivered ? copied(entity) : entity, targets, execution);
      else fetch.markMissing(targets, reason, execution);
      delivered = true;
    }
  });
  return (byEntity.get(undefined) ?? []).filter((error) => error !== cause);
}

/** Why an entity is missing: the error for it, the failure of the whole list, or that the service knows no such entity. */
function reasonOf(
  entity: unknown,
  error: SubgraphError | undefined,
  listFailure: Missing | undefined,
  service: string,
  execution: Execution,
): Missing {
  if (error) return recordFailure(execution, error, service);
  if (listFailure) return listFailure;
  return entity === null ? unknownEntity : recordFailure(execution, unusableAnswer(service), service);
}

/** Reports an error with the path `_entities, 3, name` at every path at which the fourth entity stands. */
function reportAtPaths(
  error: SubgraphError,
  { path, renamed }: EntityFetch,
  targets: readonly Tree[],
  service: string,
  execution: Execution,
): void {
  reportErrorAt(
    pathsOf(execution.tree, path, new Set(targets), pathsCountedMax),
    renamedPath(error.path?.slice(2) ?? [], renamed),
    error,
    service,
    execution,
  );
}

/** The text of the request; equal sets of selections share one text. */
function bodyFor(merged: readonly MergedSelection[], { bodies, constants }: Target): BodyOf {
  const [first] = merged;
  const only = first?.fetches[0]?.fetch;
  if (merged.length === 1 && only) return only.body;
  const parts = merged.flatMap(({ fetches }) => fetches[0]?.fetch.part ?? []);
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
  // Timing decides which fetches are combined and in what order, so the number of texts has to be bounded.
  if (bodies.size < bodiesMax) bodies.set(key, made);
  return made;
}

const windowMs = 5;
const bodiesMax = 50;
