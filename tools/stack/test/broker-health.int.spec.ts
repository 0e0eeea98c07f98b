import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { connectNats } from '@kexie/messaging/nats';
import { brokerRestartsMax, keepBrokerWriting, roomBytesMin } from '../src/broker-health.ts';
import { startNats } from '../src/nats.ts';
import { onPath } from '../src/on-path.ts';
import { createPart } from '../src/part.ts';
import { freePort } from '../src/ports.ts';
import { pythonEnv } from '../src/python-env.ts';
import type { Server } from '../src/server.ts';
import { eventually } from './eventually.ts';

const silent = (): void => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent, child: () => quiet };

test('a broker that could not write is restarted when there is room, and writes again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kexie-full-'));
  const { NATS_URL: _, ...env } = process.env;
  const binary = (await onPath('nats-server', env)) ?? (await pythonEnv(env, silent)).natsServer;
  // a limit on the size of files fails a write as a full disk does, and needs no separate file system
  const full = path.join(folder, 'full');
  await writeFile(full, '');
  await writeFile(
    path.join(folder, 'nats-server'),
    `#!/bin/sh\n[ -e ${full} ] && ulimit -f 400\nexec ${binary} "$@"\n`,
  );
  await chmod(path.join(folder, 'nats-server'), 0o755);
  const port = await freePort();
  const logFile = path.join(folder, 'nats.log');
  let server: Server | undefined;
  const part = createPart({
    name: 'nats',
    logFile,
    supervise: false,
    log: silent,
    launch: async () =>
      (server = await startNats({
        dataDir: path.join(folder, 'data'),
        logFile,
        port,
        log: silent,
        env: { ...env, PATH: `${folder}:${env['PATH']}` },
        durable: false,
      })),
  });
  await part.start();
  const lines: string[] = [];
  let room = 0;
  const watch = keepBrokerWriting({
    part,
    fault: async () => server?.fault?.(),
    freeBytes: async () => room,
    log: (line) => void lines.push(line),
    everyMs: 100,
  });
  const nats = await connectNats(server?.url ?? '', { name: 'test', log: quiet });
  try {
    const publish = (): Promise<unknown> =>
      nats.jetstream.publish('full.it', new Uint8Array(100_000), { timeout: 500 });
    await (await nats.manager()).streams.add({ name: 'FULL', subjects: ['full.*'] });
    await expect(Promise.all([publish(), publish(), publish()])).rejects.toThrow('TIMEOUT');
    await eventually(() =>
      expect(lines).toEqual([
        expect.stringMatching(
          /^NATS cannot write: .*write error.*make room for at least 64 MB, and NATS restarts automatically\.$/,
        ),
      ]),
    );

    await rm(full);
    room = roomBytesMin;
    await eventually(() => expect(lines.at(-1)).toBe('NATS is back. The services send the events that wait.'));
    await eventually(async () => void (await publish()));
  } finally {
    await watch.stop();
    await nats.close();
    await part.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a broker that keeps failing is restarted a few times an hour, and then the log calls for the operator', async () => {
  const lines: string[] = [];
  let starts = 0;
  const part = { running: () => true, stop: async () => undefined, start: async () => void (starts += 1) };
  const watch = keepBrokerWriting({
    part,
    fault: async () => 'write error',
    freeBytes: async () => roomBytesMin,
    log: (line) => void lines.push(line),
    everyMs: 1,
  });
  await eventually(() =>
    expect(lines.at(-1)).toContain('is not restarted again: check the disk, then stop and start everything.'),
  );
  await watch.stop();
  expect(starts).toBe(brokerRestartsMax);
});

test('a broker whose restart fails is restarted again', async () => {
  const lines: string[] = [];
  let starts = 0;
  const start = async (): Promise<void> => {
    starts += 1;
    if (starts === 1) throw new Error('no');
  };
  const part = { running: () => starts !== 1, stop: async () => undefined, start };
  const fault = async (): Promise<string | undefined> => (starts > 1 ? undefined : 'write error');
  const watch = keepBrokerWriting({
    part,
    fault,
    freeBytes: async () => roomBytesMin,
    log: (line) => void lines.push(line),
    everyMs: 1,
  });
  await eventually(() => expect(lines.at(-1)).toContain('NATS is back.'));
  await watch.stop();
  expect(lines).toContain('NATS could not be restarted: no');
});
