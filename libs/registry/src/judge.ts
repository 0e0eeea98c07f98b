import { withAddresses } from './addresses.ts';
import { checkChange, type OperationBreak } from './check-change.ts';
import { composeSupergraph, hashOf } from './compose.ts';
import type { RecordedOperation } from './operations.ts';
import type { AcceptedSubgraph, Publication } from './subgraph.ts';
import type { Reason, Verdict } from './verdicts.ts';

/**
 * The input of a judgement: the served supergraph and its schemas (none at first), later publications, and the recorded
 * operations.
 */
export type Case = {
  served?: string;
  accepted: readonly AcceptedSubgraph[];
  publications: readonly Publication[];
  operations: readonly RecordedOperation[];
  /**
   * Whether a retirement that breaks operations is refused. Gateways do not set it, because the command that retires a
   * service has checked this before. Default false.
   */
  checkRetirements?: boolean;
};
/** The accepted schemas, their supergraph (omitted when nothing changed), and a verdict for each publication. */
export type Judgement = {
  accepted: AcceptedSubgraph[];
  supergraph?: { sdl: string; hash: string };
  verdicts: Verdict[];
};

/**
 * Decides which publications become part of the supergraph. It tries all together first, because some belong together,
 * as when a field moves between services; then each alone, in the order of publication; and then other groups. An
 * invalid publication is therefore refused alone. A publication is refused when it does not compose, or when it breaks
 * an operation without `allowBreaking`. This is a pure function: the same case always gives the same judgement.
 */
export function judge({ served, accepted, publications, operations, checkRetirements = false }: Case): Judgement {
  let state: State = {
    accepted: new Map(accepted.map((subgraph) => [subgraph.name, subgraph])),
    ...(served === undefined ? {} : { sdl: served }),
    supergraph: undefined,
  };
  let waiting = newPublications(accepted, publications);
  const verdicts: Verdict[] = [];
  const insists: Insists = ({ subgraph }) => (subgraph ? subgraph.allowBreaking : !checkRetirements);
  while (waiting.length > 0) {
    const step = firstAcceptable(state, waiting, operations, insists);
    if (!step) break;
    state = step.state;
    waiting = newPublications([...state.accepted.values()], waiting);
    verdicts.push(...step.group.map((publication) => ({ ...about(publication), accepted: true, reasons: [] })));
  }
  for (const publication of newestOf(waiting)) {
    const attempt = tryGroup(state, [publication], insists(publication) ? [] : operations);
    verdicts.push({ ...about(publication), accepted: false, reasons: 'reasons' in attempt ? attempt.reasons : [] });
  }
  return {
    accepted: [...state.accepted.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(state.supergraph ? { supergraph: state.supergraph } : {}),
    verdicts,
  };
}

/**
 * Whether only versions and addresses have changed. Such a case needs no composition and is judged within milliseconds.
 */
export function needsNoComposition({ served, accepted, publications }: Case): boolean {
  const schemas = new Map(accepted.map(({ name, sdl }) => [name, sdl]));
  return (
    served !== undefined &&
    newPublications(accepted, publications).every(({ name, subgraph }) => subgraph?.sdl === schemas.get(name))
  );
}

/**
 * The publications and retirements after the accepted schema of each service, oldest first. Publications before a
 * retirement are ignored.
 */
export function newPublications(
  accepted: readonly AcceptedSubgraph[],
  publications: readonly Publication[],
): Publication[] {
  const revisions = new Map(accepted.map(({ name, revision }) => [name, revision]));
  const retirements = new Map(
    publications.filter(({ subgraph }) => !subgraph).map(({ name, revision }) => [name, revision]),
  );
  return publications
    .filter(
      ({ name, revision, subgraph }) =>
        revision > (revisions.get(name) ?? -1) &&
        revision >= (retirements.get(name) ?? -1) &&
        (subgraph !== undefined || revisions.has(name)),
    )
    .sort((a, b) => a.revision - b.revision);
}

/** The newest publication of each service, oldest first. */
function newestOf(publications: readonly Publication[]): Publication[] {
  return [...new Map(publications.map((publication) => [publication.name, publication])).values()].sort(
    (a, b) => a.revision - b.revision,
  );
}

type State = {
  accepted: ReadonlyMap<string, AcceptedSubgraph>;
  sdl?: string;
  supergraph: { sdl: string; hash: string } | undefined;
};
type Attempt = { state: State } | { reasons: Reason[] };
type Insists = (publication: Publication) => boolean;

function firstAcceptable(
  state: State,
  waiting: readonly Publication[],
  operations: readonly RecordedOperation[],
  insists: Insists,
): { state: State; group: readonly Publication[] } | undefined {
  const allInsist = (group: readonly Publication[]): boolean => group.every(insists);
  // A schema that is accepted only together with one that has `allowBreaking` belongs to it.
  const oneInsists = (group: readonly Publication[]): boolean =>
    allInsist(group) || group.some(({ subgraph }) => subgraph?.allowBreaking);
  const { first, then } = groupsOf(waiting);
  for (const [groups, mayBreak] of [
    [first, allInsist],
    [then, oneInsists],
  ] as const) {
    for (const group of groups) {
      const attempt = tryGroup(state, group, mayBreak(group) ? [] : operations);
      if ('state' in attempt) return { state: attempt.state, group };
    }
  }
  return undefined;
}

/**
 * The newest publications of all services together, then each publication alone, in order. This includes a publication
 * that a newer one replaces, because it may be valid when the newer one is not. Then, because publications that belong
 * together may wait beside an invalid one: all again, all but one, and pairs.
 */
function groupsOf(waiting: readonly Publication[]): {
  first: (readonly Publication[])[];
  then: (readonly Publication[])[];
} {
  const alone = waiting.map((publication) => [publication]);
  const newest = newestOf(waiting);
  if (newest.length < 2) return { first: [newest, ...alone].slice(0, alone.length === 1 ? 1 : undefined), then: [] };
  const allButOne = newest.length > 2 ? newest.map((left) => newest.filter((publication) => publication !== left)) : [];
  const pairs =
    newest.length > 3 ? newest.flatMap((one, index) => newest.slice(index + 1).map((other) => [one, other])) : [];
  return { first: [newest, ...alone], then: [newest, ...allButOne, ...pairs].slice(0, groupsMax) };
}

/**
 * The state with the publications of a group, or the reasons against it. `operations` are the operations that must not
 * break.
 */
function tryGroup(state: State, group: readonly Publication[], operations: readonly RecordedOperation[]): Attempt {
  const accepted = new Map(state.accepted);
  for (const { name, revision, subgraph } of group) {
    if (subgraph) accepted.set(name, { ...subgraph, revision });
    else accepted.delete(name);
  }
  const moved =
    state.sdl !== undefined && sameSchemas(state.accepted, accepted)
      ? withAddresses(state.sdl, accepted.values())
      : undefined;
  // A new version or `allowBreaking` alone does not change the supergraph.
  if (moved === state.sdl && moved !== undefined) return { state: { ...state, accepted } };
  if (moved !== undefined) return { state: { accepted, sdl: moved, supergraph: { sdl: moved, hash: hashOf(moved) } } };
  const composition = composeSupergraph([...accepted.values()]);
  if ('errors' in composition) return { reasons: composition.errors };
  const broken = state.sdl === undefined ? [] : checkChange(state.sdl, composition.supergraphSdl, operations);
  if (broken.length > 0) return { reasons: broken.map(toReason) };
  const supergraph = { sdl: composition.supergraphSdl, hash: composition.hash };
  return { state: { accepted, sdl: supergraph.sdl, supergraph } };
}

function sameSchemas(
  one: ReadonlyMap<string, AcceptedSubgraph>,
  other: ReadonlyMap<string, AcceptedSubgraph>,
): boolean {
  return one.size === other.size && [...one.values()].every(({ name, sdl }) => other.get(name)?.sdl === sdl);
}

function toReason({ coordinate, operation, hash, clients, why }: OperationBreak): Reason {
  const asked = clients
    .slice(0, clientsNamedMax)
    .map(({ name, version, lastSeen }) => `${name} ${version} on ${lastSeen}`)
    .join(', ');
  return {
    code: 'BREAKS_OPERATION',
    message: `${coordinate} is used by ${operation} (last sent by ${asked}): ${why}`,
    coordinate,
    operation,
    hash,
    clients,
  };
}

const about = ({ name, revision, subgraph }: Publication) => ({
  service: name,
  revision,
  version: subgraph?.version ?? 'retired',
});

const groupsMax = 20;
const clientsNamedMax = 3;
