import { findBy, type Scenario } from '../scenario.ts';

const books = [
  { id: 'b1', upc: 'u1', title: 'Tea' },
  { id: 'b3', upc: 'u3', title: 'Rice' },
];
const authors = [{ id: 'b1', author: 'Lu Yu' }];

/** References to unknown entities, and nulls between services. */
export const nullKeys: Scenario = {
  name: 'references to unknown entities',
  subgraphs: {
    shelf: {
      sdl: `
        type Query { shelf: [Place!]! matrix: [[Book]] lone: Book gone: Book }
        type Place { at: Int! book: Book }
        type Book @key(fields: "upc") { upc: ID }`,
      resolvers: {
        Query: {
          shelf: () => [
            { at: 1, book: { upc: 'u1' } },
            { at: 2, book: null },
            { at: 3, book: { upc: 'u2' } },
            { at: 4, book: { upc: 'u3' } },
            { at: 5, book: { upc: null } },
          ],
          matrix: () => [[{ upc: 'u3' }, null], null, [], [{ upc: 'u2' }, { upc: 'u1' }]],
          lone: () => ({ upc: 'u2' }),
          gone: () => null,
        },
      },
    },
    titles: {
      sdl: 'type Book @key(fields: "upc") @key(fields: "id") { upc: ID id: ID! title: String }',
      resolvers: {
        Book: {
          __resolveReference: (reference: { upc?: string; id?: string }) =>
            findBy(books, 'upc')(reference) ?? findBy(books, 'id')(reference),
        },
      },
    },
    authors: {
      sdl: 'type Book @key(fields: "id") { id: ID! author: String }',
      resolvers: { Book: { __resolveReference: findBy(authors, 'id') } },
    },
  },
  cases: [
    {
      name: 'an unknown entity is null and a known one is complete',
      query: '{ shelf { at book { title } } }',
      data: {
        shelf: [
          { at: 1, book: { title: 'Tea' } },
          { at: 2, book: null },
          { at: 3, book: { title: null } },
          { at: 4, book: { title: 'Rice' } },
          { at: 5, book: { title: null } },
        ],
      },
    },
    {
      name: 'an entity unknown to one service is not requested from the next',
      query: '{ shelf { book { author upc } } }',
      data: {
        shelf: [
          { book: { author: 'Lu Yu', upc: 'u1' } },
          { book: null },
          { book: { author: null, upc: 'u2' } },
          { book: { author: null, upc: 'u3' } },
          { book: { author: null, upc: null } },
        ],
      },
      asked: { shelf: 1, titles: 1, authors: 1 },
    },
    {
      name: 'entities in lists of lists with holes are each completed in place',
      query: '{ matrix { upc title author } }',
      data: {
        matrix: [
          [{ upc: 'u3', title: 'Rice', author: null }, null],
          null,
          [],
          [
            { upc: 'u2', title: null, author: null },
            { upc: 'u1', title: 'Tea', author: 'Lu Yu' },
          ],
        ],
      },
    },
    {
      name: 'if no entity is found the next service is not asked',
      query: '{ lone { upc author } }',
      data: { lone: { upc: 'u2', author: null } },
      asked: { shelf: 1, titles: 1 },
    },
    {
      name: 'if there is no entity to complete no service is asked',
      query: '{ gone { upc title author } }',
      data: { gone: null },
      asked: { shelf: 1 },
    },
    {
      name: 'a missing non-null key nulls its object',
      query: '{ lone { id } }',
      data: { lone: null },
      errors: 'optional',
    },
    {
      name: 'a missing non-null key nulls the item, and the others are kept',
      query: '{ matrix { id title } }',
      data: { matrix: [[{ id: 'b3', title: 'Rice' }, null], null, [], [null, { id: 'b1', title: 'Tea' }]] },
      errors: 'optional',
    },
  ],
};
