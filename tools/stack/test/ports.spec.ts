import { mkdtemp, mkdir, rm, stat } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refuseUnusablePorts } from '../src/port-range.ts';
import { freePortRange, portsThatFetchRefuses } from '../src/ports.ts';
import { serviceNames } from '../src/programs.ts';

const lastPort = 65_536 - serviceNames.length;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-ports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the refused ports are those of the Fetch Standard', () => {
  const { badPorts } = createRequire(import.meta.url)('undici/lib/web/fetch/constants.js') as { badPorts: string[] };
  expect([...portsThatFetchRefuses].filter((port) => port > 0)).toEqual(badPorts.map(Number));
});

test.each([...portsThatFetchRefuses].filter((port) => port > 0))('fetch does not connect to port %i', async (port) => {
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ cause: { message: 'bad port' } });
});

describe('a stack', () => {
  test.each([
    [6000, 'Port 6000, which gateway would take'],
    [5999, 'Port 6000, which organizations would take'],
    [5995, 'Port 6000, which rural-programs would take'],
    [6664, 'Port 6665, which organizations would take'],
    [10_078, 'Port 10080, which people would take'],
    [lastPort + 1, `PORT must be a whole number from 1 to ${lastPort}`],
    [65_535, `PORT must be a whole number from 1 to ${lastPort}`],
    [70_000, `PORT must be a whole number from 1 to ${lastPort}`],
    [0, `PORT must be a whole number from 1 to ${lastPort}`],
  ])('is refused on %i, with a port that works', async (port, reason) => {
    const message = await refuseUnusablePorts(port, [], {}).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
    expect(message).toContain(reason);
    const suggested = Number(/PORT=(\d+) npm start$/.exec(message)?.[1]);
    await expect(refuseUnusablePorts(suggested, [], {})).resolves.toBeUndefined();
  });

  test('is refused on a busy port, with a port that works', async () => {
    const port = await freePortRange(serviceNames.length);
    const other = createServer().listen(port + 3, '127.0.0.1');
    try {
      await expect(refuseUnusablePorts(port, [], {})).rejects.toThrow(
        /outreach needs, is in use.*This works: PORT=\d+ npm start/,
      );
      await expect(refuseUnusablePorts(port, ['outreach'], {})).resolves.toBeUndefined();
    } finally {
      other.close();
    }
  });

  test('is refused if the gateway cannot listen on the address of HOST', async () => {
    await expect(
      refuseUnusablePorts(await freePortRange(serviceNames.length), [], { HOST: '192.0.2.1' }),
    ).rejects.toThrow('HOST is 192.0.2.1, which is not an address of this machine.');
  });

  test('detects a program that uses the port on the address of HOST only', async () => {
    const port = await freePortRange(serviceNames.length);
    const other = createServer().listen(port, '127.0.0.2');
    try {
      await expect(refuseUnusablePorts(port, [], { HOST: '0.0.0.0' })).rejects.toThrow(
        'which gateway needs, is in use',
      );
    } finally {
      other.close();
    }
  });
});

describe('npm start', () => {
  const start = async (port: string, ...options: string[]): Promise<{ code: number; errors: string }> => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, '../src/main.ts'), ...options], {
      env: { ...process.env, PORT: port },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (bytes: Buffer) => {
      errors += bytes.toString();
    });
    const [code] = (await once(child, 'close')) as [number];
    return { code, errors };
  };

  test('reports unusable ports before it starts any program', async () => {
    const data = path.join(folder, 'never');
    const { code, errors } = await start('6000', '--data', data);
    expect(code).toBe(1);
    expect(errors).toContain('browsers and fetch refuse to connect to it');
    await expect(stat(data)).rejects.toThrow('ENOENT');
  });

  test('deletes nothing if its ports are unusable', async () => {
    const data = path.join(folder, 'kept');
    await mkdir(data);
    expect((await start('65535', '--data', data, '--reset')).code).toBe(1);
    expect((await stat(data)).isDirectory()).toBe(true);
  });

  test.each(['does not accept PORT=%s as a port', '-1'])('does not take PORT=%s for a port', async (port) => {
    const { code, errors } = await start(port, '--data', path.join(folder, 'never'));
    expect(code).toBe(1);
    expect(errors).toContain(`PORT must be a whole number, and is "${port}"`);
  });
});
