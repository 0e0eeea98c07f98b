import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { firstModel } from '@kexie/matchmaker';
import { inTransaction } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { addMatchingModel, adoptMatchingModel, refitMatchingModel } from '../src/matchmaker/commands.ts';
import { explainMatch, recommendExperts } from '../src/matchmaker/recommend.ts';
import { propose } from '../src/proposal/commands.ts';
import { makeProposal, type Proposal } from '../src/proposal/domain.ts';
import type { Deps } from '../src/store.ts';
import { administrator, enterExperts, expertOf, knownPerson, openReplica, publishedNeed } from './deps.ts';

/** Two replicas on one database, whose clock goes on with each reading. */
const database = testDatabase('matching-weights');
let now = Date.parse('2026-12-01T02:00:00Z');
let replicas: [Deps, Deps];
let pair: { needId: string; expertId: string };

beforeAll(async () => {
  const clock = () => new Date((now += 1_000));
  replicas = [await openReplica(database.uri, clock), await openReplica(database.uri, clock)];
  pair = await newPair();
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

async function newPair(): Promise<typeof pair> {
  const [deps] = replicas;
  const expert = expertOf(await knownPerson(deps), { summary: '陶瓷废水处理与过滤材料' });
  await enterExperts(deps, [expert]);
  return { needId: await publishedNeed(deps), expertId: expert._id };
}

const weights = {
  need: { subject: '0.1', text: '0.6', experience: '0.1', quality: '0.1', logistics: '0.05', load: '0.05' },
  expert: { subject: '0.1', text: '0.6', mode: '0.1', logistics: '0.1', reliability: '0.05', policy: '0.05' },
};
const newVersion = () => newId('exp').toLowerCase().replace('_', '-');
const add = (deps: Deps, changes: object = {}) =>
  addMatchingModel(deps, administrator, { modelVersion: newVersion(), ...weights, ...changes });
const adopt = (modelVersion: string) => adoptMatchingModel(replicas[0], administrator, { modelVersion });
const explained = (deps: Deps, modelVersion?: string) => explainMatch(deps, administrator, { ...pair, modelVersion });

test('a version applies to both replicas from its adoption on, and earlier versions can still be selected', async () => {
  const [first, second] = replicas;
  const before = await explained(second);
  expect(before.modelVersion).toBe(firstModel.modelVersion);
  const { _id: modelVersion } = await add(first);
  expect(await explained(second)).toEqual(before);
  const selected = await explained(second, modelVersion);
  expect(selected).toMatchObject({ modelVersion, needScore: expect.not.closeTo(before.needScore, 0) });
  await adopt(modelVersion);
  expect(await explained(second)).toEqual(selected);
  const [listed] = await recommendExperts(second, administrator, { needId: pair.needId });
  expect(listed?.explanation).toEqual(selected);
  expect(await explained(second, firstModel.modelVersion)).toEqual(before);
  await adopt(firstModel.modelVersion);
  expect(await explained(second)).toEqual(before);
  expect((await second.store.models.list()).map(({ _id }) => _id)).toEqual([modelVersion, firstModel.modelVersion]);
});

test('a proposal keeps its explanation and its version when another version is adopted', async () => {
  const [deps] = replicas;
  const input = { ...(await newPair()), origin: 'BROKER' as const, clientMutationId: newId('prp') };
  const proposal = (await propose(deps, administrator, input)) as Proposal;
  const { _id: modelVersion } = await add(deps);
  await adopt(modelVersion);
  expect(await deps.store.proposals.require(proposal._id)).toEqual(proposal);
  expect(proposal).toMatchObject({
    modelVersion: firstModel.modelVersion,
    explanation: { modelVersion: firstModel.modelVersion },
  });
  await adopt(firstModel.modelVersion);
});

test.each([
  ['weights of the need that add up to 1.1', { need: { ...weights.need, subject: '0.2' } }, ['need']],
  ['weights of the expert that add up to 0.9', { expert: { ...weights.expert, subject: '0' } }, ['expert']],
  ['a weight below 0', { need: { ...weights.need, subject: '-0.1', text: '0.8' } }, ['need']],
  ['a name with a space', { modelVersion: 'two way' }, ['modelVersion']],
  ['a name of 41 characters', { modelVersion: 'a'.repeat(41) }, ['modelVersion']],
])('%s: the version is refused and not entered', async (_, changes, inputPath) => {
  const [deps] = replicas;
  const before = await deps.store.models.list();
  await expect(add(deps, changes)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', inputPath });
  expect(await deps.store.models.list()).toEqual(before);
});

test('a version that is unknown is neither selected nor adopted', async () => {
  await expect(explained(replicas[0], 'unknown')).rejects.toMatchObject({
    ...{ code: 'VALIDATION_FAILED', inputPath: ['modelVersion'] },
  });
  await expect(adopt('unknown')).rejects.toMatchObject({ code: 'NOT_FOUND', inputPath: ['modelVersion'] });
});

test('of two replicas that enter a version at the same time, one gets DUPLICATE', async () => {
  const modelVersion = newVersion();
  const results = await Promise.allSettled(replicas.map((deps) => add(deps, { modelVersion })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refused = expect.objectContaining({ code: 'DUPLICATE' }) as unknown;
  expect(results).toContainEqual({ status: 'rejected', reason: refused });
  const builtIn = { modelVersion: firstModel.modelVersion };
  await expect(add(replicas[0], builtIn)).rejects.toMatchObject({ code: 'DUPLICATE' });
});

/**
 * Writes proposals of the first version that the enterprise has answered: it accepts those with a high quality. Every tenth
 * answer is NO_CAPACITY. The values are spread evenly, and the values of the factors do not depend on each other.
 */
async function answerProposals(deps: Deps, count: number): Promise<void> {
  const { needs, experts, proposals } = deps.store;
  const facts = { ...(await newPair()), origin: 'BROKER' as const, roundId: null, note: null, userId: 'usr_1' };
  const [need, expert] = [await needs.require(facts.needId), await experts.require(facts.expertId)];
  const explanation = await explainMatch(deps, administrator, facts);
  const decisions = Array.from({ length: count }, (_, index) => {
    const valueOf = (position: number) => ((index + 1) * Math.sqrt(position + 2)) % 1;
    const parts = explanation.parts.map((part, position) => ({ ...part, value: valueOf(position) }));
    const quality = parts.find(({ factor }) => factor === 'quality')?.value ?? 0;
    const reason = index % 10 === 0 ? ('NO_CAPACITY' as const) : ('OTHER' as const);
    const accepted = reason === 'OTHER' && quality > 0.5;
    const at = deps.now();
    const made = makeProposal({ ...facts, id: newId('prp'), need, expert, explanation: { ...explanation, parts } }, at);
    const answer = { side: 'ENTERPRISE' as const, accepted, at, reason: accepted ? null : reason };
    const answers = [{ ...answer, comment: null, userId: 'usr_1', recordedConsent: null }];
    return { next: { ...made.next, status: 'WITHDRAWN' as const, closedAt: at, answers }, events: [] };
  });
  await inTransaction(deps.mongo, (session) => proposals.createAll(decisions, session));
}

test('answers refit the weights, and the new version is adopted because it predicts the latest answers better', async () => {
  const [deps, other] = replicas;
  const refit = (modelVersion: string) => refitMatchingModel(deps, administrator, { modelVersion });
  await adopt(firstModel.modelVersion);
  await answerProposals(deps, 200);
  // 180 of the answers count
  await expect(refit(newVersion())).rejects.toMatchObject({ code: 'VALIDATION_FAILED', inputPath: ['modelVersion'] });
  await answerProposals(deps, 100);
  const fitted = await refit(newVersion());
  expect(fitted).toMatchObject({
    origin: 'REFITTED',
    basedOn: firstModel.modelVersion,
    sides: [{ side: 'NEED', answers: 270, adopted: true }],
    // the expert's side has no answers
    expert: firstModel.expert,
    adoptedAt: expect.any(Date),
  });
  expect(fitted.need.quality).toBeGreaterThan(firstModel.need.quality);
  const [{ logLoss } = { logLoss: { before: 0, after: 0 } }] = fitted.sides;
  expect(logLoss.after).toBeLessThan(logLoss.before);
  expect((await explained(other)).modelVersion).toBe(fitted._id);
  expect((await explained(other, firstModel.modelVersion)).modelVersion).toBe(firstModel.modelVersion);
});
