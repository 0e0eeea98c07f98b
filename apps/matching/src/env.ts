import { parseEnv, subgraphEnv, type SubgraphEnv } from '@kexie/service';

/** What the service needs to know. @throws one Error that lists every problem. */
export function readEnv(source: Record<string, string | undefined>): SubgraphEnv {
  return parseEnv(subgraphEnv, { PORT: '4004', ...source });
}
