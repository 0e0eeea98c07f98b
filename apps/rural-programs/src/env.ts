import { parseEnv, subgraphEnv, type SubgraphEnv } from '@kexie/service';

/** Reads the environment of the service; the README lists the variables. @throws one Error that lists every problem. */
export function readEnv(source: Record<string, string | undefined>): SubgraphEnv {
  return parseEnv(subgraphEnv, source);
}
