import { createHash } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import type { Subgraph } from './subgraph.ts';

/** Why subgraphs do not fit together: a code of Federation's composition, a sentence, and the services concerned, where known. */
export type CompositionError = { code: string; message: string; subgraphs?: string[] };
/** A supergraph with the SHA-256 of its text (hexadecimal), or the reasons why there is none. */
export type Composition = { supergraphSdl: string; hash: string } | { errors: CompositionError[] };
type Definition = Pick<Subgraph, 'name' | 'sdl' | 'url'>;

/** Composes subgraphs into one Federation 2 supergraph. The same subgraphs give the same text and hash, in whatever order they come. */
export function composeSupergraph(subgraphs: readonly Definition[]): Composition {
  if (subgraphs.length === 0) return { errors: [{ code: 'NO_SUBGRAPHS', message: 'No service has published a schema yet.' }] };
  const errors: CompositionError[] = [];
  const services = [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ name, sdl, url }) => {
    const typeDefs = parseSdl(name, sdl, errors);
    return typeDefs ? [{ name, url, typeDefs }] : [];
  });
  if (errors.length > 0) return { errors };
  const result = composeServices(services);
  if (result.errors) return { errors: result.errors.slice(0, errorsMax).map(describe) };
  return { supergraphSdl: result.supergraphSdl, hash: createHash('sha256').update(result.supergraphSdl).digest('hex') };
}

function parseSdl(name: string, sdl: string, errors: CompositionError[]): DocumentNode | undefined {
  try {
    return parse(sdl, { maxTokens: tokensMax });
  } catch (error) {
    const message = error instanceof GraphQLError ? error.message : String(error);
    errors.push({ code: 'INVALID_GRAPHQL', message: `[${name}] ${message}`, subgraphs: [name] });
    return undefined;
  }
}

function describe(error: GraphQLError): CompositionError {
  const code = error.extensions['code'];
  const subgraphs = new Set<string>();
  for (const node of error.nodes ?? []) if ('subgraph' in node && typeof node.subgraph === 'string') subgraphs.add(node.subgraph);
  return {
    code: typeof code === 'string' ? code : 'COMPOSITION_FAILED',
    message: error.message,
    ...(subgraphs.size > 0 ? { subgraphs: [...subgraphs].sort() } : {}),
  };
}

const tokensMax = 200_000;
const errorsMax = 50;
