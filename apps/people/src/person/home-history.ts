export type HomeStatus = 'NOT_REGISTERED' | 'REGISTERED' | 'VERIFIED' | 'ACTIVE' | 'DORMANT' | 'CLOSED';

/** A state on the Home, from this day until the next entry. */
export type HomeState = { status: HomeStatus; on: string };

/** Far more than a worker needs who falls asleep and wakes once a year; the oldest entries are dropped. */
const statesMax = 400;

/**
 * The history of a Home that has this state now. Each day has one entry, that of its last state. A registration counts
 * from its own day, which an import may state later. So it takes the place of what the register knew before.
 */
export function historyOf(
  earlier: readonly HomeState[],
  { status, registeredOn }: { status: HomeStatus; registeredOn: string | null },
  today: string,
): HomeState[] {
  const states: HomeState[] = [];
  for (const state of registeredOn === null ? earlier : withRegistration(earlier, status, registeredOn))
    add(states, state);
  const last = states.at(-1);
  if (last?.status !== status) add(states, { status, on: last && last.on > today ? last.on : today });
  return states.slice(-statesMax);
}

function withRegistration(earlier: readonly HomeState[], status: HomeStatus, registeredOn: string): HomeState[] {
  const before = earlier.filter((state) => state.status === 'NOT_REGISTERED' && state.on < registeredOn);
  const after = earlier.filter((state) => state.status !== 'NOT_REGISTERED' && state.on > registeredOn);
  const onThatDay = earlier.find((state) => state.status !== 'NOT_REGISTERED' && state.on === registeredOn);
  return status === 'NOT_REGISTERED'
    ? [...earlier]
    : [...before, onThatDay ?? { status: 'REGISTERED', on: registeredOn }, ...after];
}

/** Adds a state. It replaces another one of the same day, and a state that does not differ from the one before is left out. */
function add(states: HomeState[], state: HomeState): void {
  if (states.at(-1)?.on === state.on) states.pop();
  if (states.at(-1)?.status !== state.status) states.push(state);
}

/** The state on a day; undefined before the first entry. */
export function statusOn(history: readonly HomeState[], day: string): HomeStatus | undefined {
  return history.findLast(({ on }) => on <= day)?.status;
}
