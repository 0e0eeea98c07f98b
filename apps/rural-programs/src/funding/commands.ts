import { DomainError, newId } from '@kexie/kernel';
import {
  daysOfYear,
  type Imported,
  importKeyOf,
  type ImportReport,
  importRows,
  type Permit,
  requireActiveOrganization,
  statedBy,
  type Viewer,
} from '@kexie/service';
import { knownOrganization, placeOf } from '../directory.ts';
import { placeOfFacility } from '../facility/commands.ts';
import type {
  AcceptFundedProjectInput,
  ApplyForFundingInput,
  DecideAllocationInput,
  DisburseInput,
  FundingProgramRow,
  ImportFundingProgramsInput,
  OpenFundingProgramInput,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { mayBackdate, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  accept,
  apply,
  checkRestated,
  decide,
  eventsOf,
  openProgram,
  paidEvent,
  pay,
  programFacts,
  type Recorder,
} from './domain.ts';
import type { AllocationRecord, FundingSteps } from './store.ts';

/** Opens a program, at most one for a kind, year and region. @returns its id; a repeated request returns the same id. */
export async function openFundingProgram(
  { requests, directory, store: { funding } }: Deps,
  viewer: Viewer,
  input: OpenFundingProgramInput,
): Promise<string> {
  rights.openFundingProgram(viewer)({ regionCode: input });
  const program = openProgram({ ...input, qualifier: input.qualifier ?? 'EXACT' });
  const _id = newId('fnd');
  return funding.programs.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'openFundingProgram', input }, async (session) => {
      await directory.knownRegion(program.regionCode, 'regionCode', session, daysOfYear(program.year));
      await funding.requireNewProgram(program, session);
      return funding.programs.create(
        { next: { ...program, _id, version: 1, importKey: null, sourceKey: null }, events: [] },
        session,
      );
    }),
  );
}

/** Applies for money. @returns the id of the application; a repeated request returns the same id. */
export async function applyForFunding(deps: Deps, viewer: Viewer, input: ApplyForFundingInput): Promise<string> {
  const {
    requests,
    directory,
    now,
    store: { funding, recipients, facilities },
  } = deps;
  const permit = rights.applyForFunding(viewer);
  const _id = newId('alc');
  return funding.allocations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'applyForFunding', input }, async (session) => {
      const recipient = await knownOrganization(directory, input.recipientId, 'recipientId', session);
      const program = await funding.programs.find(input.programId, session);
      const facility = input.facilityId ? await facilities.find(input.facilityId, session) : null;
      permit({
        recipientId: placeOf(recipient),
        programId: program,
        facilityId: facility && placeOfFacility(facility),
      });
      if (!program) throw new DomainError('REFERENCE_UNKNOWN', say`There is no such program.`, ['programId']);
      if (input.facilityId && !facility)
        throw new DomainError('REFERENCE_UNKNOWN', say`There is no such facility.`, ['facilityId']);
      requireActiveOrganization(recipient, 'recipientId');
      if (recipient.status === 'TERM_OVERDUE')
        throw new DomainError('REFERENCE_INACTIVE', say`${recipient.name} must renew its committee first (换届逾期).`, [
          'recipientId',
        ]);
      const application = apply(input, recorderOf(viewer, now()));
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

/** Decides the next step of an application, in the order of 申报、评选、公示. */
export async function decideAllocation(
  { directory, now, store: { funding, recipients } }: Deps,
  viewer: Viewer,
  input: DecideAllocationInput,
): Promise<AllocationRecord> {
  const permit = rights.decideAllocation(viewer);
  return funding.changeAllocation(
    input,
    within(permit, async (current, program, session) => {
      if (input.to === 'APPROVED') {
        await directory.activeOrganization(current.recipientId, 'id', session);
        await recipients.admit(current.recipientId, 'id', session);
      }
      const decided = decide(current, program, input, recorderOf(viewer, now()));
      return { ...decided, events: eventsOf(current._id, decided.allocation) };
    }),
  );
}

/** Records a payment. */
export async function disburse(
  { directory, now, store: { funding, recipients } }: Deps,
  viewer: Viewer,
  input: DisburseInput,
): Promise<AllocationRecord> {
  const permit = rights.disburse(viewer);
  return funding.changeAllocation(
    input,
    within(permit, async (current, program, session) => {
      await directory.activeOrganization(current.recipientId, 'id', session);
      await recipients.admit(current.recipientId, 'id', session);
      const { payment, ...paid } = pay(current, program, input, recorderOf(viewer, now()));
      return { ...paid, events: [paidEvent(current._id, paid.allocation, payment)], voucherNo: payment.voucherNo };
    }),
  );
}

/** Accepts a funded project, and applies it to its facility. */
export async function acceptFundedProject(
  { now, store: { funding, facilities } }: Deps,
  viewer: Viewer,
  input: AcceptFundedProjectInput,
): Promise<AllocationRecord> {
  const permit = rights.acceptFundedProject(viewer);
  return funding.changeAllocation(
    input,
    within(permit, async (current, program, session) => {
      const acceptance = { ...input, recover: input.recover ?? false };
      const { on, ...accepted } = accept(current, program, acceptance, recorderOf(viewer, now()));
      if (input.passed && current.facilityId)
        await facilities.finishProject(current.facilityId, current.purpose, on, session);
      return { ...accepted, events: eventsOf(current._id, accepted.allocation) };
    }),
  );
}

/** Imports programs. What is approved and paid stays as it is. */
export async function importFundingPrograms(
  { mongo, directory, store: { funding } }: Deps,
  viewer: Viewer,
  input: ImportFundingProgramsInput,
): Promise<ImportReport> {
  const permit = rights.importFundingPrograms(viewer);
  const { programs } = funding;
  return programs.refusingDuplicates(() =>
    importRows(mongo, input, async ({ key, ...row }, session): Promise<Imported> => {
      permit({ regionCode: row });
      const importKey = importKeyOf(row.regionCode, key);
      const columns = columnsOf(row);
      const facts = programFacts({ ...row, qualifier: row.qualifier ?? 'EXACT' });
      return programs.importRow(
        {
          importKey,
          authorize: (present) => void permit({ regionCode: [row, present] }),
          stated: statedBy(columns, facts),
          create: () => ({
            ...facts,
            _id: newId('fnd'),
            version: 1,
            importKey: null,
            approvedFen: 0,
            disbursedFen: 0,
            sourceKey: null,
          }),
          complete: async (next, before) => {
            if (before?.regionCode !== next.regionCode)
              await directory.knownRegion(next.regionCode, 'regionCode', session, daysOfYear(next.year));
            await funding.requireNewProgram(next, session, importKey);
            if (before) checkRestated(next, before, await funding.hasApplications(before._id, session));
            return next;
          },
          events: () => [],
        },
        session,
      );
    }),
  );
}

/** The columns of a row under the names of the record. */
function columnsOf({ budget, qualifier, allocationCeiling, ...same }: Omit<FundingProgramRow, 'key'>) {
  return { ...same, budgetFen: budget, budgetQualifier: qualifier, allocationCeilingFen: allocationCeiling };
}

/** The person who enters a step, at this time. */
function recorderOf(viewer: Viewer, at: Date): Recorder {
  return { userId: viewer.id, at, mayBackdate: mayBackdate(viewer) };
}

/** The steps of a decision about an allocation, which lies where its program lies. */
function within(permit: Permit<'id'>, decide: FundingSteps['decide']): FundingSteps {
  return { authorize: (program) => void permit({ id: program }), decide };
}
