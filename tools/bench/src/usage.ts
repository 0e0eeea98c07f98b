import { readFile } from 'node:fs/promises';

/** What a process has used so far: processor time in ms over all its threads, and the memory it holds now in MB. */
export type Usage = { cpuMs: number; memoryMb: number };

/** Reads it where the system has `/proc` (Linux); elsewhere undefined. */
export async function readUsage(pid: number): Promise<Usage | undefined> {
  try {
    const [stat, status] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/status`, 'utf8')]);
    return parseUsage(stat, status);
  } catch {
    return undefined;
  }
}

/** From the texts of `/proc/<pid>/stat` and `/proc/<pid>/status`, see proc(5). */
export function parseUsage(stat: string, status: string): Usage {
  // the second field is the program's name in brackets and may contain anything; `utime` and `stime` are the 14th and 15th
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
  return { cpuMs: ticks * msPerTick, memoryMb: kilobytes / 1_024 };
}

/** `USER_HZ` is 100 on every Linux that Node runs on. */
const msPerTick = 10;
