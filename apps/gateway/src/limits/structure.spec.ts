import { expect, test } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { refuseStructure, structureLimits } from './structure.ts';

const code = (text: string, limits = {}) =>
  refuseStructure(parse(text), { ...structureLimits, ...limits })?.extensions['code'];
const repeat = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join(' ');
const long = 'n'.repeat(129);
const nested = (levels: number): string => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;

const refused: [string, string, string][] = [
  ['more than 20 levels', nested(21), 'QUERY_TOO_DEEP'],
  ['more than 20 levels through fragments', `{ a { ...A } } fragment A on T ${nested(20)}`, 'QUERY_TOO_DEEP'],
  [
    'more than 100 aliases',
    `{ ${repeat(10, (i) => `n${i} { ${repeat(11, (j) => `a${j}: x`)} }`)} }`,
    'TOO_MANY_ALIASES',
  ],
  ['aliases on __typename', `{ a { ${repeat(101, (i) => `t${i}: __typename`)} } }`, 'TOO_MANY_ALIASES'],
  [
    'aliases in a fragment that is spread often',
    `{ ${repeat(11, (i) => `n${i} { ...A }`)} } fragment A on T { ${repeat(10, (i) => `a${i}: x`)} }`,
    'TOO_MANY_ALIASES',
  ],
  ['more than 30 root fields', `{ ${repeat(31, (i) => `f${i}`)} }`, 'TOO_MANY_ROOT_FIELDS'],
  [
    'root fields in fragments',
    `{ ...A ...B } fragment A on Query { ${repeat(16, (i) => `a${i}`)} } fragment B on Query { ${repeat(16, (i) => `b${i}`)} }`,
    'TOO_MANY_ROOT_FIELDS',
  ],
  ['more than 100 directives', `{ ${repeat(101, (i) => `f${i % 30} @include(if: true)`)} }`, 'TOO_MANY_DIRECTIVES'],
  ['more than 5 directives on one field', `{ a ${repeat(6, (i) => `@d${i}`)} }`, 'TOO_MANY_DIRECTIVES'],
  [
    'more than 5 directives on a spread',
    `{ ...A ${repeat(6, (i) => `@d${i}`)} } fragment A on Query { a }`,
    'TOO_MANY_DIRECTIVES',
  ],
  ['the same field repeated', `{ a { ${repeat(51, () => 'x')} } }`, 'FIELD_REPEATED_TOO_OFTEN'],
  [
    'the same field repeated through fragments',
    `{ a { ${repeat(26, () => '...A')} } } fragment A on T { x ... { x } }`,
    'FIELD_REPEATED_TOO_OFTEN',
  ],
  ['more than 2000 fields', `{ ${repeat(21, (i) => `r${i} { ${repeat(100, (j) => `f${j}`)} }`)} }`, 'TOO_MANY_FIELDS'],
  ['a page of more than 1000 items', '{ a(first: 1001) }', 'PAGE_TOO_LARGE'],
  ['a list of more than 1000 items', `{ a(ids: [${repeat(1001, (i) => String(i))}]) }`, 'LIST_TOO_LONG'],
  [
    'a list default of more than 1000 items',
    `query($ids: [Int] = [${repeat(1001, (i) => String(i))}]) { a(ids: $ids) }`,
    'LIST_TOO_LONG',
  ],
  ['an argument of more than 20 levels', `{ a(x: ${'['.repeat(21)}${']'.repeat(21)}) }`, 'INPUT_TOO_DEEP'],
  ['the name of an operation', `query ${long} { a }`, 'NAME_TOO_LONG'],
  ['the name of a variable', `query($${long}: Int) { a }`, 'NAME_TOO_LONG'],
  ['the type of a variable', `query($a: [${long}!]) { a }`, 'NAME_TOO_LONG'],
  ['the name of a fragment', `{ ...${long} }`, 'NAME_TOO_LONG'],
  ['the type of a fragment', `{ ... on ${long} { a } }`, 'NAME_TOO_LONG'],
  ['an alias', `{ ${long}: a }`, 'NAME_TOO_LONG'],
  ['a field', `{ ${long} }`, 'NAME_TOO_LONG'],
  ['an argument', `{ a(${long}: 1) }`, 'NAME_TOO_LONG'],
  ['a field of an input object', `{ a(b: { ${long}: 1 }) }`, 'NAME_TOO_LONG'],
  ['a directive', `{ a @${long} }`, 'NAME_TOO_LONG'],
  ['more than 50 operations', repeat(51, (i) => `query Q${i} { a }`), 'TOO_MANY_OPERATIONS'],
  ['more than 200 fragments', `{ ...F0 } ${repeat(201, (i) => `fragment F${i} on Query { a }`)}`, 'TOO_MANY_FRAGMENTS'],
  [
    'introspection that follows types in circles',
    '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    'INTROSPECTION_TOO_DEEP',
  ],
  [
    'the same through fragments',
    '{ __type(name: "A") { ...T } } fragment T on __Type { fields { type { ...U } } } fragment U on __Type { possibleTypes { interfaces { fields { name } } } }',
    'INTROSPECTION_TOO_DEEP',
  ],
];

test.each(refused)('%s is refused', (_, text, expected) => {
  expect(code(text)).toBe(expected);
});

test('a message states what was found and what is allowed', () => {
  expect(refuseStructure(parse('{ a { b { c } } }'), { ...structureLimits, depth: 2 })).toMatchObject({
    message: expect.stringMatching(/3 levels.*at most 2/),
    extensions: { code: 'QUERY_TOO_DEEP', found: 3, limit: 2, http: { status: 400 } },
  });
});

test('the introspection query of common tools is within all limits', () => {
  expect(
    code(
      getIntrospectionQuery({
        inputValueDeprecation: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        oneOf: true,
      }),
    ),
  ).toBeUndefined();
});

test('a cycle of fragments and an unknown fragment are left to validation', () => {
  expect(code('{ ...A ...Nobody } fragment A on Query { a { ...B } } fragment B on T { b { ...A } }')).toBeUndefined();
});

const bombs: [string, string][] = [
  [
    'fragments that double 60 times',
    `{ ...F0 } ${repeat(60, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F60 on Query { a }`,
  ],
  [
    'fields in fragments that double 60 times',
    `{ ...F0 } ${repeat(60, (i) => `fragment F${i} on Query { x { ...F${i + 1} } y { ...F${i + 1} } }`)} fragment F60 on Query { a }`,
  ],
  ['hundreds of nested inline fragments', `{ ${'... { '.repeat(900)} a ${'}'.repeat(900)} }`],
  [
    'thousands of spreads of large fragments',
    `{ ${repeat(19, (i) => `...F${i}`)} } ${repeat(19, (i) => `fragment F${i} on Query { ${repeat(200, () => `...F${i + 1}`)} }`)} fragment F19 on Query { ${repeat(1_000, (i) => `a${i}`)} }`,
  ],
];

/** Expanded, any of them would take hours. */
const noExplosionMs = 5_000;

test.each(bombs)('%s are refused immediately', (_, text) => {
  const document = parse(text, { maxTokens: 10_000 });
  const start = performance.now();
  expect(refuseStructure(document, structureLimits)).toBeDefined();
  expect(performance.now() - start).toBeLessThan(noExplosionMs);
});

test('a list nested a thousand times in an argument is refused without recursion', () => {
  expect(code(`{ a(x: ${'['.repeat(1_000)}${']'.repeat(1_000)}) }`)).toBe('INPUT_TOO_DEEP');
});

test('an enum value of any length is truncated in errors, because values are not names', () => {
  expect(code(`{ a(b: ${long}) }`)).toBeUndefined();
});

test('errors in a text with many lines have no locations, because finding them takes time for each line', () => {
  const document = (lines: number) => parse(`${'\n'.repeat(lines)}{ a }`);
  const located = (lines: number): boolean => {
    const read = document(lines);
    expect(refuseStructure(read, structureLimits)).toBeUndefined();
    return read.definitions[0]?.loc !== undefined;
  };
  expect([located(10), located(structureLimits.locatedLines)]).toEqual([true, false]);
});
