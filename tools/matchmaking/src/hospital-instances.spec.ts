import { expect, test } from '@jest/globals';
import { hospitalInstance, pairsOf } from './hospital-instances.ts';

test('an instance depends on its seed only, and its lists are mutual and without repetitions', () => {
  const instance = hospitalInstance(50, 20, 7);
  expect(hospitalInstance(50, 20, 7)).toEqual(instance);
  expect(hospitalInstance(50, 20, 8)).not.toEqual(instance);
  const keys = (lists: number[][], key: (own: number, other: number) => string) =>
    lists.flatMap((list, own) => list.map((other) => key(own, other))).sort();
  const fromResidents = keys(instance.residentLists, (resident, hospital) => `${resident} ${hospital}`);
  expect(keys(instance.hospitalLists, (hospital, resident) => `${resident} ${hospital}`)).toEqual(fromResidents);
  expect(new Set(fromResidents).size).toBe(50 * 10);
  expect(Math.min(...instance.capacities)).toBeGreaterThan(0);
});

test('the scores of an agent fall strictly with the rank', () => {
  const instance = hospitalInstance(50, 20, 7);
  const pairs = pairsOf(instance);
  for (const [hospital, list] of instance.hospitalLists.entries()) {
    const ranked = pairs.filter(({ expert }) => expert === hospital).sort((a, b) => b.expertScore - a.expertScore);
    expect(ranked.map(({ need }) => need)).toEqual(list);
    expect(new Set(ranked.map(({ expertScore }) => expertScore)).size).toBe(list.length);
  }
  for (const [resident, list] of instance.residentLists.entries()) {
    const ranked = pairs.filter(({ need }) => need === resident).sort((a, b) => b.needScore - a.needScore);
    expect(ranked.map(({ expert }) => expert)).toEqual(list);
    expect(new Set(ranked.map(({ needScore }) => needScore)).size).toBe(list.length);
  }
});
