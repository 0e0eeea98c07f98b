import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getIntrospectionQuery } from 'graphql';
import { establishedTo } from '../usage.ts';
import { numbered, refusedToken } from './extra-schemas.ts';

/** The number of requests of an attack by outcome: a status or a reason. */
export type Outcome = Record<string, number>;
export type Attack = { what: string; seconds: number; run(gateway: URL, endsAt: number): Promise<Outcome> };

/** The client address that the attack reports to the gateway (`TRUST_PROXY`). */
const attacker = '203.0.113.9';
/** How long an attack waits for its last answers. */
const answerMsMax = 5_000;
const variables = numbered(300, (index) => `$v${index}:Int`);
const names = body(`query ${'N'.repeat(990_000)}(${variables}){__typename}`);
const typeRef = 'kind name ofType{kind name ofType{kind name}}';
const types = `types{kind name description fields(includeDeprecated:true){name description args{name description type{${typeRef}}} type{${typeRef}}}}`;
const brackets = '['.repeat(500_000) + ']'.repeat(500_000);

/** The attacks in the order in which they run. Rates, connections and durations are fixed, so that tables of different days can be compared. */
export const attacks = {
  nothing: { what: 'no attack', seconds: 5, run: (_, endsAt) => sleep(endsAt - performance.now(), {}) },
  names: {
    what: 'an operation name of 990,000 characters and 300 unused variables, 2 a second',
    seconds: 8,
    run: atRate(2, () => names),
  },
  names40: { what: 'the same 40 times at once, without reading the answers', seconds: 10, run: atOnce(40, names) },
  nest: {
    what: '1 MB of brackets beside the query, 12 a second',
    seconds: 8,
    run: atRate(12, () => `{"query":"{__typename}","z":${brackets}}`),
  },
  wide: {
    what: '1 MB of empty objects beside the query, 12 a second',
    seconds: 8,
    run: atRate(12, () => `{"query":"{__typename}","z":[${'{},'.repeat(330_000)}1]}`),
  },
  host: {
    what: '20 connections with 100 pipelined requests at a time whose `host` is `@`',
    seconds: 8,
    run: badHosts(20, 100),
  },
  types66: {
    what: '`types` of the introspection under 66 aliases, on 3 connections',
    seconds: 8,
    run: repeated(3, body(`{__schema{${numbered(66, (index) => `t${index}:${types}`)}}}`)),
  },
  introspect: {
    what: 'the usual introspection, on 3 connections',
    seconds: 8,
    run: repeated(3, body(getIntrospectionQuery())),
  },
  unread: {
    what: '300 connections with 8 introspections each that are never read',
    seconds: 16,
    run: held(300, unreadIntrospections),
  },
  slow: { what: '300 connections that send a byte of a header each second', seconds: 16, run: held(300, slowHeader) },
  plans: {
    what: 'fields of an interface with 24 object types in shared services, a new text 4 times a second',
    seconds: 8,
    run: atRate(4, (index) => body(`{shapes{a${index}:area colour next{area}}}`)),
  },
  large: {
    what: 'a service answers 18 MB of fields that were not requested, 2 a second',
    seconds: 8,
    run: atRate(2, (index) => body(`{l${index}:large}`)),
  },
  deep: {
    what: 'a service answers a custom scalar of 100,000 levels, 4 a second',
    seconds: 8,
    run: atRate(4, (index) => body(`{d${index}:deep}`)),
  },
  refusals: {
    what: 'a service refuses a client with 401 as text, 12 a second',
    seconds: 8,
    run: atRate(12, () => body('{status}'), { authorization: refusedToken }),
  },
} satisfies Record<string, Attack>;
export type AttackName = keyof typeof attacks;

function body(query: string): string {
  return JSON.stringify({ query });
}

/** Sends a fixed number of requests a second, each on a new connection, without waiting for earlier answers. */
function atRate(
  perSecond: number,
  text: (index: number) => string,
  headers: Record<string, string> = {},
): Attack['run'] {
  return async (gateway, endsAt) => {
    const answers: Promise<string>[] = [];
    while (performance.now() < endsAt) {
      answers.push(post(gateway, text(answers.length), headers));
      await sleep(1_000 / perSecond);
    }
    return counted(await Promise.all(answers.map((answer) => Promise.race([answer, sleep(answerMsMax, 'no answer')]))));
  };
}

function atOnce(count: number, text: string): Attack['run'] {
  return async (gateway, endsAt) => {
    const statuses: string[] = [];
    for (let index = 0; index < count; index += 1)
      void post(gateway, text, {}, 'unread').then((status) => statuses.push(status));
    await sleep(endsAt - performance.now());
    return counted(Array.from({ length: count }, (_, index) => statuses[index] ?? 'no answer'));
  };
}

/** Sends the next request of each connection after the previous answer; after a refused connection it waits a tenth of a second. */
function repeated(connections: number, text: string): Attack['run'] {
  return async (gateway, endsAt) => {
    const statuses: string[] = [];
    const repeat = async (): Promise<void> => {
      while (performance.now() < endsAt) {
        const status = await Promise.race([post(gateway, text), sleep(answerMsMax, 'no answer')]);
        statuses.push(status);
        if (status !== '200') await sleep(100);
      }
    };
    await Promise.all(Array.from({ length: connections }, repeat));
    return counted(statuses);
  };
}

function badHosts(connections: number, pipelined: number): Attack['run'] {
  const requests = `GET /graphql?query={__typename} HTTP/1.1\r\nhost: @\r\nx-forwarded-for: ${attacker}\r\n\r\n`.repeat(
    pipelined,
  );
  return async (gateway, endsAt) => {
    const statuses: string[] = [];
    const attack = async (): Promise<void> => {
      while (performance.now() < endsAt) statuses.push(...(await pipeline(gateway, requests, pipelined)));
    };
    await Promise.all(Array.from({ length: connections }, attack));
    return counted(statuses);
  };
}

/** Sends requests at once on one connection, and resolves with the statuses once all are answered, the connection ends, or 2 s have passed. */
async function pipeline(gateway: URL, requests: string, count: number): Promise<string[]> {
  const socket = open(gateway);
  const statuses: string[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.on('close', resolve);
    socket.on('data', (data) => {
      statuses.push(...[...String(data).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status ?? ''));
      if (statuses.length >= count) resolve();
    });
  });
  socket.write(requests);
  await Promise.race([ended, sleep(2_000)]);
  socket.destroy();
  return statuses;
}

/** Opens connections and reports how many the gateway still holds at the end, on systems with `/proc` (Linux). */
function held(count: number, use: (socket: Socket, endsAt: number) => void): Attack['run'] {
  return async (gateway, endsAt) => {
    const sockets = Array.from({ length: count }, () => {
      const socket = open(gateway);
      use(socket, endsAt);
      return socket;
    });
    await sleep(endsAt - performance.now());
    const table = await readFile('/proc/net/tcp', 'utf8').catch(() => undefined);
    for (const socket of sockets) socket.destroy();
    return table === undefined ? {} : { 'connections held': establishedTo(Number(gateway.port), table) };
  };
}

function unreadIntrospections(socket: Socket): void {
  const text = body(getIntrospectionQuery());
  socket.pause();
  const head = `POST /graphql HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${attacker}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}`;
  socket.write(`${head}\r\n\r\n${text}`.repeat(8));
}

function slowHeader(socket: Socket, endsAt: number): void {
  socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow: ');
  socket.resume();
  const timer = setInterval(() => (performance.now() < endsAt ? void socket.write('x') : clearInterval(timer)), 1_000);
  socket.on('close', () => clearInterval(timer));
}

function open({ hostname, port }: URL): Socket {
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => socket.destroy());
  return socket;
}

/** Resolves with the status of the answer or the code of the error once the whole answer has arrived; with `unread`, once its headers have. */
function post(gateway: URL, text: string, headers: Record<string, string> = {}, answer?: 'unread'): Promise<string> {
  return new Promise((resolve) => {
    const all = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-forwarded-for': attacker,
      ...headers,
    };
    const sent = request(gateway, { method: 'POST', agent: false, headers: all }, (response) => {
      const status = `${response.statusCode}`;
      if (answer === 'unread') return resolve(status);
      response.resume().on('close', () => resolve(status));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)).end(text);
  });
}

/** The number of occurrences of each text. */
function counted(texts: readonly string[]): Outcome {
  return Object.fromEntries([...Map.groupBy(texts, (text) => text)].map(([text, equal]) => [text, equal.length]));
}
