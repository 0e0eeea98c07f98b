import type { UserError } from '@kexie/service';
import { holderOf, holdingsOf } from '../post/domain.ts';
import type { Deps } from '../store.ts';
import { isActive, type Organization } from './domain.ts';

/** The payload of a mutation of an organization, before its warnings are computed. */
export type OrganizationResult = { organization: Organization | null; userErrors: UserError[] };

/** The days after an approval within which an association is usually founded. */
const assemblyDays = 180;
const dayMs = 24 * 60 * 60 * 1_000;

/** What is unusual about an organization on a day, and may be correct. */
export function warningsOf(organization: Organization, today: string): string[] {
  const { status, approvedOn } = organization;
  const isStalled =
    status === 'APPROVED' && approvedOn !== null && Date.parse(today) - Date.parse(approvedOn) > assemblyDays * dayMs;
  const hadChair = holdingsOf(organization).some(({ post }) => post === 'CHAIR');
  const lacksChair = isActive(organization) && hadChair && holderOf(organization, 'CHAIR') === null;
  return [
    ...(isStalled
      ? [`It was approved on ${approvedOn}, and no founding assembly was recorded in the ${assemblyDays} days since.`]
      : []),
    ...(lacksChair ? ['The association has no chair now. Appoint a successor.'] : []),
  ];
}

/**
 * The warnings after a change of an organization. Those about a society that is being founded also name the societies of its
 * region with one of its disciplines.
 */
export async function warningsAfter(
  { organizations }: Deps['store'],
  organization: Organization,
  today: string,
): Promise<string[]> {
  const { kind, status, subjectCodes } = organization;
  const isFounding = kind === 'SOCIETY' && (status === 'APPLIED' || status === 'APPROVED');
  const others = isFounding ? await organizations.societiesLike(organization) : [];
  const overlaps = others.map(
    ({ name, subjectCodes: codes }) =>
      `${name} in this region has ${codes.filter((code) => subjectCodes.includes(code)).join(', ')} as well.`,
  );
  return [...warningsOf(organization, today), ...overlaps];
}
