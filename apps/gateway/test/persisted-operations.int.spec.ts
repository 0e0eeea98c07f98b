import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Nats } from '@kexie/messaging/nats';
import {
  parseManifest,
  publishDocuments,
  retireDocuments,
  watchDocuments,
  type TrustedDocuments,
} from '@kexie/registry';
import { eventually } from '@kexie/testing';
import { createOperationLookup } from '../src/persisted-operations.ts';
import { connectAlone, publish, quiet, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph } from './subgraph.ts';

const body = 'query Greeting($to: String!) { greeting(to: $to) }';
const id = createHash('sha256').update(body).digest('hex');
const web = { 'graphql-client-name': 'web', 'graphql-client-version': '7' };
const manifest = JSON.stringify({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id, name: 'Greeting', type: 'query', body }],
});

let nats: Nats;
let documents: TrustedDocuments;
let open: TestGateway;
let closed: TestGateway;
let end: () => Promise<void>;

beforeAll(async () => {
  const greetings = await startTestSubgraph(
    'greetings',
    'type Query { greeting(to: String!): String  other: String }',
    { Query: { greeting: (_: unknown, { to }: { to: string }) => `Hello, ${to}.`, other: () => 'x' } },
  );
  nats = await connectAlone();
  await publish(nats, greetings);
  documents = await watchDocuments(nats, { log: quiet });
  const lookup = (safelist: 'off' | 'enforce') =>
    createOperationLookup({ documents: () => documents, safelist, freeRoles: ['analyst'] });
  open = await startTestGateway(nats, { lookup: lookup('off') });
  closed = await startTestGateway(nats, { lookup: lookup('enforce') });
  await Promise.all([open.serves('greetings'), closed.serves('greetings')]);
  await publishDocuments(nats, 'web', parseManifest(manifest));
  await eventually(() => expect(documents.size()).toBe(1));
  end = async () => {
    documents.stop();
    await Promise.all([open.stop(), closed.stop()]);
    await greetings.stop();
    await nats.close();
  };
});
afterAll(() => end());

const hello = { data: { greeting: 'Hello, Wuzhou.' } };
const variables = { to: 'Wuzhou' };

test.each([
  ['documentId', { documentId: id }],
  ['documentId with its algorithm', { documentId: `sha256:${id}` }],
  ["the hash that Apollo's clients send", { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }],
])('a client runs its own published operation by %s', async (_, asked) => {
  const response = await open.post({ ...asked, variables }, web);
  expect(await response.json()).toEqual(hello);
});

test('the same works by GET, which a cache may store', async () => {
  const search = new URLSearchParams({ documentId: id, variables: JSON.stringify(variables) });
  const response = await open.send({ headers: web }, `/graphql?${search.toString()}`);
  expect(await response.json()).toEqual(hello);
});

test('an id belongs to one client: for another client it does not exist', async () => {
  const response = await open.post({ documentId: id, variables }, { 'graphql-client-name': 'mobile' });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_DOCUMENT_NOT_FOUND' } }] });
});

test('a hash in no manifest follows automatic persisted queries: unknown, registered with its text, known', async () => {
  const query = '{ other }';
  const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
  expect(await (await open.post({ extensions })).json()).toMatchObject({
    errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  });
  expect(await (await open.post({ query, extensions })).json()).toEqual({ data: { other: 'x' } });
  expect(await (await open.post({ extensions })).json()).toEqual({ data: { other: 'x' } });
});

test('with a safelist a published operation is answered, by id and by its text', async () => {
  expect(await (await closed.post({ documentId: id, variables }, web)).json()).toEqual(hello);
  expect(await (await closed.post({ query: body, variables }, web)).json()).toEqual(hello);
});

test.each([
  ['another text', { query: '{ other }' }, web],
  ['the text of a published operation with one character more', { query: `${body} `, variables }, web],
  ['the text of another client', { query: body, variables }, { 'graphql-client-name': 'mobile' }],
  [
    'a hash that is to be registered',
    {
      query: '{ other }',
      extensions: {
        persistedQuery: { version: 1, sha256Hash: createHash('sha256').update('{ other }').digest('hex') },
      },
    },
    web,
  ],
])('with a safelist %s is refused with 403', async (_, request, headers) => {
  const response = await closed.post(request, headers);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED' } }] });
});

test('with a safelist a second question mark in the URL cannot smuggle in another operation', async () => {
  const published = 'query Named { other } # the end';
  await publishDocuments(nats, 'web', parseManifest(JSON.stringify({ named: published })));
  await eventually(() => expect(documents.find('web', 'named')).toBe(published));
  const get = { headers: web };
  const search = `query=${encodeURIComponent(published)}`;
  expect((await closed.send(get, `/graphql?${search}`)).status).toBe(200);
  expect(
    (
      await closed.send(
        get,
        `/graphql?${search}?${encodeURIComponent('\nquery Unnamed { greeting(to: "x") }')}&operationName=Unnamed`,
      )
    ).status,
  ).toBe(403);
  await retireDocuments(nats, 'web', ['named']);
  await eventually(() => expect(documents.find('web', 'named')).toBeUndefined());
});

test('variables of a published operation may contain a question mark, as URLs allow', async () => {
  const response = await closed.send({ headers: web }, `/graphql?documentId=${id}&variables={"to":"Wuzhou?"}`);
  expect(await response.json()).toEqual({ data: { greeting: 'Hello, Wuzhou?.' } });
});

test('an analyst may send any operation, even with a safelist', async () => {
  const response = await closed.post(
    { query: '{ other }' },
    { authorization: `Bearer ${await closed.userToken({ roles: ['analyst'] })}` },
  );
  expect(await response.json()).toEqual({ data: { other: 'x' } });
});

test('publishing again adds nothing, and an id never gets another text', async () => {
  expect(await publishDocuments(nats, 'web', parseManifest(manifest))).toBe(0);
  await expect(publishDocuments(nats, 'web', [{ id, name: 'Greeting', body: '{ other }' }])).rejects.toThrow(
    /another text/,
  );
});

test('a retired operation is removed for its client only', async () => {
  await publishDocuments(nats, 'kiosk', [{ id: 'other', name: '', body: '{ other }' }]);
  await eventually(() => expect(documents.find('kiosk', 'other')).toBe('{ other }'));
  expect(await retireDocuments(nats, 'kiosk')).toBe(1);
  await eventually(() => expect(documents.find('kiosk', 'other')).toBeUndefined());
  expect(documents.find('web', id)).toBe(body);
});
