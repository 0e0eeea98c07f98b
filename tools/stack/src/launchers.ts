import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The process ids of the programs that started this one, the nearest first: its parent, and then npm, npx and nx with the shells between
 * them. This program must not outlive any of them: npm forwards a SIGTERM to its shell only, and cannot forward a SIGKILL. The program that started npm may end, because a
 * script may leave `npm start` in the background. For the same reason the list is empty for a program that was started by hand.
 */
export function launchersOf(env: NodeJS.ProcessEnv): number[] {
  if (!env['npm_lifecycle_event'] && !env['NX_TASK_TARGET_TARGET']) return [];
  if (isOrphan()) return [noProcess];
  const chain = [process.ppid];
  let outermost = 1;
  for (let found = lookUp(process.ppid); found && chain.length < chainMax; found = lookUp(found.parent)) {
    if (launcher.test(found.command)) outermost = chain.length;
    else if (!shell.test(found.command)) break;
    chain.push(found.parent);
  }
  return chain.slice(0, outermost);
}

/** Whether each program of the chain is still the child of the next one: a process whose parent ends gets another parent at once. */
export function stillLaunched(pid: number, chain: readonly number[]): boolean {
  return chain.every((launcher, index) => {
    const found = lookUp(chain[index - 1] ?? pid);
    return found === undefined || found.parent === launcher;
  });
}

const chainMax = 16;
const shell = /^(\S*\/)?(sh|bash|dash|ash|zsh|ksh|fish) -\w*c\b/;
/** The process title of npm is `npm start`; nx is a script that node runs. */
const launcher = /(^|\/)(npm|npx|nx)(-cli)?(\.js)?( |$)/;
/** No process has this parent, so a chain that begins with it counts as broken from the start. */
const noProcess = -1;

/** If npm was killed before this program searched for it, init is the parent. In a container, npm itself may be process 1. */
function isOrphan(): boolean {
  return process.ppid === 1 && !/\b(npm|npx|nx|node)\b/.test(lookUp(1)?.command ?? 'npm');
}

/** Undefined if there is no such process, or if the system does not report it. */
function lookUp(pid: number): { parent: number; command: string } | undefined {
  try {
    return fromProc(pid);
  } catch (error) {
    return process.platform === 'linux' && (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : fromPs(pid);
  }
}

function fromProc(pid: number): { parent: number; command: string } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]); // after the name, which may contain any characters
  return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() };
}

function fromPs(pid: number): { parent: number; command: string } | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], {
      encoding: 'utf8',
      timeout: 5_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [parent = '', ...command] = line.split(/\s+/);
    return { parent: Number(parent), command: command.join(' ') };
  } catch {
    return undefined;
  }
}
