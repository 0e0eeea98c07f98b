import path from 'node:path';

/** The programs of `apps/`, in the order of their ports: the gateway's, then those that follow it. */
export const serviceNames = ['gateway', 'organizations', 'people', 'outreach', 'matching', 'rural-programs'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The top folder of the project. */
export const root = path.resolve(import.meta.dirname, '../../..');

/** The folder in which Node caches compiled code, which saves a third of the start of a program. */
export const compiledCode = path.join(root, 'node_modules/.cache/compiled');

export function isServiceName(name: string): name is ServiceName {
  return (serviceNames as readonly string[]).includes(name);
}

/** The gateway's port plus the index in the list. */
export function portOf(name: ServiceName, gatewayPort: number): number {
  return gatewayPort + serviceNames.indexOf(name);
}
