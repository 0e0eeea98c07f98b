import type { Logger } from '@kexie/kernel';
import { connectNats } from '@kexie/messaging/nats';
import { ensureDeadLetterStream, ensureStream } from '@kexie/messaging/streams';
import { buckets } from './broker-accounts.ts';
import type { Keys } from './keys.ts';

const connectTimeoutMs = 10_000;
const silence = (): void => undefined;

/**
 * Makes the streams and buckets of all teams and updates old ones, which only the operator may do. They therefore exist before a program can make one
 * with other settings. Rejects with one sentence if the broker does not answer within ten seconds or refuses the operator.
 */
export async function setUpBroker(
  url: string,
  { teams }: Pick<Keys, 'teams'>,
  say: (line: string) => void = silence,
): Promise<void> {
  const nats = await connectNats(url, {
    name: 'stack',
    log: logOf(say),
    signal: AbortSignal.timeout(connectTimeoutMs),
  });
  try {
    const manager = await nats.manager();
    for (const team of Object.keys(teams)) await ensureStream(manager, team);
    await ensureDeadLetterStream(manager);
    for (const bucket of buckets) await nats.bucket(bucket);
  } finally {
    await nats.close();
  }
}

/** A log that shows only errors to the user: those name what the setup waits for. */
function logOf(say: (line: string) => void): Logger {
  const log: Logger = {
    debug: silence,
    info: silence,
    warn: silence,
    error: (first, message?: string) => say(message ?? String(first)),
    child: () => log,
  };
  return log;
}
