import { DomainError, newId, toDay } from '@kexie/kernel';
import {
  importAsStaff,
  requireActingFor,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type {
  AcceptFundedProjectInput,
  ApplyForFundingInput,
  DecideAllocationInput,
  DisburseInput,
  ImportFundingProgramsInput,
  OpenFundingProgramInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { accept, apply, decide, eventsOf, openProgram, paidEvent, pay, restateProgram } from './domain.ts';
import { sourceKeyOf, type AllocationRecord, type FundingSteps } from './store.ts';

/** Opens a program, at most one for a kind, year and region. By staff of the region. @returns its id; a repeated request returns the same id. */
export async function openFundingProgram(
  { requests, directory, store: { funding } }: Deps,
  viewer: Viewer,
  input: OpenFundingProgramInput,
): Promise<string> {
  requireRegion(viewer, input.regionCode, 'staff');
  const program = openProgram({ ...input, qualifier: input.qualifier ?? 'EXACT' });
  const _id = newId('fnd');
  return funding.programs.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'openFundingProgram', input }, async (session) => {
      await directory.knownRegion(program.regionCode, 'regionCode', session);
      await funding.requireNewProgram(program, session);
      return funding.programs.create(
        { next: { ...program, _id, version: 1, importKey: null, sourceKey: sourceKeyOf(program.sources) }, events: [] },
        session,
      );
    }),
  );
}

/**
 * Applies for money. By staff of the recipient's region, or a secretary of the recipient.
 * @returns the id of the application; a repeated request returns the same id.
 */
export async function applyForFunding(deps: Deps, viewer: Viewer, input: ApplyForFundingInput): Promise<string> {
  const {
    requests,
    directory,
    now,
    store: { funding, recipients, facilities },
  } = deps;
  requireRole(viewer, 'staff', 'secretary');
  const application = apply(input, toDay(now()));
  const _id = newId('alc');
  return funding.allocations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'applyForFunding', input }, async (session) => {
      const recipient = await directory.activeOrganization(input.recipientId, 'recipientId', session);
      requireActingFor(viewer, { id: recipient._id, regionCode: recipient.regionCode });
      if (recipient.status === 'TERM_OVERDUE')
        throw new DomainError('REFERENCE_INACTIVE', `${recipient.name} must renew its committee first (换届逾期).`, [
          'recipientId',
        ]);
      const program = await funding.programs.find(input.programId, session);
      if (!program) throw new DomainError('REFERENCE_UNKNOWN', 'There is no such program.', ['programId']);
      const facility = application.facilityId === null ? null : await facilities.find(application.facilityId, session);
      if (application.facilityId !== null && !facility)
        throw new DomainError('REFERENCE_UNKNOWN', 'There is no such facility.', ['facilityId']);
      await recipients.admit(recipient._id, 'recipientId', session);
      await funding.requireNoOpenApplication(program._id, recipient._id, session);
      const { year, kind: programKind, sourceKey } = program;
      const shared = {
        year,
        programKind,
        sourceKey,
        regionCode: recipient.regionCode,
        recipientKind: recipient.kind,
        facilityKind: facility?.kind ?? null,
      };
      return funding.allocations.create(
        { next: { ...application, ...shared, _id, version: 1, open: true }, events: [] },
        session,
      );
    }),
  );
}

/** Decides the next step of an application, in the order of 申报、评选、公示. By staff of the program's region. */
export function decideAllocation(
  { directory, now, store: { funding, recipients } }: Deps,
  viewer: Viewer,
  input: DecideAllocationInput,
): Promise<AllocationRecord> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return funding.changeAllocation(
    input,
    ofStaff(viewer, async (current, program, session) => {
      if (input.to === 'APPROVED') {
        await directory.activeOrganization(current.recipientId, 'id', session);
        await recipients.admit(current.recipientId, 'id', session);
      }
      const decided = decide(current, program, input, today);
      return { ...decided, events: eventsOf(current._id, decided.allocation) };
    }),
  );
}

/** Records a payment. By staff of the program's region. */
export function disburse(
  { directory, now, store: { funding, recipients } }: Deps,
  viewer: Viewer,
  input: DisburseInput,
): Promise<AllocationRecord> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return funding.changeAllocation(
    input,
    ofStaff(viewer, async (current, program, session) => {
      await directory.activeOrganization(current.recipientId, 'id', session);
      await recipients.admit(current.recipientId, 'id', session);
      const { payment, ...paid } = pay(current, program, input, today);
      return { ...paid, events: [paidEvent(current._id, paid.allocation, payment)], voucherNo: payment.voucherNo };
    }),
  );
}

/** Accepts a funded project, and applies it to its facility. By staff of the program's region. */
export function acceptFundedProject(
  { now, store: { funding, facilities } }: Deps,
  viewer: Viewer,
  input: AcceptFundedProjectInput,
): Promise<AllocationRecord> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return funding.changeAllocation(
    input,
    ofStaff(viewer, async (current, program, session) => {
      const { on, ...accepted } = accept(current, program, { ...input, recover: input.recover ?? false }, today);
      if (input.passed && current.facilityId)
        await facilities.finishProject(current.facilityId, current.purpose, on, session);
      return { ...accepted, events: eventsOf(current._id, accepted.allocation) };
    }),
  );
}

/** Imports programs. By staff of the region of each row. */
export function importFundingPrograms(
  { mongo, directory, store: { funding } }: Deps,
  viewer: Viewer,
  input: ImportFundingProgramsInput,
): Promise<ImportReport> {
  return importAsStaff(mongo, viewer, input, async (row, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const stated = { ...row, qualifier: row.qualifier ?? ('EXACT' as const), synthetic: row.synthetic ?? false };
    const program = restateProgram(stated, null);
    await directory.knownRegion(row.regionCode, 'regionCode', session);
    await funding.requireNewProgram(program, session, row.key);
    return funding.programs.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          const next = restateProgram(stated, present);
          return {
            ...next,
            _id: present?._id ?? newId('fnd'),
            version: 1,
            importKey: row.key,
            sourceKey: sourceKeyOf(next.sources),
          };
        },
        events: () => [],
      },
      session,
    );
  });
}

/** The steps of a decision by staff of the program's region. */
function ofStaff(viewer: Viewer, decide: FundingSteps['decide']): FundingSteps {
  return { authorize: (program) => requireRegion(viewer, program.regionCode, 'staff'), decide };
}
