import type { SubjectWeight } from './domain.ts';

/** What this service knows of a record of another one: the rest is the owner's to tell. */
export type Reference = { id: string };

export const reference = (id: string | null): Reference | null => (id ? { id } : null);

/** The id in the key by which the gateway asks for one of our records. */
export const idOf = (key: object): string => String('id' in key ? key.id : '');

export const regionOf = (code: string): { code: string } => ({ code });

/** Weights as the Decimal of the schema has them. */
export const weights = (subjects: readonly SubjectWeight[]): { code: string; weight: string }[] =>
  subjects.map(({ code, weight }) => ({ code, weight: String(weight) }));
