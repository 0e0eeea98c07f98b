import { closeSync, openSync } from 'node:fs';
import { launch } from './family.ts';
import { lastError } from './server.ts';
import { compiledCode, root } from './programs.ts';

const timeoutMs = 15 * 60_000;

export type SeedOptions = {
  gatewayUrl: string;
  token: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  shown: boolean;
  signal: AbortSignal;
};

/** Runs `tools/seed` against a gateway. The seed decides itself whether records are missing. Rejects with one sentence if it fails. */
export async function runSeed({ gatewayUrl, token, env, logFile, shown, signal }: SeedOptions): Promise<void> {
  const output = shown ? 'inherit' : openSync(logFile, 'a');
  const seed = launch(process.execPath, ['tools/seed/src/main.ts'], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: compiledCode, ...env, GATEWAY_URL: gatewayUrl, SEED_TOKEN: token },
    stdio: ['ignore', output, output],
    timeout: timeoutMs,
    signal,
    rank: 'task',
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    seed.once('error', reject);
    seed.once('exit', resolve);
  });
  if (typeof output === 'number') closeSync(output);
  if (code !== 0)
    throw new Error(
      `The data set could not be loaded: ${shown ? 'see the message above' : `${lastError(logFile)} (log: ${logFile})`}.`,
    );
}
