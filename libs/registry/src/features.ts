import { Kind, valueFromASTUntyped, type DirectiveNode, type DocumentNode } from 'graphql';

/**
 * A feature that a schema links (`@link`, or `@core` in older schemas): its URL, and its purpose if the link states
 * one.
 */
export type Feature = { url: string; purpose?: string };

/**
 * The features that the gateways support: the planner implements them, they do not affect it, or the gateway enforces
 * them before it plans (`authenticated`, `requiresScopes`, `policy`).
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
 * The features of a schema (of a service or a supergraph) that affect execution or security and that the gateways do
 * not support. A program that does not support such a feature must not execute the schema
 * (https://specs.apollo.dev/link/v1.0). Composition drops the features that a service links `for: SECURITY`, so the
 * schemas of services must be checked, too.
 */
export function unsupportedFeatures(document: DocumentNode): Feature[] {
  return featuresOf(document).filter(
    ({ url, purpose }) =>
      (purpose === 'EXECUTION' || purpose === 'SECURITY' || isExecutionFeature(url)) &&
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
    // The directive may have another name, but the URL of a feature always ends with its version.
    if (typeof feature !== 'string' || !/^https?:\/\/.+\/v\d+\.\d+\/?$/.test(feature)) return [];
    return [{ url: feature.replace(/\/$/, ''), ...(typeof purpose === 'string' ? { purpose } : {}) }];
  });
}

/** The name of a feature without its version. */
export const identityOf = ({ url }: Feature): string => url.replace(/\/v\d+\.\d+$/, '');

/** True for features that affect the execution of a schema although their link need not state a purpose. */
const isExecutionFeature = (url: string): boolean =>
  /^https:\/\/specs\.apollo\.dev\/(?:join|connect|context|cost|core|link|inaccessible|authenticated|requiresScopes|policy)\/v/.test(
    url,
  );

/** Composition itself refuses versions of Federation that it does not know. */
const isFederation = (url: string): boolean => url.startsWith('https://specs.apollo.dev/federation/v');

const argumentsOf = ({ arguments: given = [] }: DirectiveNode): Record<string, unknown> =>
  Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
