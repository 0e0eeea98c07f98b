import { readFile, readdir, writeFile } from 'node:fs/promises';

/** The processor time of a process so far, in ms: of all its threads by the counter of ticks, and of each living thread. */
export type ProcessorTime = { ticksMs: number; threads: ReadonlyMap<number, number> };
/** The usage of a process between two moments: processor time in ms of all threads and of the main thread, the peak of the resident memory, and the memory at the end (PSS) in MB. */
export type Usage = { cpuMs: number; mainCpuMs: number; peakMb: number; memoryMb: number };

/**
 * Begins to measure a process; the returned function ends the measurement. Memory that an earlier turn used does not count. Works on systems with `/proc` (Linux);
 * elsewhere, and if the process has ended, the result is undefined.
 */
export async function beginUsage(pid: number): Promise<() => Promise<Usage | undefined>> {
  const begun = await readProcessorTime(pid).catch(() => undefined);
  await writeFile(`/proc/${pid}/clear_refs`, resetPeak).catch(() => undefined);
  return async () => {
    try {
      if (!begun) return undefined;
      const cpu = processorTimeBetween(begun, await readProcessorTime(pid), pid);
      const [status, rollup] = await Promise.all([
        readFile(`/proc/${pid}/status`, 'utf8'),
        readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
      ]);
      return { ...cpu, peakMb: megabytes(status, 'VmHWM'), memoryMb: megabytes(rollup, 'Pss') };
    } catch {
      return undefined;
    }
  };
}

/** The peak of the resident memory of a process in MB since its start, on systems with `/proc` (Linux); elsewhere undefined. */
export async function readPeakMb(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  return status === undefined ? undefined : megabytes(status, 'VmHWM');
}

async function readProcessorTime(pid: number): Promise<ProcessorTime> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const threads = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(
    threads.map(async (thread): Promise<[number, number][]> => {
      const schedstat = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => undefined);
      return schedstat === undefined ? [] : [[Number(thread), Number(schedstat.split(' ')[0]) / nanosecondsPerMs]];
    }),
  );
  return { ticksMs: parseTicksMs(stat), threads: new Map(times.flat()) };
}

/** The ticks of all threads in the text of `/proc/<pid>/stat`, see proc(5), as ms. */
export function parseTicksMs(stat: string): number {
  // the second field is the program's name in brackets and may contain anything; `utime` and `stime` are the 14th and 15th
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

/**
 * The processor time between two moments. The times of threads are exact to the nanosecond but lack threads that ended meanwhile; ticks include those. So ticks count when they exceed
 * the sum of the threads by more than their rounding.
 */
export function processorTimeBetween(
  begun: ProcessorTime,
  ended: ProcessorTime,
  pid: number,
): Pick<Usage, 'cpuMs' | 'mainCpuMs'> {
  const spent = (thread: number) => (ended.threads.get(thread) ?? 0) - (begun.threads.get(thread) ?? 0);
  const sum = [...ended.threads.keys()].reduce((total, thread) => total + spent(thread), 0);
  const ticksMs = ended.ticksMs - begun.ticksMs;
  return { cpuMs: ticksMs - sum > ticksRoundingMs ? ticksMs : sum, mainCpuMs: spent(pid) };
}

function megabytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1_024;
}

/** The number of established connections to a port of this machine in the table `/proc/net/tcp`, counted on the side of the server. */
export function establishedTo(port: number, tcpTable: string): number {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  return tcpTable
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hexadecimal}`) && state === '01').length;
}

/** Written to `/proc/<pid>/clear_refs`, it sets the peak (`VmHWM`) to the current memory, see proc(5). */
const resetPeak = '5';
/** `USER_HZ` is 100 on every Linux that Node runs on. */
const msPerTick = 10;
/** User and system time are each rounded, at both moments. */
const ticksRoundingMs = 3 * msPerTick;
const nanosecondsPerMs = 1_000_000;
