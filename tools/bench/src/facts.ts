import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { hiveRouterVersion } from './binaries.ts';
import type { Gateway } from './gateways.ts';
import type { Options } from './options.ts';
import { projectDir } from './places.ts';
import { baseOf, type Facts } from './report.ts';
import { isBalanced } from './rotation.ts';

/** A moment, and the load average of the last minute. */
export type Moment = { at: Date; load: number };

/** The current moment. */
export const moment = (): Moment => ({ at: new Date(), load: loadavg()[0] ?? 0 });

/** The circumstances of a measurement between two moments. */
export async function factsOf(
  gateways: readonly Gateway[],
  options: Options,
  begun: Moment,
  ended: Moment,
): Promise<Facts> {
  const versions = await Promise.all(
    gateways.map(async (gateway) => [gateway.name, await versionOf(gateway, options)] as const),
  );
  const names = gateways.map(({ name }) => name);
  const base = baseOf(names);
  return {
    date: `${minute(begun.at)} to ${minute(ended.at).slice(-5)} UTC`,
    machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / bytesPerGb)} GB, ${type()} ${release()}`,
    'load average': `${begun.load.toFixed(1)} before, ${ended.load.toFixed(1)} after`,
    Node: process.version,
    ...Object.fromEntries(versions),
    load: `${options.connections} requests in flight, ${options.rounds} rounds of ${options.seconds} s${extras(options)}`,
    order: isBalanced(names.length, options.rounds)
      ? 'each gateway took each position equally often'
      : `the rounds are no multiple of ${names.length}, so the gateways did not take each position equally often`,
    figures: `median of the rounds (lowest–highest)${base ? `; ratios to ${base} in the same round` : ''}`,
  };
}

function extras({ platform, delayMs, forward }: Options): string {
  return [
    ...(platform ? ['; tokens and a registry'] : []),
    ...(delayMs > 0 ? [`; each subgraph takes ${delayMs} ms`] : []),
    ...(forward ? [] : ['; gateways of others do not forward authorization']),
  ].join('');
}

async function versionOf({ name, logFile }: Gateway, { before }: Options): Promise<string> {
  if (name === 'ours') return commitOf(projectDir);
  if (name === 'before') return commitOf(before ?? projectDir);
  if (name === 'hive-router')
    return `Hive Router ${hiveRouterVersion(await readFile(logFile, 'utf8')) ?? 'of unknown version'}`;
  const isHive = name === 'hive' || name === 'hive-runtime';
  const folder = path.resolve(import.meta.dirname, isHive ? '../peers' : '..');
  const { dependencies } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return packagesOf[name].map((packageName) => `${packageName} ${dependencies[packageName]}`).join(', ');
}

/** The commit of a checkout, and whether its files differ from it. */
async function commitOf(folder: string): Promise<string> {
  try {
    const git = async (...args: string[]) => (await promisify(execFile)('git', ['-C', folder, ...args])).stdout.trim();
    const changed = (await git('status', '--porcelain', '--untracked-files=no')) !== '';
    return `commit ${await git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown commit';
  }
}

const minute = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');
const packagesOf = {
  stock: ['@apollo/gateway', '@apollo/server'],
  'stock-undici': ['@apollo/gateway', '@apollo/server', 'undici'],
  hive: ['@graphql-hive/gateway'],
  'hive-runtime': ['@graphql-hive/gateway', '@graphql-hive/router-runtime'],
} as const;
const bytesPerGb = 1024 ** 3;
