import { findBy, type Scenario } from '../scenario.ts';

const accounts = [
  { __typename: 'Person', id: 'p1', secret: 's1', name: 'Lin' },
  { __typename: 'Robot', id: 'r1', secret: 's2', name: 'R2' },
];

/** Elements that subgraphs use internally and clients cannot see. */
export const inaccessible: Scenario = {
  name: '@inaccessible',
  subgraphs: {
    accounts: {
      sdl: `
        type Query { accounts: [Account!]! person: Person anything: Thing hidden: Int @inaccessible }
        interface Account { id: ID! name: String! }
        union Thing = Person | Robot
        type Person implements Account @key(fields: "secret") { id: ID! secret: ID! @inaccessible name: String! mood(level: Level = HIGH, debug: Boolean @inaccessible): String! }
        type Robot implements Account @key(fields: "secret") @inaccessible { id: ID! secret: ID! name: String! }
        enum Level { LOW HIGH SECRET @inaccessible }`,
      resolvers: {
        Query: { accounts: () => accounts, person: () => accounts[0], anything: () => accounts[1] },
        Person: {
          __resolveReference: findBy(accounts, 'secret'),
          mood: (_: unknown, { level, debug }: { level: string; debug?: boolean }) => `${level} ${debug}`,
        },
      },
    },
    scores: {
      sdl: `
        type Person @key(fields: "secret") { secret: ID! score: Int! rank: Rank }
        enum Rank { TOP BOTTOM @inaccessible }`,
      resolvers: { Person: { score: ({ secret }: { secret: string }) => secret.length, rank: () => 'BOTTOM' } },
    },
  },
  cases: [
    {
      name: 'an inaccessible key resolves an entity in another subgraph',
      query: '{ person { score name } }',
      data: { person: { score: 2, name: 'Lin' } },
    },
    {
      name: 'an inaccessible field cannot be selected',
      query: '{ person { secret } }',
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      status: 400,
    },
    {
      name: 'an inaccessible root field cannot be selected',
      query: '{ hidden }',
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      status: 400,
    },
    {
      name: 'an inaccessible type cannot be named',
      query: '{ accounts { ... on Robot { name } } }',
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      status: 400,
    },
    {
      name: 'an inaccessible argument cannot be given, the others can',
      query: '{ person { mood } other: person { mood(level: LOW) } }',
      data: { person: { mood: 'HIGH undefined' }, other: { mood: 'LOW undefined' } },
    },
    {
      name: 'an inaccessible enum value cannot be given',
      query: 'query ($level: Level) { person { mood(level: $level) } }',
      variables: { level: 'SECRET' },
      errors: [{ code: 'BAD_USER_INPUT' }],
      status: 400,
    },
    {
      name: 'an inaccessible enum value is null in the response',
      query: '{ person { rank score } }',
      data: { person: { rank: null, score: 2 } },
      errors: 'optional',
    },
    {
      name: 'an object of an inaccessible type is null in the response',
      query: '{ anything { ... on Person { name } } }',
      data: { anything: null },
      errors: 'optional',
    },
    {
      name: 'in a list of non-null items, it nulls the list',
      query: '{ accounts { name } }',
      data: null,
      errors: 'optional',
    },
    {
      name: 'introspection hides inaccessible elements',
      query:
        '{ robot: __type(name: "Robot") { name } person: __type(name: "Person") { fields { name args { name } } } level: __type(name: "Level") { enumValues { name } } }',
      data: {
        robot: null,
        person: {
          fields: [
            { name: 'id', args: [] },
            { name: 'name', args: [] },
            { name: 'mood', args: [{ name: 'level' }] },
            { name: 'score', args: [] },
            { name: 'rank', args: [] },
          ],
        },
        level: { enumValues: [{ name: 'LOW' }, { name: 'HIGH' }] },
      },
    },
  ],
};
