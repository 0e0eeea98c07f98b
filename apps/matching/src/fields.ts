import { DomainError } from '@kexie/kernel';
import { codePrefix, number, part, startsWith, text } from '@kexie/service';
import type { Money } from './domain.ts';
import { beginsIndustry, beginsSubject, type SubjectWeight } from '@kexie/matchmaker';
import { say } from './messages.ts';

/** Definitions of database fields that several collections of this service use. */
export const moneyOrNull = { type: part<Money>({ fen: number, qualifier: text }), default: null } as const;
export const weightedSubjects = { type: [part<SubjectWeight>({ code: text, weight: number })], required: true };

/** The rule for prefixes of codes. */
const codePrefixes = { pattern: codePrefix, max: 20 } as const;

/** The condition of a filter by prefixes of subject codes. @throws VALIDATION_FAILED for a prefix of no subject in the list. */
export function underSubjects(field: string, prefixes: readonly string[] | null | undefined): object {
  const condition = startsWith(field, prefixes, { path: 'subjectPrefixes', ...codePrefixes });
  requireListed(prefixes, beginsSubject, 'subjectPrefixes');
  return condition;
}

/** The condition of a filter by prefixes of industry codes. @throws VALIDATION_FAILED for a prefix of no industry in the list. */
export function underIndustries(field: string, prefixes: readonly string[] | null | undefined): object {
  const condition = startsWith(field, prefixes, { path: 'industryPrefixes', ...codePrefixes });
  requireListed(prefixes, beginsIndustry, 'industryPrefixes');
  return condition;
}

function requireListed(
  prefixes: readonly string[] | null | undefined,
  isListed: (prefix: string) => boolean,
  path: string,
): void {
  const unknown = prefixes?.find((prefix) => !isListed(prefix));
  if (unknown !== undefined)
    throw new DomainError('VALIDATION_FAILED', say`No code in the list begins with ${unknown}.`, [path]);
}
