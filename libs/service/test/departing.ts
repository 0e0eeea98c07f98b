/** A server as services and the gateway are, as a process of its own: one request waits for a line on standard input. Says where it listens. */
import Fastify from 'fastify';
import { prepareDeparture } from '../src/departure.ts';
import { createLogger } from '../src/logger.ts';
import { onShutdown } from '../src/shutdown.ts';

const app = Fastify({ return503OnClosing: false });
const departure = prepareDeparture(app, 5_000);
const released = new Promise((resolve) => process.stdin.once('data', resolve));
app.get('/readyz', async (_request, reply) => reply.code(departure.isLeaving() ? 503 : 200).send(''));
app.get('/graphql', async () => 'answered');
app.get('/slow', async () => {
  process.stdout.write('asked\n');
  return released.then(() => 'answered');
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });
onShutdown(createLogger('departing', 'silent'), [departure.close], {
  leave: departure.leave,
  delayMs: Number(process.argv[2]),
  patienceMs: 10_000,
});
process.stdout.write(`${url}\n`);
