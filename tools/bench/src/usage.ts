import { readFile } from 'node:fs/promises';

/** The resource usage of a process: processor time in ms over all its threads, and its current and peak memory in MB. */
export type Usage = { cpuMs: number; memoryMb: number; memoryMbMax: number };

/** Reads the usage on systems with `/proc` (Linux); elsewhere undefined. */
export async function readUsage(pid: number): Promise<Usage | undefined> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    return parseUsage(stat, status);
  } catch {
    return undefined;
  }
}

/** Parses the texts of `/proc/<pid>/stat` and `/proc/<pid>/status`, see proc(5). */
export function parseUsage(stat: string, status: string): Usage {
  // the second field is the program's name in brackets and may contain anything; `utime` and `stime` are the 14th and 15th
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { cpuMs: ticks * msPerTick, memoryMb: megabytes(status, 'VmRSS'), memoryMbMax: megabytes(status, 'VmHWM') };
}

function megabytes(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1_024;
}

/** The number of established connections to a port of this machine in the table `/proc/net/tcp`, counted on the side of the server. */
export function establishedTo(port: number, tcpTable: string): number {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  return tcpTable
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hexadecimal}`) && state === '01').length;
}

/** `USER_HZ` is 100 on every Linux that Node runs on. */
const msPerTick = 10;
