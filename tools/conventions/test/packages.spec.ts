import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

type Package = {
  name?: string;
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const root = path.resolve(import.meta.dirname, '../../..');
const read = <T>(file: string): T => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as T;
const manifests = ['package.json', ...globSync('{apps,libs,tools}/*/package.json', { cwd: root })].map((file) => ({
  file,
  ...read<Package>(file),
}));
const locked = read<{ packages: Record<string, Package> }>('package-lock.json').packages;

/** The names of all packages that `npm ci --omit=dev --workspace FOLDER` installs, according to the lockfile. */
function installedFor(folder: string): Set<string> {
  const places = new Set<string>();
  const visit = (place: string): void => {
    if (places.has(place)) return;
    places.add(place);
    const { link, resolved, dependencies, optionalDependencies } = locked[place] ?? {};
    if (link && resolved) return visit(resolved);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = placeOf(name, place);
      if (found) visit(found);
    }
  };
  visit(folder);
  return new Set([...places].map((place) => place.split('node_modules/').at(-1) ?? place));
}

/** Where Node finds a package that the package at `from` requires: in its own node_modules, or in one further up. */
function placeOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '') {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (locked[place]) return place;
    if (folder === '') return undefined;
  }
}

test('each package has one exact version in all projects', () => {
  const wanted = manifests.flatMap(({ file, dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => ({ file, name, version })),
  );
  expect(wanted.length).toBeGreaterThan(100);
  expect(
    wanted.filter(({ name, version }) =>
      name.startsWith('@kexie/') ? version !== '*' : !/^\d+\.\d+\.\d+$/.test(version),
    ),
  ).toEqual([]);
  const versions = Map.groupBy(wanted, ({ name }) => name);
  expect([...versions].filter(([, all]) => new Set(all.map(({ version }) => version)).size > 1)).toEqual([]);
});

test.each(['organizations', 'people', 'outreach', 'matching', 'rural-programs'])(
  'the image of %s holds neither the packages of the gateway, nor those of its page, nor tools',
  (name) => {
    const installed = installedFor(`apps/${name}`);
    for (const needed of ['mongoose', 'nats', '@apollo/subgraph', 'fastify']) expect(installed).toContain(needed);
    const foreign = [
      '@apollo/gateway',
      '@apollo/query-planner',
      'react',
      'react-dom',
      'graphiql',
      '@graphiql/react',
      'monaco-editor',
      'esbuild',
      'undici',
      'jest',
      'nx',
      'typescript',
      'node',
    ];
    expect(foreign.filter((each) => installed.has(each))).toEqual([]);
  },
);

test('the image of the gateway holds the packages of its page, and no tools', () => {
  const installed = installedFor('apps/gateway');
  for (const needed of ['@apollo/query-planner', 'react', 'esbuild']) expect(installed).toContain(needed);
  expect(['jest', 'nx', 'typescript', '@apollo/gateway'].filter((each) => installed.has(each))).toEqual([]);
});
