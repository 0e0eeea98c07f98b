import { EventEmitter } from 'node:events';
import type { Spent } from '../limits/rate.ts';
import type { MetricValues } from '../telemetry/metrics.ts';
import type { FromMember, ToMember } from './messages.ts';
import { createSpendingReport, unreportedShare } from './spending.ts';

/**
 * The part of a process that serves as one of `count` processes. It ends when the first process ends (node:cluster does that when the channel closes). A
 * signal to the group of processes reaches this one directly and through the first process, so only the latter counts.
 */
export function joinProcesses({ count, isReplacement }: { count: number; isReplacement: boolean }) {
  const signals = new EventEmitter();
  const collections = new Map<number, (text: string) => void>();
  let allReady = false;
  let collectionId = 0;
  let readValues: (() => Promise<MetricValues>) | undefined;
  let absorb: ((spent: readonly Spent[]) => void) | undefined;

  const sendValues = async (id: number): Promise<void> => {
    if (readValues) await send({ kind: 'measured', id, values: await readValues() });
  };
  const receive = (message: ToMember): void => {
    switch (message.kind) {
      case 'stop':
        // Nothing listens before the start is complete, and then there is nothing to finish.
        if (!signals.emit(message.signal)) process.exit(0);
        break;
      case 'all-ready':
        allReady = true;
        break;
      case 'spent':
        absorb?.(message.spent);
        break;
      case 'measure':
        void sendValues(message.id);
        break;
      case 'collected':
        collections.get(message.id)?.(message.text);
        break;
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});

  return {
    /** Whether this process replaces one that has ended, while the others serve. */
    isReplacement,
    /** Emits SIGTERM and SIGINT when the first process got them. */
    signals,
    /** Reports what a client has spent here. */
    onSpent: createSpendingReport((spent) => void send({ kind: 'spent', spent }), {
      shareMax: unreportedShare(count),
    }),
    /** Begins to read messages. Earlier ones have waited. */
    follow(deduct: (spent: readonly Spent[]) => void): void {
      absorb = deduct;
      process.on('message', receive);
    },
    othersReady: (): boolean => allReady,
    ready: (): void => void send({ kind: 'ready' }),
    started: (): void => void send({ kind: 'started' }),
    /** Lets the first process ask for the metrics of this one. */
    async measureWith(read: () => Promise<MetricValues>): Promise<void> {
      readValues = read;
      await sendValues(0);
    },
    /** The metrics of all processes. */
    async metricsOfAll(): Promise<string> {
      collectionId += 1;
      const id = collectionId;
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const late = setTimeout(
        () => reject(new Error('The first process did not collect the metrics in time.')),
        collectionMsMax,
      );
      collections.set(id, resolve);
      void send({ kind: 'collect', id });
      return promise.finally(() => {
        clearTimeout(late);
        collections.delete(id);
      });
    },
    /** Leaves the last values of the metrics to the first process. */
    leave: (): Promise<void> => sendValues(0),
  };
}

/** Resolves when the message is sent, or when the channel is closed: then this process is about to end. */
const send = (message: FromMember): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, {}, () => resolve());
    else resolve();
  });

const collectionMsMax = 5_000;
