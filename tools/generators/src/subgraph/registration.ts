import { readJson, updateJson, type Tree } from '@nx/devkit';
import { idPrefixesPattern, idsFile, programsFile, serviceNamesPattern, type SubgraphNames } from './names.ts';
import { addLineAfterLast, replaceText, withItem } from './text.ts';

type Packages = Record<'dependencies' | 'devDependencies', Record<string, string>>;

/** The packages that a generated service imports, in the versions of the other services. */
export function packagesOf(tree: Tree): Packages {
  const { dependencies, devDependencies } = readJson<Packages>(tree, 'apps/outreach/package.json');
  const { dataloader: _, ...imported } = dependencies;
  return { dependencies: imported, devDependencies };
}

/** Adds the service to every file that lists the services. @throws Error that names the file if its list is not found. */
export function registerSubgraph(tree: Tree, names: SubgraphNames): void {
  inStack(tree, names);
  inSchema(tree, names);
  inEvents(tree, names);
  inRights(tree, names);
  inCompose(tree, names);
  inRepository(tree, names);
  inDocumentation(tree, names);
}

function inStack(tree: Tree, { name }: SubgraphNames): void {
  replaceText(
    tree,
    programsFile,
    serviceNamesPattern,
    (_, list) => `serviceNames = [${withItem(list, `'${name}'`)}] as const`,
    'list serviceNames',
  );
  const key = name.includes('-') ? `'${name}'` : name;
  replaceText(
    tree,
    'tools/stack/src/teams.ts',
    /(export const platformTeams[^=]*= \{\n[^]*?)\n\};/,
    (_, teams) => `${teams}\n  ${key}: { organizations: ['${name}-directory', '${name}-dissolution'] },\n};`,
    'object platformTeams',
  );
}

function inSchema(tree: Tree, { name }: SubgraphNames): void {
  replaceText(
    tree,
    'tools/schema/src/subgraphs.ts',
    /subgraphNames = \[([^\]]*)\] as const/,
    (_, list) => `subgraphNames = [${withItem(list, `'${name}'`)}] as const`,
    'list subgraphNames',
  );
}

function inEvents(tree: Tree, { name }: SubgraphNames): void {
  addLineAfterLast(
    tree,
    'libs/events/src/index.ts',
    /^export \* from '\.\/[a-z-]+\.ts';$/,
    `export * from './${name}.ts';`,
    'line that exports the events of a service',
  );
  const released = 'libs/events/src/released.ts';
  const module = `${name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}Events`;
  addLineAfterLast(
    tree,
    released,
    /^import \* as \w+ from '\.\/[a-z-]+\.ts';$/,
    `import * as ${module} from './${name}.ts';`,
    'line that imports the events of a service',
  );
  replaceText(
    tree,
    released,
    /definitions = \[([\w,\s]+)\]/,
    (_, modules) => `definitions = [${withItem(modules, module)}]`,
    'list of the modules with events',
  );
}

function inRights(tree: Tree, { name, prefix }: SubgraphNames): void {
  replaceText(
    tree,
    idsFile,
    idPrefixesPattern,
    (_, prefixes) => `export type IdPrefix =${prefixes}\n  | '${prefix}';`,
    'type IdPrefix',
  );
  replaceText(
    tree,
    'libs/service/src/roles.ts',
    /(const roleScopes = \{\n[^]*?)\n\} as const/,
    (_, scopes) => `${scopes}\n  '${name}:manage': ['staff'],\n} as const`,
    'object roleScopes',
  );
  replaceText(
    tree,
    'docs/roles.md',
    /^(\| `organizations:manage`.*) \| staff \|$/m,
    (_, scopes) => `${scopes}, \`${name}:manage\` | staff |`,
    'row of the scopes that end in ":manage"',
  );
}

function inCompose(tree: Tree, { name, port }: SubgraphNames): void {
  const file = 'docker-compose.yml';
  const variable = name.toUpperCase().replaceAll('-', '_');
  const hint = 'run "npx node tools/stack/src/compose-env.ts" and pass its file with --env-file';
  const program = `  ${name}:
    <<: *program
    build: { context: ., dockerfile: tools/docker/Dockerfile, args: { APP: ${name} } }
    environment:
      <<: *subgraph
      PORT: "${port}"
      PUBLICATION_PRIVATE_JWK: \${PUBLICATION_PRIVATE_JWK_${variable}:?${hint}}
      NATS_URL: nats://${name}:\${NATS_PASSWORD_${variable}:?${hint}}@nats:4222
      PUBLIC_URL: http://${name}:${port}/graphql
      MONGODB_URI: mongodb://mongodb-${name}:27017/kexie_${name.replaceAll('-', '_')}?directConnection=true
    networks: [services, store-${name}]
    depends_on: { nats: { condition: service_healthy }, mongodb-${name}: { condition: service_healthy } }
`;
  const database = `  mongodb-${name}:
    <<: *mongodb
    volumes: ["mongodb-${name}:/data/db"]
    networks: [store-${name}]
`;
  replaceText(tree, file, /^ {2}nats:\n {4}<<: \*common\n/m, (nats) => `${program}\n${nats}`, 'service nats');
  replaceText(tree, file, /^configs:$/m, (configs) => `${database}\n${configs}`, 'section configs');
  addLineAfterLast(
    tree,
    file,
    /^ {2}store-[a-z-]+: \{ internal: true \}$/,
    `  store-${name}: { internal: true }`,
    'network of a database',
  );
  addLineAfterLast(tree, file, /^ {2}mongodb-[a-z-]+: \{\}$/, `  mongodb-${name}: {}`, 'volume of a database');
}

function inRepository(tree: Tree, { name }: SubgraphNames): void {
  const owners = '.github/CODEOWNERS';
  addLineAfterLast(
    tree,
    owners,
    /^\/apps\/[a-z-]+\/ /,
    `${`/apps/${name}/`.padEnd(23)} @kexie/${name}`,
    'line of a folder in /apps',
  );
  addLineAfterLast(
    tree,
    owners,
    /^\/libs\/events\/src\/[a-z-]+\.ts /,
    `${`/libs/events/src/${name}.ts`.padEnd(37)} @kexie/${name} @kexie/platform`,
    'line of a file with events',
  );
  replaceText(
    tree,
    '.github/workflows/ci.yml',
    /npm test -- (bench [a-z -]+)/,
    (_, projects = '') => `npm test -- ${[...projects.split(' '), name].sort().join(' ')}`,
    'step that names the tested projects',
  );
  updateJson<Lockfile>(tree, 'package-lock.json', ({ packages, ...lock }) => ({
    ...lock,
    packages: inOrder({
      ...packages,
      [`apps/${name}`]: { name: `@kexie/${name}`, ...packagesOf(tree) },
      [`node_modules/@kexie/${name}`]: { resolved: `apps/${name}`, link: true },
    }),
  }));
}

function inDocumentation(tree: Tree, { name, pluralWords }: SubgraphNames): void {
  const row = /^\| \[[a-z-]+\]\(apps\/[a-z-]+\/README\.md\) \|/;
  addLineAfterLast(
    tree,
    'README.md',
    row,
    `| [${name}](apps/${name}/README.md) | ${pluralWords} |`,
    'row of a service',
  );
  addLineAfterLast(
    tree,
    'README.zh-CN.md',
    row,
    `| [${name}](apps/${name}/README.md) | ${pluralWords} |`,
    'row of a service',
  );
  replaceText(
    tree,
    'docs/architecture.md',
    /^\| `apps\/e2e` \|/m,
    (next) => `| \`apps/${name}\` | ${pluralWords} |\n${next}`,
    'row of apps/e2e',
  );
}

type Lockfile = { packages: Record<string, object> };

/** In the order of npm: the root first, then by name. */
function inOrder(packages: Record<string, object>): Record<string, object> {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
}
