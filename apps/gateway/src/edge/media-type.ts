import { memoise, readWeighted, type Weighted } from './weighted.ts';

/** The media type of a response. `onlyJson`: the client does not accept `application/graphql-response+json`, so it ignores the body of a response with status 400. */
export type MediaType = { contentType: string; onlyJson: boolean };

const json = 'application/json';
const graphqlResponse = 'application/graphql-response+json';
const withCharset = (type: string): string => `${type}; charset=utf-8`;

/** The media type of responses to clients that accept anything. */
export const anyType: MediaType = { contentType: withCharset(json), onlyJson: false };

/**
 * Chooses the media type of a response by the client's `accept` (RFC 9110, GraphQL over HTTP): the one with the larger weight, of equal ones the one
 * named first, and `application/json` for a client that names neither but accepts anything. undefined if the client accepts neither.
 */
export const mediaTypeOf = memoise((accept): MediaType | undefined => {
  if (accept === undefined || accept.trim() === '') return anyType;
  const entries = readWeighted(accept);
  const [plain, own] = [matchOf(entries, json), matchOf(entries, graphqlResponse)];
  if (plain.weight === 0 && own.weight === 0) return undefined;
  const prefersOwn = own.weight === plain.weight ? own.position < plain.position : own.weight > plain.weight;
  return { contentType: withCharset(prefersOwn ? graphqlResponse : json), onlyJson: own.weight === 0 };
});

/**
 * The status of a response by GraphQL over HTTP: 200 with data, even beside errors; without data, that of the errors. A client that accepts only
 * `application/json` ignores the body of a status 400, so it gets 200 for a well-formed request. `status` is below 400 if a hash is not registered
 * yet, which asks Apollo's clients to send the text.
 */
export function statusOf(
  { hasData, status }: { hasData: boolean; status: number },
  { contentType, onlyJson }: MediaType,
): number {
  if (hasData) return 200;
  if (status < 400) return contentType === withCharset(graphqlResponse) ? 404 : status;
  return onlyJson && status === 400 ? 200 : status;
}

/** Whether a client prefers HTML to JSON, as a browser does when it navigates to an address. */
export const prefersPage = memoise((accept): boolean => {
  const entries = readWeighted(accept ?? '');
  const page = entries.get('text/html')?.weight ?? 0;
  return page > 0 && [json, graphqlResponse].every((type) => matchOf(entries, type).weight < page);
});

/** The weight of a type by the most specific matching range. A range with a wildcard has no position. */
function matchOf(entries: Weighted, type: string): { weight: number; position: number } {
  const exact = entries.get(type);
  if (exact) return exact;
  const range = entries.get(`${type.slice(0, type.indexOf('/'))}/*`) ?? entries.get('*/*') ?? entries.get('*');
  return { weight: range?.weight ?? 0, position: Number.POSITIVE_INFINITY };
}
