import { expect, test } from '@jest/globals';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { explain } from './explain.ts';

const fetch = (serviceName: string, ...types: string[]): FetchNode => ({
  kind: 'Fetch',
  serviceName,
  operation: '{ a }',
  operationName: undefined,
  operationKind: 'query' as FetchNode['operationKind'],
  ...(types.length > 0
    ? { requires: types.map((typeCondition) => ({ kind: 'InlineFragment' as const, typeCondition, selections: [] })) }
    : {}),
});

test('every fetch of a plan is listed with its path, those of a condition included, and each service once', async () => {
  const plan: QueryPlan = {
    kind: 'QueryPlan',
    node: {
      kind: 'Sequence',
      nodes: [
        { kind: 'Parallel', nodes: [fetch('organizations'), fetch('people')] },
        {
          kind: 'Flatten',
          path: ['organizations', '@'],
          node: fetch('people', 'Organization', 'Society', 'Organization'),
        },
        {
          kind: 'Condition',
          condition: 'withNeeds',
          ifClause: { kind: 'Flatten', path: ['organizations', '@', 'host'], node: fetch('matching', 'Organization') },
        },
      ],
    },
  };
  const { services, fetches } = await explain(plan);
  expect(services).toEqual(['matching', 'organizations', 'people']);
  expect(fetches).toEqual([
    { service: 'organizations', kind: 'query', at: '', requires: [] },
    { service: 'people', kind: 'query', at: '', requires: [] },
    { service: 'people', kind: 'query', at: 'organizations.@', requires: ['Organization', 'Society'] },
    { service: 'matching', kind: 'query', at: 'organizations.@.host', requires: ['Organization'] },
  ]);
});

test('an operation that needs no service has a plan without fetches', async () => {
  expect(await explain({ kind: 'QueryPlan' })).toMatchObject({ services: [], fetches: [] });
});
