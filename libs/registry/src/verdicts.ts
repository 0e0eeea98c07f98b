import { z } from 'zod';
import type { Nats } from '@kexie/messaging/nats';
import type { Publication } from './subgraph.ts';

/**
 * The reason why a schema is not served: a code, a message, and the coordinate, operation and clients if they are
 * known.
 */
export type Reason = z.infer<typeof reason>;
/** The decision about a publication. `version` is the version of the service, or "retired" for a retirement. */
export type Verdict = { service: string; revision: number; version: string; accepted: boolean; reasons: Reason[] };
/** A verdict as the services read it, with its time (ISO 8601) and its gateway. */
export type PassedVerdict = z.infer<typeof passedVerdict>;

const verdictsBucket = 'verdicts';

const client = z.object({ name: z.string(), version: z.string(), lastSeen: z.string(), count: z.number() });
const reason = z.object({
  code: z.string(),
  message: z.string(),
  subgraphs: z.array(z.string()).exactOptional(),
  coordinate: z.string().exactOptional(),
  operation: z.string().exactOptional(),
  hash: z.string().exactOptional(),
  clients: z.array(client).exactOptional(),
});
const passedVerdict = z.object({
  revision: z.number(),
  version: z.string(),
  accepted: z.boolean(),
  at: z.iso.datetime(),
  reasons: z.array(reason),
  gateway: z.string(),
});

/**
 * Writes the verdict about a publication for its service. An accepted publication stays accepted: a gateway that judged
 * earlier and writes later does not change this, and it does not overwrite the verdict about a newer publication.
 */
export async function writeVerdict(
  nats: Nats,
  { service, ...verdict }: Verdict,
  { gateway, now }: { gateway: string; now: Date },
): Promise<void> {
  const bucket = await nats.bucket(verdictsBucket);
  const passed: PassedVerdict = {
    ...verdict,
    reasons: verdict.reasons.slice(0, reasonsMax).map(shorten),
    at: now.toISOString(),
    gateway,
  };
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const present = await bucket.get(service);
    const known = present && parse(present.value);
    if (
      known &&
      (known.revision > verdict.revision ||
        (known.revision === verdict.revision && (known.accepted || sameReasons(known, passed))))
    )
      return;
    if ((await bucket.update(service, JSON.stringify(passed), present?.revision ?? 0)) !== undefined) return;
  }
}

/**
 * Calls `onVerdict` with the verdict about one publication of a service: at once if there is one, and whenever it
 * changes.
 */
export async function watchVerdict(
  nats: Nats,
  { name, revision }: Pick<Publication, 'name' | 'revision'>,
  onVerdict: (verdict: PassedVerdict) => void,
): Promise<{ stop(): void }> {
  return (await nats.bucket(verdictsBucket)).watch(({ key, value }) => {
    const verdict = key === name && value !== undefined ? parse(value) : undefined;
    if (verdict?.revision === revision) onVerdict(verdict);
  });
}

function parse(value: string): PassedVerdict | undefined {
  try {
    return passedVerdict.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

const sameReasons = (one: PassedVerdict, other: PassedVerdict): boolean =>
  !other.accepted && JSON.stringify(one.reasons) === JSON.stringify(other.reasons);
const shorten = (each: Reason): Reason => ({
  ...each,
  message: each.message.slice(0, messageMax),
  ...(each.clients ? { clients: each.clients.slice(0, clientsMax) } : {}),
});

const attemptsMax = 5;
const reasonsMax = 20;
const clientsMax = 10;
const messageMax = 2_000;
