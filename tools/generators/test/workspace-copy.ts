import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');
const left = new Set(['node_modules', '.git', '.data', '.nx']);
const outputMax = 16 * 1024 * 1024;

export type WorkspaceCopy = {
  folder: string;
  /** Runs a program of the copy with its Node and returns its output. Rejects with the output if the program fails. */
  run(args: readonly string[], timeoutMs: number): Promise<string>;
  remove(): void;
};

/** A copy of the project in a temporary folder. Packages are links to those of the original, workspace projects are links to their copies. */
export function copyWorkspace(): WorkspaceCopy {
  const folder = mkdtempSync(path.join(tmpdir(), 'kexie-copy-'));
  cpSync(root, folder, { recursive: true, filter: (source) => !left.has(path.basename(source)) });
  linkPackages(folder);
  return {
    folder,
    async run(args, timeoutMs) {
      const bin = path.join(folder, 'node_modules/.bin');
      const env = {
        ...process.env,
        PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
        NX_DAEMON: 'false',
        NX_TUI: 'false',
      };
      try {
        const { stdout, stderr } = await promisify(execFile)(path.join(bin, 'node'), ['--no-warnings', ...args], {
          cwd: folder,
          env,
          timeout: timeoutMs,
          maxBuffer: outputMax,
        });
        return stdout + stderr;
      } catch (error) {
        const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string };
        throw new Error(`${message}\n${stdout}\n${stderr}`, { cause: error });
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function linkPackages(folder: string): void {
  const [from, to] = [path.join(root, 'node_modules'), path.join(folder, 'node_modules')];
  mkdirSync(path.join(to, '@kexie'), { recursive: true });
  for (const name of readdirSync(from).filter((each) => each !== '@kexie' && each !== '.cache'))
    symlinkSync(path.join(from, name), path.join(to, name));
  // npm writes these links relative to their folder
  for (const name of readdirSync(path.join(from, '@kexie'))) {
    const project = path.relative(root, path.resolve(from, '@kexie', readlinkSync(path.join(from, '@kexie', name))));
    symlinkSync(path.join(folder, project), path.join(to, '@kexie', name));
  }
}
