import { expect, test } from '@jest/globals';
import { isHost } from './host.ts';

test.each([
  'localhost',
  'graph.example',
  'graph.example:4000',
  '127.0.0.1:4000',
  '[::1]',
  '[2001:db8::7]:443',
  'xn--fiqs8s.example',
])('"%s" is a valid host', (host) => {
  expect(isHost(host)).toBe(true);
});

test.each([
  undefined,
  '',
  '@',
  '[',
  ']',
  'user@host',
  'host:port',
  'host:99999',
  ':80',
  'a b',
  'host/path',
  'host?query',
  'host#part',
  'host\\x',
  '[::1',
  '%',
])('"%s" is not a valid host', (host) => {
  expect(isHost(host)).toBe(false);
});
