import { parseArgs } from 'node:util';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { releaseStartMemory } from '@kexie/kernel';
import { refuseWhileRunning } from './data-dir.ts';
import { killFamily, leash, stopFamily } from './family.ts';
import { refuseUnusablePorts } from './port-range.ts';
import { isServiceName, root, serviceNames } from './programs.ts';
import type { ServiceName } from './programs.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

const defaultPort = 4000;
const forceAfterMs = 1_000;

const help = `npm start [-- options]: MongoDB, NATS, the services and the gateway on this machine, with the Wuzhou data set.

  --without NAME   do not start a service that you run yourself, for example with \`npx nx serve people\` (may be repeated; loads no data set)
  --no-seed        load no data set
  --reset          delete the data folder first: databases, streams, keys and logs
  --data FOLDER    keep the data there instead of in .data; a second stack needs its own folder and PORT
  --help           this text

  PORT             port of the gateway (default ${defaultPort}); the services take the ports after it
  HOST             address on which the gateway listens instead of 127.0.0.1
  MONGODB_URI      a MongoDB to use instead of one of its own (a replica set)
  NATS_URL         a NATS with JetStream to use instead of one of its own
  LOG_LEVEL        debug, info (default), warn, error

Services: ${serviceNames.slice(1).join(', ')}. Ctrl-C and SIGTERM stop everything; a second one kills it at once.
If npm is killed, everything stops too.`;

const started = Date.now();
let stack: Stack | undefined;
let stoppingSince: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
// a closed terminal, or the end of `npm start | head`, ends the stack in order
for (const output of [process.stdout, process.stderr]) {
  output.on('error', () => {
    if (stoppingSince === undefined) void stop();
  });
}

try {
  const options = readOptions();
  if (options) await run(options);
} catch (error) {
  if (stoppingSince === undefined) {
    process.stderr.write(`\n${(error as Error).message}\n`);
    await stopFamily();
    process.exit(1);
  }
}

type Options = { port: number; dataDir: string; without: ServiceName[]; seed: boolean; reset: boolean };

async function run({ port, dataDir, without, seed, reset }: Options): Promise<void> {
  leash(); // from here on it watches npm
  if (reset) {
    await refuseUnusablePorts(port, without, process.env); // before any file is deleted
    await deleteData(dataDir);
  }
  stack = await startStack({ dataDir, port, without, supervise: true, env: process.env, log: say });
  say(`Everything is up after ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  if (seed && without.length === 0) await stack.seed({ shown: true });
  await releaseStartMemory();
  if (stoppingSince === undefined) say(whereToGo(stack, dataDir, without));
}

/** Undefined for --help. Throws one sentence about an invalid option. */
function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      seed: { type: 'boolean', default: true },
      reset: { type: 'boolean', default: false },
      data: { type: 'string', default: '.data' },
      without: { type: 'string', multiple: true, default: [] },
    },
    allowNegative: true,
  });
  if (values.help) {
    console.log(help);
    return undefined;
  }
  const without = values.without.map((name) => {
    if (!isServiceName(name))
      throw new Error(`There is no service "${name}": the names are ${serviceNames.join(', ')}.`);
    return name;
  });
  checkLogLevel(process.env['LOG_LEVEL']);
  return {
    port: readPort(process.env['PORT']),
    dataDir: path.resolve(root, values.data),
    without,
    seed: values.seed,
    reset: values.reset,
  };
}

function readPort(text: string | undefined): number {
  if (!text) return defaultPort;
  if (!/^\d+$/.test(text))
    throw new Error(`PORT must be a whole number, and is "${text}". The default is ${defaultPort}.`);
  return Number(text);
}

function checkLogLevel(level: string | undefined): void {
  const levels = ['silent', 'debug', 'info', 'warn', 'error'];
  if (level && !levels.includes(level))
    throw new Error(`LOG_LEVEL must be one of ${levels.join(', ')}, and is "${level}".`);
}

async function deleteData(dataDir: string): Promise<void> {
  await refuseWhileRunning(dataDir);
  say(`Deleting ${dataDir} with its databases, streams, keys and logs.`);
  await rm(dataDir, { recursive: true, force: true });
}

function whereToGo({ gatewayUrl }: Stack, dataDir: string, without: ServiceName[]): string {
  const query = '{ annualReport(region: "450400", year: 2020) { rural { training { trained { value qualifier } } } } }';
  return `
Kexie Graph answers at ${gatewayUrl}/graphql. Open ${gatewayUrl}/ to write queries, or try:

  curl -s ${gatewayUrl}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query })}'

Tokens: npm run token -- --role analyst      Logs: ${path.join(dataDir, 'logs')}
${without.map((name) => `Not started: run npx nx serve ${name}\n`).join('')}Ctrl-C stops everything.`;
}

/** npm forwards a Ctrl-C that the terminal has already sent to this process: the same keystroke may arrive twice. */
async function stop(): Promise<void> {
  if (stoppingSince !== undefined) {
    if (Date.now() - stoppingSince < forceAfterMs) return;
    killFamily();
    process.exit(1);
  }
  console.log('\nStopping the services, then NATS, then MongoDB …');
  stoppingSince = Date.now();
  if (stack) await stack.stop();
  await stopFamily();
  console.log('Stopped.');
  process.exit(0);
}

function say(line: string): void {
  if (stoppingSince === undefined) console.log(line);
}
