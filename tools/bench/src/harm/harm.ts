import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePortRange, startChild, type Child } from '@kexie/stack';
import { startGateway, type GatewayName } from '../gateways.ts';
import { benchDir, projectDir } from '../places.ts';
import { startRegistry } from '../registry.ts';
import { startSubgraphs, type Subgraphs } from '../subgraph-process.ts';
import { readPeakMb } from '../usage.ts';
import { attack } from './attack-thread.ts';
import type { AttackName, Outcome } from './attacks.ts';
import { askDuring } from './client.ts';
import { extraSdl } from './extra-schemas.ts';
import type { HarmName, HarmOptions } from './options.ts';
import { toMarkdown, toRow, type Row } from './report.ts';
import { swap } from './swaps.ts';

/** Runs each attack on a new gateway beside a client that sends ten requests a second, and writes `.data/bench/harm.md` and `harm.json`. */
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
        const settings = { before: options.before, pathVariable };
        const row = await (name === 'swaps'
          ? measureSwaps(gateway, subgraphs.all, settings)
          : measureAttack(name, gateway, { ...settings, supergraphFile: subgraphs.supergraphFile }));
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
type Settings = {
  supergraphFile: string | undefined;
  before: string | undefined;
  pathVariable: string;
  env: Record<string, string>;
  authorization?: string;
};
type Work = (gateway: URL) => Promise<Outcome>;

const measureAttack = (name: AttackName, gateway: GatewayName, settings: Omit<Settings, 'env'>): Promise<Measured> =>
  measure(name, gateway, { ...settings, env: platformLimits }, ({ href }) => attack(name, href));

/** A row whose gateway follows a registry, in which one service publishes one schema after another. */
async function measureSwaps(
  gateway: GatewayName,
  subgraphs: Subgraphs['all'],
  settings: Omit<Settings, 'env' | 'supergraphFile'>,
): Promise<Measured> {
  const registry = await startRegistry(subgraphs);
  try {
    const changing = subgraphs.find(({ name }) => name === 'status');
    const [authorization = ''] = await registry.authorizations(1);
    if (!changing) throw new Error('The publishing service is missing.');
    return await measure(
      'swaps',
      gateway,
      { ...settings, supergraphFile: undefined, env: registry.gatewayEnv, authorization },
      (url) => swap(url, registry, changing),
    );
  } finally {
    await registry.stop();
  }
}

/** One row, with a new gateway, so that its memory, budgets and connections belong to this row only. */
async function measure(
  name: HarmName,
  gatewayName: GatewayName,
  { authorization, ...settings }: Settings,
  work: Work,
): Promise<Measured> {
  const gateway = await startGateway(gatewayName, { ...settings, forward: true });
  try {
    const { firstFault } = await askDuring(gateway.url, () => sleep(warmUpMs), authorization);
    if (firstFault !== undefined)
      throw new Error(`${gatewayName} gives a wrong answer before "${name}": ${firstFault}`);
    let outcome = {};
    const waits = await askDuring(
      gateway.url,
      async () => void (outcome = await work(new URL(gateway.url))),
      authorization,
    );
    const peakMb = await readPeakMb(gateway.pid);
    return { ...toRow(name, gatewayName, waits, outcome, peakMb), firstFault: waits.firstFault };
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

/** A gateway that runs from a file has no limits for clients without a token: these are the platform's. `x-forwarded-for` separates the client from the attacker. */
const platformLimits = {
  TRUST_PROXY: '1',
  COST_BUDGETS: '{"anonymous":5000}',
  COST_PER_MINUTE: '{"anonymous":200000}',
  RUNNING_PER_CLIENT_MAX: '50',
  ANONYMOUS_BODY_BYTES_MAX: `${128 * 1024}`,
};
const warmUpMs = 2_000;
