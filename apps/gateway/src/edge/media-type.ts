import { remember, readWeighted, type Weighted } from './weighted.ts';

/** How an answer is labelled. `onlyJson`: the client does not know `application/graphql-response+json`, so it trusts no body with a status of 400. */
export type MediaType = { contentType: string; onlyJson: boolean };

const json = 'application/json';
const graphqlResponse = 'application/graphql-response+json';
const labelOf = (type: string): string => `${type}; charset=utf-8`;

/** The label of answers to clients that accept anything. */
export const anyType: MediaType = { contentType: labelOf(json), onlyJson: false };

/**
 * Chooses the media type of an answer by the client's `accept` (RFC 9110, GraphQL over HTTP): the one with the larger weight, of equal ones that which is
 * named first, and `application/json` for whoever names neither but accepts anything. undefined when the client accepts neither.
 */
export const mediaTypeOf = remember((accept): MediaType | undefined => {
  if (accept === undefined || accept.trim() === '') return anyType;
  const entries = readWeighted(accept);
  const [plain, own] = [matchOf(entries, json), matchOf(entries, graphqlResponse)];
  if (plain.weight === 0 && own.weight === 0) return undefined;
  const prefersOwn = own.weight === plain.weight ? own.place < plain.place : own.weight > plain.weight;
  return { contentType: labelOf(prefersOwn ? graphqlResponse : json), onlyJson: own.weight === 0 };
});

/**
 * The status of an answer by GraphQL over HTTP: 200 with data, whatever errors there are beside; without, that of the errors. A client that knows
 * `application/json` only reads no body with a status of 400, so a request that was well-formed gets 200 from it. `status` is below 400 when a hash is not known
 * yet, which Apollo's clients take as a question.
 */
export function statusOf(
  { hasData, status }: { hasData: boolean; status: number },
  { contentType, onlyJson }: MediaType,
): number {
  if (hasData) return 200;
  if (status < 400) return contentType === labelOf(graphqlResponse) ? 404 : status;
  return onlyJson && status === 400 ? 200 : status;
}

/** Whether a client would rather have a page than data, as browsers say when an address is opened in them. */
export const prefersPage = remember((accept): boolean => {
  const entries = readWeighted(accept ?? '');
  const page = entries.get('text/html')?.weight ?? 0;
  return page > 0 && [json, graphqlResponse].every((type) => matchOf(entries, type).weight < page);
});

/** What the most specific of the client's ranges says of a type. A range with a wildcard has no place of its own. */
function matchOf(entries: Weighted, type: string): { weight: number; place: number } {
  const exact = entries.get(type);
  if (exact) return exact;
  const range = entries.get(`${type.slice(0, type.indexOf('/'))}/*`) ?? entries.get('*/*') ?? entries.get('*');
  return { weight: range?.weight ?? 0, place: Number.POSITIVE_INFINITY };
}
