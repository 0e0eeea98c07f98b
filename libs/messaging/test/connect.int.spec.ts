import { expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { freePort, natsUrl } from '@kexie/testing';
import { connectNats } from '../src/nats.ts';

const lines: string[] = [];
const silence = (): void => {};
const log: Logger = {
  debug: silence,
  info: silence,
  warn: silence,
  error: (...parts: unknown[]) => void lines.push(String(parts.at(-1))),
  child: () => log,
};
const address = (change: (url: URL) => void): string => {
  const url = new URL(natsUrl());
  change(url);
  return url.href;
};
const shortly = () => ({ name: 'connect-test', log, signal: AbortSignal.timeout(100) });

test.each(['', 'none', 'localhost:4222', 'http://127.0.0.1:4222', 'nats://', 'nats://a:%@host'])(
  '"%s" is refused as the address of a broker',
  async (url) => {
    await expect(connectNats(url, { name: 'connect-test', log })).rejects.toThrow(
      'it must be nats://USER:PASSWORD@HOST:PORT',
    );
  },
);

test('with a wrong password the program waits, and the log names the refused user but never the password', async () => {
  lines.length = 0;
  const url = address((each) => {
    each.password = 'secret-that-is-wrong';
  });
  await expect(connectNats(url, shortly())).rejects.toThrow('refuses the user "operator" with this password');
  expect(lines[0]).toMatch(/^waiting for the broker for \d+ s: nats:\/\/127\.0\.0\.1:\d+ refuses the user "operator"/);
  expect(lines.join()).not.toContain('secret-that-is-wrong');
});

test('a program without a user is refused', async () => {
  await expect(
    connectNats(
      address((each) => {
        each.username = '';
        each.password = '';
      }),
      shortly(),
    ),
  ).rejects.toThrow('refuses a program without a user');
});

test('a program waits for a missing broker, and the log names its address', async () => {
  lines.length = 0;
  const port = await freePort();
  await expect(
    connectNats(
      address((each) => {
        each.port = String(port);
      }),
      shortly(),
    ),
  ).rejects.toThrow(`127.0.0.1:${port} of NATS_URL does not answer`);
  expect(lines).toHaveLength(1);
});
