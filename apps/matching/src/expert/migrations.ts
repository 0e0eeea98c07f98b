import type { Mongo, Migration, MigrationWork } from '@kexie/messaging';

type ExpertRow = { _id: string };
type EngagementRow = {
  _id: string;
  expertId: string;
  needId: string | null;
  industryCode: string | null;
  title: string;
  startedOn: string | null;
};
type NeedRow = { _id: string };

const batchRows = 500;
const engagementsMax = 1_000;
const pastMax = 20;
/** the statuses of needs that only some viewers see */
const hidden = ['DRAFT', 'SUBMITTED', 'RETURNED', 'WITHDRAWN'];

/**
 * Profiles have evidence, the past of the expert, a pause and service teams. The counts and societies begin at zero: the
 * consumers of the evidence read the streams from their beginning. Titles and industries follow from the engagements.
 * The previous version would write profiles without these fields.
 */
export const evidenceOfExperts: Migration = {
  id: '2026-11-27-evidence-of-experts',
  backward: 'none',
  up: async (mongo, work) => {
    const experts = mongo.collection<ExpertRow>('experts');
    for (let last = ''; ;) {
      work.signal.throwIfAborted();
      const rows = await experts
        .find({ _id: { $gt: last }, teamIds: { $exists: false } }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(batchRows)
        .toArray();
      if (rows.length === 0) return;
      const ids = rows.map(({ _id }) => _id);
      const engaged: string[] = await mongo
        .collection<EngagementRow>('engagements')
        .distinct('expertId', { expertId: { $in: ids } });
      for (const id of engaged) await complete(mongo, [id], await pastOf(mongo, id), work);
      const others = ids.filter((id) => !engaged.includes(id));
      await complete(mongo, others, { pastTitles: [], pastIndustries: [] }, work);
      last = rows.at(-1)?._id ?? last;
      work.log.info(`the profiles up to ${last} have their new fields`);
    }
  },
};

type Past = { pastTitles: string[]; pastIndustries: string[] };

async function complete(mongo: Mongo, ids: readonly string[], past: Past, { signal }: MigrationWork): Promise<void> {
  signal.throwIfAborted();
  const added = { honourCount: 0, activityCount: 0, societyIds: [], teamIds: [] };
  const lifecycle = { pause: null, reinstatedBecause: null, withdrawnBecause: null };
  await mongo
    .collection<ExpertRow>('experts')
    .updateMany(
      { _id: { $in: [...ids] }, teamIds: { $exists: false } },
      { $set: { ...added, ...lifecycle, ...past } },
      { writeConcern: { w: 'majority', j: true } },
    );
}

async function pastOf(mongo: Mongo, expertId: string): Promise<Past> {
  const engagements = await mongo
    .collection<EngagementRow>('engagements')
    .find({ expertId }, { projection: { title: 1, startedOn: 1, needId: 1, industryCode: 1 } })
    .sort({ startedOn: -1, _id: -1 })
    .limit(engagementsMax)
    .toArray();
  const needIds = engagements.flatMap(({ needId, industryCode }) => (needId && industryCode ? [needId] : []));
  const shown = await mongo
    .collection<NeedRow>('needs')
    .find({ _id: { $in: needIds }, confidentiality: 'PUBLIC', status: { $nin: hidden } }, { projection: { _id: 1 } })
    .toArray();
  const publicIds = new Set(shown.map(({ _id }) => _id));
  const industries = engagements.flatMap(({ needId, industryCode }) =>
    needId && industryCode && publicIds.has(needId) ? [industryCode] : [],
  );
  return {
    pastTitles: engagements.slice(0, pastMax).map(({ title }) => title),
    pastIndustries: [...new Set(industries.slice(0, pastMax))],
  };
}
