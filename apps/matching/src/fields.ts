import { codePrefix, number, part, text } from '@kexie/service';
import type { Money, SubjectWeight } from './domain.ts';

/** Definitions of database fields that several collections of this service use. */
export const moneyOrNull = { type: part<Money>({ fen: number, qualifier: text }), default: null } as const;
export const weightedSubjects = { type: [part<SubjectWeight>({ code: text, weight: number })], required: true };

/** The rule for prefixes of codes in filters. */
export const codePrefixes = { pattern: codePrefix, max: 20 } as const;
