import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of the built page in its folder: plain, with compressed versions beside it (`.br`, `.gz`). */
export type BuiltFile = { name: string; type: string; bytes: { identity: number; br: number; gzip: number } };
/** A built page. The names of all files except `index.html` contain a hash of their content. */
export type Built = { key: string; folder: string; files: ReadonlyMap<string, BuiltFile> };

export const clientFolder = fileURLToPath(new URL('./client/', import.meta.url));
/** Stored beside the packages it is built from, so that a fresh install triggers a fresh build. */
export const cacheFolder = fileURLToPath(new URL('../../../../node_modules/.cache/kexie-graph-page/', import.meta.url));
export const manifestName = 'manifest.json';

/** The key of the page that the sources and packages of this checkout produce. */
export async function pageKey(): Promise<string> {
  const hash = createHash('sha256');
  const sources = globSync('**/*', { cwd: clientFolder })
    .filter((name) => /\.(tsx?|css|svg)$/.test(name) && !/\.(spec|d)\.ts$/.test(name))
    .sort();
  for (const name of sources) hash.update(name).update(await readFile(join(clientFolder, name)));
  hash.update(await readFile(new URL('./build.ts', import.meta.url)));
  const { dependencies } = JSON.parse(await readFile(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  hash.update(JSON.stringify(packages.map((name) => dependencies[name])));
  return hash.digest('hex').slice(0, 16);
}

const packages = ['graphiql', 'graphql', 'react', 'react-dom'];

/** Reads a folder with a built page; undefined if there is none. */
export async function readBuilt(key: string): Promise<Built | undefined> {
  const folder = join(cacheFolder, key);
  const manifest = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined);
  if (manifest === undefined) return undefined;
  const files = JSON.parse(manifest) as BuiltFile[];
  return { key, folder, files: new Map(files.map((file) => [file.name, file])) };
}

/** The most recently built page, whatever it was built from. It is better than none where nothing can be built. */
export async function readNewestBuilt(): Promise<Built | undefined> {
  const keys = await readdir(cacheFolder).catch(() => []);
  const dated = await Promise.all(
    keys
      .filter((key) => /^[0-9a-f]{16}$/.test(key))
      .map(async (key) => ({ key, at: (await stat(join(cacheFolder, key))).mtimeMs })),
  );
  const newest = dated.sort((a, b) => b.at - a.at)[0];
  return newest && readBuilt(newest.key);
}
