import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { shippingEstimate, type Product, type Shop } from './shop.ts';

/** The four subgraphs of the public federation benchmark: accounts, inventory, products and reviews. */
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
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }
  `,
  reviews: `
    ${link('"@key", "@external", "@provides"')}
    type Review @key(fields: "id") { id: ID! body: String original: String author: User @provides(fields: "username") product: Product }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }
  `,
};

/** The executable schema of one subgraph over the objects of the shop. It returns only the fields that it declares. */
export function subgraphSchema(name: SubgraphName, shop: Shop): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(subgraphSdl[name]), resolvers: resolvers(shop)[name] });
}

function resolvers({ users, products }: Shop) {
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
      Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
      Product: { __resolveReference: productByUpc },
    },
    reviews: {
      Review: { __resolveReference: ({ id }: { id: string }) => reviews.find((review) => review.id === id) },
      User: { __resolveReference: userById },
      Product: { __resolveReference: productByUpc },
    },
  };
}
