import { DomainError, requireText } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { historyMax, requireStatus, type Organization, type Party } from '../organization/domain.ts';

/** @throws VALIDATION_FAILED, DUPLICATE, INVALID_TRANSITION. */
export function establishParty(current: Organization, stated: Party, today: string): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], 'given a Party organization');
  const party = { ...stated, name: requireText(stated.name, 'name', { max: 100 }) };
  if (party.establishedOn && (party.establishedOn > today || party.establishedOn < (current.foundedOn ?? '')))
    throw new DomainError(
      'VALIDATION_FAILED',
      'The day must not lie before the founding of the organization or in the future.',
      ['establishedOn'],
    );
  if (party.kind === 'NONE')
    throw new DomainError('VALIDATION_FAILED', 'The kind of the Party organization is missing.', ['kind']);
  const mayLead = current.kind === 'TERRITORIAL_ASSOCIATION' && current.eligibleForLeadingPartyGroup;
  if (party.kind === 'LEADING_PARTY_GROUP' && !mayLead)
    throw new DomainError(
      'VALIDATION_FAILED',
      "Only a territorial association that meets the conditions has a leading Party members' group (党组).",
      ['kind'],
    );
  if (current.party?.kind === party.kind)
    throw new DomainError('DUPLICATE', 'The organization already has a Party organization of this kind.', ['kind']);
  const partyHistory = [...(current.partyHistory ?? []), ...(current.party ? [current.party] : [])];
  return { next: { ...current, party, partyHistory: partyHistory.slice(-historyMax) }, events: [] };
}
