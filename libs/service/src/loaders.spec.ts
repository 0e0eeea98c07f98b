import { expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { loaderOfGroups, mustExist, referenceTo } from './loaders.ts';

test('groups are loaded together, in the order of the query, and a record may belong to several', async () => {
  const asked: (readonly string[])[] = [];
  const loader = loaderOfGroups(
    async (keys) => {
      asked.push(keys);
      return [
        { id: 1, owners: ['a', 'b'] },
        { id: 2, owners: ['b'] },
      ];
    },
    ({ owners }) => owners,
  );
  const groups = await Promise.all(['b', 'a', 'c'].map((key) => loader.load(key)));
  expect(groups.map((group) => group.map(({ id }) => id))).toEqual([[1, 2], [1], []]);
  expect(asked).toEqual([['b', 'a', 'c']]);
});

test('a reference is an id of the right kind, and anything else is null', () => {
  const id = newId('org');
  expect(referenceTo('org')({ id })).toEqual({ id });
  for (const reference of [{ id: newId('per') }, { id: 'x' }, { id: 5 }, {}])
    expect(referenceTo('org')(reference)).toBeNull();
});

test('a record that must exist is an error when it does not', () => {
  expect(mustExist({ id: 1 })).toEqual({ id: 1 });
  expect(() => mustExist(null)).toThrow('does not exist');
});
