import { expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { follow, startSpan, type Language } from '@kexie/kernel';
import { enumerationResolvers } from './labels.ts';

const labels = { Status: { TERM_OVERDUE: '换届逾期', CNY: ['元', 'CNY'] } } as const;

const schema = buildSubgraphSchema({
  typeDefs: parse(`
    enum Language { ZH EN }
    type Enumeration { name: String! values: [EnumerationValue!]! }
    type EnumerationValue { code: String! label(lang: Language): String! }
    type Enumerations { things(names: [String!]): [Enumeration!] }
    type Query { enumerations: Enumerations }
  `),
  resolvers: enumerationResolvers('things', labels) as NonNullable<
    Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']
  >,
});

const inLanguage = <T>(language: Language, work: () => T): T =>
  follow({ span: startSpan({ name: 'test', kind: 'internal' }), requestId: undefined, language }, work);

const ask = (source: string, language: Language = 'zh-CN') => inLanguage(language, () => graphql({ schema, source }));

test('a value has its label in the chosen language, and otherwise in that of the request', async () => {
  const source = '{ enumerations { things(names: ["Status"]) { name values { code label en: label(lang: EN) } } } }';
  const answer = (label: string, money: string) => ({
    enumerations: {
      things: [
        {
          name: 'Status',
          values: [
            { code: 'TERM_OVERDUE', label, en: 'term overdue' },
            { code: 'CNY', label: money, en: 'CNY' },
          ],
        },
      ],
    },
  });
  expect((await ask(source)).data).toEqual(answer('换届逾期', '元'));
  expect((await ask(source, 'en')).data).toEqual(answer('term overdue', 'CNY'));
});

test('without names, the enumerations that all services share come first', async () => {
  const { data } = await ask('{ enumerations { things { name } } }');
  const names = (data as { enumerations: { things: { name: string }[] } }).enumerations.things.map(({ name }) => name);
  expect([names[0], names.at(-1)]).toEqual(['Qualifier', 'Status']);
});

test('an unknown name is refused', async () => {
  const { errors } = await ask('{ enumerations { things(names: ["Nothing"]) { name } } }');
  expect(errors?.[0]?.originalError).toMatchObject({ code: 'NOT_FOUND', inputPath: ['names'] });
});
