import type { Viewer } from '@kexie/service/process';

/** Amounts by role; `anonymous` applies to requests without a token, `default` to viewers without a listed role. */
export type ByRole = Readonly<Record<string, number>>;

/** The largest cost of one operation. Every use case of the platform stays below the smallest; roles that explore the data have more. */
export const costBudgets: ByRole = {
  anonymous: 5_000,
  default: 20_000,
  staff: 50_000,
  analyst: 100_000,
  administrator: 100_000,
};
/** The cost of all operations of one client in a minute, per gateway process. */
export const costPerMinute: ByRole = {
  anonymous: 200_000,
  default: 500_000,
  staff: 2_000_000,
  analyst: 2_000_000,
  administrator: 5_000_000,
};

/** The amount a viewer may spend: the highest of those of their roles. Without any amount there is no limit. */
export function amountFor(viewer: Viewer, amounts: ByRole): number {
  if (isAnonymous(viewer)) return amounts['anonymous'] ?? amounts['default'] ?? Number.POSITIVE_INFINITY;
  const allowed = viewer.roles.flatMap((role) => (Object.hasOwn(amounts, role) ? [amounts[role] ?? 0] : []));
  return Math.max(...allowed, amounts['default'] ?? (allowed.length > 0 ? 0 : Number.POSITIVE_INFINITY));
}

export const isAnonymous = ({ id }: Viewer): boolean => id === 'anonymous';
