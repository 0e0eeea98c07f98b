import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { countingSeed, createSeed } from '../src/client.ts';

type Row = { key: string };
type Request = { query: string; variables: { input: { rows: Row[] } }; authorization: string | undefined };

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A gateway that answers each request in turn with `answer`, and a seed that uses it with a short retry timeout. */
async function gatewayThat(answer: (request: Request, nth: number) => unknown) {
  const requests: Request[] = [];
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    requests.push({ ...JSON.parse(await text(incoming)), authorization: incoming.headers.authorization });
    const body = answer(requests.at(-1) as Request, requests.length);
    if (body === undefined) outgoing.destroy();
    else outgoing.end(JSON.stringify(body));
  };
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const gatewayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let rowsIn = 0;
  const waits: string[] = [];
  const seed = createSeed({
    gatewayUrl,
    token: 'secret',
    retryTimeoutMs: 300,
    firstPauseMs: 1,
    onRows: (count) => {
      rowsIn += count;
    },
    waitReportMs: 0,
    onWait: (reason) => void waits.push(reason),
  });
  return { seed, requests, waits, rowsIn: () => rowsIn };
}

const refusals = {
  unknown: { code: 'REFERENCE_UNKNOWN', message: 'not known here, or not yet', path: ['parentId'] },
  invalid: { code: 'VALIDATION_FAILED', message: 'too long', path: ['name'] },
};

/** The answer of an import that accepts every row except those for which `refuse` returns an error. */
function imported(
  mutation: string,
  { variables }: Request,
  refuse: (row: Row) => keyof typeof refusals | undefined = () => undefined,
) {
  const rows = variables.input.rows.map((sent, row) => {
    const reason = refuse(sent);
    return { row, id: reason ? null : `id-${sent.key}`, errors: reason ? [refusals[reason]] : [] };
  });
  return { data: { [mutation]: { report: { rows }, userErrors: [] } } };
}

const rowsNamed = (count: number) => Array.from({ length: count }, (_, index) => ({ key: String(index) }));

test('rows are sent in batches of 200 with the token, and the ids are returned in their order', async () => {
  const { seed, requests, rowsIn } = await gatewayThat((request) => imported('importPersons', request));
  expect(await seed.importRows('importPersons', rowsNamed(450))).toEqual(rowsNamed(450).map(({ key }) => `id-${key}`));
  expect(requests.map(({ variables }) => variables.input.rows.length)).toEqual([200, 200, 50]);
  expect(requests[0]).toMatchObject({
    authorization: 'Bearer secret',
    query: expect.stringContaining('$input: ImportPersonsInput!'),
  });
  expect(rowsIn()).toBe(450);
});

test('only the rows with an unknown reference are sent again, and the ids keep their order', async () => {
  const { seed, requests, rowsIn } = await gatewayThat((request, nth) =>
    imported('importChannels', request, ({ key }) => (key === '1' && nth < 3 ? 'unknown' : undefined)),
  );
  expect(await seed.importRows('importChannels', rowsNamed(3))).toEqual(['id-0', 'id-1', 'id-2']);
  expect(requests.map(({ variables }) => variables.input.rows.map(({ key }) => key))).toEqual([
    ['0', '1', '2'],
    ['1'],
    ['1'],
  ]);
  expect(rowsIn()).toBe(3);
});

test('retries are limited in time: a reference that stays unknown fails with the reason, which is also reported during the wait', async () => {
  const { seed, waits } = await gatewayThat((request) => imported('importChannels', request, () => 'unknown'));
  await expect(seed.importRows('importChannels', rowsNamed(1))).rejects.toThrow(
    'importChannels rejected 1 of 1 rows: row 0 REFERENCE_UNKNOWN parentId: not known here, or not yet',
  );
  expect(waits[0]).toContain('REFERENCE_UNKNOWN parentId');
});

test('finally rejected rows are not sent again, and the first five reasons are reported', async () => {
  const { seed, requests } = await gatewayThat((request) =>
    imported('importPersons', request, ({ key }) => (Number(key) >= 201 ? 'invalid' : undefined)),
  );
  const failure = await seed.importRows('importPersons', rowsNamed(210)).then(
    () => '',
    (error: Error) => error.message,
  );
  expect(failure).toContain('importPersons rejected 9 of 10 rows: row 201 VALIDATION_FAILED name: too long');
  expect(failure.match(/VALIDATION_FAILED/g)).toHaveLength(5);
  expect(requests).toHaveLength(2);
});

test('a request is repeated after a temporary unavailability and after a broken connection', async () => {
  const { seed, requests } = await gatewayThat((request, nth) => {
    if (nth === 1) return undefined;
    if (nth === 2)
      return {
        errors: [
          {
            message: 'The people service is not available at the moment.',
            extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
          },
        ],
      };
    return imported('importPersons', request);
  });
  expect(await seed.importRows('importPersons', rowsNamed(1))).toEqual(['id-0']);
  expect(requests).toHaveLength(3);
});

test('a refusal of the gateway is reported at once', async () => {
  const { seed, requests } = await gatewayThat(() => ({
    errors: [{ message: 'Only staff may import.', extensions: { code: 'FORBIDDEN' } }],
  }));
  await expect(seed.importRows('importPersons', rowsNamed(1))).rejects.toThrow('FORBIDDEN Only staff may import.');
  expect(requests).toHaveLength(1);
});

test('the figures of a service become rows with the source SEED', async () => {
  const { seed, requests } = await gatewayThat((request) => imported('importMatchingFigures', request));
  await seed.figures('matching', 'importMatchingFigures');
  expect(requests[0]?.query).toContain('$input: ImportFiguresInput!');
  expect(requests[0]?.variables.input.rows).toHaveLength(3);
  expect(requests[0]?.variables.input.rows[0]).toEqual({
    code: 'MAT.EXPERT.NAMED',
    label: '受邀专家(具名)',
    value: '4',
    unit: 'PERSON',
    qualifier: 'EXACT',
    regionCode: '450400',
    source: 'SEED',
    incomplete: false,
    phrase: '邀请湖南农业大学刘仲华院士',
    periodLabel: '发稿时',
    periodFrom: '2021-11-30',
    periodTo: '2021-11-30',
    periodAssumed: true,
  });
});

test('the counting seed loads nothing', async () => {
  const { seed, requests } = await gatewayThat(() => ({}));
  const counting = countingSeed(seed);
  expect(await counting.importRows('importPersons', rowsNamed(3))).toHaveLength(3);
  await counting.figures('people', 'importPeopleFigures');
  expect([counting.rows(), requests.length]).toEqual([8, 0]);
});
