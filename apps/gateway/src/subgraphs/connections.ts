import { isUtf8 } from 'node:buffer';
import { Pool, type Dispatcher } from 'undici';
import { SubgraphFailure } from './failure.ts';

/** `garbled`: the bytes are not valid UTF-8, so the text differs from what was sent. */
export type SubgraphReply = {
  status: number;
  contentType: string | undefined;
  retryAfter?: string | undefined;
  /** the `date` header in milliseconds since 1970; NaN without one */ sentAt?: number;
  text: string;
  garbled?: boolean;
};
/** One attempt to send a request. */
export type Attempt = {
  /** Rejects with a SubgraphFailure. */
  reply: Promise<SubgraphReply>;
  /** Whether any of it may have been sent: if not, the subgraph certainly did not receive it. */
  wasSent(): boolean;
  /** Aborts the attempt if it is still running: the reply rejects with `failure` and the connection is closed. */
  abort(failure: SubgraphFailure): void;
};
export type ConnectionLimits = typeof connectionLimits;

/**
 * A bounded keep-alive pool of connections to one subgraph. The connections, the requests that wait for one, the bytes of one reply and the bytes
 * of all replies being received are bounded. Only connecting has a timeout here; the caller aborts a request that takes too long.
 */
export function openConnections(
  url: URL,
  { connectTimeoutMs, limits }: { connectTimeoutMs: number; limits?: Partial<ConnectionLimits> | undefined },
) {
  const bounds = { ...connectionLimits, ...limits };
  const pool = new Pool(url.origin, {
    connections: bounds.connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectTimeoutMs },
  });
  const use: Use = { requests: 0, bytes: 0 };
  let closed: Promise<void> | undefined;
  return {
    /** The number of requests that run or wait for a connection. */
    busy: (): number => use.requests,
    post(body: string, headers: Record<string, string>): Attempt {
      if (use.requests >= bounds.connections + bounds.waiting)
        return refused(`${use.requests} requests run or wait already`);
      const { attempt, handler } = receive(use, bounds);
      pool.dispatch({ method: 'POST', path: url.pathname + url.search, headers, body }, handler);
      return attempt;
    },
    /** Waits for the running requests. */
    close: (): Promise<void> => (closed ??= pool.close()),
  };
}

type Use = { requests: number; bytes: number };

const refused = (why: string): Attempt => ({
  reply: Promise.reject(new SubgraphFailure('SUBGRAPH_UNAVAILABLE', why, { about: 'gateway' })),
  wasSent: () => false,
  abort: () => {},
});

/** Collects one reply within the bounds. The request counts until the pool releases it, which may be after its abort if it waits for a connection. */
function receive(use: Use, bounds: ConnectionLimits): { attempt: Attempt; handler: Dispatcher.DispatchHandler } {
  const { promise, resolve, reject } = Promise.withResolvers<SubgraphReply>();
  const reply: Pick<SubgraphReply, 'status' | 'contentType' | 'retryAfter' | 'sentAt'> = {
    status: 0,
    contentType: undefined,
  };
  let chunks: Buffer[] = [];
  let bytes = 0;
  let controller: Dispatcher.DispatchController | undefined;
  let given: SubgraphFailure | undefined;

  const release = (): void => {
    use.requests -= 1;
    use.bytes -= bytes;
    chunks = [];
  };
  const abort = (failure: SubgraphFailure): void => {
    given ??= failure;
    reject(given);
    controller?.abort(given);
  };
  use.requests += 1;
  return {
    attempt: { reply: promise, wasSent: () => controller !== undefined, abort },
    handler: {
      onRequestStart(started) {
        if (given) return started.abort(given);
        controller = started;
      },
      onResponseStart(
        _controller,
        status,
        { 'content-type': contentType, 'content-length': length, 'retry-after': retryAfter, date },
      ) {
        reply.status = status;
        reply.contentType = firstOf(contentType);
        reply.retryAfter = firstOf(retryAfter);
        reply.sentAt = Date.parse(firstOf(date) ?? '');
        if (Number(length) > bounds.replyBytes) abort(tooLarge(`${String(length)} bytes announced`));
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length;
        use.bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > bounds.replyBytes) abort(tooLarge(`cut after ${bytes} bytes`));
        else if (use.bytes > bounds.allRepliesBytes)
          abort(
            new SubgraphFailure('SUBGRAPH_UNAVAILABLE', `${use.bytes} bytes of replies are held already`, {
              about: 'gateway',
            }),
          );
      },
      onResponseEnd() {
        const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
        release();
        resolve({ ...reply, text: body.toString('utf8'), garbled: !isUtf8(body) });
      },
      onResponseError(_controller, cause) {
        release();
        // The connection could not be opened or broke; another attempt may succeed.
        reject(given ?? new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'no connection', { cause, passing: true }));
      },
    },
  };
}

const firstOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

const tooLarge = (why: string) =>
  new SubgraphFailure('SUBGRAPH_BAD_RESPONSE', `the reply is too large: ${why}`, { about: 'gateway' });

/** Shorter than the 5 seconds after which Node's servers close an idle connection, so that no request is sent on a connection the server is closing. */
const keepAliveMs = 4_000;
/** Pages have at most some hundred records, of some kilobytes each. */
export const replyBytesMax = 5 * 1024 * 1024;
const connectionLimits = {
  connections: 64,
  waiting: 1_000,
  replyBytes: replyBytesMax,
  allRepliesBytes: 200 * 1024 * 1024,
};
