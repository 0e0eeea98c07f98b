import { findBy, type Subgraph } from './scenario.ts';

const actors = [
  { __typename: 'Person', id: 'a1', name: 'Lin', born: 1980, town: 'Wuzhou' },
  { __typename: 'Person', id: 'a2', name: 'Wei', born: null, town: 'Cangwu' },
  { __typename: 'Club', id: 'a3', name: 'Tea club', size: 12 },
  { __typename: 'Club', id: 'a4', name: 'Old club', size: 0 },
];
const posts = [
  { __typename: 'Post', id: 'p1', title: 'Liubao tea', words: 120, author: 'a1' },
  { __typename: 'Post', id: 'p2', title: 'Silk', words: 5, author: 'a3' },
  { __typename: 'Post', id: 'p3', title: '', words: 0, author: 'a2' },
];
type Actor = { id: string; name?: string };
type Post = { id: string; words?: number; author?: { id: string; name?: string } | null };
const typed = (id: string) => ({ __typename: findBy(actors, 'id')({ id })?.__typename, id });
const tired = (): never => {
  throw new Error('The service is tired.');
};

/** A graph with a variety of features for random operations: entities, an interface object, a union, shared roots, requirements, failures. */
export const richGraph: Readonly<Record<string, Subgraph>> = {
  actors: {
    sdl: `
      type Query { me: Person @shareable actors(first: Int): [Actor!]! actor(id: ID!): Actor search(text: String): [Hit]! board: [[Actor]!] }
      interface Actor @key(fields: "id") { id: ID! name: String! friends: [Actor!]! }
      type Person implements Actor @key(fields: "id") { id: ID! name: String! friends: [Actor!]! born: Int home: Place @shareable }
      type Club implements Actor @key(fields: "id") { id: ID! name: String! friends: [Actor!]! size(of: Size = LARGE): Int chair: Person! }
      type Post @key(fields: "id", resolvable: false) { id: ID! }
      type Place @shareable { town: String! }
      enum Size { LARGE SMALL }
      union Hit = Person | Club | Post`,
    resolvers: {
      Query: {
        me: () => actors[0],
        actors: (_: unknown, { first }: { first?: number | null }) => actors.slice(0, first ?? undefined),
        actor: (_: unknown, { id }: Actor) => findBy(actors, 'id')({ id }),
        search: (_: unknown, { text }: { text?: string | null }) => [
          actors[2],
          null,
          { __typename: 'Post', id: 'p1' },
          ...(text ? [actors[1]] : []),
        ],
        board: () => [[actors[1], null], [], [actors[3], actors[0]]],
      },
      Actor: { __resolveReference: findBy(actors, 'id') },
      Person: {
        __resolveReference: findBy(actors, 'id'),
        friends: () => [actors[2], actors[1]],
        home: ({ town }: { town: string }) => ({ town }),
      },
      Club: {
        __resolveReference: findBy(actors, 'id'),
        friends: ({ id }: Actor) => (id === 'a4' ? [] : [actors[0], actors[3]]),
        chair: ({ id }: Actor) => (id === 'a4' ? tired() : actors[0]),
        size: ({ size }: { size: number }, { of }: { of: string }) => (of === 'SMALL' ? size / 2 : size),
      },
    },
  },
  posts: {
    sdl: `
      type Query { me: Person @shareable feed(first: Int! = 3): [Post!]! post(id: ID!): Post hits: [Hit!]! }
      interface Actor { id: ID! posts(first: Int = 2): [Post!]! }
      type Person implements Actor @key(fields: "id") { id: ID! posts(first: Int = 2): [Post!]! }
      type Club implements Actor @key(fields: "id") { id: ID! posts(first: Int = 2): [Post!]! }
      type Post @key(fields: "id") { id: ID! title: String words: Int! author: Actor related: [Post] }
      union Hit = Person | Post`,
    resolvers: {
      Query: {
        me: () => ({ id: 'a1' }),
        feed: (_: unknown, { first }: { first: number }) => posts.slice(0, first),
        post: (_: unknown, { id }: Post) => findBy(posts, 'id')({ id }),
        hits: () => [{ __typename: 'Person', id: 'a2' }, posts[1]],
      },
      Person: {
        posts: ({ id }: Actor, { first }: { first: number }) =>
          posts.filter(({ author }) => author === id).slice(0, first),
      },
      Club: { posts: () => [posts[1]] },
      Post: {
        __resolveReference: findBy(posts, 'id'),
        author: ({ id }: Post) => (id === 'p3' ? null : typed(posts.find((post) => post.id === id)?.author ?? '')),
        related: ({ id }: Post) => [posts[2], null, posts.find((post) => post.id !== id)],
      },
    },
  },
  scores: {
    sdl: `
      type Query { best: Actor! worst: [Actor] }
      type Actor @key(fields: "id") @interfaceObject { id: ID! score: Int! label: String prize: Prize }
      type Post @key(fields: "id") { id: ID! words: Int! @external likes(by: [ID!]): Int! long: Boolean! @requires(fields: "words") fame: String @requires(fields: "words") }
      type Prize { text: String! winner: Actor! runnersUp: [Actor]! }`,
    resolvers: {
      Query: { best: () => ({ id: 'a3' }), worst: () => [{ id: 'a4' }, null, { id: 'a2' }] },
      Actor: {
        score: ({ id }: Actor) => Number(id.slice(1)) * 10,
        label: ({ id }: Actor) => `<${id}>`,
        prize: ({ id }: Actor) =>
          id === 'a2' ? null : { text: `prize of ${id}`, winner: { id }, runnersUp: [{ id: 'a2' }, null] },
      },
      Post: {
        likes: ({ id }: Post, { by }: { by?: string[] }) => (by ?? []).length + Number(id.slice(1)),
        long: ({ words = 0 }: Post) => words > 100,
        fame: ({ words = 0 }: Post) => (words === 0 ? tired() : `${words} words`),
      },
    },
  },
  places: {
    sdl: `
      type Query { places: [Place!]! }
      type Person @key(fields: "id") { id: ID! home: Place @shareable mail: String! }
      type Place { town: String! @shareable people: [Person!]! }`,
    resolvers: {
      Query: { places: () => [{ town: 'Wuzhou' }, { town: 'Nowhere' }] },
      Person: {
        home: ({ id }: Actor) => ({ town: id === 'a1' ? 'Wuzhou' : 'Cangwu' }),
        mail: ({ id }: Actor) => (id === 'a2' ? null : `${id}@example.org`),
      },
      Place: {
        people: ({ town }: { town: string }) => (town === 'Nowhere' ? [] : [{ id: town === 'Wuzhou' ? 'a1' : 'a2' }]),
      },
    },
  },
};

/** All fields of an actor or a post, by its id; other objects are already complete. */
export const completeRichObject = (source: Record<string, unknown>): Record<string, unknown> => {
  const known =
    typeof source['id'] === 'string' ? findBy<{ id: string }>([...actors, ...posts], 'id')({ id: source['id'] }) : null;
  return { ...source, ...known };
};
