import { spawn, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Logger } from '@kexie/kernel';
import { pageKey, readBuilt, readNewestBuilt, type Built } from './built.ts';

/**
 * Holds the built page. Without a page for these sources, the first request for it starts the build in a child process with low
 * priority, so that operations are not slowed down.
 */
export function createBuilder({ log }: { log: Logger }) {
  const state: {
    built?: Built | undefined;
    preparing?: Promise<void>;
    child?: ChildProcess;
    failedAt?: number;
    stopped: boolean;
  } = { stopped: false };

  const prepare = async (): Promise<void> => {
    const key = await pageKey();
    state.built ??= await readBuilt(key);
    if (state.built || state.stopped) return;
    log.info({ key }, 'the page is being built');
    await build(state);
    state.built = await readBuilt(key);
  };

  const fail = async (error: unknown): Promise<void> => {
    state.failedAt = performance.now();
    state.built ??= await readNewestBuilt();
    if (!state.stopped) log.error({ err: error, instead: state.built?.key }, 'the page cannot be built');
  };

  return {
    /** The built page; undefined while it is being built, and after a failed build. */
    async current(): Promise<Built | undefined> {
      const mayTry = state.failedAt === undefined || performance.now() - state.failedAt > retryMs;
      if (!state.built && !state.preparing && mayTry && !state.stopped) {
        delete state.failedAt;
        state.preparing = prepare()
          .catch(fail)
          .finally(() => delete state.preparing);
      }
      if (!state.built) await Promise.race([state.preparing, soon()]);
      return state.built;
    },
    hasFailed: (): boolean => state.failedAt !== undefined,
    stop: (): void => {
      state.stopped = true;
      state.child?.kill();
    },
  };
}

async function build(state: { child?: ChildProcess }): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('./build.ts', import.meta.url))],
    { stdio: ['ignore', 'ignore', 'pipe'], timeout: buildMsMax },
  );
  state.child = child;
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-saidMax)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
    lowerPriority(child);
  }).finally(() => delete state.child);
  if (code !== 0) throw new Error(`The build of the page ended with ${code ?? 'a signal'}: ${said}`);
}

function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // The process has already ended, or the system has no priorities; the build succeeds in either case.
  }
}

/** A page that only has to be read from disk is ready within this time. */
const soon = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, readyMsMax).unref());

const readyMsMax = 300;
const retryMs = 30_000;
const buildMsMax = 120_000;
const saidMax = 4_000;
