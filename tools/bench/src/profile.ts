import type { Inspector } from './inspector.ts';
import { projectDir } from './places.ts';
import { table } from './table.ts';

/** A function in a profile; line numbers start at 0. */
export type CallFrame = { functionName: string; url: string; lineNumber: number };
/** A CPU profile as V8 writes it (Chrome DevTools Protocol, `Profiler.Profile`): times in µs, `samples` are ids of nodes. */
export type CpuProfile = {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
};

/** Profiles the processor time of a process while `work` runs. */
export async function profileDuring<T>(
  inspector: Inspector,
  work: () => Promise<T>,
): Promise<{ result: T; profile: CpuProfile }> {
  await inspector.call('Profiler.enable');
  await inspector.call('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
  await inspector.call('Profiler.start');
  const result = await work();
  const { profile } = (await inspector.call('Profiler.stop')) as { profile: CpuProfile };
  return { result, profile };
}

/** Shares of the time in which the process worked: self time by function and by package or folder, and time with callees by function of the project. */
export function toTables(profile: CpuProfile): string {
  const byFunction = selfTimes(profile, nameOf);
  const withCallees = totalTimes(profile, nameOf).filter(({ name }) => / (apps|libs)\//.test(name));
  const byPlace = selfTimes(profile, ({ functionName, url }) => (url ? area(place(url)) : functionName));
  const lines = (shares: Share[], count: number) =>
    shares.slice(0, count).map(({ name, percent, ms }) => [name, percent.toFixed(1), ms.toFixed(0)]);
  return [
    table(['self time by function', '%', 'ms'], lines(byFunction, functionsShown)),
    table(['self time by place', '%', 'ms'], lines(byPlace, placesShown)),
    ...(withCallees.length > 0
      ? [table(['time with callees, functions of the project', '%', 'ms'], lines(withCallees, functionsShown))]
      : []),
  ].join('\n');
}

export type Share = { name: string; ms: number; percent: number };

/** The time in which each name was on top of the stack, longest first, without idle time. */
export const selfTimes = (profile: CpuProfile, name: (frame: CallFrame) => string): Share[] =>
  times(profile, (id, frames) => [name(frames.get(id) as CallFrame)]);

/** The time in which each name was anywhere on the stack, longest first; a recursive function counts once. */
export function totalTimes(profile: CpuProfile, name: (frame: CallFrame) => string): Share[] {
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  return times(profile, (id, frames) => {
    const names = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
      names.add(name(frames.get(at) as CallFrame));
    return names;
  });
}

function times(
  { nodes, samples, timeDeltas }: CpuProfile,
  namesOf: (id: number, frames: ReadonlyMap<number, CallFrame>) => Iterable<string>,
): Share[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const found = new Map<string, number>();
  let total = 0;
  samples.forEach((id, index) => {
    const microseconds = timeDeltas[index] ?? 0;
    if (frames.get(id)?.functionName === '(idle)') return;
    total += microseconds;
    for (const name of namesOf(id, frames)) found.set(name, (found.get(name) ?? 0) + microseconds);
  });
  return [...found]
    .map(([name, time]) => ({ name, ms: time / 1_000, percent: (100 * time) / total }))
    .sort((a, b) => b.ms - a.ms);
}

/** A function and its location. */
export const nameOf = ({ functionName, url, lineNumber }: CallFrame): string =>
  `${functionName || '(anonymous)'} ${url ? `${place(url)}:${lineNumber + 1}` : ''}`.trim();

/** `file:///…/node_modules/undici/lib/x.js` → `undici/lib/x.js`; a file of the project relative to its root. */
function place(url: string): string {
  const file = url.replace(/^file:\/\//, '').split('?')[0] ?? url;
  const packaged = file.lastIndexOf('/node_modules/');
  if (packaged >= 0) return file.slice(packaged + '/node_modules/'.length);
  return file.startsWith(projectDir) ? file.slice(projectDir.length + 1) : file;
}

/** The name of a package, or a folder of the project. */
function area(file: string): string {
  if (file.startsWith('node:')) return 'node';
  const parts = file.split('/');
  if (/^(apps|libs|tools)$/.test(parts[0] ?? '')) return parts.slice(0, -1).join('/');
  return parts.slice(0, file.startsWith('@') ? 2 : 1).join('/');
}

const samplingMicroseconds = 500;
const functionsShown = 20;
const placesShown = 12;
