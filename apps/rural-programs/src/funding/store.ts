import mongoose, { Schema, type QueryFilter } from 'mongoose';
import type { NewEvent } from '@kexie/events';
import { DomainError, type ImportableRecord, type PageRequest } from '@kexie/kernel';
import { isDuplicateKey, type Mongo, type Outbox, type Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  dateOrNull,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  number,
  oneOf,
  part,
  recordSchema,
  text,
  textOrNull,
  texts,
  versionedSchema,
  type Change,
} from '@kexie/service';
import type { AllocationFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import {
  endForDissolution,
  eventsOf,
  openStatuses,
  stoppedEvent,
  transferAllocation,
  transferredEvent,
  unfinishedStatuses,
  type Allocation,
  type EarlierRecipient,
  type FundSource,
  type Payment,
  type Program,
  type ProgramKind,
  type Step,
} from './domain.ts';

/** `sourceKey` combines the sources in one code for statistics, such as CENTRAL+CITY; null when no source is known. */
export type ProgramRecord = Program & ImportableRecord & { sourceKey: string | null };

/** An allocation, with the facts of its program, facility and recipient that statistics need. `open` is true while it waits for a decision. */
export type AllocationRecord = Allocation & {
  _id: string;
  version: number;
  open: boolean;
  year: number;
  programKind: ProgramKind;
  sourceKey: string | null;
  regionCode: string;
  recipientKind: string;
  facilityKind: string | null;
};

type Voucher = { _id: string; allocationId: string };

/**
 * Integer fen: an int64 in the database. Reads return it as a number, which is exact for every amount that `fenOf`
 * accepts; the types of mongoose declare a bigint.
 */
const fen = { type: Schema.Types.BigInt as unknown as NumberConstructor, default: null };

const programSchema = recordSchema<ProgramRecord>('funding_programs', {
  kind: text,
  title: text,
  year: number,
  regionCode: text,
  budgetFen: fen,
  budgetQualifier: text,
  sources: texts,
  sourceKey: textOrNull,
  allocationCeilingFen: fen,
  approvedFen: fen,
  disbursedFen: fen,
});
programSchema.index({ kind: 1, year: 1, regionCode: 1 }, { unique: true });
programSchema.index({ year: -1, _id: 1 });
programSchema.index({ regionCode: 1, year: 1 });

const recorded = { recordedBy: textOrNull, recordedAt: dateOrNull };

const allocationSchema = versionedSchema<AllocationRecord>('allocations', {
  programId: text,
  recipientId: text,
  facilityId: textOrNull,
  purpose: text,
  plan: text,
  requestedFen: fen,
  amountFen: fen,
  status: text,
  documentNo: textOrNull,
  payments: [part<Payment>({ amountFen: fen, paidOn: String, voucherNo: String, ...recorded })],
  paidFen: fen,
  steps: [part<Step>({ to: String, decidedOn: String, reason: textOrNull, ...recorded })],
  paymentsStoppedOn: textOrNull,
  earlierRecipients: { type: [part<EarlierRecipient>({ recipientId: String, until: String })], default: undefined },
  open: flag,
  year: number,
  programKind: text,
  sourceKey: textOrNull,
  regionCode: text,
  recipientKind: text,
  facilityKind: textOrNull,
});
allocationSchema.index(
  { programId: 1, recipientId: 1 },
  { name: 'one_open_application', unique: true, partialFilterExpression: { open: true } },
);
allocationSchema.index({ programId: 1, status: 1 });
allocationSchema.index({ recipientId: 1, year: -1 });
allocationSchema.index({ regionCode: 1, year: 1 });
allocationSchema.index({ year: 1, programKind: 1 });
allocationSchema.index({ status: 1, year: 1 });

const voucherSchema = new Schema<Voucher>(
  { _id: text, allocationId: text },
  { collection: 'vouchers', versionKey: false },
);

const programsMax = 200;
/** Far more than the allocations of one recipient that a dissolution can affect. */
const endedBatch = 500;
const sourceOrder: readonly FundSource[] = ['CENTRAL', 'AUTONOMOUS_REGION', 'CITY', 'COUNTY', 'SOCIAL'];
const voucherUsed = (): DomainError =>
  new DomainError('DUPLICATE', say`This voucher number was used before.`, ['voucherNo']);

/** The collections of programs, allocations and vouchers of payments. */
export function createFundingStore(mongo: Mongo, outbox: Outbox) {
  const programs = createAggregateStore<ProgramRecord>(mongo, outbox, {
    name: 'FundingProgram',
    schema: programSchema,
    noun: say`program`,
    lifecycle: ['approvedFen', 'disbursedFen'],
    derive: (program) => ({ ...program, sourceKey: sourceKeyOf(program.sources) }),
    duplicates: { kind_1_year_1_regionCode_1: [say`A program of this kind exists for this year and region.`, 'kind'] },
  });
  const allocations = createAggregateStore<AllocationRecord>(mongo, outbox, {
    name: 'Allocation',
    schema: allocationSchema,
    noun: say`allocation`,
    duplicates: { one_open_application: [say`This recipient has an open application to the program.`, 'recipientId'] },
  });
  const vouchers = mongo.model<Voucher>('Voucher', voucherSchema);

  return {
    programs,
    allocations,
    listPrograms: ({ year, kind }: { year?: number | null | undefined; kind?: ProgramKind | null | undefined }) =>
      programs.model
        .find(every<ProgramRecord>(equals('year', year), equals('kind', kind)))
        .sort({ year: -1, _id: 1 })
        .limit(programsMax)
        .lean<ProgramRecord[]>()
        .exec(),
    /** @throws DUPLICATE if another program has this kind, year and region. The program with the import key `exceptKey` may have them. */
    async requireNewProgram(
      { kind, year, regionCode }: Program,
      session: Session,
      exceptKey: string | null = null,
    ): Promise<void> {
      const like = await programs.model
        .findOne({ kind, year, regionCode }, { importKey: 1 }, { session })
        .lean<Pick<ProgramRecord, 'importKey'>>();
      if (like && (exceptKey === null || like.importKey !== exceptKey))
        throw programs.duplicate('kind_1_year_1_regionCode_1');
    },
    page: ({ filter, ...page }: PageRequest & { filter?: AllocationFilter | null | undefined }) =>
      findPage(allocations.model, { ...page, filter: allocationConditions(filter ?? {}) }),
    /** Whether somebody has applied to this program. */
    hasApplications: async (programId: string, session: Session): Promise<boolean> =>
      (await allocations.model.exists({ programId }).session(session)) !== null,
    /** @throws DUPLICATE if the recipient has an open application to this program. */
    async requireNoOpenApplication(programId: string, recipientId: string, session: Session): Promise<void> {
      if (await allocations.model.exists({ programId, recipientId, open: true }).session(session))
        throw allocations.duplicate('one_open_application');
    },
    /**
     * Changes an allocation and its program in one transaction, so that of two concurrent approvals or payments of one program one waits and checks again.
     * @throws NOT_FOUND, VERSION_CONFLICT, DUPLICATE for a voucher that was used before, and the errors of the steps.
     */
    changeAllocation: (change: Change, { authorize, decide }: FundingSteps): Promise<AllocationRecord> =>
      allocations
        .update(change, {
          authorize: async ({ programId }, session) => authorize(await programs.require(programId, { session })),
          decide: async (allocation, session) => {
            const program = await programs.require(allocation.programId, { session });
            const decided = await decide(allocation, program, session);
            if (decided.voucherNo) await useVoucher(decided.voucherNo, allocation._id, session);
            if (decided.program !== program)
              await programs.replace(program, { next: decided.program, events: [] }, session);
            return { next: withOpen(decided.allocation), events: decided.events };
          },
        })
        .catch((error: unknown) => {
          throw isDuplicateKey(error) ? voucherUsed() : error;
        }),
    /** Ends the open applications and the payments of a dissolved recipient, in the transaction of the reaction. */
    endAllocationsOf: (recipientId: string, dissolvedOn: string, session: Session) =>
      changeAllocationsOf(recipientId, session, (allocation) => ended(allocation, dissolvedOn)),
    /**
     * Gives the unfinished allocations of a merged recipient to its successor, in the transaction of the reaction. An
     * application is rejected when the successor has an open one to the same program.
     */
    transferAllocationsOf: (
      recipientId: string,
      { successorId, dissolvedOn }: { successorId: string; dissolvedOn: string },
      session: Session,
    ) =>
      changeAllocationsOf(recipientId, session, async (allocation) => {
        const { programId, open } = allocation;
        const isTaken =
          open &&
          (await allocations.model.exists({ programId, recipientId: successorId, open: true }).session(session)) !==
            null;
        if (isTaken) return ended(allocation, dissolvedOn);
        const next = transferAllocation(allocation, successorId, dissolvedOn);
        return next && { next, events: [transferredEvent(next._id, next)] };
      }),
  };

  /** Changes the unfinished allocations of a recipient one after the other. */
  async function changeAllocationsOf(
    recipientId: string,
    session: Session,
    decide: (allocation: AllocationRecord) => Changed | Promise<Changed>,
  ): Promise<void> {
    const affected = oneOf('status', unfinishedStatuses);
    let found: AllocationRecord[];
    let after = '';
    do {
      found = await allocations.model
        .find({ recipientId, ...affected, _id: mongoose.trusted({ $gt: after }) }, null, { session })
        .sort({ _id: 1 })
        .limit(endedBatch)
        .lean<AllocationRecord[]>();
      for (const allocation of found) {
        const decision = await decide(allocation);
        if (decision) await allocations.replace(allocation, decision, session);
        after = allocation._id;
      }
    } while (found.length === endedBatch);
  }

  async function useVoucher(voucherNo: string, allocationId: string, session: Session): Promise<void> {
    if (await vouchers.findById(voucherNo, null, { session }).lean()) throw voucherUsed();
    await vouchers.insertMany([{ _id: voucherNo, allocationId }], { session });
  }
}

type Changed = { next: AllocationRecord; events: NewEvent[] } | undefined;

/** The allocation of a dissolved recipient, with its event; undefined if nothing changes. */
function ended(allocation: AllocationRecord, dissolvedOn: string): Changed {
  const next = endForDissolution(allocation, dissolvedOn);
  return (
    next && {
      next: withOpen(next),
      events: next.paymentsStoppedOn ? [stoppedEvent(next._id, next)] : eventsOf(next._id, next),
    }
  );
}

function withOpen(allocation: AllocationRecord): AllocationRecord {
  return { ...allocation, open: openStatuses.includes(allocation.status) };
}

/** The steps of a change of an allocation. */
export type FundingSteps = {
  authorize: (program: ProgramRecord) => void;
  decide: (
    allocation: AllocationRecord,
    program: ProgramRecord,
    session: Session,
  ) => Promise<FundingDecision> | FundingDecision;
};

/** The result of a decision about an allocation. */
type FundingDecision = { allocation: AllocationRecord; program: ProgramRecord; events: NewEvent[]; voucherNo?: string };

/** Conditions on allocations. */
export function allocationConditions(filter: AllocationFilter): QueryFilter<AllocationRecord> {
  return every(
    oneOf('programId', filter.programIds),
    oneOf('programKind', filter.kinds),
    between('year', filter.fromYear, filter.toYear),
    inRegions('regionCode', filter.regions),
    oneOf('status', filter.statuses),
    oneOf('recipientId', filter.recipientIds),
  );
}

/** The same filter for programs, without the conditions that apply only to allocations. */
export function programConditions(filter: AllocationFilter): QueryFilter<ProgramRecord> {
  return every(
    oneOf('_id', filter.programIds),
    oneOf('kind', filter.kinds),
    between('year', filter.fromYear, filter.toYear),
    inRegions('regionCode', filter.regions),
  );
}

/** The sources of a program as one code for statistics. */
function sourceKeyOf(sources: readonly FundSource[]): string | null {
  return sources.length === 0 ? null : sourceOrder.filter((source) => sources.includes(source)).join('+');
}
