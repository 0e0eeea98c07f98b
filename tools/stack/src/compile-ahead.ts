import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launch } from './family.ts';
import { compiledCode, root, serviceNames } from './programs.ts';
import type { ServiceName } from './programs.ts';

/**
 * Fills the cache of compiled code, once for each checkout and version of Node, while servers are downloaded or started. Otherwise all programs would remove the
 * types from the same modules at the same time, and each would keep 25 MB for this as long as it runs. If it fails, the programs start slower.
 */
export async function compileAhead(): Promise<void> {
  const stamp = path.join(compiledCode, `ahead-${process.version}`);
  if (existsSync(stamp)) return;
  try {
    const [gateway, first, ...others] = serviceNames;
    await Promise.all([gateway, first].map(load)); // the other services share most modules with the first
    await Promise.all(others.map(load));
    await writeFile(stamp, '');
  } catch {
    // the stack is being stopped, or the folder cannot be written
  }
}

/** Starts a program without settings: it loads its modules, and then ends because of the missing settings. */
async function load(name: ServiceName): Promise<void> {
  const program = launch(process.execPath, ['src/main.ts'], {
    cwd: path.join(root, 'apps', name),
    env: { NODE_COMPILE_CACHE: compiledCode },
    stdio: 'ignore',
    timeout: loadMsMax,
    rank: 'task',
  });
  await once(program, 'exit');
}

const loadMsMax = 60_000;
