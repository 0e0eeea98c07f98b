import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, createServer, request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { compiledCodeEnv } from '@kexie/kernel';
import { connectNats } from '@kexie/messaging/nats';
import { composeSupergraph, publishSubgraph } from '@kexie/registry';
import { eventually, freePort, startOwnNats } from '@kexie/testing';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';
import { quiet } from './support.ts';

type Line = { pid: number; level: number; msg: string; code?: string; operation?: string };
const dear = 20;
const operationAnswered = 'an operation was answered';
let subgraph: TestSubgraph;
let folder: string;
let file: string;
const programs: ChildProcess[] = [];
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-processes-'));
  file = path.join(folder, 'supergraph.graphql');
  subgraph = await startTestSubgraph(
    'organizations',
    `type Query { name: String, dear: String @cost(weight: ${dear}) }`,
    {
      Query: { name: () => '梧州市科协', dear: () => 'so' },
    },
  );
  const composition = composeSupergraph([subgraph]);
  if ('errors' in composition) throw new Error(JSON.stringify(composition.errors));
  await writeFile(file, composition.supergraphSdl);
});
afterEach(async () => {
  subgraph.misbehave();
  for (const program of programs.splice(0)) program.kill('SIGKILL');
  for (const stop of stops.splice(0)) await stop();
});
afterAll(async () => {
  await subgraph.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a gateway is ready when all its processes are, and then each of them answers at the one port', async () => {
  const gateway = await start({ GATEWAY_PROCESSES: '3' });
  await gateway.ready();
  await eventually(() => expect(gateway.pidsOf('the gateway is listening').size).toBe(3));
  await gateway.eachAnswers(3);
  expect(gateway.pidsOf('the gateway is listening')).not.toContain(gateway.program.pid);
}, 90_000);

test('the metrics of any process, and those on a port of their own, are those of all processes together', async () => {
  for (const metricsPort of [undefined, await freePort()]) {
    const gateway = await start({ ...(metricsPort && { METRICS_PORT: String(metricsPort) }) });
    await gateway.ready();
    await gateway.eachAnswers(2);
    const sent = gateway.answered();
    const ports = metricsPort ? [metricsPort] : [gateway.port, gateway.port];
    for (const port of ports) {
      const metrics = (await gateway.send('/metrics', { port })).body;
      expect(valueOf(metrics, 'graphql_requests_total{type="query",outcome="ok",client="unknown"}')).toBe(sent);
      expect(valueOf(metrics, 'graphql_request_seconds_bucket{le="+Inf",type="query"}')).toBe(sent);
      expect(valueOf(metrics, 'subgraph_breaker{service="organizations"}')).toBe(0);
      expect(valueOf(metrics, 'gateway_processes')).toBe(2);
      expect(metrics.match(/^supergraph_info\{.*\} 1$/gm)).toHaveLength(1);
      expect(metrics.match(/^process_resident_memory_bytes /gm)).toHaveLength(1);
    }
    if (metricsPort) expect((await gateway.send('/metrics')).status).toBe(404);
    gateway.program.kill('SIGTERM');
    expect(await gateway.exit).toEqual([0, null]);
  }
}, 90_000);

test('a killed process is replaced, and no counter falls', async () => {
  const gateway = await start();
  await gateway.ready();
  const [killed] = await gateway.eachAnswers(2);
  const counted = async () => {
    const metrics = (await gateway.send('/metrics')).body;
    return {
      answered: valueOf(metrics, 'graphql_requests_total{type="query",outcome="ok",client="unknown"}'),
      ends: valueOf(metrics, 'gateway_process_ends_total'),
    };
  };
  const sent = gateway.answered();
  expect(await counted()).toEqual({ answered: sent, ends: 0 });
  await gateway.allLogged();
  process.kill(Number(killed), 'SIGKILL');
  await eventually(async () => expect(await counted()).toEqual({ answered: sent, ends: 1 }));
  await eventually(() => expect(gateway.pidsOf('the gateway is listening').size).toBe(3), { timeoutMs: 30_000 });
  gateway.lines.length = 0;
  await gateway.eachAnswers(2);
  expect((await counted()).answered).toBe(gateway.answered());
}, 90_000);

test('while a process is replaced, every answer comes from one that has a supergraph', async () => {
  const gateway = await start(await platform());
  await gateway.ready();
  const [killed] = await gateway.eachAnswers(2);
  await gateway.allLogged();
  gateway.lines.length = 0;
  process.kill(Number(killed), 'SIGKILL');
  const statuses = new Set<number>();
  await eventually(
    async () => {
      // The connections of the killed process are cut, so a request may fail. An answer must be right.
      const answer = await gateway.ask().catch(() => undefined);
      if (answer) statuses.add(answer.status);
      expect(gateway.pidsOf('the gateway is listening').size).toBe(1);
    },
    { timeoutMs: 30_000, everyMs: 1 },
  );
  await gateway.eachAnswers(2);
  expect([...statuses]).toEqual([200]);
}, 90_000);

test('before any schema is published, a gateway of several processes is alive and not ready', async () => {
  const gateway = await start(await platform({ isPublished: false }));
  await eventually(async () => expect((await gateway.send('/healthz')).status).toBe(200), { timeoutMs: 30_000 });
  await eventually(() => expect(gateway.pidsOf('the gateway is listening').size).toBe(2), { timeoutMs: 30_000 });
  expect((await gateway.send('/readyz')).status).toBe(503);
  expect((await gateway.ask()).status).toBe(503);
}, 90_000);

test('on SIGTERM every process finishes its running requests, and the program exits with 0', async () => {
  const gateway = await start();
  await gateway.ready();
  const pids = await gateway.eachAnswers(2);
  const waiting: (() => void)[] = [];
  subgraph.misbehave(
    (_, response) =>
      void waiting.push(() =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"name":"late"}}'),
      ),
  );
  const slow = [1, 2, 3, 4].map(() => gateway.ask());
  // Each process sends a fetch that its operations share.
  await eventually(() => expect(waiting).toHaveLength(2));
  gateway.program.kill('SIGTERM');
  await eventually(() => expect(gateway.pidsOf('closing').size).toBe(3));
  waiting.forEach((answer) => answer());
  for (const { status, body } of await Promise.all(slow))
    expect([status, JSON.parse(body)]).toEqual([200, { data: { name: 'late' } }]);
  expect(await gateway.exit).toEqual([0, null]);
  expect(pids.filter(isRunning)).toEqual([]);
}, 90_000);

test('no process is left when the first one is killed', async () => {
  const gateway = await start();
  await gateway.ready();
  const pids = await gateway.eachAnswers(2);
  gateway.program.kill('SIGKILL');
  await eventually(() => expect(pids.filter(isRunning)).toEqual([]));
}, 90_000);

test('a client has its whole minute on one connection, and what it spends there is spent in every process', async () => {
  const perMinute = 1_000;
  const gateway = await start({ COST_PER_MINUTE: JSON.stringify({ anonymous: perMinute }), LOG_LEVEL: 'info' });
  await gateway.ready();
  const agents = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  stops.push(async () => agents.forEach((agent) => agent.destroy()));
  const [first, second] = agents;
  let spent = 0;
  while ((await gateway.ask('{ dear }', first)).status === 200) spent += dear;
  expect(spent).toBeGreaterThanOrEqual(perMinute);
  await eventually(async () => {
    const { status, headers } = await gateway.ask('{ dear }', second);
    expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
  });
}, 90_000);

test('a gateway that cannot start ends with one line, which has a code, and with exit code 1', async () => {
  const wrong = path.join(folder, 'wrong.graphql');
  await writeFile(wrong, 'type Query { name: String }');
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  stops.push(async () => new Promise((resolve) => taken.close(resolve)));
  const port = String((taken.address() as { port: number }).port);
  for (const [settings, code] of [
    [{ GATEWAY_PROCESSES: '65' }, 'INVALID_CONFIGURATION'],
    [{ SUPERGRAPH_FILE: wrong }, 'INVALID_SCHEMA'],
    [{ PORT: port }, 'ADDRESS_UNAVAILABLE'],
    [{ METRICS_PORT: port }, 'ADDRESS_UNAVAILABLE'],
    [{ METRICS_PORT: port, GATEWAY_PROCESSES: '1' }, 'ADDRESS_UNAVAILABLE'],
  ] as const) {
    const gateway = await start({ ...settings, LOG_LEVEL: 'warn' });
    expect(await gateway.exit).toEqual([1, null]);
    expect(gateway.lines.map((line) => line.code)).toEqual([code]);
  }
}, 90_000);

/**
 * `main.ts` as a program of two processes that logs every operation, with a supergraph from a file unless the settings are those of a platform. Requests have a
 * connection each, unless an agent keeps one.
 */
async function start(settings: Record<string, string> = {}) {
  const port = Number(settings['PORT'] ?? (await freePort()));
  const env = { ...compiledCodeEnv(), GATEWAY_PROCESSES: '2', LOG_LEVEL: 'debug', PORT: String(port), ...settings };
  const program = spawn(process.execPath, [path.join(import.meta.dirname, '../src/main.ts')], {
    env: settings['NATS_URL'] ? env : { SUPERGRAPH_FILE: file, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  programs.push(program);
  const lines: Line[] = [];
  const output = createInterface({ input: program.stdout });
  let answered = 0;
  let logged = 0;
  output.on('line', (text) => {
    const line = JSON.parse(text) as Line;
    lines.push(line);
    if (line.msg.includes(operationAnswered)) logged += 1;
  });

  const send = (place: string, to: { port?: number; agent?: Agent; body?: string } = {}) =>
    sendRequest(place, { port, ...to });
  const ask = async (query = '{ name }', agent?: Agent) => {
    const answer = await send('/graphql', { body: JSON.stringify({ query }), ...(agent && { agent }) });
    answered += 1;
    return answer;
  };
  const pidsOf = (message: string) => new Set(lines.filter(({ msg }) => msg.includes(message)).map(({ pid }) => pid));
  return {
    program,
    port,
    lines,
    /** The exit code and the signal, after the last line of the log. */
    exit: Promise.all([once(program, 'exit'), once(output, 'close')]).then(([exit]) => exit as unknown[]),
    send,
    ask,
    /** The number of operations that were answered. */
    answered: () => answered,
    /** Waits until each answered operation is in the log, so that no line of a process follows its end. */
    allLogged: () => eventually(() => expect(logged).toBe(answered)),
    /** The processes that have logged a message. */
    pidsOf,
    ready: () => eventually(async () => expect((await send('/readyz')).status).toBe(200), { timeoutMs: 60_000 }),
    /** Sends operations until so many processes have answered one, and returns their ids. */
    eachAnswers: (count: number) =>
      eventually(async () => {
        expect((await ask()).status).toBe(200);
        const pids = [...pidsOf(operationAnswered)];
        expect(pids).toHaveLength(count);
        return pids;
      }),
  };
}

/** The settings of a gateway with a registry of its own, to which the subgraph is published unless `isPublished` is false. */
async function platform({ isPublished = true } = {}): Promise<Record<string, string>> {
  const broker = await startOwnNats();
  stops.push(broker.stop);
  if (isPublished) {
    const nats = await connectNats(broker.url, { name: 'processes-test', log: quiet });
    await publishSubgraph(nats, { name: subgraph.name, sdl: subgraph.sdl, url: subgraph.url, version: '1' });
    await nats.close();
  }
  const key = generateKeyPairSync('ed25519');
  return {
    NATS_URL: broker.url,
    KEXIE_MODE: 'development',
    INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify(key.privateKey.export({ format: 'jwk' })),
    AUTH_JWKS: JSON.stringify({ keys: [key.publicKey.export({ format: 'jwk' })] }),
    AUTH_ISSUER: 'test',
    AUTH_AUDIENCE: 'test',
  };
}

/** A POST with the body, or a GET without one. */
function sendRequest(place: string, { port, agent, body }: { port: number; agent?: Agent; body?: string }) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: place,
        agent: agent ?? false,
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json' },
        timeout: 20_000,
      },
      (response) => {
        text(response).then(
          (content) => resolve({ status: Number(response.statusCode), headers: response.headers, body: content }),
          reject,
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('There is no answer.')));
    sent.on('error', reject).end(body);
  });
}

/** The value of a metric in the text of all metrics. */
function valueOf(metrics: string, name: string): number {
  const line = metrics.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
