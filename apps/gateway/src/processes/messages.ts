import type { Spent } from '../limits/rate.ts';
import type { MetricValues } from '../telemetry/metrics.ts';

/** A message of a process that serves to the first process. */
export type FromMember =
  /** Its start is complete. */
  | { kind: 'started' }
  /** It serves a supergraph. */
  | { kind: 'ready' }
  | { kind: 'spent'; spent: Spent[] }
  /** The answer to `measure`. With `id` 0 nobody has asked: when the process can be asked from now on, and when it ends. */
  | { kind: 'measured'; id: number; values: MetricValues }
  /** A request for the metrics of all processes. */
  | { kind: 'collect'; id: number };

/** A message of the first process to one that serves. */
export type ToMember =
  | { kind: 'stop'; signal: StopSignal }
  /** Every process has been ready. */
  | { kind: 'all-ready' }
  /** What clients have spent in the other processes. */
  | { kind: 'spent'; spent: Spent[] }
  | { kind: 'measure'; id: number }
  | { kind: 'collected'; id: number; text: string };

export type StopSignal = 'SIGTERM' | 'SIGINT';
