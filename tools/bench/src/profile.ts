import { projectDir } from './places.ts';
import { table } from './report.ts';

/** A CPU profile as V8 writes it (Chrome DevTools Protocol, `Profiler.Profile`): times in µs, `samples` are ids of nodes. */
export type CpuProfile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
};

/** Profiles a process started with `--inspect` while `work` runs. Rejects when the inspector does not answer within 10 s. */
export async function profileDuring<T>(inspectPort: number, work: () => Promise<T>): Promise<{ result: T; profile: CpuProfile }> {
  const inspector = await attach(inspectPort);
  try {
    await inspector.call('Profiler.enable');
    await inspector.call('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
    await inspector.call('Profiler.start');
    const result = await work();
    const { profile } = await inspector.call('Profiler.stop') as { profile: CpuProfile };
    return { result, profile };
  } finally {
    inspector.close();
  }
}

type Inspector = { call(method: string, params?: Record<string, unknown>): Promise<unknown>; close(): void };

async function attach(port: number): Promise<Inspector> {
  const targets = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(callMsMax) });
  const [target] = await targets.json() as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error('The gateway has no inspector.');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  const waiting = new Map<number, (answer: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('The inspector of the gateway cannot be reached.')));
  });
  let calls = 0;
  const call = (method: string, params: Record<string, unknown> = {}) => new Promise<unknown>((resolve, reject) => {
    const id = ++calls;
    const patience = setTimeout(() => reject(new Error(`The inspector does not answer ${method}.`)), callMsMax);
    waiting.set(id, (answer) => {
      clearTimeout(patience);
      waiting.delete(id);
      resolve(answer);
    });
    socket.send(JSON.stringify({ id, method, params }));
  });
  return { call, close: () => socket.close() };
}

/** Where the time went, as shares of the time in which the process worked: itself by function and by package or folder, and with callees by function of the project. */
export function toTables(profile: CpuProfile): string {
  const nameOf = ({ functionName, url, lineNumber }: CallFrame) => `${functionName || '(anonymous)'} ${url ? `${place(url)}:${lineNumber + 1}` : ''}`.trim();
  const byFunction = selfTimes(profile, nameOf);
  const withCallees = totalTimes(profile, nameOf).filter(({ name }) => / (apps|libs)\//.test(name));
  const byPlace = selfTimes(profile, ({ functionName, url }) => (url ? area(place(url)) : functionName));
  const lines = (shares: Share[], count: number) => shares.slice(0, count).map(({ name, percent, ms }) => [name, percent.toFixed(1), ms.toFixed(0)]);
  return [
    table(['self time by function', '%', 'ms'], lines(byFunction, functionsShown)),
    table(['self time by place', '%', 'ms'], lines(byPlace, placesShown)),
    ...(withCallees.length > 0 ? [table(['time with callees, functions of the project', '%', 'ms'], lines(withCallees, functionsShown))] : []),
  ].join('\n');
}

type CallFrame = CpuProfile['nodes'][number]['callFrame'];
export type Share = { name: string; ms: number; percent: number };

/** The time in which each name was on top of the stack, most first; what is idle is left out. */
export const selfTimes = (profile: CpuProfile, nameOf: (frame: CallFrame) => string): Share[] => times(profile, (id, frames) => [nameOf(frames.get(id) as CallFrame)]);

/** The time in which each name was anywhere on the stack, most first; once where it calls itself. */
export function totalTimes(profile: CpuProfile, nameOf: (frame: CallFrame) => string): Share[] {
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  return times(profile, (id, frames) => {
    const names = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) names.add(nameOf(frames.get(at) as CallFrame));
    return names;
  });
}

function times({ nodes, samples, timeDeltas }: CpuProfile, namesOf: (id: number, frames: ReadonlyMap<number, CallFrame>) => Iterable<string>): Share[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const found = new Map<string, number>();
  let total = 0;
  samples.forEach((id, index) => {
    const microseconds = timeDeltas[index] ?? 0;
    if (frames.get(id)?.functionName === '(idle)') return;
    total += microseconds;
    for (const name of namesOf(id, frames)) found.set(name, (found.get(name) ?? 0) + microseconds);
  });
  return [...found].map(([name, time]) => ({ name, ms: time / 1_000, percent: (100 * time) / total })).sort((a, b) => b.ms - a.ms);
}

/** `file:///…/node_modules/undici/lib/x.js` → `undici/lib/x.js`; a file of the project from its root on. */
function place(url: string): string {
  const file = url.replace(/^file:\/\//, '').split('?')[0] ?? url;
  const packaged = file.lastIndexOf('/node_modules/');
  if (packaged >= 0) return file.slice(packaged + '/node_modules/'.length);
  return file.startsWith(projectDir) ? file.slice(projectDir.length + 1) : file;
}

/** A package's name, or a folder of the project. */
function area(file: string): string {
  if (file.startsWith('node:')) return 'node';
  const parts = file.split('/');
  if (/^(apps|libs|tools)$/.test(parts[0] ?? '')) return parts.slice(0, -1).join('/');
  return parts.slice(0, file.startsWith('@') ? 2 : 1).join('/');
}

const samplingMicroseconds = 500;
const callMsMax = 10_000;
const functionsShown = 20;
const placesShown = 12;
