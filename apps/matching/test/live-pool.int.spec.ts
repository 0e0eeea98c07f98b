import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WorkerProfileChanged } from '@kexie/events';
import { DomainError, newId } from '@kexie/kernel';
import { inTransaction } from '@kexie/messaging';
import { oneOf } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { advanceEngagement } from '../src/engagement/commands.ts';
import type { Engagement } from '../src/engagement/domain.ts';
import {
  pauseExpert,
  reinstateExpert,
  resumeExpert,
  setExpertCapacity,
  suspendExpert,
  upsertExpertProfile,
  withdrawExpert,
} from '../src/expert/commands.ts';
import type { Expert } from '../src/expert/domain.ts';
import { addMatchingModel, adoptMatchingModel } from '../src/matchmaker/commands.ts';
import { createLivePool } from '../src/matchmaker/live-pool.ts';
import { explainMatch, recommendExperts, recommendNeeds } from '../src/matchmaker/recommend.ts';
import { withdrawNeed } from '../src/need/commands.ts';
import type { Need } from '../src/need/domain.ts';
import { propose, respondToProposal } from '../src/proposal/commands.ts';
import { openStatuses, type Proposal } from '../src/proposal/domain.ts';
import type { Deps } from '../src/store.ts';
import { county } from './builders.ts';
import {
  administrator,
  deliver,
  enterExperts,
  expertOf,
  knownPerson,
  openReplica,
  profileOf,
  publishedNeed,
} from './deps.ts';

const database = testDatabase('matching-pool');
let replicas: [Deps, Deps];

beforeAll(async () => {
  replicas = [await openReplica(database.uri), await openReplica(database.uri)];
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

const fields = [
  { code: '61030', text: '陶瓷废水处理与过滤材料' },
  { code: '2302070', text: '养蜂与蜂蜜加工' },
  { code: '21040', text: '六堡茶渥堆发酵' },
] as const;
const fieldOf = (value: number) => at(fields, value);
const profile = (personId: string, value: number) => ({
  ...profileOf({ _id: personId }),
  subjects: [{ code: fieldOf(value).code, weight: '1' }],
  keywords: [fieldOf(value).text],
  summary: fieldOf(Math.floor(value / 3)).text,
});
const needOf = (value: number): Partial<Need> => ({
  title: fieldOf(value).text,
  requiredSubjects: [{ code: fieldOf(value).code, weight: 1 }],
  industryCode: value % 2 === 0 ? 'C30' : null,
});

/** The records of one run, and those of them that a change concerns. A new record is the last one. */
type Records = { expertIds: string[]; needIds: string[] };
type Chosen = { records: Records; expert: Expert; need: Need; value: number };
const reason = '测试';
const ofExpert = ({ expert: { _id: id, version: expectedVersion } }: Chosen) => ({ id, expectedVersion, reason });
/** The person version of an event, so that later ones are newer. */
let personVersion = 1;

/** The changes of the platform on which lists and explanations depend. A change may be refused. */
const changes: Record<string, (deps: Deps, chosen: Chosen) => Promise<unknown>> = {
  enterExpert: async (deps, { records, value }) => {
    const { _id } = await knownPerson(deps);
    const entered = await upsertExpertProfile(deps, administrator, profile(_id, value));
    records.expertIds.push((entered as Expert)._id);
  },
  restateExpert: (deps, { expert, value }) =>
    upsertExpertProfile(deps, administrator, { ...profile(expert.personId, value), expectedVersion: expert.version }),
  setCapacity: (deps, chosen) =>
    setExpertCapacity(deps, administrator, { ...ofExpert(chosen), capacity: chosen.value % 3 }),
  pause: (deps, chosen) => pauseExpert(deps, administrator, ofExpert(chosen)),
  resume: (deps, chosen) => resumeExpert(deps, administrator, ofExpert(chosen)),
  suspend: (deps, chosen) => suspendExpert(deps, administrator, ofExpert(chosen)),
  reinstate: (deps, chosen) => reinstateExpert(deps, administrator, ofExpert(chosen)),
  withdrawExpert: (deps, chosen) => withdrawExpert(deps, administrator, ofExpert(chosen)),
  promotePerson: (deps, { expert: { personId }, value }) => {
    const titleLevel = value % 2 === 0 ? 'JUNIOR' : 'ACADEMICIAN';
    const moved = {
      regionCode: value % 3 === 0 ? '440100' : county,
      employerId: null,
      homeStatus: 'VERIFIED' as const,
    };
    const person = { personId, name: '王工', titleLevel, subjectCodes: [], synthetic: true, ...moved };
    return deliver(deps, 'matching-persons', WorkerProfileChanged(person as never), (personVersion += 1));
  },
  enterNeed: async (deps, { records, value }) => records.needIds.push(await publishedNeed(deps, needOf(value))),
  withdrawNeed: (deps, { need: { _id: id, version: expectedVersion } }) =>
    withdrawNeed(deps, administrator, { id, reason, expectedVersion }),
  propose: (deps, { need, expert }) =>
    propose(deps, administrator, {
      ...{ needId: need._id, expertId: expert._id, origin: 'BROKER', clientMutationId: newId('prp') },
    }),
  answer: async (deps, { value }) => {
    const { model } = deps.store.proposals;
    const found = await model.findOne(oneOf('status', openStatuses)).sort({ _id: -1 }).lean<Proposal>();
    if (!found) return;
    const side = found.answers.length === 0 ? ('ENTERPRISE' as const) : ('EXPERT' as const);
    const declined = value % 3 === 0 ? ('NOT_MY_FIELD' as const) : null;
    const answer = { side, accept: declined === null, reason: declined, consentRecord: '电话同意' };
    await respondToProposal(deps, administrator, { id: found._id, ...answer, expectedVersion: found.version });
  },
  advanceEngagement: async (deps, { value }) => {
    const found = await deps.store.engagements.model.findOne().sort({ _id: -1 }).lean<Engagement>();
    if (!found) return;
    const step = value % 3 === 0 ? { to: 'TERMINATED' as const } : { to: 'AGREED' as const, startedOn: '2026-01-05' };
    await advanceEngagement(deps, administrator, { id: found._id, ...step, expectedVersion: found.version });
  },
  adoptWeights: async (deps, { value }) => {
    const modelVersion = newId('exp').toLowerCase().replace('_', '-');
    const [subject, text] = value % 2 === 0 ? ['0.6', '0.1'] : ['0.1', '0.6'];
    const need = { subject, text, experience: '0.1', quality: '0.1', logistics: '0.05', load: '0.05' };
    const expert = { subject, text, mode: '0.1', logistics: '0.1', reliability: '0.05', policy: '0.05' };
    await addMatchingModel(deps, administrator, { modelVersion, need, expert });
    await adoptMatchingModel(deps, administrator, { modelVersion });
  },
};

const at = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;

/** Whether the change was made, and not refused because of the state of the records. */
async function isApplied(name: string, deps: Deps, chosen: Chosen): Promise<boolean> {
  try {
    await changes[name]?.(deps, chosen);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** The lists for a need and for an expert, and the explanation of the pair. */
async function answersOf(deps: Deps, pair: { needId: string; expertId: string }) {
  const { needId, expertId } = pair;
  const experts = await recommendExperts(deps, administrator, { needId, first: 100, excludeProposed: false });
  const needs = await recommendNeeds(deps, administrator, { expertId, first: 100 });
  return {
    experts: experts.map(({ expert: { _id }, explanation }) => ({ _id, explanation })),
    needs: needs.map(({ need: { _id }, explanation }) => ({ _id, explanation })),
    explanation: await explainMatch(deps, administrator, pair),
  };
}
/** The replica with a pool that is read anew. */
const afresh = (deps: Deps): Deps => {
  const { experts, needs } = deps.store;
  return { ...deps, pool: createLivePool({ experts: experts.model, needs: needs.model }) };
};

test('after any change through one replica, both replicas and a new one answer the same at once', async () => {
  const anyStep = (name: string) =>
    fc.record({
      name: fc.constant(name),
      ...{ replica: fc.nat({ max: 1 }), expert: fc.nat(), need: fc.nat(), value: fc.nat({ max: 17 }) },
    });
  const names = Object.keys(changes);
  const anySteps = fc
    .shuffledSubarray(names, { minLength: names.length })
    // a proposal has several steps
    .chain((order) => fc.tuple(...['propose', 'answer', 'answer', ...order].map(anyStep)));
  const successes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const records: Records = { expertIds: [], needIds: [] };
      for (const value of [0, 1, 5]) {
        await changes['enterExpert']?.(replicas[0], { records, value } as Chosen);
        records.needIds.push(await publishedNeed(replicas[0], needOf(value)));
      }
      for (const { name, replica, value, ...step } of steps) {
        const { needs, experts } = replicas[0].store;
        const chosen = {
          records,
          value,
          expert: await experts.require(at(records.expertIds, step.expert)),
          need: await needs.require(at(records.needIds, step.need)),
        };
        const [changing, other] = [at(replicas, replica), at(replicas, replica + 1)];
        if (await isApplied(name, changing, chosen)) successes.add(name);
        const needId = name === 'enterNeed' ? at(records.needIds, records.needIds.length - 1) : chosen.need._id;
        const expertId =
          name === 'enterExpert' ? at(records.expertIds, records.expertIds.length - 1) : chosen.expert._id;
        const answers = await answersOf(other, { needId, expertId });
        for (const deps of [changing, afresh(other)])
          expect(await answersOf(deps, { needId, expertId })).toEqual(answers);
      }
      for (const needId of records.needIds)
        for (const expertId of records.expertIds)
          expect(await explainMatch(replicas[1], administrator, { needId, expertId })).toEqual(
            await explainMatch(replicas[0], administrator, { needId, expertId }),
          );
    }),
    { numRuns: 2, endOnFailure: true },
  );
  expect(successes.size).toBeGreaterThan(names.length / 2);
}, 60_000);

test('a change that is committed after a later read is found by the next read', async () => {
  const [first, second] = replicas;
  const expert = expertOf(await knownPerson(first), { titleLevel: 'JUNIOR' });
  await enterExperts(first, [expert]);
  const pair = { needId: await publishedNeed(first), expertId: expert._id };
  const level = async () => {
    const { parts } = await explainMatch(second, administrator, pair);
    return parts.find(({ factor }) => factor === 'quality')?.evidence[0];
  };
  await inTransaction(first.mongo, async (session) => {
    const current = await first.store.experts.require(expert._id, { session });
    await first.store.experts.replace(
      current,
      { next: { ...current, titleLevel: 'ACADEMICIAN' }, events: [] },
      session,
    );
    // a read of the second replica between the write and its commit
    expect(await level()).toBe('初级');
  });
  expect(await level()).toBe('院士');
});

test('requests at the start wait for the pool or are refused with a code, and other requests are answered meanwhile', async () => {
  const [deps] = replicas;
  const person = await knownPerson(deps);
  const experts = Array.from({ length: 300 }, () =>
    expertOf({ ...person, _id: newId('per') }, { summary: '养蜂'.repeat(200) }),
  );
  await enterExperts(deps, experts);
  const needId = await publishedNeed(deps);
  const {
    experts: { model },
    needs,
  } = deps.store;
  const pool = createLivePool({ experts: model, needs: needs.model, startMsMax: 1 });
  const recommend = () => recommendExperts({ ...deps, pool }, administrator, { needId });
  let isBuilt = false;
  const building = pool.build().then(() => (isBuilt = true));
  await expect(recommend()).rejects.toMatchObject({ code: 'MATCHMAKER_STARTING' });
  expect(await needs.require(needId)).toMatchObject({ status: 'PUBLISHED' });
  expect(isBuilt).toBe(false);
  await building;
  expect((await recommend()).length).toBeGreaterThan(0);
  expect((await recommendExperts(afresh(deps), administrator, { needId })).length).toBeGreaterThan(0);
});
