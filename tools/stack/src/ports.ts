import { randomInt } from 'node:crypto';
import { createServer, connect } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (Linux begins at 32768, others later): such a connection could take a port between
 * this look and the server's start, or while a server that keeps its port is down.
 */
const lowest = 10_000;
const highest = 32_000;
const attemptsMax = 200;

/** A TCP port of this machine that nothing uses at the moment. */
export async function freePort(): Promise<number> {
  return freePortRange(1);
}

/** `count` neighbouring free ports, somewhere by chance; returns the first one. Tries a bounded number of places. */
export async function freePortRange(count: number): Promise<number> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const first = randomInt(lowest, highest - count);
    const ports = Array.from({ length: count }, (_, offset) => first + offset);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`No ${count} neighbouring free ports were found on this machine.`);
}

/** Whether a server could listen on the port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Connects once; true when something accepts. With `greeting`, true only when the server's first bytes contain it. */
export async function answers(port: number, greeting?: string, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.once('error', () => end(false));
    if (greeting === undefined) socket.once('connect', () => end(true));
    else socket.once('data', (bytes) => end(bytes.toString('utf8').includes(greeting)));
  });
}
