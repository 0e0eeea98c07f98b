import type { Scenario } from '../scenario.ts';

const names: Record<string, string> = { n1: 'one', n2: 'two', n3: 'three' };
type Ref = { id: string };
const counted = { asked: [] as string[] };

/** The same entity at many paths. */
export const repeatedEntities: Scenario = {
  name: 'the same entity at many paths',
  reset: () => void (counted.asked = []),
  subgraphs: {
    lists: {
      sdl: `
        type Query { row: [Node!]! grid: [[Node]!]! head: Node pair: Pair tree: Node asked: [String!]! }
        type Pair { left: Node right: Node both: [Node] }
        type Node @key(fields: "id") { id: ID! note: String next: Node children: [Node!] }`,
      resolvers: {
        Query: {
          row: () => [
            { id: 'n1', note: 'first' },
            { id: 'n2', note: 'second' },
            { id: 'n1', note: 'third' },
            { id: 'n9', note: 'nobody' },
            { id: 'n1', note: 'fifth' },
          ],
          grid: () => [[{ id: 'n1' }, null, { id: 'n2' }], [], [{ id: 'n2' }, { id: 'n1' }]],
          head: () => ({ id: 'n1', note: 'head' }),
          pair: () => ({
            left: { id: 'n1', note: 'left' },
            right: { id: 'n1', note: 'right' },
            both: [{ id: 'n1' }, null, { id: 'n3' }],
          }),
          tree: () => ({
            id: 'n1',
            next: { id: 'n2', next: { id: 'n1', next: null, children: [] } },
            children: [{ id: 'n2', children: [{ id: 'n3' }, { id: 'n3' }] }, { id: 'n1' }],
          }),
          asked: () => counted.asked,
        },
      },
    },
    names: {
      sdl: 'type Node @key(fields: "id") { id: ID! name: String parts: [Part!]! friend: Node } type Part { text: String! times(n: Int!): Int! }',
      resolvers: {
        Node: {
          __resolveReference: ({ id }: Ref) => {
            counted.asked.push(id);
            return names[id] ? { id } : null;
          },
          name: ({ id }: Ref) => names[id],
          parts: ({ id }: Ref) => [{ text: `${id}a` }, { text: `${id}b` }],
          friend: ({ id }: Ref) => (id === 'n1' ? { id: 'n2' } : { id: 'n1' }),
        },
        Part: { times: (_: unknown, { n }: { n: number }) => n * 2 },
      },
    },
    sizes: {
      sdl: 'type Node @key(fields: "id") { id: ID! size: Int! }',
      resolvers: { Node: { size: ({ id }: Ref) => Number(id.slice(1)) } },
    },
  },
  cases: [
    {
      name: 'each path keeps its own fields',
      query: '{ row { note name } }',
      data: {
        row: [
          { note: 'first', name: 'one' },
          { note: 'second', name: 'two' },
          { note: 'third', name: 'one' },
          { note: 'nobody', name: null },
          { note: 'fifth', name: 'one' },
        ],
      },
    },
    {
      name: 'objects of the entity appear at each of its paths',
      query: '{ row { id parts { text } } }',
      data: null,
      errors: 'optional',
    },
    {
      name: 'in nested lists',
      query: '{ grid { id name parts { text times(n: 2) } size } }',
      data: {
        grid: [
          [
            {
              id: 'n1',
              name: 'one',
              parts: [
                { text: 'n1a', times: 4 },
                { text: 'n1b', times: 4 },
              ],
              size: 1,
            },
            null,
            {
              id: 'n2',
              name: 'two',
              parts: [
                { text: 'n2a', times: 4 },
                { text: 'n2b', times: 4 },
              ],
              size: 2,
            },
          ],
          [],
          [
            {
              id: 'n2',
              name: 'two',
              parts: [
                { text: 'n2a', times: 4 },
                { text: 'n2b', times: 4 },
              ],
              size: 2,
            },
            {
              id: 'n1',
              name: 'one',
              parts: [
                { text: 'n1a', times: 4 },
                { text: 'n1b', times: 4 },
              ],
              size: 1,
            },
          ],
        ],
      },
    },
    {
      name: 'at two paths with different selections',
      query:
        '{ head { name } pair { left { note parts { text } } right { parts { more: times(n: 5) } note } both { name size } } }',
      data: {
        head: { name: 'one' },
        pair: {
          left: { note: 'left', parts: [{ text: 'n1a' }, { text: 'n1b' }] },
          right: { parts: [{ more: 10 }, { more: 10 }], note: 'right' },
          both: [{ name: 'one', size: 1 }, null, { name: 'three', size: 3 }],
        },
      },
    },
    {
      name: 'at two paths with different arguments under one name',
      query: '{ pair { left { parts { n: times(n: 1) } } right { parts { n: times(n: 2) } } } }',
      data: { pair: { left: { parts: [{ n: 2 }, { n: 2 }] }, right: { parts: [{ n: 4 }, { n: 4 }] } } },
    },
    {
      name: 'an entity nested in itself',
      query:
        '{ tree { size next { name size next { name children { size } } } children { name children { size name } } } }',
      data: {
        tree: {
          size: 1,
          next: { name: 'two', size: 2, next: { name: 'one', children: [] } },
          children: [
            {
              name: 'two',
              children: [
                { size: 3, name: 'three' },
                { size: 3, name: 'three' },
              ],
            },
            { name: 'one', children: null },
          ],
        },
      },
    },
    {
      name: 'an entity behind an entity behind an entity',
      query: '{ grid { friend { name friend { size name } } } }',
      data: {
        grid: [
          [
            { friend: { name: 'two', friend: { size: 1, name: 'one' } } },
            null,
            { friend: { name: 'one', friend: { size: 2, name: 'two' } } },
          ],
          [],
          [
            { friend: { name: 'one', friend: { size: 2, name: 'two' } } },
            { friend: { name: 'two', friend: { size: 1, name: 'one' } } },
          ],
        ],
      },
    },
    {
      name: 'two entities that refer to each other keep their own fields',
      query: '{ pair { left { note friend { note size } } right { friend { id note friend { note } } } } }',
      data: {
        pair: {
          left: { note: 'left', friend: { note: null, size: 2 } },
          right: { friend: { id: 'n2', note: null, friend: { note: null } } },
        },
      },
    },
  ],
};
