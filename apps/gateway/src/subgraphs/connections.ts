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
/** Receives the reply of one attempt, or the reason why there is none; exactly one of the two is called, once. */
export type Receiver = { onReply(reply: SubgraphReply): void; onFailure(failure: SubgraphFailure): void };
/** One attempt to send a request. */
export type Attempt = {
  /** Whether any of it may have been sent: if not, the subgraph certainly did not receive it. */
  wasSent(): boolean;
  /** Aborts the attempt if it is still running: its receiver gets `failure` and the connection is closed. */
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
  const path = url.pathname + url.search;
  const use: Use = { requests: 0, bytes: 0 };
  let closed: Promise<void> | undefined;
  return {
    /** The number of requests that run or wait for a connection. */
    busy: (): number => use.requests,
    /** Sends a request. `headers` are names and values in turn. */
    post(body: string, headers: string[], receiver: Receiver): Attempt {
      if (use.requests >= bounds.connections + bounds.waiting)
        return refuse(`${use.requests} requests run or wait already`, receiver);
      const reception = new Reception(use, bounds, receiver);
      pool.dispatch({ method: 'POST', path, headers, body }, reception);
      return reception;
    },
    /** Waits for the running requests. */
    close: (): Promise<void> => (closed ??= pool.close()),
  };
}

type Use = { requests: number; bytes: number };

function refuse(why: string, receiver: Receiver): Attempt {
  receiver.onFailure(new SubgraphFailure('SUBGRAPH_UNAVAILABLE', why, { about: 'gateway' }));
  return { wasSent: () => false, abort: () => {} };
}

/** Collects one reply within the bounds. The request counts until the pool releases it, which may be after its abort if it waits for a connection. */
class Reception implements Attempt, Dispatcher.DispatchHandler {
  readonly #use: Use;
  readonly #bounds: ConnectionLimits;
  readonly #receiver: Receiver;
  #controller: Dispatcher.DispatchController | undefined;
  #failure: SubgraphFailure | undefined;
  #ended = false;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #contentType: string | undefined;
  #retryAfter: string | undefined;
  #date: string | undefined;

  constructor(use: Use, bounds: ConnectionLimits, receiver: Receiver) {
    this.#use = use;
    this.#bounds = bounds;
    this.#receiver = receiver;
    use.requests += 1;
  }

  wasSent(): boolean {
    return this.#controller !== undefined;
  }

  abort(failure: SubgraphFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#controller?.abort(failure);
    this.#receiver.onFailure(failure);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#failure) return controller.abort(this.#failure);
    this.#controller = controller;
    return undefined;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#contentType = firstOf(headers['content-type']);
    this.#retryAfter = firstOf(headers['retry-after']);
    this.#date = firstOf(headers['date']);
    const length = headers['content-length'];
    if (Number(length) > this.#bounds.replyBytes) this.abort(tooLarge(`${String(length)} bytes announced`));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#use.bytes += chunk.length;
    this.#chunks.push(chunk);
    if (this.#bytes > this.#bounds.replyBytes) this.abort(tooLarge(`cut after ${this.#bytes} bytes`));
    else if (this.#use.bytes > this.#bounds.allRepliesBytes)
      this.abort(
        new SubgraphFailure('SUBGRAPH_UNAVAILABLE', `${this.#use.bytes} bytes of replies are held already`, {
          about: 'gateway',
        }),
      );
  }

  onResponseEnd(): void {
    const body = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#release();
    if (this.#ended) return;
    this.#ended = true;
    this.#receiver.onReply({
      status: this.#status,
      contentType: this.#contentType,
      retryAfter: this.#retryAfter,
      sentAt: millisecondsOf(this.#date),
      text: body.toString('utf8'),
      garbled: !isUtf8(body),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#release();
    // The connection could not be opened or broke; another attempt may succeed.
    if (this.#ended) return;
    this.#ended = true;
    this.#receiver.onFailure(new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'no connection', { cause, passing: true }));
  }

  #release(): void {
    this.#use.requests -= 1;
    this.#use.bytes -= this.#bytes;
    this.#chunks = [];
  }
}

/** Makes the function that reads a `date` header, in milliseconds since 1970. The text is the same for a second, so the last one is remembered. */
function createDateReader(): (date: string | undefined) => number {
  let last: string | undefined;
  let milliseconds = NaN;
  return (date) => {
    if (date === undefined) return NaN;
    if (date !== last) {
      milliseconds = Date.parse(date);
      last = date;
    }
    return milliseconds;
  };
}
const millisecondsOf = createDateReader();

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
