import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../../..');

const services = ['organizations', 'people', 'outreach', 'matching', 'rural-programs'];

/** The projects that `nx affected` finds for a change of these files. */
async function affectedBy(...files: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(root, 'node_modules/.bin/nx'), 'show', 'projects', '--affected', '--json', `--files=${files.join(',')}`],
    { cwd: root, env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' } },
  );
  return JSON.parse(stdout) as string[];
}

test.each(services)(
  'a change of the schema of %s affects the service, the gateway and the end-to-end tests, and no other service',
  async (service) => {
    const others = services.filter((name) => name !== service);
    const affected = await affectedBy(`apps/${service}/src/schema.graphql`);
    expect(affected).toEqual(expect.arrayContaining([service, 'gateway', 'e2e']));
    expect(affected.filter((name) => others.includes(name))).toEqual([]);
  },
);

test('a change of a page of the documentation affects no service', async () => {
  const affected = await affectedBy('docs/analysts.md');
  expect(affected).toContain('conventions');
  expect(affected.filter((name) => services.includes(name))).toEqual([]);
});

test('a change of a lib affects what is built on it', async () => {
  expect(await affectedBy('libs/registry/src/judge.ts')).toEqual(
    expect.arrayContaining(['registry', 'service', 'people', 'gateway', 'schema']),
  );
});
