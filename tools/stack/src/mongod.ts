import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isExecutable, onPath } from './on-path.ts';
import { cacheFolder } from './python-env.ts';

const version = '8.2.6';
const refusalHours = 24;
const downloadTimeoutMs = 10 * 60_000;

/** A real mongod: `binary` if there is one; `kind` states its origin, or why there is none. */
export type Mongod = { binary: string | undefined; kind: string };

/**
 * Looks for mongod on the PATH, at `MONGOMS_SYSTEM_BINARY`, and in the cache folder, into which it downloads one if
 * possible. A refused download takes seconds of retries, so a refusal is remembered for a day.
 */
export async function findMongod(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<Mongod> {
  const installed = await onPath('mongod', env);
  if (installed) return { binary: installed, kind: `mongod of the PATH (${installed})` };
  const named = env['MONGOMS_SYSTEM_BINARY'];
  if (named) {
    if (await isExecutable(named)) return { binary: named, kind: `mongod of MONGOMS_SYSTEM_BINARY (${named})` };
    throw new Error(`MONGOMS_SYSTEM_BINARY names ${named}, which is not a program: correct or unset it.`);
  }
  return download(path.join(cacheFolder(env), 'mongod'), log);
}

async function download(folder: string, log: (line: string) => void): Promise<Mongod> {
  const refusalFile = path.join(folder, 'download-refused.json');
  const refusedAt = await readRefusal(refusalFile);
  if (refusedAt && Date.now() - refusedAt.getTime() < refusalHours * 3_600_000) {
    return {
      binary: undefined,
      kind: `the download of mongod was refused on ${refusedAt.toISOString().slice(0, 16)}Z; delete ${refusalFile} to try again`,
    };
  }
  await mkdir(folder, { recursive: true });
  try {
    // loaded late, because it is not needed after a refusal or with a mongod on the PATH
    const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js');
    const found = MongoBinary.getPath({ version, downloadDir: folder, checkMD5: false });
    const binary = await bounded(found, () => log(`Downloading mongod ${version} (once per machine) …`));
    await rm(refusalFile, { force: true });
    return { binary, kind: `mongod ${version} downloaded to ${folder}` };
  } catch (error) {
    await writeFile(
      refusalFile,
      `${JSON.stringify({ at: new Date().toISOString(), reason: (error as Error).message }, null, 2)}\n`,
    );
    return { binary: undefined, kind: 'the download of mongod was refused' };
  }
}

/** Reports a download only if it takes long: an existing binary answers at once. */
async function bounded(found: Promise<string>, sayWaiting: () => void): Promise<string> {
  const saying = setTimeout(sayWaiting, 500);
  let giveUp: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = setTimeout(() => reject(new Error('the download took longer than ten minutes')), downloadTimeoutMs);
  });
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(saying);
    clearTimeout(giveUp);
  }
}

async function readRefusal(file: string): Promise<Date | undefined> {
  try {
    const at = new Date((JSON.parse(await readFile(file, 'utf8')) as { at: string }).at);
    return Number.isNaN(at.getTime()) ? undefined : at;
  } catch {
    return undefined; // no refusal, or an unreadable note: try to download
  }
}
