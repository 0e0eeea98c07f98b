import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const importedLib = /(?:from|import)\s*\(?\s*['"]@kexie\/([a-z-]+)/g;

/** The folders of the source of a project: its own, and those of the libs that it imports, directly or through another lib. */
export function sourceFolders(root: string, project: string): string[] {
  const folders = new Set([path.join(root, project)]);
  for (const folder of folders) {
    // iteration over a set includes files that are added meanwhile
    for (const file of globSync('src/**/*.ts', { cwd: folder, exclude: ['**/*.spec.ts'] })) {
      for (const [, lib] of readText(path.join(folder, file)).matchAll(importedLib))
        folders.add(path.join(root, 'libs', lib ?? ''));
    }
  }
  return [...folders];
}

/** Empty for a file that was removed after the folder was listed. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
