import { DomainError, newId, optionalText, requireText, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importRows,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  type Imported,
  type ImportInput,
  type ImportReport,
  type OrganizationView,
  type Viewer,
} from '@kexie/service';
import { actsForEnterprise, requireEnterpriseOrBroker } from '../authorization.ts';
import { periodOf } from '../domain.ts';
import type { Deps } from '../store.ts';
import { openAssociation, type NeedContact } from './contacts.ts';
import {
  checkStatements,
  draftNeed,
  isPublished,
  needTokens,
  openNeedsMax,
  published,
  review,
  submit,
  withdraw,
  type Need,
  type NeedStatements,
  type NeedStatus,
} from './domain.ts';

const descriptionMin = 50;

export type CreateNeed = NeedStatements & { clientMutationId: string };

/** Enters a need as DRAFT. @throws UNAUTHENTICATED, FORBIDDEN, VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE, QUOTA_EXCEEDED, DUPLICATE. */
export async function createNeed(deps: Deps, viewer: Viewer, input: CreateNeed): Promise<Need | null> {
  requireEnterpriseOrBroker(viewer, input);
  requireText(input.clientMutationId, 'clientMutationId', { max: 100 });
  const now = deps.now();
  const facts = checkStatements(input, { descriptionMin, today: toDay(now) });
  const id = newId('ned');
  const needId = await deps.requests.once({ viewerId: viewer.id, mutation: 'createNeed', input }, async (session) => {
    const contact = await admit(deps, facts, session);
    const contactId = actsForEnterprise(viewer, input.enterpriseId) ? associationFor(contact) : null;
    return deps.store.needs.create({ next: draftNeed(facts, { id, contactId, now }), events: [] }, session);
  });
  return deps.store.needs.find(needId);
}

/** Submits a draft or a returned need. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION, REFERENCE_INACTIVE. */
export async function submitNeed(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; expectedVersion: number },
): Promise<Need> {
  requireRole(viewer, 'enterprise', 'staff', 'broker');
  return deps.store.needs.update(input, {
    authorize: (need) => requireEnterpriseOrBroker(viewer, need),
    decide: async (need, session) => {
      await requireEnterprise(deps, need.enterpriseId, session);
      const contact = await deps.store.contacts.admit(need.enterpriseId, session);
      if (actsForEnterprise(viewer, need.enterpriseId)) associationFor(contact);
      return submit(need, deps.now());
    },
  });
}

/**
 * Publishes, returns or rejects a submitted need.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_INACTIVE.
 */
export async function reviewNeed(
  deps: Deps,
  viewer: Viewer,
  input: {
    id: string;
    decision: 'PUBLISH' | 'RETURN' | 'REJECT';
    reason?: string | null | undefined;
    expectedVersion: number;
  },
): Promise<Need> {
  requireRole(viewer, 'staff');
  const reason = optionalText(input.reason, 'reason');
  return deps.store.needs.update(input, {
    authorize: (need) => requireRegion(viewer, need.regionCode, 'staff'),
    decide: async (need, session) => {
      if (input.decision === 'PUBLISH') await requireEnterprise(deps, need.enterpriseId, session);
      return review(need, { decision: input.decision, reason }, deps.now());
    },
  });
}

/** Withdraws a need. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION. */
export async function withdrawNeed(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; reason: string; expectedVersion: number },
): Promise<Need> {
  requireRole(viewer, 'enterprise', 'staff', 'broker');
  const reason = requireText(input.reason, 'reason');
  return deps.store.needs.update(input, {
    authorize: (need) => requireEnterpriseOrBroker(viewer, need),
    decide: (need) => withdraw(need, reason, deps.now()),
  });
}

export type NeedRow = NeedStatements & {
  key: string;
  status: NeedStatus;
  publishedOn?: string | null | undefined;
  synthetic: boolean;
  periodLabel?: string | null | undefined;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
  periodAssumed: boolean;
};

/** Imports needs by key. The report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN. */
export async function importNeeds(deps: Deps, viewer: Viewer, input: ImportInput<NeedRow>): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(deps.mongo, input, (row, session) => importNeed(deps, viewer, row, session));
}

async function importNeed(deps: Deps, viewer: Viewer, row: NeedRow, session: Session): Promise<Imported> {
  requireRegion(viewer, row.regionCode, 'staff');
  const importKey = requireText(row.key, 'key', { max: 100 });
  const facts = checkStatements(row, { descriptionMin: 1, today: null });
  const publishedOn = row.publishedOn ?? null;
  const period = periodOf(publishedOn, row);
  if (!isPublished(row.status) && period)
    throw new DomainError('VALIDATION_FAILED', `A need that is ${row.status} has not been published yet.`, [
      'publishedOn',
    ]);
  if (isPublished(row.status) && !period)
    throw new DomainError(
      'VALIDATION_FAILED',
      'State when the need was published: the day, or the period in the words of the source.',
      ['publishedOn'],
    );
  const now = deps.now();
  const fresh: Need = {
    ...draftNeed(facts, { id: newId('ned'), contactId: null, now }),
    importKey,
    synthetic: row.synthetic,
    status: row.status,
    publishedOn,
    period,
  };
  const next = async (before: Need | null): Promise<Need> => {
    requireRegionOfPresent(viewer, before);
    // an existing need keeps its status, so only a new need has to be admitted
    if (!before) {
      await admit(deps, facts, session);
      return fresh;
    }
    if (before.enterpriseId !== facts.enterpriseId)
      throw new DomainError('VALIDATION_FAILED', 'The enterprise of a need cannot change.', ['enterpriseId']);
    return {
      ...before,
      ...facts,
      ...needTokens(facts),
      synthetic: row.synthetic,
      updatedAt: now,
      ...(isPublished(before.status) && period && { publishedOn, period }),
    };
  };
  const events = (before: Need | null, need: Need) => (!before && isPublished(need.status) ? [published(need)] : []);
  return deps.store.needs.import(importKey, { next, events }, session);
}

/** Admits a new need of an enterprise. @throws REFERENCE_UNKNOWN, REFERENCE_INACTIVE, VALIDATION_FAILED, QUOTA_EXCEEDED. */
async function admit(
  deps: Deps,
  facts: { enterpriseId: string; regionCode: string; brokerId: string | null },
  session: Session,
): Promise<NeedContact> {
  const { enterpriseId } = facts;
  await requireEnterprise(deps, enterpriseId, session);
  await deps.directory.knownRegion(facts.regionCode, 'regionCode', session);
  if (facts.brokerId) await deps.store.persons.known(facts.brokerId, 'brokerId', session);
  const contact = await deps.store.contacts.admit(enterpriseId, session);
  // the directory may receive the dissolution later than the reaction that closed this lock
  if (contact.dissolved)
    throw new DomainError('REFERENCE_INACTIVE', 'This enterprise was dissolved.', ['enterpriseId']);
  if ((await deps.store.needs.countOpen(enterpriseId, session)) >= openNeedsMax)
    throw new DomainError('QUOTA_EXCEEDED', `This enterprise already has ${openNeedsMax} open needs.`, [
      'enterpriseId',
    ]);
  return contact;
}

async function requireEnterprise(deps: Deps, id: string, session: Session): Promise<OrganizationView> {
  const organization = await deps.directory.activeOrganization(id, 'enterpriseId', session);
  if (organization.kind !== 'ENTERPRISE')
    throw new DomainError('VALIDATION_FAILED', `${organization.name} is not an enterprise.`, ['enterpriseId']);
  return organization;
}

/**
 * The association through which a user of the enterprise acts.
 * @throws REFERENCE_UNKNOWN, after which the client can try again, because the event of the filing may arrive later; REFERENCE_INACTIVE.
 */
function associationFor(contact: NeedContact): string {
  const association = openAssociation(contact);
  if (association) return association;
  if (contact.associations.length === 0)
    throw new DomainError(
      'REFERENCE_UNKNOWN',
      'This enterprise has no enterprise association (企业科协), or none is known yet.',
      ['enterpriseId'],
    );
  throw new DomainError(
    'REFERENCE_INACTIVE',
    'The enterprise association (企业科协) of this enterprise was dissolved.',
    ['enterpriseId'],
  );
}
