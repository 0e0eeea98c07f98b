import { DomainError, optionalText, requireText } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { say } from '../messages.ts';
import {
  changed,
  checkDay,
  documentNoOf,
  historyMax,
  inUse,
  laterOf,
  requireStatus,
  type Organization,
  type PastName,
} from '../organization/domain.ts';

/** Characters of a short name. */
export const shortNameMax = 100;

/**
 * The form in which names are compared: NFKC, lower case, without white space and punctuation, so that E站 = e站 and “ ”
 * = ".
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '');
}

/** The name as it is stored. @throws VALIDATION_FAILED for a name that is too short or too long. */
export function requireName(name: string): string {
  const cleaned = requireText(name, 'name', { min: 2, max: 100 });
  if (nameKey(cleaned).length < 2)
    throw new DomainError('VALIDATION_FAILED', say`A name must have at least 2 letters or digits.`, ['name']);
  return cleaned;
}

/**
 * Renames an organization (更名). The earlier name and short name go to the history, and searches still find them. A short
 * name that is not stated stays, and null removes it.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function rename(
  current: Organization,
  stated: { name: string; shortName?: string | null | undefined; documentNo: string; renamedOn: string },
  today: string,
): Decision<Organization> {
  requireStatus(current, inUse, say`renamed`);
  const [name, documentNo, until] = [requireName(stated.name), documentNoOf(stated.documentNo), stated.renamedOn];
  if (name === current.name)
    throw new DomainError('VALIDATION_FAILED', say`The organization already has this name.`, ['name']);
  const shortName =
    stated.shortName === undefined
      ? current.shortName
      : optionalText(stated.shortName, 'shortName', { max: shortNameMax });
  const earlier = current.nameHistory ?? [];
  checkDay(until, 'renamedOn', { from: laterOf(current.foundedOn, earlier.at(-1)?.until), today });
  const past: PastName = { name: current.name, shortName: current.shortName, until, documentNo };
  const next = { ...current, name, shortName, nameHistory: [...earlier, past].slice(-historyMax) };
  return { next, events: [changed(next, current)] };
}

/** The other names of an organization: its aliases, and its names and short names of the past. */
export function aliasesOf({
  name,
  shortName,
  aliases,
  nameHistory = [],
}: Pick<Organization, 'name' | 'shortName' | 'aliases' | 'nameHistory'>): string[] {
  const past = nameHistory
    .flatMap((each) => [each.name, each.shortName])
    .filter((each) => each !== null && each !== name && each !== shortName);
  return [...new Set([...aliases, ...past])] as string[];
}

/**
 * The usual abbreviations of the name of an association: 梧州市科学技术协会 is called 梧州市科协 and 梧州科协. A place whose name
 * has one character keeps its level: 藤县科协.
 */
export function abbreviationsOf(name: string): string[] {
  const short = name.replace('科学技术协会', '科协');
  const withoutLevel = short.replace(/(?<=\p{Script=Han}{2})[市县区镇乡]科协$/u, '科协');
  return [...new Set([short, withoutLevel])].filter((each) => each !== name);
}
