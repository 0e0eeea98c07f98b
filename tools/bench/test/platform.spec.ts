import { expect, test } from '@jest/globals';
import { readPlatformOptions } from '../src/platform/platform.ts';
import { nameOf } from '../src/platform/programs.ts';
import { budgetsMb, isOverBudget, toPlatformTable } from '../src/platform/table.ts';

const start = (programs: { name: string; residentMb: number; shareMb: number }[]) => ({ upS: 5, readyS: 6, programs });

test('the programs of the platform together have budgets below 1.2 GiB', () => {
  expect(Object.values(budgetsMb).reduce((sum, mb) => sum + mb, 0)).toBeLessThanOrEqual(1_228);
});

test('a program over its budget is marked, and so is one without a budget', () => {
  const within = start([{ name: 'people', residentMb: 300, shareMb: budgetsMb['people'] ?? 0 }]);
  const over = start([{ name: 'people', residentMb: 300, shareMb: (budgetsMb['people'] ?? 0) + 1 }]);
  const unknown = start([{ name: 'other', residentMb: 2, shareMb: 1 }]);
  expect([within, over, unknown].map(isOverBudget)).toEqual([false, true, true]);
  const table = toPlatformTable([within, over, unknown]);
  expect(table).toMatch(/^\| people \| \d+ \| \d+ \(300\) \| \d+ \(300\) over \| – \|$/m);
  expect(table).toMatch(/^\| other \| 0 \| – \| – \| 1 \(2\) over \|$/m);
});

test('processes are named by their folder or their command', () => {
  expect(
    [
      ['node --max-old-space-size=256 src/main.ts', 'apps/rural-programs'],
      ['node tools/stack/src/main.ts --data .data/bench/platform', ''],
      ['node tools/stack/src/leash.ts 12', ''],
      ['python -c import sys; from secantus.cli import main', '.data/bench/platform/mongodb'],
      ['mongod --replSet kexie', '.data/bench/platform/mongodb'],
      ['nats-server --config nats.conf', '.data/bench/platform/nats'],
      ['npm start --data .data/bench/platform', ''],
      ['sleep 1', ''],
    ].map(([command = '', folder = '']) => nameOf(command, folder)),
  ).toEqual(['rural-programs', 'launcher', 'leash', 'mongodb', 'mongodb', 'nats', 'npm', 'other']);
});

test('an invalid number of starts is refused with the range', () => {
  for (const starts of ['0', '21', '1.5', 'many'])
    expect(() => readPlatformOptions(['--starts', starts])).toThrow('--starts is a whole number from 1 to 20.');
  expect(readPlatformOptions(['--starts', '3', '--keep'])).toEqual({ starts: 3, keep: true });
  expect(readPlatformOptions(['--help'])).toBeUndefined();
});
