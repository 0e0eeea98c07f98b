import { expect, test } from '@jest/globals';
import { createAdmission } from './admission.ts';

const never = new AbortController().signal;
const options = { runningMax: 2, runningPerClientMax: 2, waitingMax: 2, waitMsMax: 5_000, requestMsMax: 5_000 };

/** Work that ends when it is told to, and what of it has begun. */
function jobs() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const job = (name: string) => (): Promise<string> =>
    new Promise((resolve) => {
      begun.push(name);
      ends.set(name, () => resolve(name));
    });
  return { begun, job, end: (name: string) => ends.get(name)?.() };
}

test('who waits gets its turn in order, as soon as a place is free', async () => {
  const { begun, job, end } = jobs();
  const admission = createAdmission(options);
  const results = ['a', 'b', 'c', 'd'].map((name) => admission.run(name, never, job(name)));
  expect([begun, admission.running(), admission.waiting()]).toEqual([['a', 'b'], 2, 2]);
  end('b');
  await results[1];
  expect([begun, admission.running(), admission.waiting()]).toEqual([['a', 'b', 'c'], 2, 1]);
  for (const name of ['a', 'c']) end(name);
  await Promise.all([results[0], results[2]]);
  end('d');
  expect(await results[3]).toBe('d');
  expect([admission.running(), admission.waiting()]).toEqual([0, 0]);
});

test('one client cannot take every place: the next client passes those of it that wait', async () => {
  const { begun, job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 3, runningPerClientMax: 1 });
  const results = ['greedy', 'greedy', 'other'].map((client, index) =>
    admission.run(client, never, job(`${client}${index}`)),
  );
  expect(begun).toEqual(['greedy0', 'other2']);
  end('other2');
  end('greedy0');
  await Promise.all([results[0], results[2]]);
  end('greedy1');
  expect(await results[1]).toBe('greedy1');
});

test('one client cannot take more than half of the places to wait', async () => {
  const { job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 1 });
  const results = ['greedy', 'greedy'].map((client, index) => admission.run(client, never, job(`${client}${index}`)));
  await expect(admission.run('greedy', never, job('greedy2'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  const other = admission.run('other', never, job('other'));
  expect(admission.waiting()).toBe(2);
  for (const [name, result] of [
    ['greedy0', results[0]],
    ['greedy1', results[1]],
    ['other', other],
  ] as const) {
    end(name);
    await result;
  }
});

test('when too many wait the next is refused at once, to come back in a second', async () => {
  const { job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 1, waitingMax: 0 });
  const first = admission.run('a', never, job('a'));
  await expect(admission.run('b', never, job('b'))).rejects.toMatchObject({
    status: 503,
    code: 'OVERLOADED',
    headers: { 'retry-after': '1' },
  });
  end('a');
  await first;
});

test('nobody waits for longer than the bound', async () => {
  const { job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 1, waitMsMax: 10 });
  const first = admission.run('a', never, job('a'));
  await expect(admission.run('b', never, job('b'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(admission.waiting()).toBe(0);
  end('a');
  await first;
});

test('when the time is over the work is told, the client has its answer, and the place is kept until the work has ended', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let told: AbortSignal | undefined;
  const admission = createAdmission({ ...options, requestMsMax: 10 });
  await expect(
    admission.run('a', never, (signal) => {
      told = signal;
      return promise;
    }),
  ).rejects.toMatchObject({ status: 504, code: 'REQUEST_TIMEOUT' });
  expect([told?.aborted, admission.running()]).toEqual([true, 1]);
  resolve();
  await promise;
  await new Promise(setImmediate);
  expect(admission.running()).toBe(0);
});

test('who hangs up while waiting waits no more', async () => {
  const { begun, job, end } = jobs();
  const gone = new AbortController();
  const admission = createAdmission({ ...options, runningMax: 1 });
  const first = admission.run('a', never, job('a'));
  const second = admission.run('b', gone.signal, job('b'));
  gone.abort();
  await expect(second).rejects.toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
  end('a');
  await first;
  expect([begun, admission.running(), admission.waiting()]).toEqual([['a'], 0, 0]);
});

test('work that fails gives its place back', async () => {
  const admission = createAdmission(options);
  await expect(
    admission.run('a', never, () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  expect(admission.running()).toBe(0);
});
