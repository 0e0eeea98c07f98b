import { expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, graphqlSync, parse, type FieldNode } from 'graphql';
import { Lifetime } from '../lifetime.ts';
import { createIntrospection } from './introspection.ts';
import { operationOf, type Operation } from './operation.ts';

/** A schema large enough that its text takes several slices. */
const large = () =>
  buildSchema(
    `type Query { a: T0 } ${Array.from({ length: 200 }, (_, i) => `"type ${i}" type T${i} { ${Array.from({ length: 10 }, (__, j) => `f${j}(a: Int = ${j}): [T${j}!]!`).join(' ')} }`).join(' ')}`,
  );
const never = new Lifetime();
const ask = (query: string): [FieldNode[], Operation] => {
  const operation = operationOf(parse(query), undefined);
  return [operation.definition.selectionSet.selections as FieldNode[], operation];
};
const usual = getIntrospectionQuery();

test('while a large schema is written the event loop does other work, and the text is complete', async () => {
  const schema = large();
  let turns = 0;
  let done = false;
  const count = (): void => {
    turns += 1;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  const text = await createIntrospection(schema)(...ask(usual), {}, never);
  done = true;
  expect(turns).toBeGreaterThan(1);
  expect(JSON.parse(`{"__schema":${text}}`)).toEqual(graphqlSync({ schema, source: usual }).data);
});

test('a repeated introspection is served from the cache, and other values of its variables give another text', async () => {
  const schema = buildSchema('type Query { a: Int }');
  const introspect = createIntrospection(schema);
  const query = 'query($name: String!) { __type(name: $name) { ...T } } fragment T on __Type { description }';
  expect(await introspect(...ask(query), { name: 'Query' }, never)).toBe('{"description":null}');
  Object.assign(schema.getType('Query') ?? {}, { description: 'changed' });
  expect(await introspect(...ask(query), { name: 'Query' }, never)).toBe('{"description":null}');
  expect(await introspect(...ask(query), { name: 'Nothing' }, never)).toBe('null');
  expect(await introspect(...ask(query.replace('description', 'd: description')), { name: 'Query' }, never)).toBe(
    '{"d":"changed"}',
  );
});

test('writing stops with an error code when the request is over, and the next text is written', async () => {
  const introspect = createIntrospection(large());
  const over = new Lifetime();
  const given = introspect(...ask(usual), {}, over);
  setImmediate(() => over.end(new Error('over')));
  await expect(given).rejects.toMatchObject({ extensions: { code: 'REQUEST_TIMEOUT' } });
  expect(await introspect(...ask('{ __type(name: "T1") { name } }'), {}, never)).toBe('{"name":"T1"}');
});
