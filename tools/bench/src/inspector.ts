import { setTimeout as sleep } from 'node:timers/promises';

/** The inspector of another process (Chrome DevTools Protocol). */
export type Inspector = { call(method: string, params?: Record<string, unknown>): Promise<unknown>; close(): void };

/** Opens the inspector of a process of Node that was started with `--inspect-port`, and attaches to it. Rejects if it does not answer within 10 s; so does each call. */
export async function openInspector({
  pid,
  inspectPort = 0,
}: {
  pid: number;
  inspectPort?: number;
}): Promise<Inspector> {
  process.kill(pid, 'SIGUSR1');
  const until = performance.now() + callMsMax;
  for (;;) {
    try {
      return await attach(inspectPort);
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(retryMs);
    }
  }
}

async function attach(port: number): Promise<Inspector> {
  const targets = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(callMsMax) });
  const [target] = (await targets.json()) as { webSocketDebuggerUrl: string }[];
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
  const call = (method: string, params: Record<string, unknown> = {}) =>
    new Promise<unknown>((resolve, reject) => {
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

const callMsMax = 10_000;
const retryMs = 50;
