import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter } from '@kexie/kernel';
import {
  changesOf,
  eventsOf,
  gapsOf,
  isGapOn,
  isSuspendedOn,
  newUnit,
  regionCoveredOn,
  type Covering,
  type Gap,
} from './domain.ts';

const unit = '450403001001';
const always = { validFrom: null, validTo: null };
const association = (facts: Partial<Covering> = {}): Covering => ({
  status: 'ACTIVE',
  regionCode: unit,
  foundedOn: null,
  knownFrom: null,
  dissolvedOn: null,
  ...facts,
});

test('a unit without an association has a gap since before all records', () => {
  expect(gapsOf(unit, always, [])).toEqual([{ openedOn: null, closedOn: null }]);
});

test('a founding closes the gap on its day, and a dissolution opens the next one on its day', () => {
  expect(gapsOf(unit, always, [association({ foundedOn: '2010-05-01', dissolvedOn: '2015-01-01' })])).toEqual([
    { openedOn: null, closedOn: '2010-05-01' },
    { openedOn: '2015-01-01', closedOn: null },
  ]);
});

test('an association without any stated day covers its unit until it is dissolved', () => {
  expect(gapsOf(unit, always, [association()])).toEqual([]);
  expect(gapsOf(unit, always, [association({ knownFrom: '2012-01-01' })])).toEqual([
    { openedOn: null, closedOn: '2012-01-01' },
  ]);
});

test('a successor on the day of the dissolution leaves no gap', () => {
  const associations = [association({ dissolvedOn: '2015-01-01' }), association({ foundedOn: '2015-01-01' })];
  expect(gapsOf(unit, always, associations)).toEqual([]);
});

test('a suspended association still covers its unit', () => {
  const suspension = {
    from: '2014-01-01',
    to: '2014-02-01',
    reason: '',
    documentNo: '',
    resumeReason: null,
    resumeDocumentNo: null,
  };
  const suspended = association({ suspensions: [suspension] });
  expect(gapsOf(unit, always, [suspended])).toEqual([]);
  expect(['2013-12-31', '2014-01-01', '2014-01-31', '2014-02-01'].map((day) => isSuspendedOn(suspended, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a move opens a gap in the old unit and closes that of the new one', () => {
  const moved = association({
    regionCode: '450403001002',
    foundedOn: '2010-01-01',
    placeHistory: [{ regionCode: unit, parentId: null, hostId: null, until: '2012-01-01', documentNo: '1' }],
  });
  expect(gapsOf(unit, always, [moved])).toEqual([
    { openedOn: null, closedOn: '2010-01-01' },
    { openedOn: '2012-01-01', closedOn: null },
  ]);
  expect(gapsOf('450403001002', always, [moved])).toEqual([{ openedOn: null, closedOn: '2012-01-01' }]);
  expect(['2009-12-31', '2011-12-31', '2012-01-01'].map((day) => regionCoveredOn(moved, day))).toEqual([
    undefined,
    unit,
    '450403001002',
  ]);
});

test('a unit has gaps only on days on which its region exists', () => {
  expect(gapsOf(unit, { validFrom: '2013-01-01', validTo: '2020-12-31' }, [])).toEqual([
    { openedOn: '2013-01-01', closedOn: '2021-01-01' },
  ]);
  expect(gapsOf(unit, { validFrom: '2013-01-01', validTo: null }, [association({ foundedOn: '2013-01-01' })])).toEqual(
    [],
  );
});

test('a change of the present state is an event; a correction of the past is none', () => {
  const withGaps = (version: number, gaps: Gap[]) => ({
    ...newUnit('COMMUNITY_ASSOCIATION', unit),
    version,
    gaps,
  });
  const [covered, open] = [withGaps(1, []), withGaps(2, [{ openedOn: '2015-01-01', closedOn: null }])];
  const facts = { kind: 'COMMUNITY_ASSOCIATION', regionCode: unit, openedOn: '2015-01-01' };
  expect(eventsOf([changesOf(covered, open)])).toMatchObject([
    { type: 'organizations.coverage-gap.opened.v1', data: { gaps: [{ ...facts, version: 2 }] } },
  ]);
  const closed = withGaps(3, [{ openedOn: '2015-01-01', closedOn: '2016-01-01' }]);
  expect(eventsOf([changesOf(open, closed)])).toMatchObject([
    {
      type: 'organizations.coverage-gap.closed.v1',
      data: { gaps: [{ ...facts, version: 3, closedOn: '2016-01-01' }] },
    },
  ]);
  expect(changesOf(open, withGaps(3, [])).closed).toMatchObject({ closedOn: null });
  expect(changesOf(open, withGaps(3, [{ openedOn: '2014-01-01', closedOn: null }])).opened).toMatchObject({
    openedOn: '2014-01-01',
  });
  expect(eventsOf([changesOf(covered, closed), changesOf(open, open)])).toEqual([]);
});

test('for every history of associations, a day lies in a gap exactly when no association covers the region on it', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((days) => daysAfter('2019-12-20', days));
  const dayOrNull = fc.option(day);
  const region = fc.constantFrom(unit, '450403001002');
  const place = fc.record({ regionCode: region, until: day });
  const covering = fc
    .record({
      regionCode: region,
      foundedOn: dayOrNull,
      knownFrom: dayOrNull,
      dissolvedOn: dayOrNull,
      places: fc.array(place, { maxLength: 3 }),
    })
    .map(({ places, ...facts }) =>
      association({
        ...facts,
        placeHistory: places
          .toSorted((a, b) => (a.until < b.until ? -1 : 1))
          .map((each) => ({ ...each, parentId: null, hostId: null, documentNo: '1' })),
      }),
    );
  const validity = fc.record({ validFrom: dayOrNull, validTo: dayOrNull });
  fc.assert(
    fc.property(fc.array(covering, { maxLength: 4 }), validity, (associations, valid) => {
      const gaps = gapsOf(unit, valid, associations);
      for (let index = -2; index < 64; index += 1) {
        const on = daysAfter('2019-12-20', index);
        const exists = (valid.validFrom ?? '') <= on && on <= (valid.validTo ?? '9999');
        const covered = associations.some((each) => regionCoveredOn(each, on) === unit);
        expect([on, isGapOn({ gaps }, on) !== undefined]).toEqual([on, exists && !covered]);
      }
    }),
    { numRuns: 300 },
  );
});
