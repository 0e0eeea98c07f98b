import path from 'node:path';
import { parseArgs } from 'node:util';
import type { GatewayName } from '../gateways.ts';
import { choose } from '../options.ts';
import { attacks, type AttackName } from './attacks.ts';
import { swapsHelp } from './swaps.ts';

/** The load that runs beside the measured client. */
export type HarmName = AttackName | 'swaps';
export type HarmOptions = {
  attacks: HarmName[];
  gateways: GatewayName[];
  /** A checkout of this project, installed, whose gateway is also measured. */ before: string | undefined;
};

const attackNames = Object.keys(attacks) as AttackName[];
const names: readonly HarmName[] = [...attackNames, 'swaps'];

export const harmHelp = `Usage: npm run bench -- harm [options]

Attacks our gateway, and reports how long another client that sends a small operation ten times a second waits meanwhile.
Each attack has a fixed rate and takes one thread. Writes .data/bench/harm.md and harm.json.

  --only a,b           a selection of the attacks below
  --before DIR         also attacks the gateway of another checkout of this project, with its own node_modules

${attackNames.map((name) => `  ${name.padEnd(12)}${attacks[name].what}, for ${attacks[name].seconds} s`).join('\n')}
  ${'swaps'.padEnd(12)}${swapsHelp}
`;

/** The options of a command line after "harm", or undefined for --help. Throws one sentence about the first fault. */
export function readHarmOptions(args: string[]): HarmOptions | undefined {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, before: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return undefined;
  const before = values.before === undefined ? undefined : path.resolve(values.before);
  return {
    attacks: choose('only', values.only, names),
    gateways: before === undefined ? ['ours'] : ['ours', 'before'],
    before,
  };
}
