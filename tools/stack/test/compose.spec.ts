import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { composeVariables } from '../src/compose-env.ts';
import { stackKeys, type Keys } from '../src/keys.ts';
import { teamsFileOf } from '../src/teams.ts';
import { portOf, root, serviceNames } from '../src/programs.ts';
import { serviceEnv } from '../src/services.ts';

type Service = {
  image?: string;
  build?: { dockerfile: string; args: { APP: string } };
  /** null: passed on from the environment of Compose, if it is set there */
  environment?: Record<string, string | null>;
  ports?: string[];
  networks: string[];
  volumes?: string[];
  restart: string;
  command?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
};
type Compose = {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
};

const subgraphs = serviceNames.slice(1);
const compose = parse(readFileSync(path.join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const keys = await freshKeys();

test('compose runs every program from the same Dockerfile, a database for each service, and one broker', () => {
  const names = Object.keys(compose.services).sort();
  expect(names).toEqual([...serviceNames, ...subgraphs.map((name) => `mongodb-${name}`), 'nats'].sort());
  for (const name of serviceNames)
    expect(service(name).build).toMatchObject({ dockerfile: 'tools/docker/Dockerfile', args: { APP: name } });
});

test('only the gateway publishes a port, and only the gateway has a connection outside the internal networks', () => {
  expect(Object.keys(compose.services).filter((name) => service(name).ports !== undefined)).toEqual(['gateway']);
  const open = Object.keys(compose.networks).filter((name) => !compose.networks[name]?.internal);
  expect(
    Object.keys(compose.services).filter((name) => service(name).networks.some((network) => open.includes(network))),
  ).toEqual(['gateway']);
});

test('only its own service can reach a database', () => {
  for (const name of subgraphs) {
    const [network = ''] = service(`mongodb-${name}`).networks;
    const members = Object.keys(compose.services).filter((each) => service(each).networks.includes(network));
    expect(members).toEqual([name, `mongodb-${name}`]);
  }
});

test.each(subgraphs)('%s listens at the address that the gateway calls, and has its own database', (name) => {
  const port = String(portOf(name, 4000));
  expect(environment(name)).toMatchObject({
    PORT: port,
    HOST: '0.0.0.0',
    PUBLIC_URL: `http://${name}:${port}/graphql`,
    MONGODB_URI: `mongodb://mongodb-${name}:27017/kexie_${name.replaceAll('-', '_')}?directConnection=true`,
  });
});

test.each(serviceNames)('%s gets no fewer variables from compose than from the stack', (name) => {
  // the telemetry switch is part of the image
  const { APOLLO_TELEMETRY_DISABLED: _, ...wanted } = serviceEnv(name, {
    keys,
    gatewayPort: 4000,
    mongodbUrl: 'mongodb://m:1/',
    natsUrl: 'nats://n',
    teamsFile: 'teams.json',
    env: {},
  });
  expect(Object.keys(environment(name))).toEqual(expect.arrayContaining(Object.keys(wanted)));
  for (const [variable, value] of Object.entries(environment(name)))
    expect([variable, value]).not.toEqual([variable, '']);
});

test('each service signs with the key of its team, which no other program has; the gateway has the public keys and accepts no others', () => {
  for (const name of subgraphs) {
    expect(environment(name)['PUBLICATION_PRIVATE_JWK']).toBe(JSON.stringify(keys.teams[name]?.signing.privateJwk));
    for (const other of serviceNames.filter((each) => each !== name))
      expect(JSON.stringify(environment(other))).not.toContain(String(keys.teams[name]?.signing.privateJwk.d));
    expect(teamsFileOf(keys.teams)).not.toContain(String(keys.teams[name]?.signing.privateJwk.d));
    expect(JSON.parse(teamsFileOf(keys.teams)).teams[name]).toEqual({
      keys: [keys.teams[name]?.signing.publicJwk],
      hosts: [name],
    });
  }
  expect(environment('gateway')).toMatchObject({ KEXIE_MODE: 'production', TEAMS_FILE: '/etc/kexie/teams/teams.json' });
  expect(service('gateway').volumes?.[0]).toMatch(/^\$\{TEAMS_DIR:\?.*\}:\/etc\/kexie\/teams:ro$/);
});

test('no service has a private key of the gateway', () => {
  for (const name of subgraphs)
    expect(JSON.stringify(environment(name))).not.toContain(String(keys.internal.privateJwk.d));
});

test('databases and broker keep their data on volumes, restart after a crash, and have a health check', () => {
  for (const name of [...subgraphs.map((each) => `mongodb-${each}`), 'nats']) {
    const { volumes = [], restart, healthcheck } = service(name);
    expect(Object.keys(compose.volumes)).toContain(volumes[0]?.split(':')[0]);
    expect(restart).toBe('unless-stopped');
    expect(healthcheck?.test[0]).toBe('CMD');
  }
  for (const name of subgraphs) {
    expect(service(`mongodb-${name}`)).toMatchObject({
      image: expect.stringMatching(/^mongo:8\./),
      command: expect.arrayContaining(['--replSet']),
    });
    expect(service(name).depends_on).toMatchObject({
      nats: { condition: 'service_healthy' },
      [`mongodb-${name}`]: { condition: 'service_healthy' },
    });
  }
});

test('each program has its own user of the broker, whose password no other program has', () => {
  for (const name of serviceNames) {
    expect(environment(name)['NATS_URL']).toBe(`nats://${name}:${keys.broker[name]}@nats:4222`);
    const others = Object.entries(keys.broker).filter(([user]) => user !== name);
    for (const [, password] of others) expect(JSON.stringify(environment(name))).not.toContain(password);
  }
});

test('the broker reads its users from the folder to which compose-env writes', () => {
  const { volumes = [] } = service('nats');
  expect(volumes[1]).toMatch(/^\$\{BROKER_DIR:\?.*\}:\/etc\/nats\/accounts:ro$/);
  expect(readFileSync(path.join(root, 'tools/docker/nats.conf'), 'utf8')).toContain(
    'include "./accounts/accounts.conf"',
  );
});

test('the broker writes an event to the disk before it acknowledges the event', () => {
  expect(readFileSync(path.join(root, 'tools/docker/nats.conf'), 'utf8')).toMatch(/^\s*sync_interval: always$/m);
});

test('the image has every lib that a program may import', () => {
  const dockerfile = readFileSync(path.join(root, 'tools/docker/Dockerfile'), 'utf8');
  for (const lib of ['kernel', 'events', 'messaging', 'registry', 'service'])
    expect(dockerfile).toContain(`COPY libs/${lib}/package.json libs/${lib}/\n`);
});

function service(name: string): Service {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no ${name}.`);
  return found;
}

/** The environment that Compose would pass: `${NAME:-default}` and `${NAME:?message}` are replaced. */
function environment(name: string): Record<string, string> {
  const variables = composeVariables(keys, { brokerDir: '/kexie/broker', teamsDir: '/kexie/teams' });
  return Object.fromEntries(
    Object.entries(service(name).environment ?? {}).flatMap(([key, text]) =>
      text === null
        ? []
        : [
            [
              key,
              text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, variable: string, kind: string, rest: string) => {
                const value = variables[variable] ?? (kind === '-' ? rest : undefined);
                if (value === undefined)
                  throw new Error(`${key} needs ${variable}, which tools/stack/src/compose-env.ts does not write.`);
                return value;
              }),
            ],
          ],
    ),
  );
}

async function freshKeys(): Promise<Keys> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kexie-compose-'));
  try {
    return await stackKeys(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
