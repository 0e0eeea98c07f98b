import { expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { startWatch, watchAll } from './watch.ts';

function recorder() {
  const lines: unknown[] = [];
  const log: Logger = {
    debug: () => {},
    info: () => {},
    warn: (_fields: unknown, text?: string) => void lines.push(text),
    error: () => {},
    child: () => log,
  };
  return { log, lines };
}

/** A watch whose rounds end when the test says so. */
function held(everyMs: number) {
  const { log, lines } = recorder();
  const rounds: { end: () => void; fail: (error: Error) => void; signal: AbortSignal }[] = [];
  const begun: (() => void)[] = [];
  const watch = startWatch(
    (signal) =>
      new Promise<void>((end, fail) => {
        rounds.push({ end, fail, signal });
        begun.shift()?.();
      }),
    { everyMs, failure: 'it failed', log },
  );
  const nextRound = () => new Promise<void>((resolve) => void begun.push(resolve));
  return { watch, rounds, lines, nextRound };
}

test('a round begins at once, and none begins beside it', async () => {
  const { watch, rounds, nextRound } = held(1);
  expect(rounds).toHaveLength(1);
  const second = nextRound();
  // five intervals of another watch pass while the first round lasts
  await new Promise<void>((resolve) => {
    let passed = 0;
    const other = startWatch(
      async () => {
        if ((passed += 1) === 5) void other.stop().then(resolve);
      },
      { everyMs: 1, failure: 'it failed', log: recorder().log },
    );
  });
  expect(rounds).toHaveLength(1);
  rounds[0]?.end();
  await second;
  expect(rounds).toHaveLength(2);
  rounds[1]?.end();
  await watch.stop();
});

test('a round that fails is logged, and another one begins', async () => {
  const { watch, rounds, lines, nextRound } = held(1);
  const second = nextRound();
  rounds[0]?.fail(new Error('no'));
  await second;
  expect(lines).toEqual(['it failed; the next round tries again']);
  rounds[1]?.end();
  await watch.stop();
});

test('stopping tells the running round, and waits for its end', async () => {
  const { watch, rounds } = held(60_000);
  let isStopped = false;
  const stopped = watchAll(watch)
    .stop()
    .then(() => (isStopped = true));
  await Promise.resolve();
  expect([rounds[0]?.signal.aborted, isStopped]).toEqual([true, false]);
  rounds[0]?.end();
  await stopped;
  expect(isStopped).toBe(true);
});
