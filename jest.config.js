import { existsSync, globSync, readdirSync } from 'node:fs';

/** Every project with tests is one jest project of the same shape: TypeScript through swc, native ES modules. */
const roots = ['apps', 'libs', 'tools'].flatMap((folder) =>
  readdirSync(folder)
    .map((name) => `${folder}/${name}`)
    .filter((root) => existsSync(`${root}/package.json`)),
);

const swc = ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }];

/** Only a project with integration tests brings up MongoDB and NATS (once per run, for all of them together). */
const servers = {
  globalSetup: '<rootDir>/../../libs/testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/testing/src/global-teardown.ts',
};

export default {
  testTimeout: 30_000,
  projects: roots.map((root) => ({
    displayName: root.split('/')[1],
    rootDir: root,
    testEnvironment: 'node',
    testMatch: ['<rootDir>/**/*.spec.ts'],
    modulePathIgnorePatterns: ['/node_modules/', '/.data/'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '\\.ts$': swc },
    ...(globSync('{src,test}/**/*.int.spec.ts', { cwd: root }).length > 0 ? servers : {}),
  })),
};
