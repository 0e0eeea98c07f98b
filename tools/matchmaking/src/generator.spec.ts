import { expect, test } from '@jest/globals';
import { isSubject } from '@kexie/matchmaker';
import { createGenerator, createMarket, createQualitySet, marketDay } from './generator.ts';
import { createLexicon, labelOf } from './lexicon.ts';
import { generalWords, morphemes } from './morphemes.ts';

const seed = 1;
const generator = createGenerator(seed, 'quality');
const experts = Array.from({ length: 2_000 }, (_, index) => generator.expert(index));
const needs = Array.from({ length: 2_000 }, (_, index) => generator.need(index));

const share = <Item>(items: readonly Item[], holds: (item: Item) => boolean) =>
  items.filter(holds).length / items.length;
const near = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

test('a record depends only on the seed, the purpose and the index', () => {
  const other = createGenerator(seed, 'quality');
  expect(other.expert(1_234)).toEqual(experts[1_234]);
  expect(other.need(77)).toEqual(needs[77]);
  expect(createGenerator(2, 'quality').expert(1_234)).not.toEqual(experts[1_234]);
  expect(createQualitySet({ seed, experts: 3, needs: 2 }).experts).toEqual(
    experts.slice(0, 3).map(({ facts }) => facts),
  );
});

test('the hidden subjects are 47 of the second level in all five groups, and each has experts and needs', () => {
  const { subjects } = createLexicon(seed);
  expect(subjects.length).toBe(47);
  expect(subjects.every((code) => isSubject(code) && code.length === 5)).toBe(true);
  const groups = new Set(subjects.map(groupOf));
  expect([...groups].sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(new Set(experts.map(({ subject }) => subject)).size).toBe(47);
  expect(new Set(needs.map(({ subject }) => subject)).size).toBe(47);
});

/** The first digit of a code gives its group in GB/T 13745. */
function groupOf(code: string): string {
  return { '1': 'A', '2': 'B', '3': 'C', '4': 'D', '5': 'D', '6': 'D' }[code.slice(0, 1)] ?? 'E';
}

test('half of the profiles and a fifth of the needs have no code, and a fifth of the codes is wrong, mostly by discipline', () => {
  near(
    share(experts, ({ facts }) => facts.subjects.length === 0),
    0.5,
    0.04,
  );
  near(
    share(needs, ({ facts }) => facts.subjects.length === 0),
    0.2,
    0.03,
  );
  for (const records of [experts, needs]) {
    const coded = records.filter(({ facts }) => facts.subjects.length > 0);
    const wrong = coded.filter(({ facts, subject }) => facts.subjects[0]?.code !== subject);
    near(wrong.length / coded.length, 0.2, 0.04);
    expect(share(wrong, ({ facts, subject }) => labelOf(facts.subjects[0]?.code ?? '', subject) === 0)).toBeGreaterThan(
      0.7,
    );
  }
});

/** Fails with the ids of the records that violate the condition. */
const expectAll = <Facts extends { id: string }>(
  records: readonly { facts: Facts }[],
  holds: (facts: Facts) => boolean,
) => expect(records.filter(({ facts }) => !holds(facts)).map(({ facts }) => facts.id)).toEqual([]);
const isWithin = (value: number, min: number, max: number) => value >= min && value <= max;

test('the weights of the subjects of a need add up to 1, and no record names a subject twice', () => {
  expectAll(needs, ({ subjects }) => {
    const sum = subjects.reduce((total, { weight }) => total + weight, 0);
    return subjects.length === 0 || Math.abs(sum - 1) < 1e-9;
  });
  const isDistinct = ({ subjects }: { subjects: readonly { code: string }[] }) =>
    new Set(subjects.map(({ code }) => code)).size === subjects.length;
  expectAll(experts, isDistinct);
  expectAll(needs, isDistinct);
});

test('texts have the stated lengths', () => {
  expectAll(experts, ({ summary }) => isWithin(summary?.length ?? 0, 60, 200));
  expectAll(experts, ({ keywords }) => isWithin(keywords.length, 3, 8));
  expectAll(experts, ({ pastTitles }) => isWithin(pastTitles.length, 0, 5));
  expectAll(experts, ({ pastTitles, pastIndustries }) => pastTitles.length === pastIndustries.length);
  expectAll(needs, ({ title, description }) => isWithin(title.length + description.length, 80, 300));
});

test('a term has two to six Han characters, and three in ten have a synonym that no expert uses', () => {
  const lexicon = createLexicon(seed);
  const concepts = lexicon.subjects.flatMap((subject) => lexicon.of(subject).directions.flat());
  const ofExperts = new Set(concepts.map(({ expertForm }) => expertForm));
  const terms = concepts.flatMap(({ expertForm, needForm }) => [expertForm, needForm]);
  expect(terms.filter((each) => !/^\p{Script=Han}{2,6}$/u.test(each))).toEqual([]);
  const synonyms = concepts.filter(({ expertForm, needForm }) => expertForm !== needForm);
  expect(synonyms.filter(({ needForm }) => ofExperts.has(needForm))).toEqual([]);
  near(
    share(concepts, ({ expertForm, needForm }) => expertForm !== needForm),
    0.3,
    0.03,
  );
});

test('subjects of a discipline share some of their terms, and unrelated subjects share none', () => {
  const lexicon = createLexicon(seed);
  const terms = new Map(
    lexicon.subjects.map((code) => [
      code,
      new Set(
        lexicon
          .of(code)
          .directions.flat()
          .map(({ expertForm }) => expertForm),
      ),
    ]),
  );
  const overlap = (a: string, b: string) => [...(terms.get(a) ?? [])].filter((each) => terms.get(b)?.has(each)).length;
  let siblings = 0;
  for (const a of lexicon.subjects)
    for (const b of lexicon.subjects) {
      if (a >= b) continue;
      if (labelOf(a, b) === 1) siblings += overlap(a, b);
      else if (a.slice(0, 1) !== b.slice(0, 1) && labelOf(a, b) === 0) expect(overlap(a, b)).toBeLessThanOrEqual(10); // two subjects may share directions of a third one that is related to both
    }
  expect(siblings).toBeGreaterThan(50);
});

test('no stem of the morphemes belongs to two subjects, and no general word is listed twice', () => {
  const stems = Object.values(morphemes).flatMap(({ stems: some }) => some.split(' '));
  expect(new Set(stems).size).toBe(stems.length);
  expect(new Set(generalWords).size).toBe(generalWords.length);
});

test('every pair of a quality set is eligible', () => {
  expectAll(experts, ({ isActive, hasConsented, availableFrom }) => isActive && hasConsented && availableFrom === null);
  expectAll(experts, ({ capacity, activeLoad }) => capacity - activeLoad >= 1 && activeLoad >= 0);
  expectAll(experts, ({ institutionId }) => !institutionId?.includes('enterprise'));
  expectAll(experts, ({ serviceModes }) => serviceModes.includes('CONSULTING'));
  expectAll(needs, ({ serviceModes }) => serviceModes.includes('CONSULTING'));
  expectAll(needs, ({ enterpriseId }) => enterpriseId.includes('enterprise'));
  expectAll(needs, ({ isOpen, deadline }) => isOpen && (deadline === null || deadline > marketDay));
  expectAll(needs, ({ minTitleLevel, onsiteRequired }) => minTitleLevel === null && !onsiteRequired);
  expectAll(needs, ({ filledPlaces, quota }) => filledPlaces === 0 && isWithin(quota, 1, 10));
});

test('a market has pairs that violate constraints, and loads near the capacities', () => {
  const market = createMarket({ seed, experts: 2_000, needs: 500 });
  const shares = [
    share(market.experts, ({ isActive }) => !isActive),
    share(market.experts, ({ hasConsented }) => !hasConsented),
    share(market.experts, ({ capacity, activeLoad }) => activeLoad >= capacity),
    share(market.experts, ({ availableFrom }) => availableFrom !== null),
    share(market.needs, ({ minTitleLevel }) => minTitleLevel !== null),
    share(market.needs, ({ onsiteRequired }) => onsiteRequired),
  ];
  for (const each of shares) {
    expect(each).toBeGreaterThan(0.02);
    expect(each).toBeLessThan(0.4);
  }
  expect(Math.max(...market.experts.map(({ capacity }) => capacity))).toBeLessThanOrEqual(10);
  expect(market.needs.filter(({ filledPlaces, quota }) => filledPlaces >= quota)).toEqual([]);
});

test('a label is 2 for the same subject, 1 for the same discipline or a related subject, and 0 otherwise', () => {
  expect(labelOf('61030', '61030')).toBe(2);
  expect(labelOf('61030', '61020')).toBe(1);
  expect(labelOf('61030', '57040')).toBe(1);
  expect(labelOf('61030', '21040')).toBe(0);
});

test('the labels of a set come from the hidden subjects, whatever the codes say', () => {
  const set = createQualitySet({ seed, experts: 300, needs: 20 });
  const wrong = set.needs.flatMap((need, index) =>
    set.experts.filter(
      ({ id }, other) => set.label(need.id, id) !== labelOf(needs[index]?.subject ?? '', experts[other]?.subject ?? ''),
    ),
  );
  expect(wrong).toEqual([]);
  expect(() => set.label('ned_000000', 'exp_999999')).toThrow('no record exp_999999');
});
