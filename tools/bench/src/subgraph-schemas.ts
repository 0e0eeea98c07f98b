import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { shippingEstimate, typeOfEntry, type Product, type Shop } from './shop.ts';

/** The four subgraphs of the public federation benchmark: accounts, inventory, products and reviews. Orders, the feed and Chinese texts are added. */
export const subgraphNames = ['accounts', 'inventory', 'products', 'reviews'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

const link = (directives: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${directives}])`;

/** The schema (SDL) of each subgraph. */
export const subgraphSdl: Record<SubgraphName, string> = {
  accounts: `
    ${link('"@key", "@shareable"')}
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }
  `,
  inventory: `
    ${link('"@key", "@external", "@requires"')}
    type Product @key(fields: "upc") {
      upc: String!
      weight: Int @external
      price: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }
  `,
  products: `
    ${link('"@key"')}
    type Query { topProducts(first: Int = 5): [Product] orders(first: Int = 20): [Order] }
    type Product @key(fields: "upc") { upc: String! name: String originalName: String price: Int weight: Int }
    type Order { id: ID! recipient: String item: String quantity: Int total: Int placedOn: String paid: Boolean note: String }
  `,
  reviews: `
    ${link('"@key", "@external", "@provides"')}
    type Query { feed(first: Int = 20): [Entry] }
    interface Reviewed { reviews: [Review] }
    union Entry = Review | Product | User
    type Review @key(fields: "id") { id: ID! body: String original: String author: User @provides(fields: "username") product: Product }
    type User implements Reviewed @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product implements Reviewed @key(fields: "upc") { upc: String! reviews: [Review] }
  `,
};

/** The executable schema of one subgraph over the objects of the shop. It returns only the fields that it declares. */
export function subgraphSchema(name: SubgraphName, shop: Shop): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(subgraphSdl[name]), resolvers: resolvers(shop)[name] });
}

function resolvers({ users, products, orders, feed }: Shop) {
  const userById = ({ id }: { id: string }) => users.find((user) => user.id === id);
  const productByUpc = ({ upc }: { upc: string }) => products.find((product) => product.upc === upc);
  const reviews = products.flatMap((product) => product.reviews);
  return {
    accounts: {
      Query: { me: () => users[0], user: (_: unknown, key: { id: string }) => userById(key), users: () => users },
      User: { __resolveReference: userById },
    },
    inventory: {
      Product: {
        __resolveReference: (given: Partial<Product> & { upc: string }) => ({
          ...productByUpc(given),
          price: given.price,
          weight: given.weight,
        }),
        // from the representation, so that a gateway that omits the required fields gives a wrong answer
        shippingEstimate: ({ price, weight }: Partial<Product>) =>
          price === undefined || weight === undefined ? null : shippingEstimate(price, weight),
      },
    },
    products: {
      Query: {
        topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first),
        orders: (_: unknown, { first }: { first: number }) => orders.slice(0, first),
      },
      Product: { __resolveReference: productByUpc },
    },
    reviews: {
      Query: { feed: (_: unknown, { first }: { first: number }) => feed.slice(0, first) },
      Entry: { __resolveType: typeOfEntry },
      Reviewed: { __resolveType: typeOfEntry },
      Review: { __resolveReference: ({ id }: { id: string }) => reviews.find((review) => review.id === id) },
      User: { __resolveReference: userById },
      Product: { __resolveReference: productByUpc },
    },
  };
}
