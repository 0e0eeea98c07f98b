import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';

/** What clients see of a supergraph. Throws when the text is no supergraph. */
export function apiSchema(supergraphSdl: string): GraphQLSchema {
  // null: whatever features the supergraph uses, what clients see is the same
  return Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false })
    .apiSchema()
    .toGraphQLJSSchema();
}
