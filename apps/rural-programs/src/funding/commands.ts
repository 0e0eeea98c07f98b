import { DomainError, newId, toDay } from '@kexie/kernel';
import { isDuplicateKey } from '@kexie/messaging';
import { importRows, requireRegion, requireRole, type ImportReport, type Viewer } from '@kexie/service';
import { requireRegionOfPresent, requireStaffOrSecretary } from '../authority.ts';
import { requireVersion } from '../check.ts';
import type { Deps } from '../deps.ts';
import type {
  AcceptFundedProjectInput,
  ApplyForFundingInput,
  DecideAllocationInput,
  DisburseInput,
  ImportFundingProgramsInput,
  OpenFundingProgramInput,
} from '../generated/graphql.ts';
import { accept, apply, decide, eventsOf, openProgram, paidEvent, pay, restateProgram } from './domain.ts';
import type { AllocationRecord } from './store.ts';

/** Opens a programme: one a kind, year and region. Staff of the region. @returns its id, the same again for a repetition. */
export async function openFundingProgram(
  { requests, directory, funding }: Deps,
  viewer: Viewer,
  input: OpenFundingProgramInput,
): Promise<string> {
  requireRegion(viewer, input.regionCode, 'staff');
  const program = openProgram({ ...input, qualifier: input.qualifier ?? 'EXACT' });
  const _id = newId('fnd');
  return requests
    .once({ viewerId: viewer.id, mutation: 'openFundingProgram', input }, async (session) => {
      await directory.knownRegion(program.regionCode, 'regionCode', session);
      if (await funding.programLike(program, session)) throw sameProgram();
      await funding.openProgram(_id, program, session);
      return _id;
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? sameProgram() : error;
    });
}

/** Applies for money. Staff of the recipient's region, or a secretary of the recipient. @returns the id of the application, the same again for a repetition. */
export async function applyForFunding(deps: Deps, viewer: Viewer, input: ApplyForFundingInput): Promise<string> {
  const { requests, directory, funding, recipients, facilities, now } = deps;
  requireRole(viewer, 'staff', 'secretary');
  const application = apply(input, toDay(now()));
  const _id = newId('alc');
  return requests
    .once({ viewerId: viewer.id, mutation: 'applyForFunding', input }, async (session) => {
      const recipient = await directory.activeOrganization(input.recipientId, 'recipientId', session);
      requireStaffOrSecretary(viewer, recipient.regionCode, recipient._id);
      if (recipient.status === 'TERM_OVERDUE')
        throw new DomainError('REFERENCE_INACTIVE', `${recipient.name} has to renew its committee first (换届逾期).`, [
          'recipientId',
        ]);
      const program = await funding.program(input.programId, session);
      if (!program) throw new DomainError('REFERENCE_UNKNOWN', 'No such programme.', ['programId']);
      const facility = application.facilityId === null ? null : await facilities.get(application.facilityId, session);
      if (application.facilityId !== null && !facility)
        throw new DomainError('REFERENCE_UNKNOWN', 'No such facility.', ['facilityId']);
      await recipients.admit(recipient._id, 'recipientId', session);
      if (await funding.hasOpenApplication(program._id, recipient._id, session)) throw openAlready();
      const { year, kind: programKind, sourceKey } = program;
      const shared = {
        year,
        programKind,
        sourceKey,
        regionCode: recipient.regionCode,
        recipientKind: recipient.kind,
        facilityKind: facility?.kind ?? null,
      };
      await funding.apply({ ...application, ...shared, _id, version: 1, open: true }, session);
      return _id;
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? openAlready() : error;
    });
}

/** Decides the next step of an application, in the order of 申报、评选、公示. Staff of the programme's region. */
export function decideAllocation(
  { funding, recipients, directory, now }: Deps,
  viewer: Viewer,
  input: DecideAllocationInput,
): Promise<AllocationRecord> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return funding.changeAllocation(input.id, async (current, program, session) => {
    requireRegion(viewer, program.regionCode, 'staff');
    requireVersion(current, input.expectedVersion);
    if (input.to === 'APPROVED') {
      await directory.activeOrganization(current.recipientId, 'id', session);
      await recipients.admit(current.recipientId, 'id', session);
    }
    const decided = decide(current, program, input, today);
    return { ...decided, events: eventsOf(current._id, decided.allocation) };
  });
}

/** Records a payment. Staff of the programme's region. */
export function disburse(
  { funding, recipients, directory, now }: Deps,
  viewer: Viewer,
  input: DisburseInput,
): Promise<AllocationRecord> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return funding.changeAllocation(input.id, async (current, program, session) => {
    requireRegion(viewer, program.regionCode, 'staff');
    requireVersion(current, input.expectedVersion);
    await directory.activeOrganization(current.recipientId, 'id', session);
    await recipients.admit(current.recipientId, 'id', session);
    const { payment, ...paid } = pay(current, program, input, today);
    return { ...paid, events: [paidEvent(current._id, paid.allocation, payment)], voucherNo: payment.voucherNo };
  });
}

/** Accepts a funded project, with what that means for its facility. Staff of the programme's region. */
export function acceptFundedProject(
  { funding, facilities, now }: Deps,
  viewer: Viewer,
  input: AcceptFundedProjectInput,
): Promise<AllocationRecord> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return funding.changeAllocation(input.id, async (current, program, session) => {
    requireRegion(viewer, program.regionCode, 'staff');
    requireVersion(current, input.expectedVersion);
    const { on, ...accepted } = accept(current, program, { ...input, recover: input.recover ?? false }, today);
    if (input.passed && current.facilityId)
      await facilities.finishProject(current.facilityId, current.purpose, on, session);
    return { ...accepted, events: eventsOf(current._id, accepted.allocation) };
  });
}

/** Imports programmes. Staff, each row in their region. */
export function importFundingPrograms(
  { mongo, directory, funding }: Deps,
  viewer: Viewer,
  { rows, dryRun }: ImportFundingProgramsInput,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(mongo, { rows, dryRun }, async (row, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const stated = { ...row, qualifier: row.qualifier ?? ('EXACT' as const), synthetic: row.synthetic ?? false };
    const program = restateProgram(stated, null);
    await directory.knownRegion(row.regionCode, 'regionCode', session);
    const like = await funding.programLike(program, session);
    if (like && like.importKey !== row.key) throw sameProgram();
    return funding.importProgram(
      row.key,
      newId('fnd'),
      (present) => {
        requireRegionOfPresent(viewer, present);
        return restateProgram(stated, present);
      },
      session,
    );
  });
}

function sameProgram(): DomainError {
  return new DomainError('DUPLICATE', 'There is a programme of this kind for this year and region.', ['kind']);
}

function openAlready(): DomainError {
  return new DomainError('DUPLICATE', 'This recipient has an open application to the programme.', ['recipientId']);
}
