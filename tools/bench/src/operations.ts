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

/** The measured operations, in this order. `full` is the operation of the public federation benchmark. */
export const operations: Operation[] = [
  { name: 'full', what: 'six levels through four subgraphs, as in the public federation benchmark', query: full },
  {
    name: 'chinese',
    what: 'the same, the reviews in Chinese',
    query: full.replace('fragment Review on Review { id body }', 'fragment Review on Review { id body: original }'),
  },
  {
    name: 'small',
    what: 'one product with one entity hop: the cost of a gateway per request',
    query: 'query Small($first: Int!) { topProducts(first: $first) { upc name inStock } }',
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
