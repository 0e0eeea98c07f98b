/**
 * A server like those of the services and the gateway, in its own process. `/slow` waits for a line on standard input.
 * Prints its address.
 */
import Fastify from 'fastify';
import { createGracefulShutdown } from '../src/graceful-shutdown.ts';
import { createLogger } from '../src/logger.ts';
import { onShutdown } from '../src/shutdown.ts';

const app = Fastify({ return503OnClosing: false });
const shutdown = createGracefulShutdown(app, 5_000);
const released = new Promise((resolve) => process.stdin.once('data', resolve));
app.get('/readyz', async (_request, reply) => reply.code(shutdown.isDraining() ? 503 : 200).send(''));
app.get('/graphql', async () => 'answered');
app.get('/slow', async () => {
  process.stdout.write('asked\n');
  return released.then(() => 'answered');
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });
onShutdown(createLogger('draining', 'silent'), [shutdown.close], {
  drain: shutdown.drain,
  delayMs: Number(process.argv[2]),
  drainTimeoutMs: 10_000,
});
process.stdout.write(`${url}\n`);
