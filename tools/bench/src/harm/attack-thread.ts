import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { attacks, type AttackName, type Outcome } from './attacks.ts';

/** Runs an attack in a thread of its own: it takes one core at most, and the measurement beside it is not disturbed. Rejects when the thread fails. */
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
