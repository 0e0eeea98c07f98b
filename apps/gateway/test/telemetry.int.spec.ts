import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { composeSupergraph } from '@kexie/registry';
import { anonymous, startTracing, tracingEnv, viewerOf, type Viewer } from '@kexie/service/process';
import { eventually, freePort, startCollector } from '@kexie/testing';
import { HttpError, reportErrors } from '../src/errors.ts';
import { startGraph } from '../src/graph.ts';
import { openGate, type Gate } from '../src/limits/limiter.ts';
import { createTelemetry } from '../src/telemetry/telemetry.ts';
import { startServer } from '../src/server.ts';
import { createSubgraphDataSource } from '../src/subgraphs/data-source.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';
import { quiet } from './support.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const query = 'query Found($id: ID!) { organization(id: $id) { name memberCount } }';
const analyst: Viewer = viewerOf({ id: 'usr_analyst', roles: ['analyst'], regions: [], organizations: [] });

type Line = { level: string; message: string | undefined } & Record<string, unknown>;
type Explained = {
  data: unknown;
  errors?: { extensions: { code: string } }[];
  extensions?: { plan: { services: string[]; fetches: unknown[]; text: string }; cost?: number };
};
let organizations: TestSubgraph;
let people: TestSubgraph;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  organizations = await startTestSubgraph(
    'organizations',
    'type Query { organization(id: ID!): Organization } type Organization @key(fields: "id") { id: ID! name: String! }',
    {
      Query: { organization: (_: unknown, { id }: { id: string }) => ({ id, name: `Association ${id}` }) },
    },
  );
  people = await startTestSubgraph('people', 'type Organization @key(fields: "id") { id: ID! memberCount: Int }', {
    Organization: { memberCount: () => 7, __resolveReference: ({ id }: { id: string }) => ({ id }) },
  });
});
afterEach(async () => {
  people.misbehave();
  organizations.misbehave();
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => Promise.all([organizations.stop(), people.stop()]));

test('the metrics show the operations, clients, services and outcomes', async () => {
  const gateway = await start();
  await gateway.post({ query, variables: { id: 'org_1' } }, { 'graphql-client-name': 'web' });
  await gateway.post({ query, variables: { id: 'org_2' } }, { 'graphql-client-name': 'web' });
  people.misbehave((_, response) => response.writeHead(500).end('no'));
  await gateway.post({ query, variables: { id: 'org_3' } });
  await gateway.post({ query: '{ nothing }' });
  await gateway.send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
  const text = await gateway.numbers();
  for (const line of [
    'graphql_requests_total{type="query",outcome="ok",client="web"} 2',
    'graphql_requests_total{type="query",outcome="partial",client="unknown"} 1',
    'graphql_requests_total{type="none",outcome="refused",client="unknown"} 1',
    'graphql_errors_total{code="SUBGRAPH_BAD_RESPONSE"} 1',
    'graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1',
    'graphql_errors_total{code="BAD_REQUEST"} 1',
    'graphql_request_seconds_count{type="query"} 3',
    'graphql_requests_running 0',
    'graphql_plan_lookups_total{result="miss"} 1',
    'graphql_plan_lookups_total{result="hit"} 2',
    'graphql_plan_cache_size 1',
    'subgraph_asked_total{service="people"} 3',
    'subgraph_representations_total{service="people"} 3',
    'subgraph_requests_total{service="organizations",kind="query",outcome="answered"} 3',
    'subgraph_requests_total{service="people",kind="query",outcome="SUBGRAPH_BAD_RESPONSE"} 1',
    'subgraph_request_seconds_count{service="people"} 3',
    'subgraph_breaker{service="people"} 0',
    'subgraph_requests_running{service="people"} 0',
    'supergraph_info{hash="hash-of-it"} 1',
    'schema_refused{service="matching"} 1',
  ])
    expect(text.split('\n')).toContain(line);
});

test("a repeated operation is measured the same with and without Apollo Server's pipeline", async () => {
  const gateway = await start();
  const bodies = [
    { query, variables: { id: 'org_1' } },
    { query, variables: { id: null } },
    { query: 'query A { __typename } query B { organization(id: "org_2") { memberCount } }', operationName: 'B' },
    { query: '{ nothing }' },
  ];
  const sendAll = async (extra: object): Promise<void> => {
    for (const body of bodies) await gateway.post({ ...body, ...extra }, { 'graphql-client-name': 'web' });
  };
  const counts = async (): Promise<Map<string, number>> =>
    new Map(
      (await gateway.numbers())
        .split('\n')
        .filter((line) => /^(graphql|subgraph)_/.test(line) && !/_(sum|bucket)/.test(line))
        .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))] as const),
    );
  const added = async (work: () => Promise<void>): Promise<Record<string, number>> => {
    const before = await counts();
    await work();
    return Object.fromEntries([...(await counts())].map(([name, value]) => [name, value - (before.get(name) ?? 0)]));
  };
  // A repeated invalid or unknown operation is not known, and takes the long way each time.
  await sendAll({});
  const [long, short] = [await added(() => sendAll({ extensions: {} })), await added(() => sendAll({}))];
  expect(short).toEqual(long);
  expect(short['graphql_requests_total{type="query",outcome="ok",client="web"}']).toBe(2);
});

test('requests of one viewer that share a fetch in flight are counted', async () => {
  const gateway = await start();
  const answers: (() => void)[] = [];
  organizations.misbehave(
    (_, response) =>
      void answers.push(() =>
        response.setHeader('content-type', 'application/json').end('{"data":{"organization":null}}'),
      ),
  );
  const both = [1, 2].map(() => gateway.post({ query, variables: { id: 'org_1' } }));
  await eventually(async () =>
    expect(await gateway.numbers()).toContain('subgraph_shared_total{service="organizations"} 1'),
  );
  expect(answers).toHaveLength(1);
  answers[0]?.();
  await Promise.all(both);
});

test('a client that disconnects is not counted as running', async () => {
  const gateway = await start();
  organizations.misbehave(() => {});
  const impatient = new AbortController();
  const request = gateway.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { id: 'org_1' } }),
    signal: impatient.signal,
  });
  await eventually(async () => expect(await gateway.numbers()).toContain('graphql_requests_running 1'));
  impatient.abort();
  await expect(request).rejects.toThrow();
  await eventually(async () => expect(await gateway.numbers()).toContain('graphql_requests_running 0'));
});

test('refused requests of a crowd are counted, and do not fill the log', async () => {
  const gateway = await start({
    limiter: { ...openGate, gate: () => Promise.reject(new HttpError(503, 'OVERLOADED', 'Try again in a moment.')) },
  });
  for (let i = 0; i < 3; i += 1) expect((await gateway.post({ query: '{ __typename }' })).status).toBe(503);
  expect(await gateway.numbers()).toContain('graphql_errors_total{code="OVERLOADED"} 3');
  expect(gateway.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
});

test('the number of label values is bounded, whatever names clients send', async () => {
  const gateway = await start();
  for (let i = 0; i < 60; i += 1)
    await gateway.post({ query: '{ __typename }' }, { 'graphql-client-name': `client-${i}` });
  const names = [...(await gateway.numbers()).matchAll(/graphql_requests_total\{.*client="([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(names).toHaveLength(51);
  expect(names).toContain('other');
});

test('metrics on a port of their own are on no other', async () => {
  const gateway = await start({ metricsPort: await freePort() });
  expect((await gateway.send('/metrics')).status).toBe(404);
  expect(
    await (await fetch(`${String(gateway.metricsUrl)}/metrics`, { signal: AbortSignal.timeout(5_000) })).text(),
  ).toContain('build_info{service="gateway"');
});

test('a slow operation is one log line that shows where the time was spent, without its text', async () => {
  const gateway = await start({ slowMs: 50 });
  people.misbehave(
    (_, response) =>
      void setTimeout(
        () => response.setHeader('content-type', 'application/json').end('{"data":{"_entities":[{"memberCount":7}]}}'),
        120,
      ),
  );
  await gateway.post(
    { query, variables: { id: 'secret-1' } },
    { 'x-request-id': 'request-1', 'graphql-client-name': 'web', as: 'analyst' },
  );
  const [line, ...others] = gateway.lines.filter(({ level }) => level === 'warn');
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    message: 'an operation was slow',
    requestId: 'request-1',
    operation: 'Found',
    type: 'query',
    outcome: 'ok',
    client: 'web unknown',
    viewer: 'usr_analyst',
    plan: expect.stringMatching(/^made in/),
    services: { organizations: { requests: 1 }, people: { requests: 1, representations: 1 } },
  });
  expect(line?.['ms']).toBeGreaterThanOrEqual(120);
  expect(JSON.stringify(gateway.lines)).not.toContain('secret-1');
});

test('an operation that failed because of a service is one log line with the request id', async () => {
  const gateway = await start();
  people.misbehave((_, response) => response.writeHead(500).end('no'));
  await gateway.post({ query, variables: { id: 'org_1' } }, { 'x-request-id': 'request-2' });
  expect(gateway.lines.filter(({ level, message }) => level === 'warn' && message?.includes('failed'))).toMatchObject([
    { requestId: 'request-2', codes: ['SUBGRAPH_BAD_RESPONSE'], services: { people: { failed: 1 } } },
  ]);
});

test('a dry run explains the execution of an operation, and no service is asked', async () => {
  const gateway = await start({ explainRoles: ['analyst'] });
  const before = organizations.asked.length;
  const answer = await gateway.explained(
    { query, variables: { id: 'org_1' } },
    { 'x-kexie-explain': 'dry-run', as: 'analyst' },
  );
  expect(answer).toMatchObject({
    data: null,
    extensions: { cost: 42, plan: { services: ['organizations', 'people'] } },
  });
  expect(answer.extensions?.plan.fetches).toEqual([
    { service: 'organizations', kind: 'query', at: '', requires: [] },
    { service: 'people', kind: 'query', at: 'organization', requires: ['Organization'] },
  ]);
  expect(answer.extensions?.plan.text).toMatch(/QueryPlan[^]*Flatten\(path: "organization"\)/);
  expect(organizations.asked).toHaveLength(before);
});

test('the plan is added to the response on request', async () => {
  const gateway = await start({ explainRoles: ['analyst'] });
  const answer = await gateway.explained(
    { query, variables: { id: 'org_1' } },
    { 'x-kexie-explain': 'plan', as: 'analyst' },
  );
  expect(answer).toMatchObject({
    data: { organization: { memberCount: 7 } },
    extensions: { cost: 42, plan: { services: ['organizations', 'people'] } },
  });
  expect(await gateway.explained({ query, variables: { id: 'org_1' } }, { as: 'analyst' })).not.toHaveProperty(
    'extensions',
  );
});

test('a viewer who may not see plans gets an error, and no service is asked', async () => {
  const gateway = await start({ explainRoles: ['analyst'] });
  const before = organizations.asked.length;
  for (const mode of ['plan', 'dry-run']) {
    const response = await gateway.post({ query, variables: { id: 'org_1' } }, { 'x-kexie-explain': mode });
    expect([response.status, ((await response.json()) as Explained).errors?.[0]?.extensions.code]).toEqual([
      403,
      'EXPLAIN_FORBIDDEN',
    ]);
  }
  const unknown = await gateway.post(
    { query, variables: { id: 'org_1' } },
    { 'x-kexie-explain': 'yes', as: 'analyst' },
  );
  expect([unknown.status, organizations.asked.length]).toEqual([400, before]);
});

test('without a collector the trace of a client is forwarded to the services unchanged', async () => {
  const gateway = await start();
  await gateway.post({ query, variables: { id: 'org_1' } }, { traceparent, 'x-request-id': 'request-3' });
  for (const { asked } of [organizations, people])
    expect(asked.at(-1)?.headers).toMatchObject({ traceparent, 'x-request-id': 'request-3' });
});

test('with a collector a request is one trace: the request, its plan, and each service, which continues it', async () => {
  const collector = await startCollector();
  stops.push(collector.stop);
  const gateway = await start({ collectorUrl: collector.url });
  people.misbehave((_, response) => response.writeHead(500).end('no'));
  await gateway.post({ query, variables: { id: 'org_1' } }, { traceparent });
  const spans = await eventually(() => {
    expect(collector.spans).toHaveLength(4);
    return new Map(collector.spans.map((span) => [span.name, span]));
  });
  expect(new Set(collector.spans.map((span) => `${span.service} ${span.traceId}`))).toEqual(
    new Set([`gateway ${traceId}`]),
  );
  const request = spans.get('query Found');
  expect(request).toMatchObject({ parentId: traceparent.split('-')[2], failed: true });
  for (const name of ['plan', 'ask organizations', 'ask people'])
    expect(spans.get(name)?.parentId).toBe(request?.spanId);
  expect([spans.get('ask organizations')?.failed, spans.get('ask people')?.failed]).toEqual([false, true]);
  expect(people.asked.at(-1)?.headers['traceparent']).toBe(`00-${traceId}-${spans.get('ask people')?.spanId}-01`);
});

test('an unreachable collector neither affects requests nor delays the shutdown', async () => {
  const gateway = await start({ collectorUrl: `http://127.0.0.1:${await freePort()}` });
  expect(await (await gateway.post({ query, variables: { id: 'org_1' } })).json()).toEqual({
    data: { organization: { name: 'Association org_1', memberCount: 7 } },
  });
  const begun = performance.now();
  await gateway.stopTracing();
  expect(performance.now() - begun).toBeLessThan(3_000);
});

/** A gateway on the two services, assembled as `main.ts` does for a file. `as: analyst` sends requests as an analyst. */
async function start({
  slowMs = 10_000,
  explainRoles,
  metricsPort,
  collectorUrl,
  limiter,
}: { slowMs?: number; explainRoles?: string[]; metricsPort?: number; collectorUrl?: string; limiter?: Gate } = {}) {
  const { lines, log } = capture();
  const composed = composeSupergraph([organizations, people].map(({ name, sdl, url }) => ({ name, sdl, url })));
  if ('errors' in composed) throw new Error(JSON.stringify(composed.errors));
  const tracing = await startTracing(
    'gateway',
    tracingEnv.parse({
      OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
    }),
    quiet,
  );
  const refusal = () => ({ errors: [{ service: 'matching' }] });
  const telemetry = createTelemetry({
    version: 'test',
    supergraph: { current: () => graph, refusal },
    costOf: () => 42,
    slowMs,
    logAll: true,
    explainRoles,
    metricsPort,
    log,
  });
  const graph = await startGraph(
    { sdl: composed.supergraphSdl, hash: 'hash-of-it' },
    {
      dataSource: ({ name, url }) =>
        telemetry.measureSource(
          createSubgraphDataSource({
            name,
            url,
            timeoutMs: 5_000,
            internalToken: undefined,
            log: quiet,
            ...telemetry.sourceHooks,
          }),
        ),
      plugins: (parts) => [reportErrors(log), ...telemetry.plugins(parts)],
      authorize: false,
      log: quiet,
    },
  );
  const readViewer = async (role: string | undefined) => (role === 'analyst' ? analyst : anonymous);
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    supergraph: { current: () => graph, refusal: () => undefined },
    readViewer,
    telemetry,
    ...(limiter ? { limiter } : {}),
    log,
  });
  const metricsServer = await telemetry.listen('127.0.0.1');
  stops.push(tracing.stop, metricsServer.close, graph.retire, server.close);

  const send = (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, { signal: AbortSignal.timeout(10_000), ...init });
  const post = (body: object, { as, ...headers }: Record<string, string> = {}) =>
    send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(as ? { authorization: as } : {}), ...headers },
      body: JSON.stringify(body),
    });
  return {
    lines,
    send,
    post,
    metricsUrl: metricsServer.url,
    stopTracing: tracing.stop,
    numbers: async () => (await send('/metrics')).text(),
    explained: async (body: object, headers: Record<string, string>) =>
      (await post(body, headers)).json() as Promise<Explained>,
  };
}

/** A log that keeps its lines. */
function capture(): { lines: Line[]; log: Logger } {
  const lines: Line[] = [];
  const at = (level: string) => (fields: object | string, message?: string) =>
    void lines.push({ level, ...(typeof fields === 'string' ? { message: fields } : { ...fields, message }) });
  const log: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return { lines, log };
}
