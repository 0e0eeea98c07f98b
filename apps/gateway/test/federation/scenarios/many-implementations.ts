import { findBy, type Scenario } from '../scenario.ts';

const names = ['Book', 'Film', 'Game', 'Map', 'Play', 'Song'];
const items = names.map((name, index) => ({
  __typename: name,
  id: String(index),
  title: `the ${name}`,
  year: 2000 + index,
  next: String((index + 1) % names.length),
}));
const find = findBy(items, 'id');

/** The fields of the interface in the two services that have them. */
const details = {
  sdl: `
    interface Item { id: ID! title: String! year: Int! next: Item! }
    ${names.map((name) => `type ${name} implements Item @key(fields: "id") { id: ID! title: String! @shareable year: Int! @shareable next: Item! @shareable }`).join('\n')}`,
  resolvers: Object.fromEntries(
    names.map((name) => [name, { __resolveReference: find, next: ({ next }: { next: string }) => find({ id: next }) }]),
  ),
};

/** An interface of which the service of the root has few fields, and two others have all. */
export const manyImplementations: Scenario = {
  name: 'an interface with many object types in two services',
  subgraphs: {
    catalogue: {
      sdl: `
        type Query { items: [Item!]! first: Item }
        interface Item { id: ID! }
        ${names.map((name) => `type ${name} implements Item @key(fields: "id") { id: ID! own${name}: String }`).join('\n')}`,
      resolvers: {
        Query: {
          items: () => items.map(({ __typename, id }) => ({ __typename, id })),
          first: () => ({ __typename: 'Book', id: '0' }),
        },
        ...Object.fromEntries(names.map((name) => [name, { [`own${name}`]: () => `own ${name}` }])),
      },
    },
    left: details,
    right: details,
  },
  cases: [
    {
      name: 'a field of the interface is fetched in one request',
      query: '{ items { id title } }',
      data: { items: items.map(({ id, title }) => ({ id, title })) },
      asked: { catalogue: 1, left: 1 },
    },
    {
      name: 'with aliases, fragments and fields of the object types',
      query: '{ items { label: title ...F ... on Film { ownFilm year } } } fragment F on Item { __typename year }',
      data: {
        items: items.map(({ __typename, title, year }) => ({
          label: title,
          __typename,
          year,
          ...(__typename === 'Film' ? { ownFilm: 'own Film' } : {}),
        })),
      },
    },
    {
      name: 'a field of the interface that leads to the interface',
      query: '{ first { next { title next { year } } } }',
      data: { first: { next: { title: 'the Film', next: { year: 2002 } } } },
      stockIsWrong: 'the planner tries each combination of services for each type, and fails',
    },
    {
      name: 'under a condition',
      query: 'query ($no: Boolean!) { items { id title @skip(if: $no) next @include(if: $no) { title } } }',
      variables: { no: true },
      data: { items: items.map(({ id, next }) => ({ id, next: { title: items[Number(next)]?.title } })) },
    },
  ],
};
