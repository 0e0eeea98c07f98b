/** One operation that is measured. */
export type Operation = { name: string; what: string; query: string; variables?: Record<string, unknown> };

const fragments = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
`;

const full = `${fragments}
  query Full {
    users {
      ...User
      reviews {
        ...Review
        product {
          ...Product
          reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
        }
      }
    }
    topProducts {
      ...Product
      reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
    }
  }`;

const mixed = `${fragments}
  query Mixed($first: Int!, $stock: Boolean!, $hidden: Boolean!) {
    feed(first: $first) {
      __typename
      ...Review
      ... on Review { author { ...User } product { upc name inStock @include(if: $stock) } }
      ... on Product { ...Product }
      ... on User { ...User birthday @skip(if: $hidden) }
      ... on Reviewed { reviews { id author { name } } }
    }
  }`;

/** The measured operations, in this order. `full` is the operation of the public federation benchmark. */
export const operations: Operation[] = [
  {
    name: 'full',
    what: 'large: six levels through four subgraphs, as in the public federation benchmark',
    query: full,
  },
  {
    name: 'chinese',
    what: 'large: the same, the reviews in Chinese',
    query: full.replace('fragment Review on Review { id body }', 'fragment Review on Review { id body: original }'),
  },
  {
    name: 'list',
    what: 'large: a list of 600 orders from one subgraph, without a join',
    query: 'query List($first: Int!) { orders(first: $first) { id recipient item quantity total placedOn paid note } }',
    variables: { first: 600 },
  },
  {
    name: 'mixed',
    what: 'a list of a union with fragments on its types and on an interface, with variables and conditions',
    query: mixed,
    variables: { first: 24, stock: true, hidden: true },
  },
  {
    name: 'small',
    what: 'one product with one entity hop: the cost of a gateway per request',
    query: 'query Small($first: Int!) { topProducts(first: $first) { upc name inStock } }',
    variables: { first: 1 },
  },
  {
    name: 'small-chinese',
    what: 'the same with a Chinese name',
    query: 'query Small($first: Int!) { topProducts(first: $first) { upc name: originalName inStock } }',
    variables: { first: 1 },
  },
  {
    name: 'single',
    what: 'five products from one subgraph, without a join',
    query: '{ topProducts { upc name price weight } }',
  },
];

/** The JSON body of the request for an operation. */
export function requestBody({ query, variables }: Operation): string {
  return JSON.stringify(variables ? { query, variables } : { query });
}
