import { afterEach, expect, test } from '@jest/globals';
import { currentTrail, follow, inSpan, readTraceparent, startSpan, useTracer, type SpanStart } from './trace.ts';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
afterEach(() => useTracer(undefined));

test('without a tracer, a trace from another process continues unchanged through every await', async () => {
  const seen = await inSpan({ name: 'request', kind: 'server', parent, requestId: 'request-1' }, async () => {
    await Promise.resolve();
    return inSpan({ name: 'inner', kind: 'internal' }, async () => currentTrail());
  });
  expect([seen?.span.traceparent, seen?.requestId]).toEqual([parent, 'request-1']);
  expect(currentTrail()).toBeUndefined();
});

test('two concurrent pieces of work each have their own trail', async () => {
  const trail = (requestId: string) => ({ span: startSpan({ name: requestId, kind: 'server' }), requestId });
  const both = ['one', 'other'].map((id) =>
    follow(trail(id), async () => {
      await new Promise(setImmediate);
      return currentTrail()?.requestId;
    }),
  );
  expect(await Promise.all(both)).toEqual(['one', 'other']);
});

test('a nested span has the outer span as its parent, and fails with the error of its work', async () => {
  const log: unknown[] = [];
  useTracer({
    start: (span: SpanStart) => ({
      traceparent: `of ${span.name}`,
      describe: () => {},
      fail: (error) => log.push(['failed', span.name, String(error)]),
      end: () => log.push(['ended', span.name, span.parent]),
    }),
  });
  const failing = inSpan({ name: 'outer', kind: 'server', parent }, () =>
    inSpan({ name: 'inner', kind: 'client' }, async () => {
      throw new Error('no');
    }),
  );
  await expect(failing).rejects.toThrow('no');
  expect(log).toEqual([
    ['failed', 'inner', 'Error: no'],
    ['ended', 'inner', 'of outer'],
    ['failed', 'outer', 'Error: no'],
    ['ended', 'outer', parent],
  ]);
});

test.each([
  [parent, parent],
  [parent.toUpperCase(), undefined],
  [`00-${'0'.repeat(32)}-b7ad6b7169203331-01`, undefined],
  [`00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`, undefined],
  [`ff${parent.slice(2)}`, undefined],
  [`${parent}\r\nx: y`, undefined],
  [[parent], undefined],
  [undefined, undefined],
])('only a valid traceparent is accepted: %p', (header, read) => {
  expect(readTraceparent(header)).toBe(read);
});
