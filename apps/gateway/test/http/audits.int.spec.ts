import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';

let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway();
});
afterAll(() => edge.stop());

const audits = serverAudits({ url: () => `${edge.gateway.url}/graphql`, fetchFn: fetch });

test('the number of audits of GraphQL over HTTP has not changed', () => expect(audits).toHaveLength(61));

test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s: %s', async (_id, _name, audit) => {
  const result = await audit();
  expect([result.status, result.status === 'ok' ? '' : result.reason]).toEqual(['ok', '']);
});
