import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import type { Reason } from '@kexie/registry';
import { inWorkspace } from './subgraphs.ts';

/** A fault that the caller must correct; it is shown without a stack. */
export class UsageError extends Error {}

const silence = (): void => {};
const quiet = { debug: silence, info: silence, warn: silence, error: silence, child: () => quiet };

/**
 * Connects to the registry: at `url`, else at `NATS_URL`, else at the broker of `npm start`. Rejects with a sentence if there
 * is none within five seconds.
 */
export async function connectRegistry(url: string | undefined): Promise<Nats> {
  const address = url ?? (process.env['NATS_URL'] || undefined) ?? runningStack();
  if (!address)
    throw new UsageError(
      'The registry was not found. Start the platform with "npm start", set NATS_URL, or give --nats URL.',
    );
  try {
    return await connectNats(address, {
      name: 'schema-tool',
      log: quiet,
      signal: AbortSignal.timeout(connectTimeoutMs),
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}. Is the platform running?`);
  }
}

/** One paragraph for each reason, with the clients that it concerns. */
export function describeReasons(reasons: readonly Reason[]): string {
  return reasons
    .map(({ code, message, coordinate, operation, clients = [] }) => {
      if (!coordinate) return `  ${code}: ${message}`;
      const asked = clients.map(({ name, version, lastSeen }) => `      ${name} ${version}, last seen ${lastSeen}`);
      return [`  ${message}`, `    operation ${operation}, sent by`, ...asked].join('\n');
    })
    .join('\n');
}

/** The operator's address of the broker, which `npm start` wrote. */
function runningStack(): string | undefined {
  const file = inWorkspace('.data/env/operator.env');
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8'))['NATS_URL'] : undefined;
}

const connectTimeoutMs = 5_000;
