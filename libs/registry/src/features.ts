import { Kind, valueFromASTUntyped, type DirectiveNode, type DocumentNode } from 'graphql';

/** A feature that a schema links (`@link`, or `@core` in older ones): its URL, and what it is for where the link says so. */
export type Feature = { url: string; purpose?: string };

/**
 * The features that the gateways honour: the planner understands them, they need nothing of it, or the gateway enforces them before it plans
 * (`authenticated`, `requiresScopes`, `policy`).
 */
export const supportedFeatures = new Set(
  [
    ...[
      'core/v0.1',
      'core/v0.2',
      'link/v1.0',
      'tag/v0.1',
      'tag/v0.2',
      'tag/v0.3',
      'inaccessible/v0.1',
      'inaccessible/v0.2',
    ],
    ...['join/v0.1', 'join/v0.2', 'join/v0.3', 'join/v0.4', 'join/v0.5'],
    ...['authenticated/v0.1', 'requiresScopes/v0.1', 'policy/v0.1', 'cost/v0.1', 'cacheTag/v0.1', 'context/v0.1'],
  ].map((feature) => `https://specs.apollo.dev/${feature}`),
);

/**
 * The features of a schema, of a service or of a supergraph, that change how it is to be executed or secured and that no gateway honours. Who does not
 * know such a feature must not execute the schema as if it were not there (https://specs.apollo.dev/link/v1.0). Composition drops what a service links
 * `for: SECURITY`, so schemas of services are asked, too.
 */
export function unsupportedFeatures(document: DocumentNode): Feature[] {
  return featuresOf(document).filter(
    ({ url, purpose }) =>
      (purpose === 'EXECUTION' || purpose === 'SECURITY' || isMachinery(url)) &&
      !isFederation(url) &&
      !supportedFeatures.has(url),
  );
}

/** Every feature that a schema links. */
export function featuresOf({ definitions }: DocumentNode): Feature[] {
  const applied = definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION || each.kind === Kind.SCHEMA_EXTENSION ? (each.directives ?? []) : [],
  );
  return applied.flatMap((directive) => {
    const { url, feature = url, for: purpose } = argumentsOf(directive);
    // the directive may have another name, but a feature is always named by a URL that ends with its version
    if (typeof feature !== 'string' || !/^https?:\/\/.+\/v\d+\.\d+\/?$/.test(feature)) return [];
    return [{ url: feature.replace(/\/$/, ''), ...(typeof purpose === 'string' ? { purpose } : {}) }];
  });
}

/** The name of a feature, whatever its version. */
export const identityOf = ({ url }: Feature): string => url.replace(/\/v\d+\.\d+$/, '');

/** Features that decide how a schema is executed although a link need not say what they are for. */
const isMachinery = (url: string): boolean =>
  /^https:\/\/specs\.apollo\.dev\/(?:join|connect|context|cost|core|link|inaccessible|authenticated|requiresScopes|policy)\/v/.test(
    url,
  );

/** Composition itself refuses versions of Federation that it does not know. */
const isFederation = (url: string): boolean => url.startsWith('https://specs.apollo.dev/federation/v');

const argumentsOf = ({ arguments: given = [] }: DirectiveNode): Record<string, unknown> =>
  Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
