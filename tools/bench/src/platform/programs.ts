import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';

/** A program of the platform with its memory in MB: resident, and its share of it, where a page that several processes map is divided among them. */
export type Program = { name: string; residentMb: number; shareMb: number };

/** The processes below a process and that process itself, with their memory. Several processes of one program are one entry. */
export async function programsBelow(pid: number, projectDir: string): Promise<Program[]> {
  const parents = await readParents();
  const pids = [pid];
  for (const known of pids) pids.push(...[...parents].filter(([, parent]) => parent === known).map(([child]) => child));
  const programs = new Map<string, Program>();
  for (const each of pids) {
    const read = await readProgram(each, projectDir);
    if (!read) continue;
    const { name, residentMb, shareMb } = programs.get(read.name) ?? { name: read.name, residentMb: 0, shareMb: 0 };
    programs.set(name, { name, residentMb: residentMb + read.residentMb, shareMb: shareMb + read.shareMb });
  }
  return [...programs.values()];
}

async function readParents(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // after the name, which may contain any characters
    if (stat) parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  return parents;
}

/** Undefined for a process that has ended in the meantime. */
async function readProgram(pid: number, projectDir: string): Promise<Program | undefined> {
  try {
    const [command, folder, memory] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readlink(`/proc/${pid}/cwd`),
      readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
    ]);
    return {
      name: nameOf(command.replaceAll('\0', ' '), path.relative(projectDir, folder)),
      residentMb: megabytes(memory, 'Rss'),
      shareMb: megabytes(memory, 'Pss'),
    };
  } catch {
    return undefined;
  }
}

/** The name of a program of the platform, by its command line and its folder below the project. */
export function nameOf(command: string, folder: string): string {
  const [, app] = /^apps\/([a-z-]+)$/.exec(folder) ?? [];
  if (app !== undefined) return app;
  const known = Object.entries(marks).find(([, mark]) => mark.test(command));
  return known?.[0] ?? 'other';
}

function megabytes(memory: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(memory)?.[1] ?? 0) / 1_024;
}

const marks = {
  leash: /stack\/src\/leash\.ts/,
  launcher: /stack\/src\/main\.ts/,
  nats: /nats-server/,
  mongodb: /\bmongod\b|secantus/,
  npm: /\bnpm\b/,
};
