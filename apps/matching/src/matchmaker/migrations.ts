import { setImmediate as nextTurn } from 'node:timers/promises';
import { subjectOf, tokenizerVersion } from '@kexie/matchmaker';
import type { Migration, Mongo, MigrationWork } from '@kexie/messaging';
import { indexTokens } from '../search/tokens.ts';

type Row = {
  _id: string;
  tokenizerVersion: number;
  changedAt?: Date;
  [field: string]: unknown;
};
type Texts = (string | null | undefined)[];

const batchRows = 200;
const pastMax = 1_000;

/**
 * Words are those of another tokenizer, so that all records are indexed again, and records state what the pool in memory
 * needs. The previous version would remove the new fields, and would not find new words.
 */
export const wordsAndPool: Migration = {
  id: '2026-11-27-words-and-pool',
  backward: 'none',
  up: async (mongo, work) => {
    await renew(mongo, work, 'experts', textsOfExpert, {});
    await renew(mongo, work, 'needs', textsOfNeed, {
      enterpriseRatings: [],
      enterpriseAnswers: { answered: 0, expired: 0 },
    });
  },
};

async function renew(
  mongo: Mongo,
  { log, signal }: MigrationWork,
  collection: string,
  textsOf: (mongo: Mongo, row: Row) => Promise<Texts> | Texts,
  added: Record<string, unknown>,
): Promise<void> {
  const rows = mongo.collection<Row>(collection);
  for (let last = ''; ;) {
    signal.throwIfAborted();
    const found = await rows
      .find({ _id: { $gt: last }, changedAt: { $exists: false } })
      .sort({ _id: 1 })
      .limit(batchRows)
      .toArray();
    if (found.length === 0) return;
    for (const row of found) {
      const searchTokens = indexTokens(await textsOf(mongo, row));
      const none = { suggestedSubjects: [], suggestedOn: null };
      await rows.updateOne(
        { _id: row._id, changedAt: { $exists: false } },
        { $set: { ...added, ...none, searchTokens, tokenizerVersion, changedAt: new Date() } },
      );
    }
    await nextTurn();
    last = (found.at(-1) as Row)._id;
    log.info(`the words of ${collection} up to ${last} are renewed`);
  }
}

async function textsOfExpert(mongo: Mongo, row: Row): Promise<Texts> {
  const person = await mongo.collection<Row>('persons_view').findOne({ _id: row['personId'] as string });
  const employer = await mongo.collection<Row>('organizations_view').findOne({ _id: String(person?.['employerId']) });
  const engagements = await mongo
    .collection<Row>('engagements')
    .find({ expertId: row._id }, { projection: { title: 1 } })
    .limit(pastMax)
    .toArray();
  return [
    person?.['name'] as string,
    row['displayTitle'] as string,
    employer?.['name'] as string,
    row['summary'] as string | null,
    ...(row['keywords'] as string[]),
    ...namesOf(row['subjects']),
    ...engagements.map(({ title }) => title as string),
  ];
}

function textsOfNeed(_: Mongo, row: Row): Texts {
  const stated = [row['title'], row['description'], row['background'], row['targetOutcome']] as Texts;
  return [...stated, ...namesOf(row['requiredSubjects'])];
}

function namesOf(subjects: unknown): Texts {
  return (subjects as { code: string }[]).map(({ code }) => subjectOf(code)?.name);
}
