import { codePrefix, number, part, text } from '@kexie/service';
import type { Money, SubjectWeight } from './domain.ts';

/** Kinds of fields that only this service has. */
export const moneyOrNull = { type: part<Money>({ fen: number, qualifier: text }), default: null } as const;
export const weightedSubjects = { type: [part<SubjectWeight>({ code: text, weight: number })], required: true };

/** The beginnings of codes that a filter may name. */
export const codePrefixes = { pattern: codePrefix, max: 20 } as const;
