/**
 * The order of the gateways in a round. In as many rounds as there are gateways, each takes each position once. Who precedes whom changes too: with an even number, each gateway
 * follows each other one once in these rounds; with an odd number, twice in double the rounds (a Williams design).
 */
export function orderOfRound<T>(gateways: readonly T[], round: number): T[] {
  const count = gateways.length;
  const places = gateways.map((_, place) => {
    const step = place % 2 === 1 ? (place + 1) / 2 : count - place / 2;
    return gateways[(step + round) % count] as T;
  });
  return count % 2 === 1 && Math.floor(round / count) % 2 === 1 ? places.reverse() : places;
}

/** The fewest rounds, of at least `roundsMin`, in which each of a number of gateways takes each position equally often. */
export const roundsFor = (gateways: number): number => Math.ceil(roundsMin / gateways) * gateways;

/** True if each gateway takes each position equally often. */
export const isBalanced = (gateways: number, rounds: number): boolean => rounds % gateways === 0;

/** Five values have a median that two disturbed rounds do not move. */
const roundsMin = 5;
