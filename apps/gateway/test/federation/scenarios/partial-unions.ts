import type { Scenario } from '../scenario.ts';

const common = { __typename: 'Shared', label: 'both know it' };
const lists = { a: [common, { __typename: 'OnlyA', a: 'from a' }], b: [common, { __typename: 'OnlyB', b: 'from b' }] };
const steps = '{ __typename ... on Shared { label } ... on OnlyA { a } ... on OnlyB { b } }';
const seen = { shared: common, b: { __typename: 'OnlyB', b: 'from b' } };

/** A shared object with a list of a union of which each subgraph knows its own members: the subgraph that is asked returns the whole list. */
export const partialUnions: Scenario = {
  name: 'partial unions behind shared objects',
  subgraphs: {
    a: {
      sdl: `
        type Query { rootA: Process flat: [Step!]! @shareable }
        type Process @key(fields: "id") { id: ID! plan: Plan @shareable }
        type Plan @shareable { steps: [Step!]! }
        union Step = Shared | OnlyA
        type Shared @shareable { label: String } type OnlyA { a: String }`,
      resolvers: {
        Query: { rootA: () => ({ id: 'c1' }), flat: () => [common] },
        Process: { plan: () => ({ steps: lists.a }) },
      },
    },
    b: {
      sdl: `
        type Query { rootB: Process flat: [Step!]! @shareable }
        type Process @key(fields: "id") { id: ID! plan: Plan @shareable planB: Plan }
        type Plan @shareable { steps: [Step!]! }
        union Step = Shared | OnlyB
        type Shared @shareable { label: String } type OnlyB { b: String }`,
      resolvers: {
        Query: { rootB: () => ({ id: 'c1' }), flat: () => [common] },
        Process: { plan: () => ({ steps: lists.b }), planB: () => ({ steps: lists.b }) },
      },
    },
  },
  cases: [
    {
      name: 'the members that both subgraphs know',
      query:
        '{ rootA { plan { steps { __typename ... on Shared { label } } } } rootB { plan { steps { ... on Shared { label } } } } }',
      data: {
        rootA: { plan: { steps: [seen.shared, { __typename: 'OnlyA' }] } },
        rootB: { plan: { steps: [{ label: common.label }, {}] } },
      },
      asked: { a: 1, b: 1 },
    },
    {
      name: 'a missing member is not requested from the other subgraph',
      query: '{ rootA { plan { steps { __typename ... on OnlyB { b } } } } }',
      data: { rootA: { plan: { steps: [{ __typename: 'Shared' }, { __typename: 'OnlyA' }] } } },
      asked: { a: 1 },
    },
    {
      name: 'the members of the other subgraph, on a path through it',
      query: `{ rootA { planB { steps ${steps} } } }`,
      data: { rootA: { planB: { steps: [seen.shared, seen.b] } } },
    },
    { name: 'the common members', query: `{ flat ${steps} }`, data: { flat: [seen.shared] } },
  ],
};
