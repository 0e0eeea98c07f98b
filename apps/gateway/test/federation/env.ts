const { FEDERATION_RUNS: given, FEDERATION_SEED: seed } = process.env;

/** How many random graphs are compared, and from which seed; few unless more are asked for by `FEDERATION_RUNS` and `FEDERATION_SEED`. */
export const randomRuns = { runs: Number(given ?? 40), seed: Number(seed ?? 20_201_125), timeMsMax: given === undefined ? 15_000 : undefined };
