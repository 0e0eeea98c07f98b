import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePortRange, startChild, type Child } from '@kexie/stack';
import { startGateway, type GatewayName } from '../gateways.ts';
import { benchDir, projectDir } from '../places.ts';
import { startSubgraphs } from '../subgraph-process.ts';
import { readUsage } from '../usage.ts';
import { attack } from './attack-thread.ts';
import type { AttackName } from './attacks.ts';
import { askDuring } from './client.ts';
import { extraSdl } from './extra-schemas.ts';
import type { HarmOptions } from './options.ts';
import { toMarkdown, toRow, type Row } from './report.ts';

/** Runs each attack on a gateway of its own beside a client that asks ten times a second, and writes `.data/bench/harm.md` and `harm.json`. */
export async function harm(options: HarmOptions, say: (text: string) => void): Promise<void> {
  const pathVariable = process.env['PATH'] ?? '';
  await mkdir(benchDir, { recursive: true });
  const firstPort = await freePortRange(Object.keys(extraSdl).length);
  const others = Object.entries(extraSdl).map(([name, sdl], index) => ({
    name,
    sdl,
    url: `http://127.0.0.1:${firstPort + index}/graphql`,
  }));
  const extra = await startExtraServices(firstPort, pathVariable);
  const subgraphs = await startSubgraphs({ pathVariable, delayMs: 0, others });
  const rows: Row[] = [];
  try {
    for (const name of options.attacks) {
      for (const gateway of options.gateways) {
        const row = await measure(name, gateway, {
          supergraphFile: subgraphs.supergraphFile,
          before: options.before,
          pathVariable,
        });
        rows.push(row);
        say(`  ${name} ${gateway}: p99 ${row.p99Ms.toFixed(0)} ms${row.firstFault ? `; ${row.firstFault}` : ''}`);
      }
    }
  } finally {
    await Promise.all([subgraphs.stop(), extra.stop()]);
  }
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`;
  const markdown = `${machine}\n\n${toMarkdown(rows)}`;
  await writeFile(path.join(benchDir, 'harm.md'), markdown);
  await writeFile(
    path.join(benchDir, 'harm.json'),
    `${JSON.stringify({ machine, measuredAt: new Date(), rows }, null, 2)}\n`,
  );
  say(`\n${markdown}\nWritten to .data/bench/harm.md and harm.json.`);
}

type Measured = Row & { firstFault?: string | undefined };

/** One row, with a gateway that has just started: its memory, its budgets and its connections are those of this attack. */
async function measure(
  name: AttackName,
  gatewayName: GatewayName,
  settings: { supergraphFile: string; before: string | undefined; pathVariable: string },
): Promise<Measured> {
  const gateway = await startGateway(gatewayName, { ...settings, forward: true, inspect: false, env: platformLimits });
  try {
    const { firstFault } = await askDuring(gateway.url, () => sleep(warmUpMs));
    if (firstFault !== undefined)
      throw new Error(`${gatewayName} does not answer rightly before the attack "${name}": ${firstFault}`);
    let outcome = {};
    const waits = await askDuring(gateway.url, async () => void (outcome = await attack(name, gateway.url)));
    const usage = await readUsage(gateway.pid);
    return { ...toRow(name, gatewayName, waits, outcome, usage?.memoryMbMax), firstFault: waits.firstFault };
  } finally {
    await gateway.stop();
  }
}

function startExtraServices(firstPort: number, pathVariable: string): Promise<Child> {
  return startChild({
    command: process.execPath,
    args: [path.join(import.meta.dirname, 'extra-services.ts'), `${firstPort}`],
    cwd: projectDir,
    env: { PATH: pathVariable, NODE_ENV: 'production' },
    logFile: path.join(benchDir, 'logs', 'extra-services.log'),
    rank: 'service',
  });
}

/** From a file a gateway has no limits for clients without a token: these are the platform's. `x-forwarded-for` separates the client from the attacker. */
const platformLimits = {
  TRUST_PROXY: '1',
  COST_BUDGETS: '{"anonymous":5000}',
  COST_PER_MINUTE: '{"anonymous":200000}',
  RUNNING_PER_CLIENT_MAX: '50',
  ANONYMOUS_BODY_BYTES_MAX: `${128 * 1024}`,
};
const warmUpMs = 2_000;
