import { parentPort, workerData } from 'node:worker_threads';
import { judge, type Case } from './judge.ts';

// The code of the thread that `judgeAside` starts.
parentPort?.postMessage(judge(workerData as Case));
