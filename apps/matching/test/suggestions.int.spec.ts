import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, eventually } from '@kexie/testing';
import { upsertExpertProfile } from '../src/expert/commands.ts';
import type { Expert } from '../src/expert/domain.ts';
import { explainMatch } from '../src/matchmaker/recommend.ts';
import { startSuggestionWatch, suggestSubjects } from '../src/matchmaker/suggestions.ts';
import type { Deps } from '../src/store.ts';
import {
  administrator,
  enterExperts,
  expertOf,
  knownPerson,
  openReplica,
  profileOf,
  publishedNeed,
  silent,
} from './deps.ts';

/** Two replicas on one database. */
const database = testDatabase('matching-suggestions');
const beekeeping = { code: '2302070', text: '养蜂技术与蜂蜜加工' };
const waste = { code: '61030', text: '陶瓷废水处理与过滤材料' };
let replicas: [Deps, Deps];

beforeAll(async () => {
  replicas = [await openReplica(database.uri), await openReplica(database.uri)];
  for (const { code, text } of [beekeeping, waste, beekeeping, waste])
    await enterExperts(replicas[0], [
      expertOf(await knownPerson(replicas[0]), { subjects: [{ code, weight: 1 }], keywords: [text] }),
    ]);
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

/** Runs the watch of a replica until `check` does not throw. */
async function watched<T>(deps: Deps, check: () => Promise<T>): Promise<T> {
  const watch = startSuggestionWatch(deps, silent);
  try {
    return await eventually(check);
  } finally {
    await watch.stop();
  }
}
async function withSuggestions<T extends { suggestedOn: string | null }>(read: () => Promise<T>): Promise<T> {
  const record = await read();
  expect(record.suggestedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  return record;
}
const need = (id: string) => () => withSuggestions(() => replicas[0].store.needs.require(id));
const profile = (id: string) => () => withSuggestions(() => replicas[0].store.experts.require(id));

test('a text suggests subjects with shares of at most 1 together, the strongest first and the same on both replicas', async () => {
  const suggested = await suggestSubjects(replicas[0], '想改进蜂蜜加工,也想学养蜂技术');
  expect(suggested[0]?.subject.code).toBe(beekeeping.code);
  const shares = suggested.map(({ share }) => Number(share));
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1.0001);
  expect(await suggestSubjects(replicas[1], '想改进蜂蜜加工,也想学养蜂技术')).toEqual(suggested);
  expect(await suggestSubjects(replicas[0], '办公楼保洁')).toEqual([]);
});

test.each([
  ['no text', ''],
  ['a text of 5001 characters', '蜂'.repeat(5_001)],
])('%s is refused', async (_, text) => {
  await expect(suggestSubjects(replicas[0], text)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    inputPath: ['text'],
  });
});

test('a need and a profile get the subjects that their texts suggest, and the explanation says which are inferred', async () => {
  const [deps, other] = replicas;
  const needId = await publishedNeed(deps, { title: beekeeping.text, description: '蜂蜜加工的产量不稳定' });
  const expert = expertOf(await knownPerson(deps), { summary: `${beekeeping.text},指导养蜂合作社` });
  await enterExperts(deps, [expert]);
  const explained = () => explainMatch(other, administrator, { needId, expertId: expert._id });
  const before = await explained();
  // a need is compared by its text at once; a profile only after the watch has stored its subjects
  expect(before.sentence).not.toContain(beekeeping.code);
  const found = await watched(deps, async () => ({ need: await need(needId)(), expert: await profile(expert._id)() }));
  expect(found.need.suggestedSubjects[0]?.code).toBe(beekeeping.code);
  expect(found.expert.suggestedSubjects[0]?.code).toBe(beekeeping.code);
  expect(found.expert.subjects).toEqual([{ code: waste.code, weight: 1 }]);
  const { needScore, sentence, parts } = await explained();
  expect(needScore).toBeGreaterThan(before.needScore);
  expect(sentence).toContain(`${beekeeping.code} `);
  expect(parts.find(({ factor }) => factor === 'subject')?.evidence).toContainEqual(
    expect.stringMatching(/^2302070 .*据文字推断$/),
  );
});

test('a changed profile gets other subjects, and two replicas store them once', async () => {
  const person = await knownPerson(replicas[0]);
  const statements = { ...profileOf(person), summary: waste.text };
  const { _id } = (await upsertExpertProfile(replicas[0], administrator, statements)) as Expert;
  const first = await watched(replicas[0], profile(_id));
  expect(first.suggestedSubjects[0]?.code).toBe(waste.code);
  const restated = { ...statements, summary: beekeeping.text, expectedVersion: first.version };
  await upsertExpertProfile(replicas[1], administrator, restated);
  expect(await replicas[0].store.experts.require(_id)).toMatchObject({ suggestedOn: null });
  const [seen, again] = await Promise.all(replicas.map((deps) => watched(deps, profile(_id))));
  expect(seen?.suggestedSubjects[0]?.code).toBe(beekeeping.code);
  expect(again?.suggestedSubjects).toEqual(seen?.suggestedSubjects);
  // a suggestion is no change by a user
  expect(seen?.version).toBe(first.version + 1);
});
