import type { Viewer } from '@kexie/service/process';

/** Amounts by role; `anonymous` is who sent no token, `default` whoever has no role that is named. */
export type ByRole = Readonly<Record<string, number>>;

/** The largest cost of one operation. Every story of the platform stays below the smallest; whoever explores may ask for more. */
export const costBudgets: ByRole = {
  anonymous: 5_000,
  default: 20_000,
  staff: 50_000,
  analyst: 100_000,
  administrator: 100_000,
};
/** The cost of all operations of one client in a minute, on one gateway. */
export const costPerMinute: ByRole = {
  anonymous: 200_000,
  default: 500_000,
  staff: 2_000_000,
  analyst: 2_000_000,
  administrator: 5_000_000,
};

/** What a viewer may spend: the most that one of the roles allows. Without any amount for them there is no limit. */
export function amountFor(viewer: Viewer, amounts: ByRole): number {
  if (isAnonymous(viewer)) return amounts['anonymous'] ?? amounts['default'] ?? Number.POSITIVE_INFINITY;
  const allowed = viewer.roles.flatMap((role) => (Object.hasOwn(amounts, role) ? [amounts[role] ?? 0] : []));
  return Math.max(...allowed, amounts['default'] ?? (allowed.length > 0 ? 0 : Number.POSITIVE_INFINITY));
}

export const isAnonymous = ({ id }: Viewer): boolean => id === 'anonymous';
