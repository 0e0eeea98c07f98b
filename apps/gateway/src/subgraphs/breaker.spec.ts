import { expect, test } from '@jest/globals';
import { createBreaker, type Outcome } from './breaker.ts';

/** A breaker with a manual clock, and the states it went through. */
function breakerAt(start = 0) {
  const clock = { now: start };
  const states: string[] = [];
  const breaker = createBreaker({ now: () => clock.now, onStateChange: (state) => states.push(state) });
  const report = (outcome: Outcome, times = 1): boolean[] =>
    Array.from({ length: times }, () => {
      const settle = breaker.admit();
      settle?.(outcome);
      return settle !== undefined;
    });
  return { ...breaker, clock, states, report };
}

test('four failures in a row keep it closed, the fifth opens it', () => {
  const { report, state } = breakerAt();
  report('failure', 4);
  expect(state()).toBe('closed');
  report('failure');
  expect(state()).toBe('open');
  expect(report('success')).toEqual([false]);
});

test('failures in the minority do not open it, however many they are', () => {
  const { report, state } = breakerAt();
  for (let i = 0; i < 100; i += 1) {
    report('success', 2);
    report('failure');
  }
  expect(state()).toBe('closed');
});

test('it opens when half of the recent requests failed, even if many succeeded before', () => {
  const { report, state } = breakerAt();
  report('success', 500);
  report('failure', 49);
  expect(state()).toBe('closed');
  report('failure');
  expect(state()).toBe('open');
});

test('failures of more than ten seconds ago do not count', () => {
  const { report, state, clock } = breakerAt();
  report('failure', 4);
  clock.now = 10_001;
  report('failure', 4);
  expect(state()).toBe('closed');
});

test('refused requests neither open it nor keep it closed', () => {
  const { report, state } = breakerAt();
  report('refused', 100);
  expect(state()).toBe('closed');
  report('failure', 5);
  expect(state()).toBe('open');
});

test('a refused probe closes it, because the service responds again', () => {
  const { report, state, clock } = breakerAt();
  report('failure', 5);
  clock.now += 1_000;
  report('refused');
  expect(state()).toBe('closed');
});

test('abandoned requests do not count', () => {
  const { report, state } = breakerAt();
  report('abandoned', 50);
  expect(state()).toBe('closed');
});

test('after a second one request may probe, and all others are refused while it runs', () => {
  const { report, admit, state, clock } = breakerAt();
  report('failure', 5);
  clock.now = 999;
  expect(admit()).toBeUndefined();
  clock.now = 1_000;
  const probe = admit();
  expect(probe).toBeDefined();
  expect([admit(), state()]).toEqual([undefined, 'half-open']);
  probe?.('success');
  expect(state()).toBe('closed');
  expect(report('success', 3)).toEqual([true, true, true]);
});

test('each failed probe doubles the pause, up to five seconds; a success resets it', () => {
  const { report, admit, state, clock } = breakerAt();
  report('failure', 5);
  for (const pauseMs of [1_000, 2_000, 4_000, 5_000, 5_000]) {
    clock.now += pauseMs - 1;
    expect(admit()).toBeUndefined();
    clock.now += 1;
    expect(report(pauseMs === 5_000 && clock.now === 17_000 ? 'success' : 'failure')).toEqual([true]);
  }
  expect(state()).toBe('closed');
  report('failure', 5);
  clock.now += 1_000;
  expect(report('success')).toEqual([true]);
});

test('after an abandoned probe the next request may probe at once', () => {
  const { report, state, clock } = breakerAt();
  report('failure', 5);
  clock.now = 1_000;
  expect(report('abandoned')).toEqual([true]);
  expect(state()).toBe('open');
  expect(report('success')).toEqual([true]);
  expect(state()).toBe('closed');
});

test('requests admitted before it opened do not change its state when they finish', () => {
  const { report, admit, state, clock } = breakerAt();
  const early = [admit(), admit(), admit()];
  report('failure', 5);
  early[0]?.('success');
  expect(state()).toBe('open');
  clock.now = 1_000;
  const probe = admit();
  early[1]?.('failure');
  expect(state()).toBe('half-open');
  probe?.('success');
  early[2]?.('failure');
  expect(state()).toBe('closed');
});

test('after it has closed, five new failures are needed to open it again', () => {
  const { report, state, states, clock } = breakerAt();
  report('failure', 5);
  clock.now = 1_000;
  report('success');
  report('failure', 4);
  expect(state()).toBe('closed');
  report('failure', 4);
  expect(states).toEqual(['open', 'half-open', 'closed', 'open']);
});
