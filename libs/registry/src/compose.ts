import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Library from '@apollo/composition';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { featuresOf, identityOf, unsupportedFeatures, type Feature } from './features.ts';
import type { Subgraph } from './subgraph.ts';

/**
 * The reason why subgraphs do not compose: a code of the composition of Federation, a message, and the affected
 * services if they are known.
 */
export type CompositionError = { code: string; message: string; subgraphs?: string[] };
/** A supergraph with the SHA-256 of its text (hexadecimal), or the reasons why there is none. */
export type Composition = { supergraphSdl: string; hash: string } | { errors: CompositionError[] };
type Definition = Pick<Subgraph, 'name' | 'sdl' | 'url'>;

/** Composes subgraphs into one Federation 2 supergraph. The same subgraphs give the same text and hash in any order. */
export function composeSupergraph(subgraphs: readonly Definition[]): Composition {
  if (subgraphs.length === 0)
    return { errors: [{ code: 'NO_SUBGRAPHS', message: 'No service has published a schema yet.' }] };
  const errors: CompositionError[] = [];
  const services = [...subgraphs]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, sdl, url }) => {
      const typeDefs = parseSdl(name, sdl, errors);
      return typeDefs ? [{ name, url, typeDefs }] : [];
    });
  if (errors.length > 0) return { errors };
  const unsupported = services.flatMap(({ name, typeDefs }) =>
    unsupportedFeatures(typeDefs).map((feature) => unsupportedIn(feature, feature, [name])),
  );
  if (unsupported.length > 0) return { errors: unsupported.slice(0, errorsMax) };
  const result = composition().composeServices(services);
  if (result.errors) return { errors: result.errors.slice(0, errorsMax).map(describe) };
  const brought = unsupportedFeatures(parse(result.supergraphSdl, { noLocation: true })).map((feature) =>
    unsupportedError(feature, services),
  );
  if (brought.length > 0) return { errors: brought.slice(0, errorsMax) };
  return { supergraphSdl: result.supergraphSdl, hash: hashOf(result.supergraphSdl) };
}

/** The hash that identifies a supergraph: the SHA-256 of its text (hexadecimal). */
export const hashOf = (sdl: string): string => createHash('sha256').update(sdl).digest('hex');

/**
 * The error for an unsupported feature. No service is named when only the supergraph links it, as for directives of
 * Federation such as `@fromContext`.
 */
function unsupportedError(
  feature: Feature,
  services: readonly { name: string; typeDefs: DocumentNode }[],
): CompositionError {
  const linking = services.flatMap(({ name, typeDefs }) =>
    featuresOf(typeDefs)
      .filter((each) => identityOf(each) === identityOf(feature))
      .map((linked) => ({ name, linked })),
  );
  return unsupportedIn(
    linking[0]?.linked ?? feature,
    feature,
    linking.map(({ name }) => name),
  );
}

function unsupportedIn({ url }: Feature, { purpose }: Feature, subgraphs: readonly string[]): CompositionError {
  const who = subgraphs.length > 0 ? `[${subgraphs.join(', ')}] ` : '';
  const message = `${who}The feature ${url}${purpose ? ` (for ${purpose})` : ''} is not supported: the gateways would ignore it. Remove the link and its directives from the schema, or wait for a gateway that supports it.`;
  return { code: 'UNSUPPORTED_FEATURE', message, ...(subgraphs.length > 0 ? { subgraphs: [...subgraphs] } : {}) };
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
  for (const node of error.nodes ?? [])
    if ('subgraph' in node && typeof node.subgraph === 'string') subgraphs.add(node.subgraph);
  return {
    code: typeof code === 'string' ? code : 'COMPOSITION_FAILED',
    message: error.message,
    ...(subgraphs.size > 0 ? { subgraphs: [...subgraphs].sort() } : {}),
  };
}

/**
 * The library is loaded by the first composition: it takes 5 MB of memory, and of the programs that import this lib only
 * few compose.
 */
const composition = (): typeof Library => require('@apollo/composition');

const require = createRequire(import.meta.url);
const tokensMax = 200_000;
const errorsMax = 50;
