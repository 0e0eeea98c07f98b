import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { generateFiles, type Tree } from '@nx/devkit';
import { namesOf, type SubgraphOptions } from './names.ts';
import { packagesOf, registerSubgraph } from './registration.ts';
import { importsInOrder } from './text.ts';

const templates = path.join(import.meta.dirname, 'files');

/**
 * `npx nx g @kexie/generators:subgraph NAME`: a service with the same structure as the others, listed wherever services are listed. The returned step runs
 * after the files are written: it formats them, generates the service's types, composes the supergraph and releases the event. @throws Error, before
 * anything is written, for a name or noun that cannot be used, and for a shared file in which the list of services is not found.
 */
export default function subgraph(tree: Tree, options: SubgraphOptions): () => void {
  const names = namesOf(tree, options);
  const { dependencies, devDependencies } = packagesOf(tree);
  const asText = (packages: object): string => JSON.stringify(packages, null, 2).replaceAll('\n', '\n  ');
  generateFiles(tree, path.join(templates, 'app'), `apps/${names.name}`, {
    ...names,
    importsInOrder,
    dependencies: asText(dependencies),
    devDependencies: asText(devDependencies),
  });
  generateFiles(tree, path.join(templates, 'events'), 'libs/events/src', names);
  registerSubgraph(tree, names);
  const written = tree
    .listChanges()
    .map((change) => change.path)
    .filter((file) => file.endsWith('.ts'));
  return () => finish(tree.root, names.name, written);
}

function finish(root: string, name: string, written: readonly string[]): void {
  linkWorkspace(root, name);
  const node = path.join(root, 'node_modules/.bin/node');
  for (const step of [
    ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level=warn', ...written],
    ['tools/schema/src/codegen.ts', name],
    ['tools/schema/src/main.ts', 'compose'],
    ['tools/schema/src/main.ts', 'events'],
  ]) {
    execFileSync(node, ['--no-warnings', ...step], { cwd: root, stdio: 'inherit' });
  }
  console.log(
    `\napps/${name} is ready. Its tests: npm test -- ${name}\nDescribe its purpose in apps/${name}/README.md, README.md and README.zh-CN.md, and commit all of it.`,
  );
}

/** The same change that `npm install` makes for a new folder of the workspace. */
function linkWorkspace(root: string, name: string): void {
  const link = path.join(root, 'node_modules/@kexie', name);
  if (existsSync(link)) return;
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(path.join('../../apps', name), link);
}
