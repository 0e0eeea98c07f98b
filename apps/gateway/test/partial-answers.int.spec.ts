import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { report, sections, services, startSections, wuzhou } from './annual-report.ts';
import { connectAlone, publish, startTestGateway, type TestGateway } from './support.ts';
import type { TestSubgraph } from './subgraph.ts';

let subgraphs: Record<string, TestSubgraph>;
let gateway: TestGateway;
let end: () => Promise<void>;

beforeAll(async () => {
  subgraphs = await startSections();
  const nats = await connectAlone();
  await publish(nats, ...Object.values(subgraphs));
  gateway = await startTestGateway(nats, { timeoutMs: 500 });
  await gateway.serves(...Object.values(services));
  end = async () => {
    await gateway.stop();
    await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.stop()));
    await nats.close();
  };
});
afterEach(async () => {
  for (const subgraph of Object.values(subgraphs)) subgraph.misbehave();
  // The next test must not find an open breaker.
  for (let i = 0; i < 2; i += 1) await gateway.ask(report, wuzhou);
});
afterAll(() => end());

test('one query gets a section from each of five services, which are asked in parallel and once', async () => {
  for (const subgraph of Object.values(subgraphs)) subgraph.asked.length = 0;
  const { data, errors } = await gateway.ask(report, wuzhou);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    annualReport: {
      regionCode: '450400',
      year: 2020,
      region: { name: 'Wuzhou' },
      ...Object.fromEntries(sections.map((section) => [section, { reported: 1 }])),
    },
  });
  expect(Object.values(subgraphs).map((subgraph) => subgraph.asked.length)).toEqual([1, 1, 1, 1, 1]);
});

test.each(sections)(
  'when the service of %s is down, the other four sections have data and the error names service and field',
  async (section) => {
    const subgraph = subgraphs[services[section]] as TestSubgraph;
    await subgraph.stop();
    try {
      const { data, errors = [] } = await gateway.ask(report, wuzhou);
      const annualReport = data?.['annualReport'] as Record<string, unknown>;
      for (const other of sections)
        expect([other, annualReport[other]]).toEqual([other, other === section ? null : { reported: 1 }]);
      expect(errors.map(({ path }) => path)).toContainEqual(['annualReport', section]);
      for (const error of errors)
        expect(error.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: services[section] });
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|http|ECONN|at .*\.[jt]s/);
    } finally {
      await subgraph.start();
    }
  },
);

test('a null for the whole shared field from one service does not replace the data of the others', async () => {
  const late = JSON.stringify({
    data: { annualReport: null },
    errors: [{ message: 'No such region.', path: ['annualReport'], extensions: { code: 'NOT_FOUND' } }],
  });
  subgraphs['people']?.misbehave(
    (_, response) => void setTimeout(() => response.setHeader('content-type', 'application/json').end(late), 100),
  );
  const { data, errors } = await gateway.ask(report, wuzhou);
  expect(data?.['annualReport']).toMatchObject({ people: null, outreach: { reported: 1 }, rural: { reported: 1 } });
  expect(errors).toEqual([
    { message: 'No such region.', path: ['annualReport'], extensions: { code: 'NOT_FOUND', service: 'people' } },
  ]);
});

test('a service that hangs delays the response by its timeout and loses only its section', async () => {
  subgraphs['outreach']?.misbehave(() => {});
  const begun = Date.now();
  const { data, errors } = await gateway.ask(report, wuzhou);
  expect(Date.now() - begun).toBeLessThan(3_000);
  expect(data?.['annualReport']).toMatchObject({ outreach: null, people: { reported: 1 } });
  expect(errors).toEqual([
    {
      message: 'The outreach service did not answer in time.',
      path: ['annualReport', 'outreach'],
      extensions: { code: 'SUBGRAPH_TIMEOUT', service: 'outreach' },
    },
  ]);
});

const badAnswers: [string, string, Parameters<TestSubgraph['misbehave']>[0]][] = [
  [
    'status 500 with a stack',
    'SUBGRAPH_BAD_RESPONSE',
    (_, response) => void response.writeHead(500).end('Error: E11000 at /srv/people/store.ts:12'),
  ],
  ['HTML', 'SUBGRAPH_BAD_RESPONSE', (_, response) => void response.writeHead(200).end('<html>127.0.0.1</html>')],
  [
    'JSON that is not a GraphQL response',
    'SUBGRAPH_BAD_RESPONSE',
    (_, response) => void response.writeHead(200).end('[1,2]'),
  ],
  [
    'a refusal of the internal token',
    'SUBGRAPH_BAD_RESPONSE',
    (_, response) => void response.writeHead(401).end('{"errors":[{"message":"no"}]}'),
  ],
  ['an announcement that it is closing', 'SUBGRAPH_UNAVAILABLE', (_, response) => void response.writeHead(503).end()],
  [
    'half a body',
    'SUBGRAPH_UNAVAILABLE',
    (_, response) =>
      void response.writeHead(200, { 'content-length': '1000' }).write('{"data":', () => response.destroy()),
  ],
  [
    'an endless body',
    'SUBGRAPH_BAD_RESPONSE',
    (_, response) => {
      const megabyte = Buffer.alloc(1024 * 1024, 0x20);
      for (let sent = 0; sent < 30; sent += 1) response.write(megabyte);
    },
  ],
];

test.each(badAnswers)('a service that answers %s loses only its section and gets %s', async (_, code, misbehavior) => {
  subgraphs['people']?.misbehave(misbehavior);
  const { data, errors } = await gateway.ask(report, wuzhou);
  expect(data?.['annualReport']).toMatchObject({ people: null, outreach: { reported: 1 } });
  expect(errors).toEqual([
    { message: expect.any(String), path: ['annualReport', 'people'], extensions: { code, service: 'people' } },
  ]);
  expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|E11000|store\.ts|html/);
});

test('the error of a resolver keeps its message, code and path, and loses its stack', async () => {
  const error = {
    message: 'The year is not closed yet.',
    path: ['annualReport', 'people', 'reported'],
    extensions: { code: 'INVALID_TRANSITION', stacktrace: ['at store.ts'] },
  };
  subgraphs['people']?.misbehave(
    (_, response) =>
      void response.end(JSON.stringify({ data: { annualReport: { people: { reported: null } } }, errors: [error] })),
  );
  const { errors } = await gateway.ask(report, wuzhou);
  expect(errors).toEqual([
    {
      message: 'The year is not closed yet.',
      path: error.path,
      extensions: { code: 'INVALID_TRANSITION', service: 'people' },
    },
  ]);
});

test('a value that only the scalar of a service can validate is refused with the message and the code of that service', async () => {
  const refusal = {
    errors: [{ message: 'Variable "$from" got invalid value "x".', extensions: { code: 'BAD_USER_INPUT' } }],
  };
  subgraphs['people']?.misbehave((_, response) => void response.writeHead(400).end(JSON.stringify(refusal)));
  const { errors } = await gateway.ask(report, wuzhou);
  expect(errors).toEqual([
    {
      message: 'Variable "$from" got invalid value "x".',
      path: ['annualReport', 'people'],
      extensions: { code: 'BAD_USER_INPUT', service: 'people' },
    },
  ]);
});

test('an unexpected error of a service becomes "Internal error" with a request id', async () => {
  subgraphs['people']?.misbehave(
    (_, response) =>
      void response.end(
        JSON.stringify({
          data: { annualReport: { people: null } },
          errors: [{ message: 'connect ECONNREFUSED 10.0.0.7:27017', path: ['annualReport', 'people'] }],
        }),
      ),
  );
  const response = await gateway.post({ query: report, variables: wuzhou }, { 'x-request-id': 'request-of-the-test' });
  expect(response.headers.get('x-request-id')).toBe('request-of-the-test');
  expect(await response.json()).toMatchObject({
    errors: [
      {
        message: 'Internal error',
        extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'people', requestId: 'request-of-the-test' },
      },
    ],
  });
});

test('an error that all five services report alike is reported once', async () => {
  const refusal = JSON.stringify({
    data: { annualReport: null },
    errors: [
      { message: '"x" is not a region code.', path: ['annualReport'], extensions: { code: 'VALIDATION_FAILED' } },
    ],
  });
  for (const subgraph of Object.values(subgraphs)) subgraph.misbehave((_, response) => void response.end(refusal));
  const { data, errors } = await gateway.ask(report, wuzhou);
  expect(data).toEqual({ annualReport: null });
  expect(errors).toHaveLength(1);
});
