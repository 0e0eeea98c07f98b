import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { CollectedSpan } from '@kexie/testing';
import { eventually } from '@kexie/testing';
import { platform, post, spansOf, staff } from './platform.ts';

const mutation =
  'mutation Register($input: RegisterPartnerInput!) { registerPartner(input: $input) { organization { id } userErrors { code } } }';
const reached = ['matching', 'organizations', 'outreach', 'people', 'rural-programs'];

test('one mutation gives one trace: the gateway, the service, its event, and every service that reacts to it', async () => {
  const [traceId, client] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  const input = {
    kind: 'ENTERPRISE',
    name: `追踪测试企业${randomUUID()}`,
    regionCode: '450400',
    clientMutationId: randomUUID(),
  };
  const headers = {
    authorization: `Bearer ${await platform().token(staff)}`,
    traceparent: `00-${traceId}-${client}-01`,
  };
  const { errors } = await post(JSON.stringify({ query: mutation, variables: { input } }), headers);
  expect(errors).toEqual([]);

  const spans = await eventually(() => {
    const arrived = spansOf(traceId);
    const reacted = arrived
      .filter(({ name }) => name.startsWith('process organizations.'))
      .map(({ service }) => service);
    expect([...new Set(['organizations', ...reacted])].sort()).toEqual(reached);
    return arrived;
  });
  for (const reaction of spans.filter(({ name }) => name.startsWith('process organizations.'))) {
    expect(wayTo(reaction, spans)).toEqual([
      'gateway: mutation Register',
      'gateway: ask organizations',
      expect.stringMatching(/^organizations: mutation/),
      expect.stringMatching(/^organizations: publish organizations\./),
      `${reaction.service}: ${reaction.name}`,
    ]);
  }
  expect(spans.filter(({ parentId }) => parentId === client).map(({ service }) => service)).toEqual(['gateway']);
});

/** The spans of the trace from its root down to this one. */
function wayTo(span: CollectedSpan, spans: readonly CollectedSpan[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentId);
  return [...(parent ? wayTo(parent, spans) : []), `${span.service}: ${span.name}`];
}
