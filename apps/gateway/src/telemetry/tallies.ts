import type { Registry } from 'prom-client';

type Labels = Record<string, string | number>;
/** One line of a metric. */
type Value = { metricName?: string; labels: Labels; value: number };
type Description = { name: string; help: string; labelNames?: readonly string[] };

/** A number that only grows. */
export type Count = { value: number };

/**
 * A counter for paths that run thousands of times a second: `of` looks up the number of some labels, given by their values in the order of `labelNames`, and counting is an addition. The registry of
 * prom-client reads the numbers at a scrape. Its own counters check and join the labels at every call.
 */
export function createCounter(
  registers: readonly Registry[],
  { name, help, labelNames = [] }: Description,
): { of(...labels: string[]): Count } {
  const series = createSeries(labelNames, (): Count => ({ value: 0 }));
  register(registers, { name, help, type: 'counter' }, () =>
    series.all().map(({ labels, of: { value } }) => ({ labels, value })),
  );
  return { of: series.of };
}

/** Values in buckets with these upper bounds, ascending. */
export class Distribution {
  readonly #bounds: readonly number[];
  readonly #buckets: Float64Array;
  #sum = 0;
  #count = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#buckets = new Float64Array(bounds.length);
  }

  observe(value: number): void {
    this.#sum += value;
    this.#count += 1;
    for (let i = 0; i < this.#bounds.length; i += 1)
      if (value <= (this.#bounds[i] as number)) {
        this.#buckets[i] = (this.#buckets[i] as number) + 1;
        return;
      }
  }

  /** The cumulative counts of the buckets, the sum and the count, as a histogram of Prometheus has them. */
  read(name: string, labels: Labels): Value[] {
    let below = 0;
    const buckets = this.#bounds.map((le, index) => {
      below += this.#buckets[index] as number;
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: below };
    });
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { le: '+Inf', ...labels }, value: this.#count },
      { metricName: `${name}_sum`, labels, value: this.#sum },
      { metricName: `${name}_count`, labels, value: this.#count },
    ];
  }
}

/** A histogram, as `createCounter` is a counter. `bounds` are the upper bounds of its buckets, ascending. */
export function createHistogram(
  registers: readonly Registry[],
  { name, help, labelNames = [], buckets }: Description & { buckets: readonly number[] },
): { of(...labels: string[]): Distribution } {
  const series = createSeries(labelNames, () => new Distribution(buckets));
  register(registers, { name, help, type: 'histogram' }, () =>
    series.all().flatMap(({ labels, of }) => of.read(name, labels)),
  );
  return { of: series.of };
}

/** The series of one metric by the values of its labels, in the order of their names. */
function createSeries<T>(labelNames: readonly string[], create: () => T) {
  const byValues = new Map<string, { labels: Labels; of: T }>();
  const add = (key: string, values: readonly string[]): T => {
    const labels = Object.fromEntries(labelNames.map((label, index) => [label, values[index] ?? '']));
    const of = create();
    byValues.set(key, { labels, of });
    return of;
  };
  // A metric without labels exists from the start, with zero.
  if (labelNames.length === 0) add('', []);
  return {
    of(...values: string[]): T {
      const key = values.length === 1 ? (values[0] as string) : values.join('\n');
      return byValues.get(key)?.of ?? add(key, values);
    },
    all: (): { labels: Labels; of: T }[] => [...byValues.values()],
  };
}

/** Registers a metric by the part of prom-client's interface that a registry uses. */
function register(
  registers: readonly Registry[],
  metric: { name: string; help: string; type: 'counter' | 'histogram' },
  read: () => Value[],
): void {
  const readable = { ...metric, get: async () => ({ ...metric, aggregator: 'sum', values: read() }) };
  for (const registry of registers) registry.registerMetric(readable as never);
}
