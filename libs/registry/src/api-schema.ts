import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';

/** The schema that clients see of a supergraph. Throws when the text is not a supergraph. */
export function apiSchema(supergraphSdl: string): GraphQLSchema {
  // null accepts all features, because the schema for clients does not depend on them.
  return Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false })
    .apiSchema()
    .toGraphQLJSSchema();
}
