import { parseEnv, subgraphEnv, type SubgraphEnv } from '@kexie/service';

/** Reads the environment of this service; the README lists it. @throws Error with every problem at once. */
export function readEnv(source: Record<string, string | undefined>): SubgraphEnv {
  return parseEnv(subgraphEnv, source);
}
