import { readdirSync, statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';

export type FolderWatch = {
  /** Watches these trees from now on, and no others. A folder that does not exist is left out. */
  follow(roots: readonly string[]): void;
  close(): void;
};

export type FolderWatchOptions = {
  /** Called once for changes that come close together, with the files, relative to `base`. */
  onChange: (files: string[]) => void;
  /** Called when the system cannot watch, for example because its number of watches is used up. */
  onError: (error: Error) => void;
  base: string;
};

const quietMs = 100;
/** A program that writes for ever must not put a restart off for ever. */
const delayMaxMs = 2_000;

/**
 * Tells about each change of a file in some trees of folders. It watches folders, never files: an editor that saves by renaming replaces the file, and
 * a watch of the file goes deaf with the old one. Each folder is watched on its own, so folders that are made, replaced or moved later count.
 */
export function watchFolders({ onChange, onError, base }: FolderWatchOptions): FolderWatch {
  let roots: readonly string[] = [];
  const watched = new Map<string, { inode: number; watcher: FSWatcher }>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let firstAt = 0;

  function noteChange(folder: string, name: string | null): void {
    // a system that names no file may mean one that counts
    if (name !== null && !isSource(name)) return;
    scan(); // a folder may have come, gone or been replaced
    if (changed.size === 0) firstAt = Date.now();
    changed.add(path.relative(base, name === null ? folder : path.join(folder, name)));
    reportSoon();
  }

  function reportSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(report, Math.max(0, Math.min(quietMs, firstAt + delayMaxMs - Date.now())));
  }

  function report(): void {
    // what was written into a new folder before its watch began has no event of its own
    if (scan() && Date.now() < firstAt + delayMaxMs) return reportSoon();
    const files = [...changed].sort();
    changed.clear();
    onChange(files);
  }

  /** Whether there was a folder that was not watched yet. */
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
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(error as Error); // it is gone already
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

/** The folder and all below it that can hold sources, each with its inode, which tells a replaced folder from the one before. */
function foldersBelow(folder: string): [string, number][] {
  try {
    const inode = statSync(folder).ino;
    const below = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !ignoredFolders.test(entry.name),
    );
    return [[folder, inode], ...below.flatMap((entry) => foldersBelow(path.join(folder, entry.name)))];
  } catch {
    return []; // it does not exist, or not any more
  }
}

/** Tests and documents do not change a program, and neither do the files that editors keep beside what is edited. */
function isSource(name: string): boolean {
  return !ignoredFolders.test(name) && !ignoredFiles.test(name);
}

const ignoredFolders = /^(\..*|node_modules|test|coverage)$/;
const ignoredFiles = /^\.(?!env$)|~$|\.(spec\.ts|md|sw[a-z]|tmp|bak|orig|log)$|^4913$|^#.*#$|___jb_(tmp|old)___$/;
