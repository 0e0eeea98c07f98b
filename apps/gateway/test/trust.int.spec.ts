import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Nats } from '@kexie/messaging/nats';
import { createTrust, publishSubgraph, type TeamKey } from '@kexie/registry';
import { eventually } from '@kexie/testing';
import { followTeamsFile } from '../src/rollout/teams-file.ts';
import { connectAlone, quiet, startTestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as TeamKey;
const stranger = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as TeamKey;
let nats: Nats;
let folder: string;
let subgraph: TestSubgraph;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-teams-'));
  nats = await connectAlone();
  subgraph = await startTestSubgraph('organizations', 'type Query { name: String }', {
    Query: { name: () => 'Kexie' },
  });
});
afterAll(async () => {
  await subgraph.stop();
  await nats.close();
  await rm(folder, { recursive: true, force: true });
});

const teamsFile = async (keys: TeamKey[]): Promise<string> => {
  const file = path.join(folder, 'teams.json');
  await writeFile(file, JSON.stringify({ teams: { organizations: { keys, hosts: [] } } }));
  return file;
};

test('a publication that its team did not sign changes nothing, and readiness and the service get the reason; an added key counts without a restart', async () => {
  const known = await followTeamsFile(await teamsFile([key]), { log: quiet, everyMs: 20 });
  const trust = createTrust({ teams: known.teams, development: true });
  const gateway = await startTestGateway(nats, { trust });
  known.onChange(gateway.supergraph.recheck);
  const organizations = { name: 'organizations', url: subgraph.url, sdl: subgraph.sdl, version: '1' };
  try {
    await publishSubgraph(nats, organizations, { key });
    await gateway.serves('organizations');

    const forged = { ...organizations, version: '2', url: 'http://127.0.0.1:9/graphql' };
    const revision = await publishSubgraph(nats, forged, { key: stranger });
    await eventually(async () =>
      expect((await gateway.readiness()).body.refusal?.errors).toMatchObject([
        { code: 'UNTRUSTED_PUBLICATION', service: 'organizations', version: '2' },
      ]),
    );
    await eventually(async () =>
      expect(JSON.parse((await (await nats.bucket('verdicts')).get('organizations'))?.value ?? '{}')).toMatchObject({
        revision,
        accepted: false,
      }),
    );
    expect(await gateway.ask('{ name }')).toEqual({ data: { name: 'Kexie' } });

    await publishSubgraph(nats, { ...organizations, version: '3' }, { key: stranger });
    await teamsFile([key, stranger]);
    await eventually(async () => expect((await gateway.readiness()).body.refusal).toBeNull());
    expect(await gateway.ask('{ name }')).toEqual({ data: { name: 'Kexie' } });
  } finally {
    known.stop();
    await gateway.stop();
  }
});

test('a gateway that starts rejects a publication older than the served one', async () => {
  const trust = createTrust({ teams: () => ({ organizations: { keys: [key], hosts: [] } }), development: true });
  const organizations = { name: 'organizations', url: subgraph.url, sdl: subgraph.sdl, version: '4' };
  const bucket = await nats.bucket('subgraphs');
  await publishSubgraph(nats, organizations, { key });
  const old = (await bucket.get('organizations'))?.value ?? '';
  await publishSubgraph(
    nats,
    { ...organizations, version: '5', sdl: `${subgraph.sdl} type Later { id: ID }` },
    { key },
  );
  const first = await startTestGateway(nats, { trust });
  await eventually(() => expect(first.supergraph.current()?.schema.getType('Later')).toBeDefined());
  await first.stop();
  // As often as the bucket keeps values, so that none of the newer ones is left to compare with.
  for (let times = 0; times < 5; times += 1) await bucket.put('organizations', old);
  const second = await startTestGateway(nats, { trust });
  try {
    await second.serves('organizations');
    await eventually(async () => expect(second.supergraph.current()?.schema.getType('Later')).toBeDefined());
    expect(await second.ask('{ name }')).toEqual({ data: { name: 'Kexie' } });
  } finally {
    await second.stop();
  }
});

test('a damaged teams file leaves the teams unchanged; at the start it is an error', async () => {
  const file = await teamsFile([key]);
  const known = await followTeamsFile(file, { log: quiet, everyMs: 20 });
  try {
    await writeFile(file, '{');
    await writeFile(file, JSON.stringify({ teams: { organizations: { keys: [key, stranger], hosts: [] } } }));
    await eventually(() => expect(known.teams()['organizations']?.keys).toHaveLength(2));
  } finally {
    known.stop();
  }
  await writeFile(file, '{');
  await expect(followTeamsFile(file, { log: quiet })).rejects.toThrow('is not a list of teams');
  await expect(followTeamsFile(path.join(folder, 'missing.json'), { log: quiet })).rejects.toThrow(
    'The file of TEAMS_FILE cannot be read',
  );
});
