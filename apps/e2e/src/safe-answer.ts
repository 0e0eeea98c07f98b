import { expect } from '@jest/globals';
import { platform } from './platform.ts';

/** Fails if an answer exposes internal details: a stack, a file, an address, a port or a message of a database. */
export function expectNoSecrets(text: string): void {
  expect(text).not.toMatch(
    /stacktrace|node_modules|\bat \w[\w.]* \(|\.(ts|js|mjs):\d|(^|[\s"(])\/(home|tmp|usr|work|app)\//,
  );
  expect(text).not.toMatch(/https?:\/\/|127\.0\.0\.1|localhost|ECONN|E11000|mongo|nats/i);
  const { services, gatewayUrl, mongodb, nats } = platform();
  for (const url of [gatewayUrl, mongodb.url, nats.url, ...Object.values(services).map((service) => service.url)]) {
    expect(text).not.toContain(`:${new URL(url).port}`);
    expect(text).not.toMatch(new RegExp(`\\bport ${new URL(url).port}\\b`, 'i'));
  }
}
