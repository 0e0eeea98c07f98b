import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leash } from './family.ts';

const leftoversTimeoutMs = 20_000;

/**
 * Claims a data folder for this process, because two MongoDBs on the same files would destroy them. Rejects with one sentence if another
 * stack has claimed it. If a stack was killed, waits until its leash has stopped the remaining processes. Returns the function that releases the folder.
 */
export async function claimDataDir(dataDir: string, gatewayPort: number): Promise<() => Promise<void>> {
  const file = path.join(dataDir, 'stack.json');
  const holder = await readHolder(file);
  if (holder && inUse(holder, dataDir)) {
    throw new Error(
      `A stack already runs on ${dataDir} (process ${holder.pid}, gateway on port ${holder.gatewayPort}): stop it first, or use another folder with \`npm start -- --data <folder>\`. If that process is not a stack, delete ${file}.`,
    );
  }
  if (holder && holder.pid !== process.pid) await leftoversGone(holder.leash);
  claimed.add(dataDir);
  await writeFile(file, `${JSON.stringify({ pid: process.pid, leash: leash().pid, gatewayPort })}\n`);
  return async () => {
    claimed.delete(dataDir);
    await rm(file, { force: true });
  };
}

/** Rejects like `claimDataDir` if a stack runs on the folder. */
export async function refuseWhileRunning(dataDir: string): Promise<void> {
  const holder = await readHolder(path.join(dataDir, 'stack.json'));
  if (holder && inUse(holder, dataDir))
    throw new Error(`A stack runs on ${dataDir} (process ${holder.pid}): stop it first.`);
}

type Holder = { pid: number; leash: number; gatewayPort: number };

const claimed = new Set<string>();

/** In a container every start may have the same process id: only this process then knows whether it is the holder. */
function inUse({ pid }: Holder, dataDir: string): boolean {
  return pid === process.pid ? claimed.has(dataDir) : isAlive(pid);
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined; // no stack, or one that was killed while it wrote the file
  }
}

async function leftoversGone(leashPid: number): Promise<void> {
  const deadline = Date.now() + leftoversTimeoutMs;
  while (isAlive(leashPid) && Date.now() < deadline) await sleep(100);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
