import { readdirSync, statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';

export type FolderWatch = {
  /** Replaces the watched trees. A folder that does not exist is left out. */
  follow(roots: readonly string[]): void;
  close(): void;
};

export type FolderWatchOptions = {
  /** Called once for a group of close changes, with the files, relative to `base`. */
  onChange: (files: string[]) => void;
  /** Called if the system cannot watch, for example because its number of watches is exhausted. */
  onError: (error: Error) => void;
  base: string;
};

const quietMs = 100;
/** The longest delay of a report, so that a program that writes continuously cannot postpone a restart forever. */
const delayMaxMs = 2_000;

/**
 * Reports each change of a file in some trees of folders. It watches folders, never files: an editor that saves by renaming replaces the file, and
 * a watch of the old file reports nothing more. Each folder is watched separately, so folders that are made, replaced or moved later are included.
 */
export function watchFolders({ onChange, onError, base }: FolderWatchOptions): FolderWatch {
  let roots: readonly string[] = [];
  const watched = new Map<string, { inode: number; watcher: FSWatcher }>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let firstAt = 0;

  function noteChange(folder: string, name: string | null): void {
    // a system that reports no file name may mean a relevant file
    if (name !== null && !isSource(name)) return;
    scan(); // a folder may have been added, removed or replaced
    if (changed.size === 0) firstAt = Date.now();
    changed.add(path.relative(base, name === null ? folder : path.join(folder, name)));
    reportSoon();
  }

  function reportSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(report, Math.max(0, Math.min(quietMs, firstAt + delayMaxMs - Date.now())));
  }

  function report(): void {
    // files that were written into a new folder before its watch began have no event
    if (scan() && Date.now() < firstAt + delayMaxMs) return reportSoon();
    const files = [...changed].sort();
    changed.clear();
    onChange(files);
  }

  /** Whether there is a folder that is not watched yet. */
  function scan(): boolean {
    const folders = new Map(roots.flatMap(foldersBelow));
    for (const [folder, { inode, watcher }] of watched) {
      if (folders.get(folder) === inode) continue;
      watcher.close();
      watched.delete(folder);
    }
    const unwatched = [...folders].filter(([folder]) => !watched.has(folder));
    for (const [folder, inode] of unwatched) begin(folder, inode);
    return unwatched.length > 0;
  }

  function begin(folder: string, inode: number): void {
    try {
      const watcher = watch(folder, (_, name) => noteChange(folder, name));
      watcher.on('error', onError);
      watched.set(folder, { inode, watcher });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(error as Error); // it was removed meanwhile
    }
  }

  return {
    follow(next) {
      roots = next;
      scan();
    },
    close() {
      clearTimeout(timer);
      for (const { watcher } of watched.values()) watcher.close();
      watched.clear();
    },
  };
}

/** The folder and all folders below it that can hold sources, each with its inode, which distinguishes a replaced folder from its predecessor. */
function foldersBelow(folder: string): [string, number][] {
  try {
    const inode = statSync(folder).ino;
    const below = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !ignoredFolders.test(entry.name),
    );
    return [[folder, inode], ...below.flatMap((entry) => foldersBelow(path.join(folder, entry.name)))];
  } catch {
    return []; // it does not exist
  }
}

/** Tests and documents do not change a program; neither do the temporary files of editors. */
function isSource(name: string): boolean {
  return !ignoredFolders.test(name) && !ignoredFiles.test(name);
}

const ignoredFolders = /^(\..*|node_modules|test|coverage)$/;
const ignoredFiles = /^\.(?!env$)|~$|\.(spec\.ts|md|sw[a-z]|tmp|bak|orig|log)$|^4913$|^#.*#$|___jb_(tmp|old)___$/;
