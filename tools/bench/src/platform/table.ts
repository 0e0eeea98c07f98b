import type { Program } from './programs.ts';

/** One start: the seconds until all programs are ready, and until the data set is loaded, and the memory afterwards. */
export type Start = { upS: number; readyS: number; programs: Program[] };

/**
 * The share of memory in MB that each program may take after the start, also after the one that loads the data set. Their sum is below 1.2 GiB. 45 MB of
 * `matching` are the dictionary of its matchmaker, and 12 MB of the other services the readings of Chinese characters.
 */
export const budgetsMb: Readonly<Record<string, number>> = {
  npm: 25,
  launcher: 48,
  leash: 16,
  mongodb: 125,
  nats: 45,
  gateway: 260,
  organizations: 145,
  people: 145,
  outreach: 120,
  matching: 172,
  'rural-programs': 120,
};

/** Whether a program takes more than its budget. A program without a budget is over it. */
export function isOverBudget({ programs }: Start): boolean {
  return programs.some(({ name, shareMb }) => shareMb > (budgetsMb[name] ?? 0));
}

/** The starts and the memory of their programs as Markdown: the share and, in brackets, the resident memory. */
export function toPlatformTable(starts: readonly Start[]): string {
  const names = Object.keys(budgetsMb);
  for (const { programs } of starts) for (const { name } of programs) if (!names.includes(name)) names.push(name);
  const memory = names.map((name) => [
    name,
    String(budgetsMb[name] ?? 0),
    ...starts.map(({ programs }) => cellOf(programs.find((program) => program.name === name))),
  ]);
  const sums = starts.map(({ programs }) => ({
    name: 'all',
    shareMb: sum(programs.map(({ shareMb }) => shareMb)),
    residentMb: sum(programs.map(({ residentMb }) => residentMb)),
  }));
  return [
    ['', 'budget', ...starts.map((_, index) => `start ${index + 1}`)],
    ['---', ...starts.map(() => '---:'), '---:'],
    ['seconds until all programs are ready', '', ...starts.map(({ upS }) => upS.toFixed(1))],
    ['seconds until the data set is loaded', '', ...starts.map(({ readyS }) => readyS.toFixed(1))],
    ...memory,
    ['all', String(sum(Object.values(budgetsMb))), ...sums.map(cellOf)],
  ]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function cellOf(program: Program | undefined): string {
  if (!program) return '–';
  const { name, shareMb, residentMb } = program;
  const isOver = name !== 'all' && shareMb > (budgetsMb[name] ?? 0);
  return `${shareMb.toFixed(0)} (${residentMb.toFixed(0)})${isOver ? ' over' : ''}`;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
