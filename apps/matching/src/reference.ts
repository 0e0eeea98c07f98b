import type { SubjectWeight } from './domain.ts';

/** A reference to an entity of another service. This service knows only its key; the owner of the entity resolves the other fields. */
export type Reference = { id: string };

export const reference = (id: string | null): Reference | null => (id ? { id } : null);

export const regionOf = (code: string): { code: string } => ({ code });

/** Converts weights to Decimals of the schema. */
export const weights = (subjects: readonly SubjectWeight[]): { code: string; weight: string }[] =>
  subjects.map(({ code, weight }) => ({ code, weight: String(weight) }));
