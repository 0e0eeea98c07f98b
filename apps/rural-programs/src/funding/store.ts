import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { NewEvent } from '@kexie/events';
import { inTransaction, isDuplicateKey, replaceGuarded, type Session } from '@kexie/messaging';
import { findPage, inRegions, saveImported } from '@kexie/service';
import { between, every, indexImportKey, insert, oneOf, type Books } from '../aggregate.ts';
import { requireFound } from '../check.ts';
import type { AllocationFilter } from '../generated/graphql.ts';
import {
  endForDissolution,
  eventsOf,
  openStatuses,
  stoppedEvent,
  type Allocation,
  type FundSource,
  type Program,
  type ProgramKind,
} from './domain.ts';

/** `sourceKey` joins the sources to one code of statistics, CENTRAL+CITY; null when none is known. */
export type ProgramRecord = Program & {
  _id: string;
  version: number;
  importKey: string | null;
  sourceKey: string | null;
};

/** An allocation with what statistics need of its programme, facility and recipient. `open` is true while it waits for a decision. */
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

const text = { type: String, default: null };
/** Integer fen: an int64 in the database. It is read back as a number, which is exact for every amount that `fenOf` lets in; only mongoose's types see that differently. */
const fen = { type: Schema.Types.BigInt as unknown as NumberConstructor, default: null };

const programSchema = new Schema<ProgramRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: text,
    kind: { type: String, required: true },
    title: { type: String, required: true },
    year: { type: Number, required: true },
    regionCode: { type: String, required: true },
    budgetFen: fen,
    budgetQualifier: { type: String, required: true },
    sources: [String],
    sourceKey: text,
    allocationCeilingFen: fen,
    approvedFen: fen,
    disbursedFen: fen,
    synthetic: { type: Boolean, required: true },
  },
  { collection: 'funding_programs', versionKey: false },
);
indexImportKey(programSchema);
programSchema.index({ kind: 1, year: 1, regionCode: 1 }, { unique: true });
programSchema.index({ year: -1, _id: 1 });
programSchema.index({ regionCode: 1, year: 1 });

const allocationSchema = new Schema<AllocationRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    programId: { type: String, required: true },
    recipientId: { type: String, required: true },
    facilityId: text,
    purpose: { type: String, required: true },
    plan: { type: String, required: true },
    requestedFen: fen,
    amountFen: fen,
    status: { type: String, required: true },
    documentNo: text,
    payments: [new Schema({ amountFen: fen, paidOn: String, voucherNo: String }, { _id: false })],
    paidFen: fen,
    steps: [new Schema({ to: String, decidedOn: String, reason: text }, { _id: false })],
    paymentsStoppedOn: text,
    open: { type: Boolean, required: true },
    year: { type: Number, required: true },
    programKind: { type: String, required: true },
    sourceKey: text,
    regionCode: { type: String, required: true },
    recipientKind: { type: String, required: true },
    facilityKind: text,
  },
  { collection: 'allocations', versionKey: false },
);
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
  { _id: { type: String, required: true }, allocationId: { type: String, required: true } },
  { collection: 'vouchers', versionKey: false },
);

const programsMax = 200;
/** One recipient has one open application a programme, so this is far beyond what it can have. */
const endedBatch = 500;
const sourceOrder: readonly FundSource[] = ['CENTRAL', 'AUTONOMOUS_REGION', 'CITY', 'COUNTY', 'SOCIAL'];

export type FundingStore = ReturnType<typeof createFundingStore>;

/** Programmes, allocations and the vouchers of their payments. */
export function createFundingStore(books: Books) {
  const { mongo, outbox } = books;
  const programs = mongo.model<ProgramRecord>('FundingProgram', programSchema);
  const allocations = mongo.model<AllocationRecord>('Allocation', allocationSchema);
  const vouchers = mongo.model<Voucher>('Voucher', voucherSchema);

  const store = {
    programs,
    allocations,
    listPrograms: ({ year, kind }: { year?: number | null | undefined; kind?: ProgramKind | null | undefined }) =>
      programs
        .find(every<ProgramRecord>((year ?? null) === null ? {} : { year }, kind ? { kind } : {}))
        .sort({ year: -1, _id: 1 })
        .limit(programsMax)
        .lean<ProgramRecord[]>()
        .exec(),
    program: (id: string, session: Session) => programs.findById(id, null, { session }).lean<ProgramRecord>().exec(),
    programLike: ({ kind, year, regionCode }: Program, session: Session) =>
      programs.findOne({ kind, year, regionCode }, null, { session }).lean<ProgramRecord>().exec(),
    openProgram: (_id: string, program: Program, session: Session) =>
      insert(
        books,
        programs,
        { ...program, _id, version: 1, importKey: null, sourceKey: sourceKey(program.sources) },
        [],
        session,
      ),
    async importProgram(
      importKey: string,
      newRecordId: string,
      restate: (present: ProgramRecord | null) => Program,
      session: Session,
    ) {
      const { record: _, ...imported } = await saveImported(
        programs,
        importKey,
        (present) => {
          const program = restate(present);
          return {
            ...program,
            _id: present?._id ?? newRecordId,
            version: present?.version ?? 1,
            importKey,
            sourceKey: sourceKey(program.sources),
          };
        },
        session,
      );
      return imported;
    },
    page: ({ filter, ...page }: PageRequest & { filter?: AllocationFilter | null | undefined }) =>
      findPage(allocations, { ...page, filter: allocationConditions(filter ?? {}) }),
    hasOpenApplication: async (programId: string, recipientId: string, session: Session) =>
      (await allocations.exists({ programId, recipientId, open: true }).session(session)) !== null,
    apply: (record: AllocationRecord, session: Session) => insert(books, allocations, record, [], session),
    /**
     * Changes an allocation together with its programme, in one transaction: two approvals, or two payments, of one programme cannot pass each other.
     * `decide` may run twice. @throws NOT_FOUND, VERSION_CONFLICT, DUPLICATE for a voucher that was used before, and what `decide` throws.
     */
    changeAllocation: (
      id: string,
      decide: (allocation: AllocationRecord, program: ProgramRecord, session: Session) => Promise<Change>,
    ): Promise<AllocationRecord> =>
      inTransaction(mongo, async (session) => {
        const allocation = requireFound(
          await allocations.findById(id, null, { session }).lean<AllocationRecord>(),
          'allocation',
        );
        const program = requireFound(await store.program(allocation.programId, session), 'programme');
        const decided = await decide(allocation, program, session);
        if (decided.voucherNo) await useVoucher(decided.voucherNo, id, session);
        if (decided.program !== program) await replaceGuarded(programs, program, decided.program, session);
        return writeAllocation(allocation, decided.allocation, decided.events, session);
      }).catch((error: unknown) => {
        throw isDuplicateKey(error)
          ? new DomainError('DUPLICATE', 'This voucher was used before.', ['voucherNo'])
          : error;
      }),
    /** Ends what a dissolved recipient has open, in the transaction of the reaction. */
    async endAllocationsOf(recipientId: string, dissolvedOn: string, session: Session): Promise<void> {
      const affected = oneOf('status', [...openStatuses, 'APPROVED', 'PARTIALLY_DISBURSED']);
      let found: AllocationRecord[];
      let after = '';
      do {
        found = await allocations
          .find({ recipientId, ...affected, _id: mongoose.trusted({ $gt: after }) }, null, { session })
          .sort({ _id: 1 })
          .limit(endedBatch)
          .lean<AllocationRecord[]>();
        for (const allocation of found) {
          const next = endForDissolution(allocation, dissolvedOn);
          if (next)
            await writeAllocation(
              allocation,
              next,
              next.paymentsStoppedOn ? [stoppedEvent(next._id, next)] : eventsOf(next._id, next),
              session,
            );
          after = allocation._id;
        }
      } while (found.length === endedBatch);
    },
  };
  return store;

  async function writeAllocation(
    current: AllocationRecord,
    next: AllocationRecord,
    events: readonly NewEvent[],
    session: Session,
  ): Promise<AllocationRecord> {
    const written = await replaceGuarded(
      allocations,
      current,
      { ...next, open: openStatuses.includes(next.status) },
      session,
    );
    await outbox.append(events, { aggregateId: written._id, version: written.version }, session);
    return written;
  }

  async function useVoucher(voucherNo: string, allocationId: string, session: Session): Promise<void> {
    if (await vouchers.findById(voucherNo, null, { session }).lean())
      throw new DomainError('DUPLICATE', 'This voucher was used before.', ['voucherNo']);
    await vouchers.insertMany([{ _id: voucherNo, allocationId }], { session });
  }
}

/** What a decision about an allocation writes. */
export type Change = { allocation: AllocationRecord; program: ProgramRecord; events: NewEvent[]; voucherNo?: string };

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

/** The same filter on programmes: what only an allocation has does not apply. */
export function programConditions(filter: AllocationFilter): QueryFilter<ProgramRecord> {
  return every(
    oneOf('_id', filter.programIds),
    oneOf('kind', filter.kinds),
    between('year', filter.fromYear, filter.toYear),
    inRegions('regionCode', filter.regions),
  );
}

function sourceKey(sources: readonly FundSource[]): string | null {
  return sources.length === 0 ? null : sourceOrder.filter((source) => sources.includes(source)).join('+');
}
