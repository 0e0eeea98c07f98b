import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy.ts';

/** Names that no real service is likely to have, because this test also runs in projects with generated services. */
const name = 'sample-service';
const stepTimeoutMs = 120_000;
const generate = [
  'node_modules/nx/dist/bin/nx.js',
  'g',
  '@kexie/generators:subgraph',
  name,
  '--noun',
  'SampleRequest',
  '--prefix',
  'zzs',
];
/** Tests of other projects that check the files which the generator changes. */
const lookingOn = ['compose.spec', 'docs.spec', 'ports.spec', 'released.spec', 'scopes.spec'];

let copy: WorkspaceCopy;
/** The compiler takes longest, so it runs in parallel with the other steps. */
let types: Promise<string>;

beforeAll(async () => {
  copy = copyWorkspace();
  await copy.run(generate, stepTimeoutMs);
  types = copy.run(['node_modules/typescript/bin/tsc', '-p', `apps/${name}`], stepTimeoutMs);
  types.catch(() => undefined); // the test that awaits it reports a failure
}, stepTimeoutMs);

afterAll(() => copy?.remove());

test(
  'a generated service composes with the others, and its types are up to date',
  async () => {
    expect(await copy.run(['tools/schema/src/codegen.ts', '--check', name], stepTimeoutMs)).toContain(
      `${name}: up to date`,
    );
    expect(readFileSync(path.join(copy.folder, 'tools/schema/supergraph.graphql'), 'utf8')).toContain(
      'registerSampleRequest',
    );
  },
  stepTimeoutMs,
);

test(
  'a generated service passes its own tests at once, and the tests that compare stack, compose, events, scopes and pages',
  async () => {
    const report = await copy.run(
      [
        '--experimental-vm-modules',
        'node_modules/jest/bin/jest.js',
        '--selectProjects',
        name,
        'events',
        'conventions',
        'schema',
        'stack',
        '--testPathPatterns',
        `apps/${name}/`,
        ...lookingOn,
      ],
      stepTimeoutMs,
    );
    for (const file of [
      `apps/${name}/src/sample-request/domain.spec.ts`,
      `apps/${name}/test/sample-request.int.spec.ts`,
    ])
      expect(report).toContain(file);
    expect(report).not.toContain('FAIL');
  },
  stepTimeoutMs,
);

test(
  'a generated service passes the type check',
  async () => {
    expect(await types).toBe('');
  },
  stepTimeoutMs,
);

test(
  'a second service of the same name is refused',
  async () => {
    await expect(copy.run(generate, stepTimeoutMs)).rejects.toThrow(
      `There is a project "${name}" already, in apps/${name}.`,
    );
  },
  stepTimeoutMs,
);
