import { expect, test } from '@jest/globals';
import { anonymous } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import { createSenderOf } from './recording.ts';

const published = '{ published }';
const isPublished = (client: string, source: string): boolean => client === 'web' && source === published;
const asked = (viewerId: string): RequestContext =>
  ({ client: { name: 'web', version: '1' }, viewer: { ...anonymous, id: viewerId } }) as RequestContext;

test('an operation is attributed to its published manifest, else to the subject of its token, else to the anonymous client', () => {
  const senderOf = createSenderOf({ recorded: 'all', isPublished });
  expect(senderOf(asked(anonymous.id), published)).toEqual({ standing: 'published', owner: 'web' });
  expect(senderOf(asked('li'), '{ other }')).toEqual({ standing: 'signed-in', owner: 'li' });
  expect(senderOf(asked(anonymous.id), '{ other }')).toEqual({ standing: 'anonymous' });
});

test('with "known" an operation that is neither published nor has a token is not recorded', () => {
  const senderOf = createSenderOf({ recorded: 'known', isPublished });
  expect(senderOf(asked(anonymous.id), '{ other }')).toBeUndefined();
  expect(senderOf(asked('li'), '{ other }')).toBeDefined();
});
