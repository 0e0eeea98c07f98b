import { portsThatFetchRefuses, refusal } from './ports.ts';
import { portOf, serviceNames } from './programs.ts';
import { gatewayHost } from './services.ts';
import type { ServiceName } from './programs.ts';

const portMax = 65_535;
/** Lower ports are for administrators only. */
const suggestedMin = 1_024;
const suggestionsMax = 2_000;

/**
 * Checks, before any program starts, that the stack can use its ports, and otherwise proposes ports that it can use. Rejects with one sentence for a number that is
 * not a port, a range beyond the last port, a port that clients refuse, or one that is in use. The ports of services that the caller runs
 * are not checked, because these may run already.
 */
export async function refuseUnusablePorts(
  gatewayPort: number,
  without: readonly ServiceName[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const reason = unsuitable(gatewayPort) ?? (await taken(gatewayPort, without, env));
  if (!reason) return;
  const usable = await nearestUsable(gatewayPort, env);
  throw new Error(
    `${reason} ${usable ? `This works: PORT=${usable} npm start` : 'Move the stack with PORT, for example PORT=4000 npm start'}`,
  );
}

/** The obstacle for these ports on any machine. */
function unsuitable(gatewayPort: number): string | undefined {
  const last = portMax - (serviceNames.length - 1);
  if (!Number.isInteger(gatewayPort) || gatewayPort < 1 || gatewayPort > last) {
    return `PORT must be a whole number from 1 to ${last}, because the services take the ${serviceNames.length - 1} ports after it, and is ${gatewayPort}.`;
  }
  const refused = serviceNames.find((name) => portsThatFetchRefuses.has(portOf(name, gatewayPort)));
  return (
    refused &&
    `Port ${portOf(refused, gatewayPort)}, which ${refused} would take, cannot be used: browsers and fetch refuse to connect to it (a "bad port" of the Fetch Standard).`
  );
}

async function taken(
  gatewayPort: number,
  without: readonly ServiceName[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  for (const name of serviceNames.filter((each) => !without.includes(each))) {
    const port = portOf(name, gatewayPort);
    const host = hostOf(name, env);
    const code = await refusal(port, host);
    if (code === undefined) continue;
    if (code === 'EACCES') return `Port ${port} of this machine, which ${name} needs, is for administrators only.`;
    if (code === 'EADDRNOTAVAIL') throw new Error(`HOST is ${host}, which is not an address of this machine.`);
    if (code === 'EADDRINUSE')
      return `Port ${port} of this machine, which ${name} needs, is in use: stop the program that has it, or move the whole stack.`;
    return `Port ${port} of ${host}, which ${name} needs, cannot be used (${code}).`;
  }
  return undefined;
}

/** The next gateway port upwards, or else downwards, for which all ports are free now. */
async function nearestUsable(from: number, env: NodeJS.ProcessEnv): Promise<number | undefined> {
  const start = Number.isInteger(from) ? Math.min(Math.max(from, suggestedMin), portMax) : 4_000;
  for (let distance = 0; distance < suggestionsMax; distance++) {
    for (const candidate of [start + distance, start - distance]) {
      if (candidate >= suggestedMin && !unsuitable(candidate) && !(await taken(candidate, [], env))) return candidate;
    }
  }
  return undefined;
}

function hostOf(name: ServiceName, env: NodeJS.ProcessEnv): string {
  return name === 'gateway' ? gatewayHost(env) : '127.0.0.1';
}
