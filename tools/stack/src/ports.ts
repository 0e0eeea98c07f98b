import { randomInt } from 'node:crypto';
import { get } from 'node:http';
import { createServer, connect } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * Below the ports that systems assign to outgoing connections (Linux begins at 32768, others later): such a connection could take a port between
 * this check and the start of the server, or while a server that keeps its port is down.
 */
const lowest = 10_000;
const highest = 32_000;
const attemptsMax = 200;
/**
 * The workers of Jest choose from different parts of the range: otherwise one of them could take a port that a server of another one has chosen and does
 * not use at the moment.
 */
const parts = 4;
const part = Number(process.env['JEST_WORKER_ID'] ?? 0) % parts;

/**
 * The ports that `fetch` and every browser refuse to connect to ("bad ports" of the WHATWG Fetch Standard), because other protocols use them:
 * clients cannot reach a program that listens on one of them.
 */
export const portsThatFetchRefuses: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** A free TCP port of this machine. */
export async function freePort(): Promise<number> {
  return freePortRange(1);
}

/** `count` consecutive free ports that `fetch` can reach, at a random place; returns the first one. The number of attempts is limited. */
export async function freePortRange(count: number): Promise<number> {
  const width = (highest - lowest) / parts;
  const from = lowest + part * width;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const first = from + randomInt(width - count);
    const ports = Array.from({ length: count }, (_, offset) => first + offset);
    if (ports.some((port) => portsThatFetchRefuses.has(port))) continue;
    if ((await Promise.all(ports.map((port) => isFree(port)))).every(Boolean)) return first;
  }
  throw new Error(`No ${count} consecutive free ports were found on this machine.`);
}

/** Whether a server could listen on the port of the address. */
export async function isFree(port: number, host?: string): Promise<boolean> {
  return (await refusal(port, host)) === undefined;
}

/** Why a server cannot listen on the port of the address: the error code of the system, such as EADDRINUSE. Undefined if it can. */
export async function refusal(port: number, host = '127.0.0.1'): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/**
 * The answer of a program of this machine. Rejects if it does not answer within the time, or if `fetch` would refuse its port. `fetch` itself would take 10 MB
 * of memory for as long as the stack runs.
 */
export async function ask(url: string, timeoutMs: number): Promise<{ status: number; body: string }> {
  if (portsThatFetchRefuses.has(Number(new URL(url).port))) throw new Error('bad port');
  const signal = AbortSignal.timeout(timeoutMs);
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  get(url, { agent: false, signal }, (response) => {
    text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
  }).on('error', reject);
  return promise;
}

/**
 * Connects once to 127.0.0.1: undefined if the connection is accepted, otherwise the obstacle. With `greeting`, the server's first bytes
 * must contain it.
 */
export async function silence(port: number, greeting?: string, timeoutMs = 1_000): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (obstacle?: string) => {
      socket.destroy();
      resolve(obstacle);
    };
    socket.setTimeout(timeoutMs, () => end(`port ${port} does not answer within ${timeoutMs} ms`));
    socket.once('error', (error) => end(error.message));
    socket.once('close', () => end(`port ${port} closes the connection without a greeting`));
    if (greeting === undefined) socket.once('connect', () => end());
    else
      socket.once('data', (bytes) =>
        end(
          bytes.toString('utf8').includes(greeting)
            ? undefined
            : `port ${port} greets with ${JSON.stringify(bytes.toString('utf8').slice(0, 200))}`,
        ),
      );
  });
}
