/**
 * How often a property is tried: as often as the test says, or `FEDERATION_RUNS` times from `FEDERATION_SEED` on and without a limit of time.
 */
export function runsOf({ runs, timeMsMax }: { runs: number; timeMsMax: number }) {
  const { FEDERATION_RUNS: given, FEDERATION_SEED: seed = '20201124' } = process.env;
  return given === undefined
    ? { numRuns: runs, seed: Number(seed), interruptAfterTimeLimit: timeMsMax, markInterruptAsFailure: false }
    : { numRuns: Number(given), seed: Number(seed) };
}
