import { z } from 'zod';

/** The KV bucket in which every service keeps its schema, under its name. */
export const subgraphsBucket = 'subgraphs';

/** What a service publishes: its name, its SDL, the URL that the gateway calls, and the version of the service, for people to read. */
export type Subgraph = { name: string; sdl: string; url: string; version: string };
export type PublishedSubgraph = z.infer<typeof publishedSubgraph>;

const publishedSubgraph = z.object({
  name: z.string().min(1).max(64),
  sdl: z.string().min(1).max(1_000_000),
  url: z.url({ protocol: /^https?$/ }),
  version: z.string().max(64),
  publishedAt: z.iso.datetime(),
});

/** Reads a record of the bucket. Throws when it is not one, or stands under another service's key. */
export function parseSubgraph(key: string, value: string): PublishedSubgraph {
  const subgraph = publishedSubgraph.parse(JSON.parse(value));
  if (subgraph.name !== key) throw new Error(`The record under "${key}" names "${subgraph.name}".`);
  return subgraph;
}
