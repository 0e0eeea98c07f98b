import { createPool, firstModel, openRound, roundFormat } from '@kexie/matchmaker';
import { measureMarket, percentile, withSuggestion, type Figures, type Market } from './bench-market.ts';
import { createGenerator, marketDay } from './generator.ts';

const modelAndDay = { model: firstModel, today: marketDay };
const ranked = 10;

/** The pool of the library: all experts are put into it, and then experts are ranked for each need. */
export function measureIndex({ seed, ...size }: Market): Figures {
  const pool = createPool();
  const figures = measureMarket(createGenerator(seed, 'market'), size, {
    expert: (facts) => pool.put(facts),
    need: (facts) => void pool.rankExperts(facts, { ...modelAndDay, first: ranked }),
  });
  return {
    buildS: figures.buildMs / 1_000,
    p50Ms: percentile(figures.answersMs, 50),
    p95Ms: percentile(figures.answersMs, 95),
    poolMiB: pool.bytes() / 2 ** 20,
    peakMiB: figures.peakMiB,
  };
}

/** A round of the library from its frozen inputs: the index, all scores, the pairs, and the independent check. */
export async function measureRound({ seed, experts, needs, minScore }: Market): Promise<Figures> {
  const generator = createGenerator(seed, 'market');
  const inputs = {
    settings: {
      ...modelAndDay,
      format: roundFormat,
      tieSeed: String(seed),
      proposing: 'NEED' as const,
      minNeedScore: minScore,
      minExpertScore: minScore,
    },
    needs: Array.from({ length: needs }, (_, index) => {
      const facts = withSuggestion(generator.need(index));
      return { id: facts.id, places: facts.quota - facts.filledPlaces, facts };
    }),
    experts: Array.from({ length: experts }, (_, index) => {
      const facts = withSuggestion(generator.expert(index));
      return { id: facts.id, places: Math.max(0, facts.capacity - facts.activeLoad), facts };
    }),
    frozen: [],
    forbidden: [],
  };
  const begun = performance.now();
  let indexed: number | undefined;
  const opened = await openRound(inputs, { onProgress: () => void (indexed ??= performance.now()) });
  const scored = performance.now();
  const { pairs, acceptablePairs, report } = opened.compute();
  const done = performance.now();
  return {
    indexS: ((indexed ?? scored) - begun) / 1_000,
    scoreS: (scored - (indexed ?? scored)) / 1_000,
    solveS: (done - scored) / 1_000,
    acceptablePairs,
    pairs: pairs.length,
    blockingPairs: report.counts.BLOCKING,
    peakMiB: process.resourceUsage().maxRSS / 1_024,
  };
}
