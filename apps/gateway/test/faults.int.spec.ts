import { spawn, type ChildProcess } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { publishSubgraph } from '@kexie/registry';
import { eventually } from '@kexie/testing';
import { report, sections, services, startSections, wuzhou, type Section } from './annual-report.ts';
import { connectAlone, publish, startTestGateway, type Answer, type TestGateway } from './support.ts';
import type { TestSubgraph } from './subgraph.ts';

let subgraphs: Record<string, TestSubgraph>;
let gateway: TestGateway;
let end: () => Promise<void>;

beforeAll(async () => {
  subgraphs = await startSections();
  const nats = await connectAlone();
  await publish(nats, ...Object.values(subgraphs));
  gateway = await startTestGateway(nats, { timeoutMs });
  await gateway.serves(...Object.values(services));
  end = async () => {
    await gateway.stop();
    await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.stop()));
    await nats.close();
  };
});
afterEach(async () => {
  for (const subgraph of Object.values(subgraphs)) subgraph.misbehave();
  await isWhole(gateway);
});
afterAll(() => end());

/** A report with a unique query: an identical one would be shared. */
const reportOf = (year: number, from = gateway): Promise<Answer> => from.ask(report, { ...wuzhou, year });
const sectionIn = ({ data }: Answer, section: Section): unknown =>
  (data?.['annualReport'] as Record<string, unknown> | null)?.[section];
const nameQuery = (section: Section): string => `{ ${section}Name }`;

/** Waits until every section has data again. */
const isWhole = (from: TestGateway) =>
  eventually(async () => expect((await reportOf(2020, from)).errors).toBeUndefined());

test.each(sections)(
  'G1: while the service of %s is down every other query is answered, and queries that need it get the same partial response each time',
  async (dead) => {
    const subgraph = subgraphs[services[dead]] as TestSubgraph;
    await subgraph.stop();
    try {
      for (let round = 0; round < 10; round += 1) {
        const partial = await reportOf(round);
        for (const section of sections)
          expect([section, sectionIn(partial, section)]).toEqual([section, section === dead ? null : { reported: 1 }]);
        expect(partial.errors?.find(({ path }) => path?.at(-1) === dead)).toMatchObject({
          extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: services[dead] },
        });
        for (const section of sections.filter((each) => each !== dead))
          expect(await gateway.ask(nameQuery(section))).toEqual({ data: { [`${section}Name`]: section } });
      }
    } finally {
      await subgraph.start();
    }
    // The service is used again by itself, although its breaker had opened.
    await isWhole(gateway);
  },
);

test('G2: requests to a frozen service end with their timeout, all others are answered in the meantime, and the service is used again once it resumes', () =>
  withFrozen(async (frozen) => {
    let hanging = 20;
    const touching = Array.from({ length: hanging }, (_, year) => reportOf(year, frozen).finally(() => (hanging -= 1)));
    const unrelated = await Promise.all(Array.from({ length: 20 }, () => frozen.ask(nameQuery('outreach'))));
    expect(unrelated).toEqual(Array(20).fill({ data: { outreachName: 'outreach' } }));
    expect(hanging).toBe(20);

    const begun = Date.now();
    for (const partial of await Promise.all(touching)) {
      expect([sectionIn(partial, 'people'), sectionIn(partial, 'outreach')]).toEqual([null, { reported: 1 }]);
      expect(partial.errors?.map(({ path, extensions }) => [path?.at(-1), extensions['code']])).toEqual([
        ['people', 'SUBGRAPH_TIMEOUT'],
      ]);
    }
    expect(Date.now() - begun).toBeLessThan(frozenTimeoutMs * 3);
  }));

test('G2: once a service has been frozen for a while, requests no longer wait for it', () =>
  withFrozen(async (frozen) => {
    await Promise.all(Array.from({ length: 20 }, (_, year) => reportOf(year, frozen)));
    const codes = (await reportOf(2020, frozen)).errors?.map(({ extensions }) => extensions['code']);
    expect(codes).toEqual(['SUBGRAPH_UNAVAILABLE']);
  }));

const nonsense: [string, string][] = [
  ['a string for a number', '{"data":{"annualReport":{"people":{"reported":"many"}}}}'],
  ['a list for an object', '{"data":{"annualReport":{"people":[1,2,3]}}}'],
  ['a string for the whole report', '{"data":{"annualReport":"none"}}'],
  ['an object for a number', '{"data":{"annualReport":{"people":{"reported":{"url":"http://127.0.0.1/"}}}}}'],
  [
    'a field named like an inherited property',
    '{"data":{"annualReport":{"people":{"reported":1,"__proto__":{"reported":2},"constructor":null}}}}',
  ],
];

test.each(nonsense)('G3: a service that answers %s affects only its own section', async (_, text) => {
  subgraphs['people']?.misbehave(
    (_request, response) => void response.setHeader('content-type', 'application/json').end(text),
  );
  const answer = await reportOf(2020);
  for (const section of sections)
    if (section !== 'people') expect([section, sectionIn(answer, section)]).toEqual([section, { reported: 1 }]);
  expect([null, 1]).toContain(reported(answer));
  expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|many|at .*\.[jt]s/);
  expect(Object.hasOwn(Object.prototype, 'reported')).toBe(false);
});

test('G3: responses of 50 MB are cut off long before they are complete, even many at once', () =>
  withPatient(async (patient) => {
    const sent: Promise<number>[] = [];
    subgraphs['people']?.misbehave((_, response) => void sent.push(megabytesTaken(response, 50)));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, year) => reportOf(year, patient)));
    for (const answer of answers) {
      expect([sectionIn(answer, 'people'), sectionIn(answer, 'rural')]).toEqual([null, { reported: 1 }]);
      expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual([
        expect.stringMatching(/^SUBGRAPH_(BAD_RESPONSE|UNAVAILABLE|TIMEOUT)$/),
      ]);
    }
    for (const megabytes of await Promise.all(sent)) expect(megabytes).toBeLessThan(40);
  }));

/** The figure of the people section; null if any of it is null. */
function reported(answer: Answer): unknown {
  return (sectionIn(answer, 'people') as { reported: unknown } | null | undefined)?.reported ?? null;
}

/** Sends up to the given number of megabytes; resolves with how many of them the receiver accepted. */
function megabytesTaken(response: ServerResponse, megabytes: number): Promise<number> {
  return new Promise((resolve) => {
    let taken = 0;
    const send = (): void => {
      if (taken === megabytes) return void response.end();
      response.write(Buffer.alloc(1024 * 1024, 0x20), (error) => {
        if (error) return;
        taken += 1;
        send();
      });
    };
    response.once('close', () => resolve(taken));
    send();
  });
}

/** Runs a test on a gateway whose timeout allows for services in the same process and 400 MB written and read. */
async function withPatient(run: (gateway: TestGateway) => Promise<void>): Promise<void> {
  const nats = await connectAlone();
  const patient = await startTestGateway(nats, { timeoutMs: patientTimeoutMs });
  try {
    await publish(nats, ...Object.values(subgraphs));
    await patient.serves(...Object.values(services));
    await run(patient);
  } finally {
    await patient.stop();
    await nats.close();
  }
}

/** Runs a test on a gateway whose people service is a frozen process (SIGSTOP): it accepts connections and does not respond. */
async function withFrozen(run: (gateway: TestGateway) => Promise<void>): Promise<void> {
  const nats = await connectAlone();
  const child = spawn(process.execPath, [fileURLToPath(new URL('subgraph-process.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const frozen = await startTestGateway(nats, { timeoutMs: frozenTimeoutMs });
  try {
    const people = JSON.parse(await firstLine(child)) as { sdl: string; url: string };
    await publish(nats, ...Object.values(subgraphs).filter(({ name }) => name !== 'people'));
    await publishSubgraph(nats, { name: 'people', version: '1', ...people });
    await frozen.serves(...Object.values(services));
    await isWhole(frozen);
    child.kill('SIGSTOP');
    await run(frozen);
    child.kill('SIGCONT');
    await isWhole(frozen);
  } finally {
    child.kill('SIGKILL');
    await frozen.stop();
    await nats.close();
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) return text;
  }
  throw new Error('The process ended without saying where it listens.');
}

const timeoutMs = 1_000;
const patientTimeoutMs = 12_000;
/** Long enough for all other requests to be answered in the meantime, even on a busy machine. */
const frozenTimeoutMs = 2_000;
