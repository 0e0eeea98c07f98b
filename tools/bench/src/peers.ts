import { spawn } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchDir } from './places.ts';

/** The folder for gateways of other projects, outside of the workspaces, so that installs and tests of the project ignore it. */
export const peersDir = path.join(benchDir, 'peers');

/** Installs the versions that `peers/package.json` names, unless they are installed. Rejects if npm fails, or after ten minutes. */
export async function installPeers(): Promise<void> {
  await mkdir(peersDir, { recursive: true });
  await copyFile(path.join(sourceDir, 'gateway.config.mjs'), path.join(peersDir, 'gateway.config.mjs'));
  const wanted = await readFile(path.join(sourceDir, 'package.json'), 'utf8');
  const stamp = path.join(peersDir, 'installed.json');
  if ((await readFile(stamp, 'utf8').catch(() => undefined)) === wanted) return;
  process.stdout.write('Installing gateways of other projects into .data/bench/peers (once).\n');
  await writeFile(path.join(peersDir, 'package.json'), wanted);
  await npmInstall();
  await writeFile(stamp, wanted); // last, so that an interrupted install is repeated
}

function npmInstall(): Promise<void> {
  const npm = spawn(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--prefix', peersDir],
    {
      cwd: peersDir,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: installMsMax,
    },
  );
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new Error(`npm could not install ${peersDir}: ${why}. Without them: npm run bench -- --only ours,stock`));
    npm.once('error', (error) => fail(error.message));
    npm.once('exit', (code) => (code === 0 ? resolve() : fail(`it ended with ${code ?? 'a timeout'}`)));
  });
}

const sourceDir = path.resolve(import.meta.dirname, '../peers');
const installMsMax = 600_000;
