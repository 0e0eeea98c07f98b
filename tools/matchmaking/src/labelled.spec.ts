import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { agreements, bestPrecisionAt5, labelledQualityOf, readLabelledSet } from './labelled.ts';
import type { Ranker } from './rankers.ts';

const folder = path.resolve(import.meta.dirname, '../labelled');
const set = readLabelledSet(folder);
const copies: string[] = [];
afterAll(() => copies.forEach((copy) => rmSync(copy, { recursive: true })));

function changedCopy(change: (labels: Record<string, Record<string, number>>) => void): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'labelled-'));
  copies.push(copy);
  cpSync(folder, copy, { recursive: true });
  const file = path.join(copy, 'labels-a.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as { labels: Record<string, Record<string, number>> };
  change(content.labels);
  writeFileSync(file, JSON.stringify(content));
  return copy;
}

test('the labels are those that were committed before there was a ranker', () => {
  expect(set.digest).toBe('86524cabc7d114512f71371a7f22450943e3435bd5b79490c7f39252936e07ff');
  expect(set.needs.length * set.experts.length).toBe(600);
});

test('a changed label changes the digest', () => {
  const copy = changedCopy((labels) => {
    (labels['N01'] as Record<string, number>)['E01'] = 2;
  });
  expect(readLabelledSet(copy).digest).not.toBe(set.digest);
});

test('a missing label and a label out of range are refused', () => {
  const missing = changedCopy((labels) => {
    delete labels['N02']?.['E03'];
  });
  expect(() => readLabelledSet(missing)).toThrow('Annotator a has no label 0, 1 or 2 for N02 and E03.');
  const wrong = changedCopy((labels) => {
    (labels['N02'] as Record<string, number>)['E03'] = 3;
  });
  expect(() => readLabelledSet(wrong)).toThrow('N02 and E03');
});

test('no constraint separates a need from an expert', () => {
  for (const need of set.needs) expect(need.serviceModes).toContain('CONSULTING');
  for (const expert of set.experts) expect(expert.serviceModes).toContain('CONSULTING');
});

test('an order by the labels reaches the best possible figures, and the reverse order does not', () => {
  const byLabels = (direction: 1 | -1) => (): Ranker => ({
    name: 'by labels',
    rank: ({ id }, first) =>
      set.experts
        .map((expert) => ({
          expertId: expert.id,
          score: direction * set.annotators.reduce((sum, { labels }) => sum + (labels[id]?.[expert.id] ?? NaN), 0),
        }))
        .sort((a, b) => b.score - a.score)
        .slice(0, first),
  });
  const best = labelledQualityOf(set, byLabels(1));
  expect(best.precisionAt5).toBe(bestPrecisionAt5(set));
  expect(best.shareOfBest).toBe(1);
  expect(best.ndcgAt10).toBeCloseTo(1, 12);
  expect(labelledQualityOf(set, byLabels(-1)).precisionAt5).toBe(0);
});

test('the agreement of the two annotators is that of the README of the set', () => {
  const [only, ...others] = agreements(set);
  expect(others).toEqual([]);
  expect(only?.annotators).toEqual(['a', 'b']);
  expect(only?.kappa).toBeCloseTo(0.94, 2);
  expect(only?.weightedKappa).toBeCloseTo(0.98, 2);
});
