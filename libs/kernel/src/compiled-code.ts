import { getCompileCacheDir } from 'node:module';
import path from 'node:path';

/**
 * The environment of a worker thread that shall use the cache of compiled code of this process (`NODE_COMPILE_CACHE`) and
 * see no other variable. Without the cache, a thread removes the types and compiles all its modules again.
 */
export function compiledCodeEnv(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir(); // a folder for this version of Node, inside the one of the variable
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(folder) };
}
