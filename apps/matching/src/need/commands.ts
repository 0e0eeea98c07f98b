import { DomainError, newId, optionalText, requireText, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  type Imported,
  type ImportInput,
  importKeyOf,
  type ImportReport,
  importRows,
  type OrganizationView,
  type Permit,
  type Place,
  type RecordDays,
  requireActiveOrganization,
  statedBy,
  type Viewer,
} from '@kexie/service';
import { mainSubjectOf, periodAfter, periodOf, requirePast, statedPeriod, type PeriodColumns } from '../domain.ts';
import { refreshStanding } from '../expert/commands.ts';
import type { PersonView } from '../expert/persons.ts';
import { say } from '../messages.ts';
import { enterpriseStanding, supersede } from '../proposal/consequences.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { openAssociation, type NeedContact } from './contacts.ts';
import {
  checkPublication,
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
  const permit = rights.createNeed(viewer);
  const now = deps.now();
  const id = newId('ned');
  const needId = await deps.requests.once({ viewerId: viewer.id, mutation: 'createNeed', input }, async (session) => {
    const enterprise = await deps.directory.organization(input.enterpriseId, session);
    const roles = permit({
      // an enterprise that is not known yet is refused below, so its region does not matter
      enterpriseId: {
        regionCode: input.regionCode,
        ...(enterprise && placeOf(enterprise)),
        organizationId: input.enterpriseId,
      },
      regionCode: input,
      brokerId: await placeOfBroker(deps, input, session),
      competitorIds: null,
      code: null,
      industryCode: null,
    });
    const facts = checkStatements(input, { descriptionMin, today: toDay(now) });
    const contact = await admit(deps, facts, session);
    await requireCompetitors(deps, facts, session);
    const contactId = roles.includes('enterprise') ? await associationFor(deps, contact, session) : null;
    const standing = await enterpriseStanding(deps, facts.enterpriseId, session);
    const next = { ...draftNeed(facts, { id, contactId, now }), ...standing };
    return deps.store.needs.create({ next, events: [] }, session);
  });
  return deps.store.needs.find(needId);
}

/** Submits a draft or a returned need. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION, REFERENCE_INACTIVE. */
export async function submitNeed(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; expectedVersion: number },
): Promise<Need> {
  const permit = rights.submitNeed(viewer);
  return deps.store.needs.update(input, {
    authorize: permitOf(permit),
    decide: async (need, session) => {
      await requireEnterprise(deps, need.enterpriseId, session);
      const contact = await deps.store.contacts.admit(need.enterpriseId, session);
      if (permit({ id: placeOfNeed(need) }).includes('enterprise')) await associationFor(deps, contact, session);
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
  const permit = rights.reviewNeed(viewer);
  return deps.store.needs.update(input, {
    authorize: permitOf(permit),
    decide: async (need, session) => {
      const reason = optionalText(input.reason, 'reason');
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
  const permit = rights.withdrawNeed(viewer);
  return deps.store.needs.update(input, {
    authorize: permitOf(permit),
    decide: (need) => withdraw(need, requireText(input.reason, 'reason'), deps.now()),
    follow: (need, session) => supersede(deps, { needId: need._id }, 'NEED_CLOSED', session),
  });
}

type Optional<T, Field extends keyof T> = Omit<T, Field> & { [Name in Field]?: T[Name] | null | undefined };
type Defaulted = 'quota' | 'onsiteRequired' | 'confidentiality';

export type NeedRow = Optional<NeedStatements, Defaulted> &
  PeriodColumns & {
    key: string;
    status?: NeedStatus | null | undefined;
    publishedOn?: string | null | undefined;
    synthetic?: boolean | null | undefined;
  };

/**
 * Imports needs by key. The status of a row counts only for a new need, and an existing need keeps its enterprise. The
 * report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN.
 */
export async function importNeeds(deps: Deps, viewer: Viewer, input: ImportInput<NeedRow>): Promise<ImportReport> {
  const permit = rights.importNeeds(viewer);
  return importRows(deps.mongo, input, (row, session) => importNeed(deps, permit, row, session));
}

async function importNeed(
  deps: Deps,
  permit: ReturnType<typeof rights.importNeeds>,
  row: NeedRow,
  session: Session,
): Promise<Imported> {
  const enterprise = await deps.directory.organization(row.enterpriseId, session);
  const places = {
    enterpriseId: enterprise && placeOf(enterprise),
    brokerId: await placeOfBroker(deps, row, session),
    competitorIds: null,
    code: null,
    industryCode: null,
  };
  permit({ ...places, regionCode: row });
  if (row.brokerId) await deps.store.persons.known(row.brokerId, 'brokerId', session);
  const now = deps.now();
  const today = toDay(now);
  const statements = checkStatements(completed(row), { descriptionMin: 1, today: null });
  await requireCompetitors(deps, statements, session);
  const publishedOn = row.publishedOn ?? null;
  const facts = { ...statements, publishedOn, synthetic: row.synthetic ?? false };
  const imported = await deps.store.needs.importRow(
    {
      importKey: importKeyOf(row.regionCode, row.key),
      authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
      stated: { ...statedBy(row, facts), ...statedPeriod(row.publishedOn, row) },
      create: () => ({
        ...draftNeed(statements, { id: newId('ned'), contactId: null, now }),
        ...facts,
        status: row.status ?? 'PUBLISHED',
        period: periodOf(publishedOn, row),
      }),
      complete: async (next, before) => {
        if (before && before.enterpriseId !== next.enterpriseId)
          throw new DomainError('VALIDATION_FAILED', say`The enterprise of a need cannot change.`, ['enterpriseId']);
        const period = periodAfter(
          next.publishedOn,
          next.period,
          before && { day: before.publishedOn, period: before.period },
        );
        const need: Need = {
          ...next,
          ...needTokens(next),
          mainSubject: mainSubjectOf(next.requiredSubjects),
          period,
          updatedAt: now,
        };
        requirePast(period?.from, next.publishedOn ? 'publishedOn' : 'periodFrom', today);
        checkPublication(need, before, today);
        // an existing need keeps its status, so only a new need has to be admitted
        if (before) return need;
        await admit(deps, need, session);
        return { ...need, ...(await enterpriseStanding(deps, need.enterpriseId, session)) };
      },
      events: (before, need) => (!before && isPublished(need.status) ? [published(need)] : []),
    },
    session,
  );
  if (imported.before && imported.before.confidentiality !== imported.record.confidentiality)
    await refreshExpertsOf(deps, imported.id, session);
  return imported;
}

/** Updates the standings of the experts who were engaged for a need. They show its industry only while all viewers may see the need. */
async function refreshExpertsOf(deps: Deps, needId: string, session: Session): Promise<void> {
  for (const expertId of await deps.store.engagements.expertsOfNeed(needId, session))
    await refreshStanding(deps, expertId, session);
}

/** The statements of a row, with those of a new need for columns that it leaves out. */
function completed(row: NeedRow): NeedStatements {
  return {
    ...row,
    quota: row.quota ?? 1,
    onsiteRequired: row.onsiteRequired ?? false,
    confidentiality: row.confidentiality ?? 'MEMBERS',
  };
}

/** The check of a right over nothing but the need itself. */
function permitOf(permit: Permit<'id'>): (need: Need) => void {
  return (need) => void permit({ id: placeOfNeed(need) });
}

function placeOfNeed({ enterpriseId, regionCode }: Need): Place {
  return { organizationId: enterpriseId, regionCode };
}

function placeOf({ _id, regionCode }: OrganizationView): Place {
  return { organizationId: _id, regionCode };
}

async function placeOfBroker(
  { store: { persons } }: Deps,
  { brokerId }: { brokerId?: string | null | undefined },
  session: Session,
): Promise<PersonView | null> {
  return brokerId ? persons.find(brokerId, session) : null;
}

/** Admits a new need of an enterprise. @throws REFERENCE_UNKNOWN, REFERENCE_INACTIVE, VALIDATION_FAILED, QUOTA_EXCEEDED. */
async function admit(
  deps: Deps,
  facts: { enterpriseId: string; regionCode: string; brokerId: string | null; period?: RecordDays | null },
  session: Session,
): Promise<NeedContact> {
  const { enterpriseId } = facts;
  await requireEnterprise(deps, enterpriseId, session);
  await deps.directory.knownRegion(facts.regionCode, 'regionCode', session, facts.period ?? toDay(deps.now()));
  if (facts.brokerId) await deps.store.persons.known(facts.brokerId, 'brokerId', session);
  const contact = await deps.store.contacts.admit(enterpriseId, session);
  // the directory may receive the dissolution later than the reaction that closed this lock
  if (contact.dissolved)
    throw new DomainError('REFERENCE_INACTIVE', say`This enterprise was dissolved.`, ['enterpriseId']);
  if ((await deps.store.needs.countOpen(enterpriseId, session)) >= openNeedsMax)
    throw new DomainError('QUOTA_EXCEEDED', say`This enterprise already has ${openNeedsMax} open needs.`, [
      'enterpriseId',
    ]);
  return contact;
}

/** @throws REFERENCE_UNKNOWN; the client can try again, because the copy of an organization may arrive later. */
async function requireCompetitors(
  { directory }: Deps,
  { competitorIds }: Pick<Need, 'competitorIds'>,
  session: Session,
): Promise<void> {
  if (competitorIds.length === 0) return;
  const known = await directory.organizations(competitorIds, session);
  if (known.size < competitorIds.length)
    throw new DomainError('REFERENCE_UNKNOWN', say`One of the competitors is not known, or not yet.`, [
      'competitorIds',
    ]);
}

async function requireEnterprise(deps: Deps, id: string, session: Session): Promise<OrganizationView> {
  const organization = await deps.directory.activeOrganization(id, 'enterpriseId', session);
  if (organization.kind !== 'ENTERPRISE')
    throw new DomainError('VALIDATION_FAILED', say`${organization.name} is not an enterprise.`, ['enterpriseId']);
  return organization;
}

/**
 * The association through which a user of the enterprise acts.
 * @throws REFERENCE_UNKNOWN, after which the client can try again, because the event of the filing may arrive later; REFERENCE_INACTIVE.
 */
async function associationFor({ directory }: Deps, contact: NeedContact, session: Session): Promise<string> {
  const association = openAssociation(contact);
  if (association) {
    // the directory has a consumer of its own, so it may know an open association later than this lock
    const known = await directory.organization(association, session);
    if (known?.status === 'SUSPENDED') requireActiveOrganization(known, 'enterpriseId');
    return association;
  }
  if (contact.associations.length === 0)
    throw new DomainError(
      'REFERENCE_UNKNOWN',
      say`This enterprise has no enterprise association (企业科协), or none is known yet.`,
      ['enterpriseId'],
    );
  throw new DomainError(
    'REFERENCE_INACTIVE',
    say`The enterprise association (企业科协) of this enterprise was dissolved.`,
    ['enterpriseId'],
  );
}
