import { expect, test } from '@jest/globals';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricValues } from '../telemetry/metrics.ts';
import { lasting, sumOf } from './metrics.ts';

/** The values of a process that has answered `count` requests, each in `seconds`, as they arrive from it. */
async function valuesOf(count: number, { seconds = 1, breaker = 0 } = {}): Promise<MetricValues> {
  const registry = new Registry();
  const registers = [registry];
  new Counter({ name: 'requests_total', help: 'r', labelNames: ['client'], registers }).inc(
    { client: `c${count}` },
    count,
  );
  new Counter({ name: 'all_total', help: 'a', registers }).inc(count);
  const time = new Histogram({ name: 'time_seconds', help: 't', buckets: [0.5, 2], registers });
  for (let index = 0; index < count; index += 1) time.observe(seconds);
  new Gauge({ name: 'process_resident_memory_bytes', help: 'm', registers }).set(count * 10);
  new Gauge({ name: 'subgraph_breaker', help: 'b', labelNames: ['service'], registers }).set({ service: 's' }, breaker);
  new Gauge({ name: 'nodejs_eventloop_lag_mean_seconds', help: 'l', registers }).set(count > 2 ? Number.NaN : count);
  return JSON.parse(JSON.stringify(await registry.getMetricsAsJSON())) as MetricValues;
}

const linesOf = async (processes: MetricValues[]): Promise<string[]> =>
  (await sumOf(processes).text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('counters, histograms and amounts of several processes are added; of states and delays the largest counts', async () => {
  const lines = await linesOf([
    await valuesOf(2),
    await valuesOf(1, { seconds: 0.1, breaker: 0.5 }),
    await valuesOf(3),
  ]);
  expect(lines.sort()).toEqual(
    [
      'requests_total{client="c1"} 1',
      'requests_total{client="c2"} 2',
      'requests_total{client="c3"} 3',
      'all_total 6',
      'time_seconds_bucket{le="0.5"} 1',
      'time_seconds_bucket{le="2"} 6',
      'time_seconds_bucket{le="+Inf"} 6',
      'time_seconds_sum 5.1',
      'time_seconds_count 6',
      'process_resident_memory_bytes 60',
      'subgraph_breaker{service="s"} 0.5',
      'nodejs_eventloop_lag_mean_seconds 2',
    ].sort(),
  );
});

test('of ended processes the counts stay, and nothing else', async () => {
  const ended = await sumOf([lasting(await valuesOf(2)), lasting(await valuesOf(1))]).values();
  const lines = await linesOf([ended, await valuesOf(1)]);
  for (const line of [
    'all_total 4',
    'time_seconds_bucket{le="+Inf"} 4',
    'time_seconds_count 4',
    'process_resident_memory_bytes 10',
    'nodejs_eventloop_lag_mean_seconds 1',
  ])
    expect(lines).toContain(line);
});
