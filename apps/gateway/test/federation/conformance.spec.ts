import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { isStockRight, seen, wanted, type Gateway } from './compare.ts';
import { startOurs, type Ours } from './ours.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';
import { startStock } from './stock.ts';
import { startSubgraphs, type RunningSubgraphs } from './subgraphs.ts';

describe.each(scenarios)('$name', ({ cases, reset, stockRefuses, ...scenario }: Scenario) => {
  let subgraphs: RunningSubgraphs;
  let ours: Ours;
  let stock: Gateway;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    subgraphs = await startSubgraphs(scenario);
    stops.push(subgraphs.stop);
    ours = await startOurs(subgraphs);
    stops.unshift(ours.stop);
    if (stockRefuses) return;
    stock = await startStock(subgraphs);
    stops.unshift(stock.stop);
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });
  const prepare = (): void => {
    reset?.();
    subgraphs.asked.length = 0;
  };

  if (stockRefuses) {
    test(`stock does not start (${stockRefuses})`, async () => {
      await expect(startStock(subgraphs)).rejects.toThrow();
    });
  } else
    test('introspection equals that of stock @apollo/gateway', async () => {
      const [mine, theirs] = await Promise.all([
        ours.ask({ query: introspection }),
        stock.ask({ query: introspection }),
      ]);
      expect(mine.errors).toBeUndefined();
      expect(withoutDirectives(mine.data)).toEqual(withoutDirectives(theirs.data));
    });

  for (const each of cases) {
    test(each.name, async () => {
      prepare();
      const answer = await ours.ask(each);
      expect(seen(each, answer, subgraphs.asked)).toEqual(wanted(each));
    });
    test(`${each.name}: repeated, with and without Apollo Server's pipeline`, async () => {
      prepare();
      const long = {
        ...(await ours.observe(each, 'long')),
        asked: subgraphs.asked.map(({ subgraph }) => subgraph).sort(),
      };
      prepare();
      const short = {
        ...(await ours.observe(each, 'short')),
        asked: subgraphs.asked.map(({ subgraph }) => subgraph).sort(),
      };
      expect(short).toEqual(long);
    });
    if (!stockRefuses)
      test(`stock ${each.stockIsWrong ? `is wrong (${each.stockIsWrong})` : 'agrees'}: ${each.name}`, async () => {
        prepare();
        const answer = await stock.ask(each);
        if (each.stockIsWrong) expect(isStockRight(each, answer, subgraphs.asked)).toBe(false);
        else if (!isStockRight(each, answer, subgraphs.asked))
          expect({ ...answer, asked: subgraphs.asked.map(({ subgraph }) => subgraph) }).toEqual(each);
      });
  }
});

const introspection = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
});

/** Stock does not know the directives that services compose for clients. */
const withoutDirectives = (data: unknown): unknown => ({
  ...(data as { __schema: object }).__schema,
  directives: undefined,
});
