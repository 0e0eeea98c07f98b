import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from './part.ts';

export type BrokerWatch = {
  part: Pick<Part, 'running' | 'stop' | 'start'>;
  /** The reason why the broker cannot write; undefined while it can. */
  fault: () => Promise<string | undefined>;
  /** The number of free bytes on the disk of its streams. */
  freeBytes: () => Promise<number>;
  log: (line: string) => void;
  /** How often the broker is checked. Default 5 s. */
  everyMs?: number;
};

const everyMsDefault = 5_000;
/** Room for the events that wait in the outboxes; with less, the disk would be full again at once. */
export const roomBytesMin = 64 * 1024 * 1024;
/** Restarts do not help if the disk fills again and again, or is broken. */
export const brokerRestartsMax = 5;
const restartsWithinMs = 60 * 60_000;
const reportEveryMs = 60_000;

/**
 * Restarts a broker that cannot write, once there is room again: after a failed write, nats-server does not
 * acknowledge messages of a stream until it is restarted. At most `brokerRestartsMax` restarts an hour; beyond that, and
 * while room is missing, the log tells the operator each minute what to do.
 */
export function keepBrokerWriting({ part, fault, freeBytes, log, everyMs = everyMsDefault }: BrokerWatch): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const { signal } = stopping;
  let restarts: number[] = [];
  let isDown = false;
  let reportedAt = -Infinity;
  const report = (line: string): void => {
    if (performance.now() - reportedAt < reportEveryMs) return;
    reportedAt = performance.now();
    log(line);
  };
  const isStopped = (): boolean => signal.aborted;
  const look = async (): Promise<void> => {
    const reason = isDown ? 'its last start failed' : part.running() ? await fault() : undefined;
    if (reason === undefined || isStopped()) return;
    const room = await freeBytes();
    if (room < roomBytesMin) {
      return report(
        `NATS cannot write: ${reason}. Events wait in the services. ` +
          `${megabytes(room)} are free on its disk: make room for at least ${megabytes(roomBytesMin)}, and NATS restarts automatically.`,
      );
    }
    restarts = restarts.filter((at) => performance.now() - at < restartsWithinMs);
    if (restarts.length >= brokerRestartsMax) {
      return report(
        `NATS cannot write: ${reason}. It was restarted ${brokerRestartsMax} times in an hour and ` +
          'is not restarted again: check the disk, then stop and start everything.',
      );
    }
    restarts.push(performance.now());
    log(`NATS could not write (${reason}). There is room now, so it is restarted.`);
    isDown = true;
    await part.stop();
    if (isStopped()) return;
    await part.start();
    isDown = false;
    reportedAt = -Infinity;
    log('NATS is back. The services send the events that wait.');
  };
  const follow = async (): Promise<void> => {
    while (!isStopped()) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      if (isStopped()) return;
      await look().catch((error: Error) => report(`NATS could not be restarted: ${error.message}`));
    }
  };
  const following = follow();
  return {
    stop: async () => {
      stopping.abort();
      await following;
    },
  };
}

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
