import {
  DomainError,
  optionalText,
  requireCreditCode,
  requireIndustryCodes,
  requireSubjectCodes,
  requireText,
} from '@kexie/kernel';
import { say } from '../messages.ts';
import { requireName, shortNameMax } from '../name/domain.ts';
import { isAlive, type Organization, type Relatives } from '../organization/domain.ts';
import { checkHost, checkParent } from '../place/domain.ts';

/** The facts that an application, a registration or a row of an import states. A fact that it does not state is absent. */
type StatedFacts = {
  name: string;
  shortName?: string | null | undefined;
  aliases?: readonly string[] | null | undefined;
  creditCode?: string | null | undefined;
  subjectCodes?: readonly string[] | null | undefined;
  industryCodes?: readonly string[] | null | undefined;
  foundedOn?: string | null | undefined;
  knownFrom?: string | null | undefined;
};

const aliasesMax = 20;

/** The stated facts as they are stored. @throws VALIDATION_FAILED. */
export function factsOf(stated: StatedFacts, today: string) {
  const { creditCode, foundedOn = null, knownFrom = null } = stated;
  const aliases = [...new Set((stated.aliases ?? []).map((alias) => requireText(alias, 'aliases', { max: 100 })))];
  if (aliases.length > aliasesMax)
    throw new DomainError('VALIDATION_FAILED', say`An organization has at most ${aliasesMax} aliases.`, ['aliases']);
  for (const [path, day] of Object.entries({ foundedOn, knownFrom }))
    if (day && day > today)
      throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, [path]);
  return {
    name: requireName(stated.name),
    shortName: optionalText(stated.shortName, 'shortName', { max: shortNameMax }),
    aliases,
    creditCode: creditCode === null || creditCode === undefined ? null : requireCreditCode(creditCode, 'creditCode'),
    subjectCodes: requireSubjectCodes(stated.subjectCodes, 'subjectCodes'),
    industryCodes: requireIndustryCodes(stated.industryCodes, 'industryCodes'),
    foundedOn,
    knownFrom,
  };
}

/**
 * Checks an organization of an import by the rules of the commands. A partner may have a parent.
 * @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE, INVALID_TRANSITION.
 */
export function checkImported(next: Organization, before: Organization | null, { parent, host }: Relatives): void {
  if (before && !isAlive(before))
    throw new DomainError('INVALID_TRANSITION', say`An organization that is ${before.status} does not change.`, [
      'key',
    ]);
  if (before && before.kind !== next.kind)
    throw new DomainError('VALIDATION_FAILED', say`An import does not change the kind of an organization.`, ['kind']);
  if (before && before.hostId !== next.hostId)
    throw new DomainError('VALIDATION_FAILED', say`An import does not change the host (依托单位) of an association.`, [
      'hostId',
    ]);
  if (next.parentId === next._id)
    throw new DomainError('VALIDATION_FAILED', say`An organization cannot be its own parent.`, ['parentId']);
  if (next.parentId && (!before || before.parentId !== next.parentId)) checkParent(next, parent);
  if (!before) checkHost(next, host);
}
