/** A root field with its estimated cost and its times, one a round; `baseMs` are the times of an operation without a service, measured in the same rounds. */
export type Measured = { name: string; query: string; cost: number; ms: number[]; baseMs: number[] };
export type Row = { name: string; cost: number; ms: number; perThousand: number; ratio: number };

/** A field is too cheap if its ratio exceeds this. */
const ratioMax = 3;
/** Below this time, one request to a service and the noise of the machine outweigh the work of the field. */
const floorMs = 10;

/**
 * The fields by their time per cost, the highest first. `ms` is the time beyond an operation that asks no
 * service; `ratio` compares the time per cost with the median of all fields.
 */
export function priceRows(measured: readonly Measured[]): Row[] {
  const rows = measured.map(({ name, cost, ms, baseMs }) => {
    const own = Math.max(median(ms) - median(baseMs), 0);
    return { name, cost, ms: own, perThousand: (own / Math.max(cost, 1)) * 1_000 };
  });
  const middle = median(rows.map(({ perThousand }) => perThousand)) || 1;
  return rows.map((row) => ({ ...row, ratio: row.perThousand / middle })).sort((a, b) => b.ratio - a.ratio);
}

/** The rows as Markdown, with a mark at those that are too cheap. */
export function toPriceTable(measured: readonly Measured[]): string {
  const rows = priceRows(measured).map(
    ({ name, cost, ms, perThousand, ratio }) =>
      `| ${name} | ${cost} | ${ms.toFixed(1)} | ${perThousand.toFixed(0)} | ${ratio.toFixed(2)}${ratio > ratioMax && ms > floorMs ? ' too cheap' : ''} |`,
  );
  return [
    '| field | estimated cost | ms | ms per 1,000 cost | ratio to the median |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
