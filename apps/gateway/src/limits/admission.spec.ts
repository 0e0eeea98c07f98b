import { expect, test } from '@jest/globals';
import { HttpError } from '../errors.ts';
import { Lifetime } from '../lifetime.ts';
import { createAdmission } from './admission.ts';
import type { Claimant } from './time-slices.ts';

const anonymous = (client: string): Claimant => ({ client, isKnown: false });
const known = (client: string): Claimant => ({ client, isKnown: true });
const never = new Lifetime();
const options = {
  runningMax: 2,
  runningPerClientMax: 2,
  anonymousShare: 1,
  waitingMax: 2,
  waitMsMax: 5_000,
  requestMsMax: 5_000,
};

/** Work that the test ends, and the list of started work. */
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

test('waiting requests start in the order of arrival, as soon as a slot is free', async () => {
  const { begun, job, end } = jobs();
  const admission = createAdmission(options);
  const results = ['a', 'b', 'c', 'd'].map((name) => admission.run(anonymous(name), never, job(name)));
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

test('one client cannot take every slot: the next client passes its waiting requests', async () => {
  const { begun, job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 3, runningPerClientMax: 1 });
  const results = ['greedy', 'greedy', 'other'].map((client, index) =>
    admission.run(anonymous(client), never, job(`${client}${index}`)),
  );
  expect(begun).toEqual(['greedy0', 'other2']);
  end('other2');
  end('greedy0');
  await Promise.all([results[0], results[2]]);
  end('greedy1');
  expect(await results[1]).toBe('greedy1');
});

test('one client cannot take more than half of the waiting slots', async () => {
  const { job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 1 });
  const results = ['greedy', 'greedy'].map((client, index) =>
    admission.run(anonymous(client), never, job(`${client}${index}`)),
  );
  await expect(admission.run(anonymous('greedy'), never, job('greedy2'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  const other = admission.run(anonymous('other'), never, job('other'));
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

test('clients without a token cannot take every slot, however many they are', async () => {
  const { begun, job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 4, anonymousShare: 0.75, waitingMax: 8 });
  const results = ['a', 'b', 'c', 'd'].map((name) => admission.run(anonymous(name), never, job(name)));
  results.push(admission.run(known('e'), never, job('e')));
  expect([begun, admission.waiting()]).toEqual([['a', 'b', 'c', 'e'], 1]);
  for (const [index, name] of [
    [0, 'a'],
    [1, 'b'],
    [2, 'c'],
    [3, 'd'],
    [4, 'e'],
  ] as const) {
    end(name);
    expect(await results[index]).toBe(name);
  }
});

test('clients without a token cannot take every waiting slot', async () => {
  const { job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 2, anonymousShare: 0.5, waitingMax: 4 });
  const results = ['a', 'b', 'c'].map((name) => admission.run(anonymous(name), never, job(name)));
  await expect(admission.run(anonymous('d'), never, job('d'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  results.push(admission.run(known('e'), never, job('e')));
  for (const [index, name] of [
    [0, 'a'],
    [1, 'b'],
    [2, 'c'],
    [3, 'e'],
  ] as const) {
    end(name);
    expect(await results[index]).toBe(name);
  }
});

test('a request with a token starts before earlier ones without a token', async () => {
  const { begun, job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 1 });
  const results = [anonymous('a'), anonymous('b'), known('c')].map((claimant) =>
    admission.run(claimant, never, job(claimant.client)),
  );
  end('a');
  await results[0];
  expect(begun).toEqual(['a', 'c']);
  end('c');
  await results[2];
  end('b');
  expect(await results[1]).toBe('b');
});

test('if too many requests wait the next is refused at once, with a retry after one second', async () => {
  const { job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 1, waitingMax: 0 });
  const first = admission.run(anonymous('a'), never, job('a'));
  await expect(admission.run(anonymous('b'), never, job('b'))).rejects.toMatchObject({
    status: 503,
    code: 'OVERLOADED',
    headers: { 'retry-after': '1' },
  });
  end('a');
  await first;
});

test('no request waits longer than the bound', async () => {
  const { job, end } = jobs();
  const admission = createAdmission({ ...options, runningMax: 1, waitMsMax: 10 });
  const first = admission.run(anonymous('a'), never, job('a'));
  await expect(admission.run(anonymous('b'), never, job('b'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(admission.waiting()).toBe(0);
  end('a');
  await first;
});

test('when the time is over the work is aborted, the client gets its response, and the slot is held until the work has ended', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const lifetime = new Lifetime();
  const admission = createAdmission({ ...options, requestMsMax: 10 });
  await expect(admission.run(anonymous('a'), lifetime, () => promise)).rejects.toMatchObject({
    status: 504,
    code: 'REQUEST_TIMEOUT',
  });
  expect([lifetime.reason, admission.running()]).toEqual([expect.objectContaining({ code: 'REQUEST_TIMEOUT' }), 1]);
  resolve();
  await promise;
  await new Promise(setImmediate);
  expect(admission.running()).toBe(0);
});

test('a client that disconnects while it waits frees its waiting slot', async () => {
  const { begun, job, end } = jobs();
  const gone = new Lifetime();
  const admission = createAdmission({ ...options, runningMax: 1 });
  const first = admission.run(anonymous('a'), never, job('a'));
  const second = admission.run(anonymous('b'), gone, job('b'));
  gone.end(new HttpError(499, 'CLIENT_CLOSED_REQUEST', 'gone'));
  await expect(second).rejects.toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
  end('a');
  await first;
  expect([begun, admission.running(), admission.waiting()]).toEqual([['a'], 0, 0]);
});

test('work that fails frees its slot', async () => {
  const admission = createAdmission(options);
  await expect(
    admission.run(anonymous('a'), never, () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  expect(admission.running()).toBe(0);
});
