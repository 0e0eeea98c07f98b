import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allocationsDuring, allocationTable } from './allocations.ts';
import { checkBinaries } from './binaries.ts';
import { compare } from './compare.ts';
import { checkDocs } from './docs.ts';
import { isPeer, startGateway, type Gateway } from './gateways.ts';
import { harm } from './harm/harm.ts';
import { harmHelp, readHarmOptions } from './harm/options.ts';
import { openInspector } from './inspector.ts';
import { takeTurn, warmUp, type TurnOptions } from './measure.ts';
import { help, readOptions, type Options } from './options.ts';
import { installPeers } from './peers.ts';
import { benchDir } from './places.ts';
import { platform, platformHelp, readPlatformOptions } from './platform/platform.ts';
import { prices, pricesHelp, readPricesOptions } from './prices/prices.ts';
import { profileDuring, toTables } from './profile.ts';
import { startRegistry } from './registry.ts';
import { startSubgraphs, type Subgraphs } from './subgraph-process.ts';

/** The number of signed-in viewers that alternate with `--platform`. */
const viewers = 200;

const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const [first, ...others] = process.argv.slice(2);
  if (first === 'harm') await harmBench(others);
  else if (first === 'prices') await pricesBench(others);
  else if (first === 'platform') await platformBench(others);
  else await speedBench(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function speedBench(args: string[]): Promise<void> {
  const options = readOptions(args);
  await (options ? bench(options) : say(help));
}

async function harmBench(args: string[]): Promise<void> {
  const options = readHarmOptions(args);
  await (options ? harm(options, say) : say(harmHelp));
}

async function pricesBench(args: string[]): Promise<void> {
  const options = readPricesOptions(args, process.env);
  await (options ? prices(options, say) : say(pricesHelp));
}

async function platformBench(args: string[]): Promise<void> {
  const options = readPlatformOptions(args);
  if (!options) return say(platformHelp);
  if (!(await platform(options, say))) process.exitCode = 1;
}

async function bench(options: Options): Promise<void> {
  const pathVariable = process.env['PATH'] ?? '';
  await mkdir(benchDir, { recursive: true });
  await checkBinaries(options.binaries);
  if (options.writeDocs) await checkDocs();
  if (options.gateways.some(isPeer)) await installPeers();
  const subgraphs = await startSubgraphs({ pathVariable, delayMs: options.delayMs });
  const registry = options.platform ? await startRegistry(subgraphs.all) : undefined;
  const gateways: Gateway[] = [];
  try {
    const authorizations = await registry?.authorizations(viewers);
    const followed = registry
      ? { supergraphFile: undefined, env: registry.gatewayEnv }
      : { supergraphFile: subgraphs.supergraphFile };
    for (const name of options.gateways)
      gateways.push(
        await startGateway(name, {
          ...followed,
          forward: options.forward,
          before: options.before,
          binaries: options.binaries,
          pathVariable,
        }),
      );
    await (options.profile
      ? profile(gateways, subgraphs, { ...options, authorizations })
      : compare(gateways, subgraphs, { ...options, authorizations }, say));
  } finally {
    await Promise.all([subgraphs, ...gateways].map((one) => one.stop()));
    await registry?.stop();
  }
}

/** Profiles a warm gateway in two turns: one for the time, one for the memory. */
async function profile(gateways: Gateway[], subgraphs: Subgraphs, options: TurnOptions): Promise<void> {
  for (const gateway of gateways) {
    const inspector = await openInspector(gateway);
    for (const operation of options.operations) {
      for (const variant of options.variants) {
        await warmUp(gateway, operation, variant, options);
        const turn = () => takeTurn(gateway, operation, variant, subgraphs, options);
        const file = path.join(benchDir, `${gateway.name}-${operation.name}-${variant}.cpuprofile`);
        const time = await profileDuring(inspector, turn);
        await writeFile(file, JSON.stringify(time.profile));
        say(
          `\n${gateway.name}, ${operation.name}, ${variant}: ${(time.result.latenciesMs.length / time.result.seconds).toFixed(0)} requests/s while profiled; ${path.basename(file)} opens in Chrome or VS Code\n`,
        );
        say(toTables(time.profile));
        const memory = await allocationsDuring(inspector, turn);
        say(allocationTable(memory.profile, memory.result.latenciesMs.length));
      }
    }
    inspector.close();
  }
}
