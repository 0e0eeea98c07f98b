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

/** A report like every other, yet a request of its own: only the same query would be shared. */
const reportOf = (year: number, from = gateway): Promise<Answer> => from.ask(report, { ...wuzhou, year });
const sectionIn = ({ data }: Answer, section: Section): unknown =>
  (data?.['annualReport'] as Record<string, unknown> | null)?.[section];
const nameQuery = (section: Section): string => `{ ${section}Name }`;

/** Waits until every section has data again. */
const isWhole = (from: TestGateway) =>
  eventually(async () => expect((await reportOf(2020, from)).errors).toBeUndefined());

test.each(sections)(
  'G1: while the service of %s is dead every other query is answered, and what touches it says so in part, always alike',
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
    // back by itself, although its breaker had opened
    await isWhole(gateway);
  },
);

test('G2: while a service is frozen its requests end with their time, all others are answered meanwhile, and it is back once it thaws', () =>
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

test('G2: once a service has been frozen for a while, nobody waits for it any more', () =>
  withFrozen(async (frozen) => {
    await Promise.all(Array.from({ length: 20 }, (_, year) => reportOf(year, frozen)));
    const codes = (await reportOf(2020, frozen)).errors?.map(({ extensions }) => extensions['code']);
    expect(codes).toEqual(['SUBGRAPH_UNAVAILABLE']);
  }));

const nonsense: [string, string][] = [
  ['a text for a number', '{"data":{"annualReport":{"people":{"reported":"many"}}}}'],
  ['a list for an object', '{"data":{"annualReport":{"people":[1,2,3]}}}'],
  ['a text for the whole report', '{"data":{"annualReport":"none"}}'],
  ['an object for a number', '{"data":{"annualReport":{"people":{"reported":{"url":"http://127.0.0.1/"}}}}}'],
  [
    'a field with a name that every object has',
    '{"data":{"annualReport":{"people":{"reported":1,"__proto__":{"reported":2},"constructor":null}}}}',
  ],
];

test.each(nonsense)('G3: a service that answers %s harms only its own section', async (_, text) => {
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

test('G3: answers of 50 MB are cut off long before they are complete, also many at once', () =>
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

/** The figure of the people section; null when any of it is null. */
function reported(answer: Answer): unknown {
  return (sectionIn(answer, 'people') as { reported: unknown } | null | undefined)?.reported ?? null;
}

/** Sends up to so many megabytes; resolves with how many of them the other side took. */
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

/** Runs a test on a gateway that waits long enough for services in the same process as 400 MB that are written and read. */
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

/** Runs a test on a gateway whose people service is a process that is frozen (SIGSTOP): it takes connections and says nothing. */
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
/** Long enough for everything else to be answered meanwhile, on a busy machine too. */
const frozenTimeoutMs = 2_000;
