import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { encodeUtf8 } from './utf8.ts';

/** The bounds of the connections of a server. Times are in milliseconds. */
export type ConnectionLimits = {
  /**
   * Simultaneous connections, of all clients and of one address. Behind a proxy all clients have the address of the
   * proxy.
   */
  connectionsMax: number;
  perAddressMax: number;
  /** Requests of one connection that wait for earlier responses (pipelining). */
  pipelinedMax: number;
  /** The time in which the headers of a request, and the whole request, must arrive. */
  headersMsMax: number;
  requestMsMax: number;
  /** The time that a response may wait while its client reads nothing. */
  stalledMsMax: number;
  /** Bytes of all responses that clients have not yet read. */
  unsentBytesMax: number;
};
export const connectionLimits: ConnectionLimits = {
  connectionsMax: 10_000,
  perAddressMax: Number.POSITIVE_INFINITY,
  pipelinedMax: 20,
  headersMsMax: 10_000,
  requestMsMax: 30_000,
  stalledMsMax: 10_000,
  unsentBytesMax: 64 * 1024 * 1024,
};

/**
 * The reason why a connection was closed with an unread response. `stalled`: the client read nothing for too long.
 * `slow`: it read less than 16 kB a second. `crowded`: too many bytes waited, and this response was the largest of
 * those that had waited for a second.
 */
export type Cut = 'stalled' | 'slow' | 'crowded';
/**
 * The reason why a connection was closed before its requests were read: too many connections of the server or of the
 * address, or too many pipelined requests.
 */
export type Refusal = 'full' | 'address' | 'pipelined';
export type Connections = ReturnType<typeof createConnections>;
type Unsent = { bytes: number; socket: Socket; since: number; until: number };

/**
 * Bounds the connections of one server, the times of its requests and responses, and the bytes of its unread responses.
 */
export function createConnections({
  connectionsMax,
  perAddressMax,
  pipelinedMax,
  headersMsMax,
  requestMsMax,
  stalledMsMax,
  unsentBytesMax,
}: ConnectionLimits) {
  const answers = new Set<Unsent>();
  const cuts: Record<Cut, number> = { stalled: 0, slow: 0, crowded: 0 };
  const refusals: Record<Refusal, number> = { full: 0, address: 0, pipelined: 0 };
  const perAddress = new Map<string, number>();
  const waiting = new WeakMap<Socket, number>();
  let open = 0;
  let unsentBytes = 0;

  const refuse = (socket: Socket, reason: Refusal): void => {
    refusals[reason] += 1;
    socket.destroy();
  };
  /** Counts a connection until it closes, or closes it when there are too many. */
  const admit = (socket: Socket): void => {
    const address = socket.remoteAddress ?? '';
    const sameAddress = perAddress.get(address) ?? 0;
    if (open >= connectionsMax) return refuse(socket, 'full');
    if (sameAddress >= perAddressMax) return refuse(socket, 'address');
    open += 1;
    perAddress.set(address, sameAddress + 1);
    socket.once('close', () => {
      open -= 1;
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left === 0) perAddress.delete(address);
      else perAddress.set(address, left);
    });
    return undefined;
  };
  /**
   * Counts a request while it waits for earlier responses. Returns false when the connection was closed because too
   * many of its requests wait.
   */
  const mayBegin = (socket: Socket, response: ServerResponse): boolean => {
    // Node assigns the socket to a response when the earlier responses are sent.
    if (response.socket) return true;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > pipelinedMax) {
      if (!socket.destroyed) refuse(socket, 'pipelined');
      return false;
    }
    waiting.set(socket, count);
    response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    return true;
  };
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
  /** Whether this many more bytes may wait. If necessary, waiting responses are dropped first, the largest first. */
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
    response.on('close', () => forget(answer));
    // Node checks twice whether the system accepted a byte, so a client that reads nothing is noticed after two halves
    // of the time. A short response needs no such check, because its bound for the whole response is hardly longer.
    if (bytes > encodedLengthMin) response.setTimeout(stalledMsMax / 2, () => cut(answer, 'stalled'));
  };
  const cutSlow = (): void => {
    const now = performance.now();
    for (const answer of answers) if (answer.until < now) cut(answer, 'slow');
  };

  return {
    /** Options for Fastify. Late headers are noticed within a second. */
    server: {
      requestTimeout: requestMsMax,
      http: { headersTimeout: headersMsMax, connectionsCheckingInterval: Math.min(lookMs, headersMsMax) },
    },
    /**
     * Watches the responses of a server. Call it after all other hooks that change the payload. `refusal` creates the
     * error for a response without room.
     */
    addTo(app: FastifyInstance<Server>, refusal: () => Error): void {
      app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
        if (mayBegin(socket, reply.raw)) done();
        else reply.hijack();
      });
      app.addHook('onSend', (request, reply, payload, done) => {
        // The length in bytes is needed again, and a long text should be encoded only once.
        const sent = typeof payload === 'string' && payload.length > encodedLengthMin ? encodeUtf8(payload) : payload;
        const bytes = typeof sent === 'string' || Buffer.isBuffer(sent) ? Buffer.byteLength(sent) : 0;
        if (!makeRoom(bytes) && bytes > alwaysSentBytes) {
          void reply.removeHeader('content-encoding');
          return done(refusal());
        }
        follow(reply.raw, request.raw.socket, bytes);
        return done(null, sent);
      });
      app.server.on('connection', admit);
      const looking = setInterval(cutSlow, lookMs).unref();
      app.addHook('onClose', async () => clearInterval(looking));
    },
    open: (): number => open,
    refusals: (): Readonly<Record<Refusal, number>> => refusals,
    unsentBytes: (): number => unsentBytes,
    cuts: (): Readonly<Record<Cut, number>> => cuts,
  };
}

const lookMs = 1_000;
/** Responses that have waited for a shorter time may still be in transit. */
const waitingMsMin = 1_000;
/** A response of this size is always sent, so that a refusal can be sent at the bound. */
const alwaysSentBytes = 4 * 1_024;
const bytesPerMsMin = 16;
const encodedLengthMin = 64 * 1_024;
