import { AggregatorRegistry } from 'prom-client';
import type { MetricValues } from '../telemetry/metrics.ts';

type Metric = MetricValues[number];

/** The metrics of all processes together: counters and histograms are added, gauges as `aggregatorOf` says. */
export const sumOf = (
  processes: readonly MetricValues[],
): { text(): Promise<string>; values(): Promise<MetricValues> } => {
  const registry = AggregatorRegistry.aggregate(processes.map((metrics) => metrics.map(prepared)));
  return { text: () => registry.metrics(), values: () => registry.getMetricsAsJSON() };
};

/** The counters and histograms of a process that has ended. They are added to later sums, so that no counter falls. */
export const lasting = (metrics: MetricValues): MetricValues => metrics.filter(isCounted);

const prepared = (metric: Metric): Metric => ({
  ...metric,
  // JSON between the processes has no NaN, which the event loop's metrics have until the first sample.
  values: metric.values.filter(({ value }) => Number.isFinite(value)),
  aggregator: aggregatorOf(metric),
});

/** A sum of ages, states or times says nothing: of these metrics the largest value counts. */
function aggregatorOf(metric: Metric): Metric['aggregator'] {
  if (isCounted(metric)) return 'sum';
  return largest.has(metric.name) || metric.name.startsWith('nodejs_eventloop_lag_') ? 'max' : 'sum';
}

/** The type declarations of prom-client have a number here. */
const isCounted = ({ type }: Metric): boolean => ['counter', 'histogram'].includes(String(type));

const largest = new Set([
  'auth_keys_age_seconds',
  'build_info',
  'nodejs_version_info',
  'process_max_fds',
  'process_start_time_seconds',
  'schema_refused',
  'subgraph_breaker',
  'supergraph_info',
]);
