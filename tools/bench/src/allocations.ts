import type { Inspector } from './inspector.ts';
import { nameOf, type CallFrame } from './profile.ts';
import { table } from './table.ts';

/** A sampling heap profile as V8 writes it (Chrome DevTools Protocol, `HeapProfiler.SamplingHeapProfile`): sizes in bytes. */
export type HeapProfile = { head: HeapNode };
type HeapNode = { callFrame: CallFrame; selfSize: number; children: HeapNode[] };

/** Profiles the allocations of a process while `work` runs, including memory that is collected meanwhile. */
export async function allocationsDuring<T>(
  inspector: Inspector,
  work: () => Promise<T>,
): Promise<{ result: T; profile: HeapProfile }> {
  await inspector.call('HeapProfiler.startSampling', {
    samplingInterval: samplingBytes,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  const result = await work();
  const { profile } = (await inspector.call('HeapProfiler.stopSampling')) as { profile: HeapProfile };
  return { result, profile };
}

/** Self-allocated bytes by function, largest first, per request. */
export function allocationTable(profile: HeapProfile, requests: number): string {
  const sizes = allocated(profile);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  const perRequest = (bytes: number) => (bytes / 1_024 / requests).toFixed(1);
  const lines = sizes
    .slice(0, functionsShown)
    .map(([name, bytes]) => [name, ((100 * bytes) / total).toFixed(1), perRequest(bytes)]);
  return table(['allocated by function', '%', 'kB/op'], [...lines, ['all', '100.0', perRequest(total)]]);
}

/** Self-allocated bytes by function, largest first. */
export function allocated({ head }: HeapProfile): [name: string, bytes: number][] {
  const sizes = new Map<string, number>();
  const open = [head];
  for (let node = open.pop(); node; node = open.pop()) {
    const name = nameOf(node.callFrame);
    sizes.set(name, (sizes.get(name) ?? 0) + node.selfSize);
    open.push(...node.children);
  }
  return [...sizes].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a);
}

const samplingBytes = 16_384;
const functionsShown = 20;
