const { FEDERATION_RUNS: given, FEDERATION_SEED: givenSeed } = process.env;

/**
 * How often a property is tried: `runs` times and for at most `timeMsMax`, or `FEDERATION_RUNS` times, starting at `FEDERATION_SEED`.
 */
export function runsOf({ runs, timeMsMax }: { runs: number; timeMsMax: number }) {
  const seed = Number(givenSeed ?? 20_201_124);
  return given === undefined
    ? { numRuns: runs, seed, interruptAfterTimeLimit: timeMsMax, markInterruptAsFailure: false }
    : { numRuns: Number(given), seed };
}

/** How long a property may take: practically unlimited if `FEDERATION_RUNS` asks for more runs. */
export const propertyMsMax = given === undefined ? 60_000 : 24 * 60 * 60_000;
