import type { Spent } from '../limits/rate.ts';

/**
 * Adds up what clients spend, and sends the sums of the clients that have spent anything after `intervalMs`. A client that has spent
 * `shareMax` of its minute since the last report is reported at once. So what is not yet reported of a client never exceeds that share and one operation.
 */
export function createSpendingReport(
  send: (spent: Spent[]) => void,
  { intervalMs = reportMs, shareMax }: { intervalMs?: number; shareMax: number },
) {
  const unreported = new Map<string, Spent>();
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    timer = undefined;
    if (unreported.size === 0) return;
    const spent = [...unreported.values()];
    unreported.clear();
    send(spent);
  };
  return (client: string, cost: number, perMinute: number): void => {
    const sum = (unreported.get(client)?.[1] ?? 0) + cost;
    if (sum >= perMinute * shareMax) {
      unreported.delete(client);
      send([[client, sum, perMinute]]);
      return;
    }
    unreported.set(client, [client, sum, perMinute]);
    timer ??= setTimeout(report, intervalMs).unref();
  };
}

/** The share of a minute that one of `count` processes may keep unreported: together they keep an eighth of a minute. */
export const unreportedShare = (count: number): number => 1 / (8 * count);

const reportMs = 250;
