import { z } from 'zod';

/** The key-value bucket in which each service stores its schema under its name. */
export const subgraphsBucket = 'subgraphs';

/**
 * The publication of a service: its name, its SDL, the URL that the gateway calls, and its version, which is only
 * informative. With `allowBreaking` the schema is served even if it breaks recorded operations.
 */
export type Subgraph = { name: string; sdl: string; url: string; version: string; allowBreaking?: boolean | undefined };
export type PublishedSubgraph = z.infer<typeof publishedSubgraph>;
/**
 * A change of the registry at a revision of its bucket: the publication of a service or, without a subgraph, its
 * retirement.
 */
export type Publication = { name: string; revision: number; subgraph?: PublishedSubgraph };
/** A schema that is part of the supergraph, with the revision at which it was published. */
export type AcceptedSubgraph = z.infer<typeof acceptedSubgraph>;

const publishedSubgraph = z.object({
  name: z.string().min(1).max(64),
  sdl: z.string().min(1).max(1_000_000),
  url: z.url({ protocol: /^https?$/ }),
  version: z.string().max(64),
  publishedAt: z.iso.datetime(),
  allowBreaking: z.boolean().default(false),
  /** the signature with the team's key, see signature.ts; missing in records of older versions */
  signature: z.string().max(4_000).exactOptional(),
});
export const acceptedSubgraph = publishedSubgraph.extend({ revision: z.number().int().min(0) });

/** Reads a record of the bucket. Throws when it is invalid, or is stored under the key of another service. */
export function parseSubgraph(key: string, value: string): PublishedSubgraph {
  const subgraph = publishedSubgraph.parse(JSON.parse(value));
  if (subgraph.name !== key) throw new Error(`The record under "${key}" names "${subgraph.name}".`);
  return subgraph;
}
