import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** The arrows of the house: kernel ← events ← messaging ← registry ← service ← apps. */
const arrows = {
  kernel: [],
  events: ['kernel'],
  matchmaker: ['kernel'],
  messaging: ['kernel', 'events', 'testing'],
  registry: ['kernel', 'events', 'messaging', 'testing'],
  service: ['kernel', 'events', 'messaging', 'registry', 'testing'],
  testing: ['kernel', 'events', 'messaging', 'registry', 'service', 'tool'],
  subgraph: ['kernel', 'events', 'matchmaker', 'messaging', 'registry', 'service', 'testing'],
  gateway: ['kernel', 'events', 'messaging', 'registry', 'service', 'testing'],
  e2e: ['kernel', 'testing', 'tool'],
  tool: ['kernel', 'events', 'matchmaker', 'messaging', 'registry', 'service', 'testing', 'tool'],
};

/** npm packages a kind of project may not import. */
const bans = {
  kernel: ['mongoose', 'nats', '@apollo/*', 'graphql', 'fastify', 'zod', 'pino', 'jose', 'undici'],
  events: ['mongoose', 'nats', '@apollo/*', 'graphql', 'fastify'],
  matchmaker: ['mongoose', 'nats', '@apollo/*', 'graphql', 'fastify', 'zod', 'pino', 'jose', 'undici'],
  registry: ['nats', 'mongoose', '@apollo/gateway'],
  service: ['nats', '@apollo/gateway'],
  subgraph: ['nats', '@apollo/gateway', 'fastify', 'jose', 'undici'],
  gateway: ['mongoose', 'nats'],
  e2e: ['mongoose', 'nats', '@apollo/*'],
  testing: ['nats'],
};

const depConstraints = Object.entries(arrows).map(([type, allowed]) => ({
  sourceTag: `type:${type}`,
  onlyDependOnLibsWithTags: [...allowed].map((tag) => `type:${tag}`),
  bannedExternalImports: bans[type] ?? [],
}));

/** A lib is tested with `testing`, which is made of the libs: only the tests go round in a circle. Any other circle is an error. */
const circlesOfTests = ['messaging', 'registry', 'service', 'stack']
  .map((tested) => ['testing', tested])
  .concat([['stack', 'messaging']]);

const processEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read the environment once, in env.ts or main.ts.',
};

export default [
  { ignores: ['**/node_modules/**', '**/generated/**', '.data/**', '.nx/**'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          depConstraints,
          ignoredCircularDependencies: circlesOfTests,
          banTransitiveDependencies: false,
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/test/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['**/env.ts', '**/main.ts', 'libs/testing/**', 'apps/e2e/**'],
    rules: { 'no-restricted-syntax': ['error', processEnv] },
  },
  {
    files: ['apps/**/domain.ts', 'apps/**/domain.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['mongoose', 'graphql', '@apollo/*', 'nats'], message: 'domain.ts is pure: rules only.' },
          ],
        },
      ],
    },
  },
];
