/** A root field with its estimated cost, and the times of its rounds; `baseMs` are those of an operation that asks no service, taken beside them. */
export type Measured = { name: string; query: string; cost: number; ms: number[]; baseMs: number[] };
export type Row = { name: string; cost: number; ms: number; perThousand: number; ratio: number };

/** How many times cheaper than its time a field may be. */
const ratioMax = 3;
/** Below this, one request to a service and the noise of the machine are more than what a field adds. */
const floorMs = 10;

/**
 * The fields by how much time they take for their cost, the cheapest for its time first. `ms` is what the field takes beyond an operation that asks no
 * service; `ratio` compares its time per cost with the median of all fields.
 */
export function priceRows(measured: readonly Measured[]): Row[] {
  const rows = measured.map(({ name, cost, ms, baseMs }) => {
    const own = Math.max(median(ms) - median(baseMs), 0);
    return { name, cost, ms: own, perThousand: (own / Math.max(cost, 1)) * 1_000 };
  });
  const middle = median(rows.map(({ perThousand }) => perThousand)) || 1;
  return rows.map((row) => ({ ...row, ratio: row.perThousand / middle })).sort((a, b) => b.ratio - a.ratio);
}

/** The rows as Markdown; those that are too cheap are marked. */
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
