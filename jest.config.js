import { readdirSync, existsSync } from 'node:fs';

/** Every project with tests is one jest project of the same shape: TypeScript through swc, native ES modules. */
const roots = ['apps', 'libs', 'tools'].flatMap((folder) =>
  readdirSync(folder).map((name) => `${folder}/${name}`).filter((root) => existsSync(`${root}/package.json`)));

const swc = ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }];

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
    globalSetup: '<rootDir>/../../libs/testing/src/global-setup.ts',
    globalTeardown: '<rootDir>/../../libs/testing/src/global-teardown.ts',
  })),
};
