/**
 * Runs before `npm start` and `npm test`: makes sure that node_modules matches package-lock.json.
 * Plain JavaScript without dependencies, because on a fresh clone nothing else exists yet, and the Node that runs it
 * is the machine's own (20 or newer), not the project's.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.kexie-installed');
const nodeBinary = path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const oldestNodeMajor = 20;
const progressMs = 15_000;

/** All files that decide what npm installs. */
function wanted() {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

function stamped() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : '';
}

/**
 * Whether node_modules is right although the lockfile has changed: npm was run by hand, or only the list of
 * workspace projects changed, for which a link is enough. The note of npm lists the installed packages; packages for other platforms are in the lockfile only.
 */
function installedByHand() {
  const noteFile = path.join(modules, '.package-lock.json');
  if (!existsSync(noteFile) || !existsSync(nodeBinary)) return false;
  const installed = JSON.parse(readFileSync(noteFile, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([place, wantedPackage]) => {
    if (!place.includes('node_modules/')) return true; // a project of the workspace, which needs no copy
    if (wantedPackage.link) return linked(place, wantedPackage.resolved);
    const found = installed[place];
    if (!found) return wantedPackage.optional === true;
    // npm writes this note even for `--package-lock-only`, which installs nothing
    return (
      found.version === wantedPackage.version &&
      found.integrity === wantedPackage.integrity &&
      existsSync(path.join(root, place))
    );
  });
}

/** Whether a project can be imported by its name. Makes the link of npm if it is missing. */
function linked(place, project) {
  const link = path.join(root, place);
  if (existsSync(link)) return true;
  if (!existsSync(path.join(root, project, 'package.json'))) return false;
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { force: true }); // a dangling link
  symlinkSync(
    path.relative(path.dirname(link), path.join(root, project)),
    link,
    process.platform === 'win32' ? 'junction' : 'dir',
  );
  return true;
}

function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/**
 * Installs the packages of the lockfile. npm prints long warnings about packages that need the project's own Node, which it is about to install, so its output is
 * shown only if it fails. The installation ends with this program, and with the npm that started it.
 */
async function install() {
  console.log('Installing the packages of package-lock.json (about a minute on a first run) …');
  const begunAt = Date.now();
  const windows = process.platform === 'win32';
  const run = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows,
    detached: !windows,
    timeout: 20 * 60_000,
  });
  endWithLauncher(() => (windows ? run.kill() : process.kill(-run.pid, 'SIGTERM')));
  const output = [];
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const progress = setInterval(
    () => console.log(`… installing for ${Math.round((Date.now() - begunAt) / 1_000)} s`),
    progressMs,
  );
  const [code, signal] = await once(run, 'close').catch((error) => {
    if (error.code === 'ENOENT')
      fail('npm was not found: install Node 20 or newer from https://nodejs.org and try again.');
    fail(`npm ci could not be run (${error.message}).`);
  });
  clearInterval(progress);
  if (code !== 0) {
    console.error(Buffer.concat(output).toString());
    fail(
      `npm ci failed (${signal ?? `exit code ${code}`}): its message is above. If the registry cannot be reached, check the network or proxy and try again.`,
    );
  }
}

/** Calls `end` and ends this program on a signal, or when the program that started it is gone: npm cannot forward every signal. */
function endWithLauncher(end) {
  const launcher = process.ppid;
  const leave = (signal) => {
    end();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave);
  setInterval(() => process.ppid === launcher || leave('SIGTERM'), 500).unref();
}

/** The project runs on its own Node from the package `node`. An install script brings it, and install scripts can be switched off. */
function checkNode() {
  if (!existsSync(nodeBinary)) {
    fail(
      'The packages are installed, but node_modules/.bin/node is missing, because install scripts are disabled:\n' +
        'run `npm config delete ignore-scripts && npm rebuild node`, then try again.',
    );
  }
  const version = spawnSync(nodeBinary, ['--version'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 30_000,
  });
  if (!version.stdout?.startsWith('v24.')) {
    fail(
      `node_modules/.bin/node should be Node 24 and answers "${(version.stdout || version.error?.message || '').trim()}": run \`npm rebuild node\`, then try again.`,
    );
  }
}

if (Number(process.versions.node.split('.')[0]) < oldestNodeMajor) {
  fail(`Node ${oldestNodeMajor} or newer is needed to install the project; this is ${process.version}.`);
}
const stamp = wanted();
if (stamped() !== stamp || !existsSync(nodeBinary)) {
  if (!installedByHand()) await install();
  checkNode();
  writeFileSync(stampFile, `${stamp}\n`);
}
