import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { isSubject } from '@kexie/matchmaker';
import { articlePairs, articleRanks } from './article.ts';
import { subjectOnly, textOnly } from './baselines.ts';

const seedFolder = path.resolve(import.meta.dirname, '../../seed');

test('the pairs come from the words of the article and the codes of the seed', () => {
  const article = readFileSync(path.join(seedFolder, 'data/article.txt'), 'utf8');
  const seed = readFileSync(path.join(seedFolder, 'src/matching.ts'), 'utf8');
  for (const { person, phrases, need, expert } of articlePairs) {
    expect(phrases.some((phrase) => phrase.includes(person))).toBe(true);
    for (const phrase of [...phrases, need.description]) expect(article).toContain(phrase);
    for (const title of expert.pastTitles) expect(seed).toContain(`'${title}'`);
    for (const { code } of expert.subjects) expect(seed).toContain(`'${code}'`);
    for (const { code } of [...need.subjects, ...expert.subjects]) expect(isSubject(code)).toBe(true);
  }
});

test('the codes of two of the four are removed, and the seed chooses which', () => {
  const removed = (seed: number) =>
    articleRanks(subjectOnly, { seed, pool: 100, withEngagement: true }).ranks.map(({ codesRemoved }) => codesRemoved);
  const choices = [1, 2, 3, 4, 5, 6, 7, 8].map(removed);
  for (const choice of choices) expect(choice.filter(Boolean).length).toBe(2);
  expect(new Set(choices.map(String)).size).toBeGreaterThan(1);
});

test('a rank is the place in the list, and an expert who is not among the first hundred has none', () => {
  const { ranks } = articleRanks(textOnly, { seed: 1, pool: 300, withEngagement: true });
  expect(ranks.map(({ rank }) => rank)).toEqual([1, 1, expect.any(Number), expect.any(Number)]);
  expect(
    ranks
      .slice(2)
      .map(({ rank }) => rank)
      .sort(),
  ).toEqual([1, 2]);
  const codesOnly = articleRanks(subjectOnly, { seed: 1, pool: 300, withEngagement: false }).ranks;
  for (const { codesRemoved, rank } of codesOnly) if (codesRemoved) expect(rank).toBeNull();
});
