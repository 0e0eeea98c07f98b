import type { SubjectWeight } from './domain.ts';

/** What this service knows of a record of another one: the rest is the owner's to tell. */
export type Reference = { id: string };

export const reference = (id: string | null): Reference | null => (id ? { id } : null);

export const regionOf = (code: string): { code: string } => ({ code });

/** Weights as the Decimal of the schema has them. */
export const weights = (subjects: readonly SubjectWeight[]): { code: string; weight: string }[] =>
  subjects.map(({ code, weight }) => ({ code, weight: String(weight) }));
