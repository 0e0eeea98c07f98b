import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { serviceModes, titleLevels, type ServiceMode } from '../facts.ts';
import { failuresOf } from '../pool/failures.ts';
import { expert, need } from './support.ts';
import { createFailureCounts } from './failure-counts.ts';

const today = '2026-03-02';
const modes = Object.keys(serviceModes) as ServiceMode[];
const organization = fc.constantFrom('org_a', 'org_b', 'org_c');
const needFacts = fc.record({
  enterpriseId: organization,
  competitorIds: fc.uniqueArray(organization, { maxLength: 2 }),
  isOpen: fc.boolean(),
  deadline: fc.constantFrom(null, '2026-02-01', '2026-04-01'),
  serviceModes: fc.subarray(modes, { minLength: 1 }),
  minTitleLevel: fc.constantFrom(null, ...Object.keys(titleLevels)),
  onsiteRequired: fc.boolean(),
});
const expertFacts = fc.record({
  institutionId: fc.option(organization, { nil: null }),
  isActive: fc.boolean(),
  hasConsented: fc.boolean(),
  serviceModes: fc.subarray(modes, { minLength: 1 }),
  capacity: fc.integer({ min: 0, max: 2 }),
  activeLoad: fc.integer({ min: 0, max: 2 }),
  availableFrom: fc.constantFrom(null, '2026-03-01', '2026-05-01'),
  titleLevel: fc.constantFrom(...Object.keys(titleLevels)),
  onsiteOk: fc.boolean(),
});

test('the counts are those of all pairs, one by one', () => {
  fc.assert(
    fc.property(
      fc.array(needFacts, { maxLength: 8 }),
      fc.array(expertFacts, { maxLength: 8 }),
      (ofNeeds, ofExperts) => {
        const needs = ofNeeds.map((facts, index) => need(index, facts));
        const experts = ofExperts.map((facts, index) => expert(index, facts));
        const counts = createFailureCounts(needs, experts, today);
        const oneByOne = (pairs: readonly string[][]) => {
          const all: Record<string, number> = {};
          for (const name of pairs.flatMap((failed) => (failed.length === 0 ? ['SCORE'] : failed)))
            all[name] = (all[name] ?? 0) + 1;
          return all;
        };
        for (const [index, { facts }] of needs.entries())
          expect(counts('NEED', index)).toEqual(oneByOne(experts.map((one) => failuresOf(facts, one.facts, today))));
        for (const [index, { facts }] of experts.entries())
          expect(counts('EXPERT', index)).toEqual(oneByOne(needs.map((one) => failuresOf(one.facts, facts, today))));
      },
    ),
  );
});
