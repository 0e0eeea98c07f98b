import { expect, test } from '@jest/globals';
import { factsOf, register, revise } from './domain.ts';

const now = new Date('2021-12-01T00:00:00Z');
const document = { title: '工作实施方案', issuedOn: '2020-05-01', tags: ['SERVICE_WORKERS' as const] };
const achievement = { title: '企业科协118个', year: 2021, tags: [] };
const input = {
  title: '改革试点',
  regionCode: '450400',
  startYear: 2020,
  documents: [document],
  achievements: [achievement],
};

test('each tag of an entry is kept once, in a fixed order, and the event carries the numbers of entries', () => {
  const tags = ['TYPE_HUB', 'QUALITY_MASS', 'TYPE_HUB'] as const;
  const { next, events } = register('rfp_1', factsOf({ ...input, documents: [{ ...document, tags: [...tags] }] }, now));
  expect(next.documents[0]?.tags).toEqual(['QUALITY_MASS', 'TYPE_HUB']);
  expect(next).toMatchObject({ batch: null, sponsor: null, version: 1 });
  expect(events).toMatchObject([
    { type: 'organizations.reform-project.recorded.v1', data: { startYear: 2020, documents: 1, achievements: 1 } },
  ]);
});

test.each<[string, object, string]>([
  ['two documents with the same title', { documents: [document, { ...document, tags: [] }] }, 'same title'],
  ['two achievements with the same title', { achievements: [achievement, achievement] }, 'same title'],
  ['a document of tomorrow', { documents: [{ ...document, issuedOn: '2021-12-02' }] }, 'must not lie in the future'],
  ['an achievement of next year', { achievements: [{ ...achievement, year: 2022 }] }, '"year" must be'],
  ['a start in the next year', { startYear: 2022 }, '"startYear" must be'],
  ['batch 0', { batch: 0 }, '"batch" must be'],
  ['101 documents', { documents: Array.from({ length: 101 }, () => document) }, 'at most 100 documents'],
])('%s is refused', (_, change, message) => {
  expect(() => factsOf({ ...input, ...change }, now)).toThrow(message);
});

test('an achievement does not lie before the start of the project, also after a revision', () => {
  const early = factsOf({ ...input, achievements: [{ ...achievement, year: 2019 }] }, now);
  expect(() => register('rfp_1', early)).toThrow('before the start');
  expect(() => revise(register('rfp_1', factsOf(input, now)).next, early)).toThrow('before the start');
});

test('a revision replaces all facts', () => {
  const { next } = register('rfp_1', factsOf({ ...input, batch: 2 }, now));
  expect(revise(next, factsOf({ ...input, documents: [], achievements: [] }, now)).next).toMatchObject({
    batch: null,
    documents: [],
    achievements: [],
  });
});
