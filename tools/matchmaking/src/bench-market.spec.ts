import { expect, test } from '@jest/globals';
import { measureMarket } from './bench-market.ts';
import { createGenerator } from './generator.ts';

test('a market is streamed in order, each record once and the experts before the needs', () => {
  const seen: string[] = [];
  const note = ({ id }: { id: string }) => void seen.push(id);
  const figures = measureMarket(createGenerator(1, 'market'), { experts: 3, needs: 2 }, { expert: note, need: note });
  expect(seen).toEqual(['exp_000000', 'exp_000001', 'exp_000002', 'ned_000000', 'ned_000001']);
  expect(figures.answersMs.length).toBe(2);
  expect(figures.peakMiB).toBeGreaterThan(0);
});
