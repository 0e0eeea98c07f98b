import { describe, expect, test } from '@jest/globals';
import { sections } from './figures.ts';
import type { SubgraphName } from './figures.ts';
import { administrator, platform, post } from './platform.ts';
import { expectNoSecrets } from './safe-answer.ts';

describe.each(Object.keys(sections) as SubgraphName[])('%s answers to the gateway only', (name) => {
  const query = JSON.stringify({ query: '{ __typename _service { sdl } }' });
  const refused = { status: 401, data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };

  test('not to a caller without a token', async () => {
    const answer = await post(query, {}, platform().services[name].url);
    expect(answer).toMatchObject(refused);
    expectNoSecrets(answer.text);
  });

  test('not to an administrator’s own token', async () => {
    const authorization = `Bearer ${await platform().token(administrator)}`;
    expect(await post(query, { authorization }, platform().services[name].url)).toMatchObject(refused);
  });
});
