import { GraphQLError } from 'graphql';
import type { Scenario } from '../scenario.ts';

type Ref = { id: string };
const bad = (message: string, code = 'TEAPOT'): never => {
  throw new GraphQLError(message, { extensions: { code } });
};

/** Errors of subgraphs, their paths in the response, and null propagation. */
export const failures: Scenario = {
  name: 'errors and null propagation',
  subgraphs: {
    a: {
      sdl: `
        type Query { safe: Thing risky: Thing! list: [Thing] strict: [Thing!] strictest: [Thing!]! grid: [[Thing!]]  gridded: [[Thing!]!] wrong: Int broken: [Int!] holder: Holder any: [Kind] }
        type Holder { thing: Thing! other: Int inner: Holder! list: [Thing!]! }
        union Kind = Thing | Holder
        type Thing @key(fields: "id") { id: ID! own: Int! boom: Int bang: Int! }`,
      resolvers: {
        Query: {
          safe: () => ({ id: '1' }),
          risky: () => ({ id: '2' }),
          list: () => [{ id: '1' }, null, { id: '3' }],
          strict: () => [{ id: '1' }, { id: '3' }],
          strictest: () => [{ id: '1' }, { id: '3' }],
          grid: () => [[{ id: '1' }, { id: '3' }], [{ id: '1' }], null, []],
          gridded: () => [[{ id: '1' }], [{ id: '3' }]],
          wrong: () => 'no number',
          broken: () => [1, null],
          holder: () => ({ other: 5, thing: { id: '3' }, list: [{ id: '1' }, { id: '3' }] }),
          any: () => [
            { __typename: 'Thing', id: '3' },
            { __typename: 'Thing', id: '1' },
          ],
        },
        Holder: { inner: () => ({ other: 6, thing: { id: '3' }, list: [] }) },
        Thing: {
          own: ({ id }: Ref) => Number(id),
          boom: () => bad('No boom.'),
          bang: ({ id }: Ref) => (id === '3' ? bad('No bang.') : 1),
        },
      },
    },
    b: {
      sdl: `
        type Query { other: Int! fallen: Int! }
        type Thing @key(fields: "id") { id: ID! far: Int must: Int! deep: Deep deepMust: Deep! items: [Item!]! items2: [Item] quiet: Int! }
        type Deep { value: Int! sibling: Int } type Item { n: Int! m: Int }`,
      resolvers: {
        Query: { other: () => 1, fallen: () => bad('Fallen.') },
        Thing: {
          __resolveReference: (ref: Ref) => (ref.id === '2' ? bad('Not this one.') : ref),
          far: ({ id }: Ref) => (id === '3' ? bad('Too far.', 'FAR') : 7),
          must: ({ id }: Ref) => (id === '3' ? bad('Must fail.') : 8),
          deep: ({ id }: Ref) => ({ value: id, sibling: 1 }),
          deepMust: ({ id }: Ref) => ({ value: id, sibling: 2 }),
          items: ({ id }: Ref) => [{ n: 1 }, { n: id === '3' ? null : 2 }],
          items2: ({ id }: Ref) => [{ n: 1 }, { n: id === '3' ? null : 2 }],
        },
        Deep: { value: ({ value }: { value: string }) => (value === '3' ? bad('Too deep.') : Number(value)) },
      },
    },
    c: {
      sdl: 'type Thing @key(fields: "id") { id: ID! next: Thing last: Thing! }',
      resolvers: { Thing: { next: ({ id }: Ref) => ({ id: id === '1' ? '3' : '1' }), last: () => ({ id: '3' }) } },
    },
  },
  cases: [
    {
      name: 'a nullable field is null, with its error',
      query: '{ safe { own boom } }',
      data: { safe: { own: 1, boom: null } },
      errors: [{ path: ['safe', 'boom'], code: 'TEAPOT' }],
    },
    {
      name: 'a path uses the alias of the client',
      query: '{ x: safe { y: boom } }',
      data: { x: { y: null } },
      errors: [{ path: ['x', 'y'] }],
    },
    {
      name: 'a path uses an alias that equals another field name',
      query: '{ list { id: far own: boom } safe: risky { own: id id: far } }',
      data: { list: [{ id: 7, own: null }, null, { id: null, own: null }], safe: { own: '2', id: null } },
      errors: [
        { path: ['list', 0, 'own'] },
        { path: ['list', 2, 'own'] },
        { path: ['list', 2, 'id'] },
        { path: ['safe', 'id'] },
      ],
    },
    {
      name: 'an error of an entity has the path of the entity',
      query: '{ list { far own } }',
      data: { list: [{ far: 7, own: 1 }, null, { far: null, own: 3 }] },
      errors: [{ path: ['list', 2, 'far'], code: 'FAR' }],
    },
    {
      name: 'an error under an alias in an entity',
      query: '{ l: list { f: far } }',
      data: { l: [{ f: 7 }, null, { f: null }] },
      errors: [{ path: ['l', 2, 'f'] }],
    },
    {
      name: 'null in a non-null field nulls its object',
      query: '{ list { must own } }',
      data: { list: [{ must: 8, own: 1 }, null, null] },
      errors: [{ path: ['list', 2, 'must'] }],
    },
    {
      name: 'null propagates to the list if its items are non-null',
      query: '{ strict { must } other }',
      data: { strict: null, other: 1 },
      errors: [{ path: ['strict', 1, 'must'] }],
    },
    {
      name: 'null propagates to the root if the list is non-null',
      query: '{ strictest { must } other }',
      data: null,
      errors: [{ path: ['strictest', 1, 'must'] }],
    },
    {
      name: 'in a nested list only the row is null',
      query: '{ grid { must } }',
      data: { grid: [null, [{ must: 8 }], null, []] },
      errors: [{ path: ['grid', 0, 1, 'must'] }],
    },
    {
      name: 'with non-null rows the nested list is null',
      query: '{ gridded { must } other }',
      data: { gridded: null, other: 1 },
      errors: [{ path: ['gridded', 1, 0, 'must'] }],
    },
    {
      name: 'null that a subgraph propagated itself',
      query: '{ list { bang } strict { bang } }',
      data: { list: [{ bang: 1 }, null, null], strict: null },
      errors: [{ path: ['list', 2, 'bang'] }, { path: ['strict', 1, 'bang'] }],
    },
    {
      name: 'null propagates to the nearest nullable field',
      query: '{ holder { other thing { must } } other }',
      data: { holder: null, other: 1 },
      errors: [{ path: ['holder', 'thing', 'must'] }],
    },
    {
      name: 'null propagates from three levels below',
      query: '{ holder { inner { inner { thing { must } } } } }',
      data: { holder: null },
      errors: [{ path: ['holder', 'inner', 'inner', 'thing', 'must'] }],
    },
    {
      name: 'an object inside an entity',
      query: '{ list { deep { sibling value } } }',
      data: { list: [{ deep: { sibling: 1, value: 1 } }, null, { deep: null }] },
      errors: [{ path: ['list', 2, 'deep', 'value'] }],
    },
    {
      name: 'a non-null object inside an entity',
      query: '{ list { deepMust { value } own } }',
      data: { list: [{ deepMust: { value: 1 }, own: 1 }, null, null] },
      errors: [{ path: ['list', 2, 'deepMust', 'value'] }],
    },
    {
      name: 'the items of a list inside an entity',
      query: '{ list { items2 { n } id } }',
      data: { list: [{ items2: [{ n: 1 }, { n: 2 }], id: '1' }, null, { items2: [{ n: 1 }, null], id: '3' }] },
      errors: [{ path: ['list', 2, 'items2', 1, 'n'] }],
    },
    {
      name: 'non-null items of a list inside an entity',
      query: '{ list { items { n } } }',
      data: { list: [{ items: [{ n: 1 }, { n: 2 }] }, null, null] },
      errors: [{ path: ['list', 2, 'items', 1, 'n'] }],
    },
    {
      name: 'an entity that cannot be resolved',
      query: '{ risky { own far } }',
      data: { risky: { own: 2, far: null } },
      errors: [{ path: ['risky', 'far'] }],
    },
    {
      name: 'an entity with non-null fields that cannot be resolved',
      query: '{ risky { own must } }',
      data: null,
      errors: [{}],
    },
    {
      name: 'unresolvable entities do not affect others of the same service',
      query: '{ risky { far } safe { last { far } next { quiet: far } far } }',
      data: { risky: { far: null }, safe: { last: { far: null }, next: { quiet: null }, far: 7 } },
      errors: [{ path: ['risky', 'far'] }, { path: ['safe', 'last', 'far'] }, { path: ['safe', 'next', 'quiet'] }],
    },
    {
      name: 'null in a non-null root field nulls the data',
      query: '{ fallen safe { own } }',
      data: null,
      errors: [{ path: ['fallen'] }],
    },
    {
      name: 'errors of several subgraphs are all reported',
      query: '{ list { boom far } }',
      data: { list: [{ boom: null, far: 7 }, null, { boom: null, far: null }] },
      errors: [{ path: ['list', 0, 'boom'] }, { path: ['list', 2, 'boom'] }, { path: ['list', 2, 'far'] }],
    },
    {
      name: 'an error two subgraphs away',
      query: '{ safe { next { far next { far } } last { far } } }',
      data: { safe: { next: { far: null, next: { far: 7 } }, last: { far: null } } },
      errors: [{ path: ['safe', 'next', 'far'] }, { path: ['safe', 'last', 'far'] }],
    },
    {
      name: 'a non-null field two subgraphs away',
      query: '{ safe { own next { must } } list { last { must } } }',
      data: { safe: { own: 1, next: null }, list: [null, null, null] },
      errors: [
        { path: ['safe', 'next', 'must'] },
        { path: ['list', 0, 'last', 'must'] },
        { path: ['list', 2, 'last', 'must'] },
      ],
    },
    {
      name: 'the items of a union',
      query: '{ any { ... on Thing { must id } } }',
      data: { any: [null, { must: 8, id: '1' }] },
      errors: [{ path: ['any', 0, 'must'] }],
    },
    {
      name: 'a value that its type does not allow',
      query: '{ wrong other }',
      data: { wrong: null, other: 1 },
      errors: [{ path: ['wrong'] }],
    },
    {
      name: 'null in a list of non-null numbers',
      query: '{ broken other }',
      data: { broken: null, other: 1 },
      errors: [{ path: ['broken', 1] }],
    },
    {
      name: 'a skipped field has no error',
      query: '{ safe { own boom @skip(if: true) far } }',
      data: { safe: { own: 1, far: 7 } },
    },
    {
      name: 'null below a field that is selected twice nulls both',
      query: '{ list { own } also: list { own must } }',
      data: { list: [{ own: 1 }, null, { own: 3 }], also: [{ own: 1, must: 8 }, null, null] },
      errors: [{ path: ['also', 2, 'must'] }],
    },
  ],
};
