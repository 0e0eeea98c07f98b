import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** What the connections of a server may cost it. Times in milliseconds. */
export type ConnectionLimits = {
  /** How long the headers of a request, and a whole request, may take to arrive. */
  headersMsMax: number;
  requestMsMax: number;
  /** How long an answer may wait without its client taking any of it. */
  stalledMsMax: number;
  /** Bytes of all answers together that clients have not taken yet. */
  unsentBytesMax: number;
};
export const connectionLimits: ConnectionLimits = {
  headersMsMax: 10_000,
  requestMsMax: 30_000,
  stalledMsMax: 10_000,
  unsentBytesMax: 64 * 1024 * 1024,
};

/**
 * Why a connection was ended with an answer unread. `stalled`: its client took nothing for too long. `slow`: it took less than 16 kB a second. `crowded`: too many bytes
 * waited, and this answer was the largest of those that had waited for a second.
 */
export type Cut = 'stalled' | 'slow' | 'crowded';
export type Connections = ReturnType<typeof createConnections>;
type Unsent = { bytes: number; socket: Socket; since: number; until: number };

/** Bounds the time of requests and answers of one server, and what its unread answers hold. */
export function createConnections({ headersMsMax, requestMsMax, stalledMsMax, unsentBytesMax }: ConnectionLimits) {
  const answers = new Set<Unsent>();
  const cuts: Record<Cut, number> = { stalled: 0, slow: 0, crowded: 0 };
  let unsentBytes = 0;

  const forget = (answer: Unsent): void => {
    if (answers.delete(answer)) unsentBytes -= answer.bytes;
  };
  const cut = (answer: Unsent, reason: Cut): void => {
    forget(answer);
    cuts[reason] += 1;
    answer.socket.destroy();
  };
  const largestWaiting = (): Unsent | undefined => {
    const before = performance.now() - waitingMsMin;
    let largest: Unsent | undefined;
    for (const answer of answers) if (answer.since < before && answer.bytes > (largest?.bytes ?? 0)) largest = answer;
    return largest;
  };
  /** Whether so many bytes more may wait, after slow answers have gone for them, the largest first. */
  const makeRoom = (bytes: number): boolean => {
    while (unsentBytes + bytes > unsentBytesMax) {
      const answer = largestWaiting();
      if (!answer) return false;
      cut(answer, 'crowded');
    }
    return true;
  };
  const follow = (response: ServerResponse, socket: Socket, bytes: number): void => {
    const since = performance.now();
    const answer: Unsent = { bytes, socket, since, until: since + stalledMsMax + bytes / bytesPerMsMin };
    answers.add(answer);
    unsentBytes += bytes;
    response.once('close', () => forget(answer));
    // Node looks twice whether the system took a byte, so a client that takes nothing is noticed after two halves at the latest. For a short answer the time
    // that it may take as a whole is hardly longer.
    if (bytes > encodedLengthMin) response.setTimeout(stalledMsMax / 2, () => cut(answer, 'stalled'));
  };
  const cutSlow = (): void => {
    const now = performance.now();
    for (const answer of answers) if (answer.until < now) cut(answer, 'slow');
  };

  return {
    /** Options for Fastify. Headers that do not arrive are noticed within a second. */
    server: {
      requestTimeout: requestMsMax,
      http: { headersTimeout: headersMsMax, connectionsCheckingInterval: Math.min(lookMs, headersMsMax) },
    },
    /** Watches the answers of a server. Call it after all other hooks that change what is sent. `refusal` makes the error of an answer that has no room. */
    addTo(app: FastifyInstance<Server>, refusal: () => Error): void {
      app.addHook('onSend', (request, reply, payload, done) => {
        // the length of a text in bytes is needed again, and a long text costs less to encode once
        const sent = typeof payload === 'string' && payload.length > encodedLengthMin ? Buffer.from(payload) : payload;
        const bytes = typeof sent === 'string' || Buffer.isBuffer(sent) ? Buffer.byteLength(sent) : 0;
        if (!makeRoom(bytes) && bytes > alwaysSentBytes) {
          void reply.removeHeader('content-encoding');
          return done(refusal());
        }
        follow(reply.raw, request.raw.socket, bytes);
        return done(null, sent);
      });
      const looking = setInterval(cutSlow, lookMs).unref();
      app.addHook('onClose', async () => clearInterval(looking));
    },
    unsentBytes: (): number => unsentBytes,
    cuts: (): Readonly<Record<Cut, number>> => cuts,
  };
}

const lookMs = 1_000;
/** Answers that wait for a shorter time may just be on their way. */
const waitingMsMin = 1_000;
/** A refusal has to fit in, whatever waits. */
const alwaysSentBytes = 4 * 1_024;
const bytesPerMsMin = 16;
const encodedLengthMin = 64 * 1_024;
