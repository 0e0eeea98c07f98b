import type { Scenario } from '../scenario.ts';

const texts = {
  empty: '',
  unicode: '梧州市科协 🍵 é́',
  escapes: '"quoted" \\back/slash\\ \b\f\n\r\t \u0000\u001f\u007f',
  separators: 'a\u2028b\u2029c',
  lone: 'x\ud800y\udc00z',
  json: '{"a":[1]}',
  html: '</script><!-- &amp; -->',
};
const long = '长'.repeat(200_000);
const numbers = { zero: 0, negative: -7, largest: 2 ** 31 - 1, smallest: -(2 ** 31) };
const floats = { tiny: 5e-324, huge: 1e21, fraction: 0.1, negative: -1.25e-7, whole: 3 };
const anything = {
  list: [1, 'two', null, true, { three: [3.5] }],
  object: { __typename: 'Not a type', nested: { _id: 1, '': 'empty key', 'key with "quotes"': 0 } },
  none: null,
  text: 'text',
  number: 9007199254740991,
};

const fields = (record: object, type: string): string =>
  Object.keys(record)
    .map((key) => `${key}: ${type}`)
    .join(' ');

/** Values of every kind are passed on unchanged, directly and through an entity. */
export const values: Scenario = {
  name: 'values',
  subgraphs: {
    a: {
      sdl: `
        scalar Any
        type Query { box: Box! nothing: Nothing }
        type Nothing { n: Int }
        type Box @key(fields: "id") { id: ID! texts: Texts! numbers: Numbers! long: String! }
        type Texts { ${fields(texts, 'String!')} }
        type Numbers { ${fields(numbers, 'Int!')} }`,
      resolvers: { Query: { box: () => ({ id: texts.escapes, texts, numbers, long }), nothing: () => null } },
    },
    b: {
      sdl: `
        scalar Any
        type Box @key(fields: "id") { id: ID! sameId: ID! echo: String! floats: Floats! any: Anything! lists: [[[Int]]!]! keys: Keys! repeat(text: String): String ids: [ID!]! none: Int nothing: Empty blank: Blank }
        type Empty { n: Int }
        type Blank { constructor: Int hasOwnProperty: Int toString: String valueOf: Empty }
        type Floats { ${fields(floats, 'Float!')} }
        type Anything { ${fields(anything, 'Any')} }
        type Keys { constructor: Int hasOwnProperty: Int toString: String length: Int then: Int toJSON: Int }`,
      resolvers: {
        Box: {
          sameId: ({ id }: { id: string }) => id,
          echo: ({ id }: { id: string }) => id,
          floats: () => floats,
          any: () => anything,
          lists: () => [[[1, null], null, []], []],
          keys: () => ({
            constructor: 1,
            hasOwnProperty: 2,
            toString: () => 'three',
            length: 4,
            then: 5,
            toJSON: () => 6,
          }),
          repeat: (_: unknown, { text }: { text?: string | null }) => text,
          blank: () => ({ constructor: null, hasOwnProperty: null, toString: null, valueOf: null }),
          ids: () => ['1', 2, 'x'],
        },
      },
    },
  },
  cases: [
    { name: 'strings', query: `{ box { texts { ${Object.keys(texts).join(' ')} } } }`, data: { box: { texts } } },
    {
      name: 'a key with every kind of character finds its entity',
      query: '{ box { echo sameId id } }',
      data: { box: { echo: texts.escapes, sameId: texts.escapes, id: texts.escapes } },
    },
    { name: 'a long string', query: '{ box { long } }', data: { box: { long } } },
    {
      name: 'integers at their limits',
      query: '{ box { numbers { zero negative largest smallest } } }',
      data: { box: { numbers } },
    },
    { name: 'floats', query: '{ box { floats { tiny huge fraction negative whole } } }', data: { box: { floats } } },
    {
      name: 'custom scalars are passed on unread',
      query: '{ box { any { list object none text number } } }',
      data: { box: { any: anything } },
    },
    {
      name: 'lists of lists of lists',
      query: '{ box { lists } }',
      data: { box: { lists: [[[1, null], null, []], []] } },
    },
    {
      name: 'ids are strings, whatever the subgraph returns',
      query: '{ box { ids } }',
      data: { box: { ids: ['1', '2', 'x'] } },
    },
    {
      name: 'fields named like properties of every object',
      query: '{ box { keys { constructor hasOwnProperty toString length then toJSON } } }',
      data: { box: { keys: { constructor: 1, hasOwnProperty: 2, toString: 'three', length: 4, then: 5, toJSON: 6 } } },
    },
    {
      name: 'aliases named like properties of every object',
      query:
        '{ constructor: box { toString: id valueOf: long isPrototypeOf: __typename } hasOwnProperty: box { echo: echo } }',
      data: {
        constructor: { toString: texts.escapes, valueOf: long, isPrototypeOf: 'Box' },
        hasOwnProperty: { echo: texts.escapes },
      },
    },
    {
      name: 'nulls under aliases named like properties of every object',
      query:
        '{ box { valueOf: none isPrototypeOf: repeat propertyIsEnumerable: nothing { n } } toLocaleString: nothing { n } }',
      data: { box: { valueOf: null, isPrototypeOf: null, propertyIsEnumerable: null }, toLocaleString: null },
    },
    {
      name: 'nulls in fields named like properties of every object',
      query: '{ box { blank { constructor hasOwnProperty toString valueOf { n } } } }',
      data: { box: { blank: { constructor: null, hasOwnProperty: null, toString: null, valueOf: null } } },
    },
    {
      name: 'a string by variable',
      query: 'query ($t: String) { box { repeat(text: $t) } }',
      variables: { t: texts.escapes + texts.separators + texts.unicode },
      data: { box: { repeat: texts.escapes + texts.separators + texts.unicode } },
    },
    {
      name: 'a string by literal',
      query: String.raw`{ box { a: repeat(text: "\u2028 \" \\ \n \uD83C\uDF75 \/") b: repeat(text: """block "text" \""" 
      indented
        more""") c: repeat(text: "") } }`,
      data: { box: { a: '\u2028 " \\ \n 🍵 /', b: 'block "text" """ \nindented\n  more', c: '' } },
    },
  ],
};
