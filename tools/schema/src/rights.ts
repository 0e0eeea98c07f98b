import { existsSync } from 'node:fs';
import type { Right, Role } from '@kexie/service';
import { inWorkspace, type SubgraphName } from './subgraphs.ts';

const [begin, end] = ['<!-- rights -->', '<!-- /rights -->'];
const columns: readonly Role[] = ['worker', 'enterprise', 'secretary', 'staff', 'broker', 'analyst'];

/** The README of a service with the table of its rights between the marks, or undefined when it has no marks. */
export async function readmeWithRights(name: SubgraphName, readme: string): Promise<string | undefined> {
  const file = inWorkspace(`apps/${name}/src/rights.ts`);
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from || !existsSync(file)) return undefined;
  const { rights } = (await import(file)) as { rights: Record<string, Right> };
  return `${readme.slice(0, from + begin.length)}\n\n${tableOf(rights)}\n\n${readme.slice(to)}`;
}

function tableOf(rights: Readonly<Record<string, Right>>): string {
  const roles = columns.filter((role) => Object.values(rights).some((right) => right.roles.includes(role)));
  const rows = Object.entries(rights).map(([name, right]) => [
    `\`${name}\`${right.also === undefined ? '' : `; ${right.also}`}`,
    ...roles.map((role) => (right.roles.includes(role) ? cell(right, role) : '—')),
  ]);
  return [['mutation', ...roles], ['---', ...roles.map(() => '---')], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** The fields of the input, grouped by where their records must lie: "region: `regionCode`; anywhere: `speakerIds`". */
function cell({ within }: Right, role: Role): string {
  const fields = Object.entries(within).flatMap(([field, where]) => {
    const place = typeof where === 'object' ? where[role] : where;
    return place === undefined ? [] : [{ field, place }];
  });
  return [...Map.groupBy(fields, ({ place }) => place)]
    .map(([place, some]) => `${place}: ${some.map(({ field }) => `\`${field}\``).join(', ')}`)
    .join('; ');
}
