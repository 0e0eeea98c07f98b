import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { attacks, type AttackName, type Outcome } from './attacks.ts';

/** Runs an attack in a separate thread, so that it takes at most one core and does not disturb the measurement. Rejects if the thread fails. */
export async function attack(name: AttackName, gatewayUrl: string): Promise<Outcome> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { name, gatewayUrl } satisfies Task });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}

type Task = { name: AttackName; gatewayUrl: string };

if (!isMainThread && parentPort) {
  const { name, gatewayUrl } = workerData as Task;
  const { run, seconds } = attacks[name];
  parentPort.postMessage(await run(new URL(gatewayUrl), performance.now() + seconds * 1_000));
}
