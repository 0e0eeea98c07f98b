import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { encodeUtf8 } from './utf8.ts';

/** What the connections of a server may cost it. Times in milliseconds. */
export type ConnectionLimits = {
  /** Connections at once, of all clients and of one address. Behind a proxy all have the address of the proxy. */
  connectionsMax: number;
  perAddressMax: number;
  /** Requests of one connection that wait for the answers of those before them (pipelining). */
  pipelinedMax: number;
  /** How long the headers of a request, and a whole request, may take to arrive. */
  headersMsMax: number;
  requestMsMax: number;
  /** How long an answer may wait without its client taking any of it. */
  stalledMsMax: number;
  /** Bytes of all answers together that clients have not taken yet. */
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
 * Why a connection was ended with an answer unread. `stalled`: its client took nothing for too long. `slow`: it took less than 16 kB a second. `crowded`: too many bytes
 * waited, and this answer was the largest of those that had waited for a second.
 */
export type Cut = 'stalled' | 'slow' | 'crowded';
/** Why a connection was closed before its requests were read: the server or the address has too many, or too many requests were pipelined on it. */
export type Refusal = 'full' | 'address' | 'pipelined';
export type Connections = ReturnType<typeof createConnections>;
type Unsent = { bytes: number; socket: Socket; since: number; until: number };

/** Bounds the connections of one server, the time of its requests and answers, and what its unread answers hold. */
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
  /** Counts a request while it waits for the answers before it. False when the connection was closed, because too many of its requests wait. */
  const mayBegin = (socket: Socket, response: ServerResponse): boolean => {
    // Node gives the socket to a response when the responses before it are sent.
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
      app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
        if (mayBegin(socket, reply.raw)) done();
        else reply.hijack();
      });
      app.addHook('onSend', (request, reply, payload, done) => {
        // the length of a text in bytes is needed again, and a long text costs less to encode once
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
/** Answers that wait for a shorter time may just be on their way. */
const waitingMsMin = 1_000;
/** A refusal has to fit in, whatever waits. */
const alwaysSentBytes = 4 * 1_024;
const bytesPerMsMin = 16;
const encodedLengthMin = 64 * 1_024;
