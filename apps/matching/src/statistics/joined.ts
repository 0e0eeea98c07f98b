import mongoose, { type PipelineStage, type QueryFilter } from 'mongoose';
import { daysAfter, DomainError, type Message } from '@kexie/kernel';
import { statistics } from '@kexie/service';
import type { Expert } from '../expert/domain.ts';
import { say } from '../messages.ts';
import type { Need } from '../need/domain.ts';
import { pagesOf } from '../pages.ts';
import type { Proposal } from '../proposal/domain.ts';
import type { Store } from '../store.ts';

/** The limit of the proposals that one statistic reads. The memory for the facts of their needs and experts grows with it. */
const proposalsMax = 100_000;
const batchSize = 1_000;
/** SecantusDB compares each of the ids of a query with each record that it finds. */
const idsMax = 100;
const chinaOffset = '+08:00';

const proposalFields = {
  ...{ needId: 1, expertId: 1, enterpriseId: 1, regionCode: 1, mainSubject: 1, origin: 1, status: 1 },
  ...{ createdAt: 1, expiresAt: 1, closedAt: 1, 'answers.at': 1 },
} as const;
const needFields = { publishedOn: 1, industryCode: 1, serviceModes: 1, status: 1 } as const;

/** The fields of a proposal that statistics use. */
export type CountedProposal = Pick<
  Proposal,
  | 'needId'
  | 'expertId'
  | 'enterpriseId'
  | 'regionCode'
  | 'mainSubject'
  | 'origin'
  | 'status'
  | 'createdAt'
  | 'expiresAt'
  | 'closedAt'
> & { answers: { at: Date }[] };
export type CountedNeed = Pick<Need, '_id' | 'publishedOn' | 'industryCode' | 'serviceModes' | 'status'>;
export type CountedExpert = Pick<Expert, '_id' | 'regionCode'>;

/** The condition "made from the one civil day to the other in China". A missing bound sets no condition. */
export function madeBetween({
  from,
  to,
}: {
  from: string | null | undefined;
  to: string | null | undefined;
}): QueryFilter<Proposal> {
  if (!from && !to) return {};
  const startOf = (day: string) => new Date(`${day}T00:00:00${chinaOffset}`);
  return {
    createdAt: mongoose.trusted({
      ...(from && { $gte: startOf(from) }),
      ...(to && { $lt: startOf(daysAfter(to, 1)) }),
    }),
  };
}

/** The conditions on the proposals, their needs and their experts; without one on experts all of them count. */
type Conditions = { proposals: QueryFilter<Proposal>; needs: QueryFilter<Need>; experts?: QueryFilter<Expert> };

/**
 * Calls `count` with each proposal that meets its condition, and whose need and expert meet theirs. It reads the
 * proposals in batches, and the facts of each need and expert once, because a join in the database reads them again for
 * each proposal.
 * @throws STATISTICS_TOO_SLOW, also for more than 100,000 proposals; STATISTICS_BUSY.
 */
export function eachProposal(
  { proposals, needs, experts }: Store,
  where: Conditions,
  count: (proposal: CountedProposal, need: CountedNeed, expert: CountedExpert) => unknown,
): Promise<void> {
  return statistics.run(async (maxTimeMS) => {
    const deadline = performance.now() + maxTimeMS;
    const needOf = facts<CountedNeed>((ids) =>
      needs.model
        .aggregate<CountedNeed>(byId(ids, where.needs, needFields))
        .option({ maxTimeMS })
        .exec(),
    );
    const expertOf = facts<CountedExpert>((ids) =>
      experts.model
        .aggregate<CountedExpert>(byId(ids, where.experts ?? {}, { regionCode: 1 }))
        .option({ maxTimeMS })
        .exec(),
    );
    const countBatch = async (batch: readonly CountedProposal[]): Promise<void> => {
      await needOf.load(batch.map(({ needId }) => needId));
      await expertOf.load(batch.map(({ expertId }) => expertId));
      for (const proposal of batch) {
        const [need, expert] = [needOf.get(proposal.needId), expertOf.get(proposal.expertId)];
        if (need && expert) count(proposal, need, expert);
      }
    };
    const cursor = proposals.model
      .find(where.proposals, proposalFields)
      .limit(proposalsMax + 1)
      .maxTimeMS(maxTimeMS)
      .lean<CountedProposal>()
      .cursor({ batchSize });
    let read = 0;
    for await (const batch of pagesOf<CountedProposal>(cursor, batchSize)) {
      read += batch.length;
      if (read > proposalsMax) throw tooMuch(say`read more than ${proposalsMax} proposals`);
      await countBatch(batch);
      // `maxTimeMS` bounds each query, but not their sum
      if (performance.now() > deadline) throw tooMuch(say`take longer than ${maxTimeMS / 1_000} s`);
    }
  });
}

function tooMuch(reason: Message): DomainError {
  return new DomainError(
    'STATISTICS_TOO_SLOW',
    say`These statistics ${reason}. Request a smaller region or a shorter period.`,
  );
}

/** The limit changes no result. It keeps the database from joining both conditions, and then using another index than that of the ids. */
function byId(ids: readonly string[], condition: object, fields: Record<string, 1>): PipelineStage[] {
  return [
    { $match: { _id: mongoose.trusted({ $in: [...ids] }) } },
    { $limit: ids.length },
    { $match: condition },
    { $project: fields },
  ];
}

/** The facts of records, each read once. A record that does not meet the condition of `find` is remembered as undefined. */
function facts<T extends { _id: string }>(find: (ids: readonly string[]) => PromiseLike<T[]>) {
  const known = new Map<string, T | undefined>();
  return {
    get: (id: string): T | undefined => known.get(id),
    async load(ids: readonly string[]): Promise<void> {
      const missing = [...new Set(ids)].filter((id) => !known.has(id));
      if (missing.length === 0) return;
      for (const id of missing) known.set(id, undefined);
      for (let from = 0; from < missing.length; from += idsMax)
        for (const record of await find(missing.slice(from, from + idsMax))) known.set(record._id, record);
    },
  };
}
