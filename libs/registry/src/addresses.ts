import { Lexer, Source, TokenKind } from 'graphql';

/** The URL of a service in the text of a supergraph: from `start` up to `end`, quotation marks included. */
type Place = { name: string; url: string; start: number; end: number };

/**
 * The supergraph with other addresses of its services. The result equals the composition of the same schemas at these
 * addresses. Returns undefined when the services of the supergraph are not the given ones.
 */
export function withAddresses(sdl: string, services: Iterable<{ name: string; url: string }>): string | undefined {
  const urls = new Map(Array.from(services, ({ name, url }) => [name, JSON.stringify(url)]));
  const places = placesOf(sdl);
  if (places.length !== urls.size || !places.every(({ name }) => urls.has(name))) return undefined;
  return replaced(sdl, places, ({ name }) => urls.get(name) ?? '');
}

/** The services of a supergraph with their addresses. */
export const addressesOf = (sdl: string): { name: string; url: string }[] =>
  placesOf(sdl).map(({ name, url }) => ({ name, url }));

/**
 * The supergraph without the addresses of its services. Two supergraphs that differ only in addresses have the same
 * schemas and plans.
 */
export function withoutAddresses(sdl: string): string {
  return replaced(sdl, placesOf(sdl), () => '""');
}

/**
 * The arguments of `@join__graph(name:, url:)`, which composition writes on the values of the enum `join__Graph`
 * (https://specs.apollo.dev/join/v0.5).
 */
function placesOf(sdl: string): Place[] {
  const lexer = new Lexer(new Source(sdl));
  const places: Place[] = [];
  let inside = false;
  let place: Partial<Place> = {};
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (!inside) {
      inside = token.kind === TokenKind.NAME && token.value === 'join__Graph' && token.prev?.value === 'enum';
      continue;
    }
    if (token.kind === TokenKind.BRACE_R) break;
    const argument = token.prev?.kind === TokenKind.COLON ? token.prev.prev?.value : undefined;
    if (argument === 'name') place = { ...place, name: token.value };
    if (argument === 'url') place = { ...place, url: token.value, start: token.start, end: token.end };
    if (token.kind !== TokenKind.PAREN_R) continue;
    const { name, url, start, end } = place;
    if (name !== undefined && url !== undefined && start !== undefined && end !== undefined)
      places.push({ name, url, start, end });
    place = {};
  }
  return places;
}

function replaced(sdl: string, places: readonly Place[], textOf: (place: Place) => string): string {
  let text = '';
  let from = 0;
  for (const place of places) {
    text += sdl.slice(from, place.start) + textOf(place);
    from = place.end;
  }
  return text + sdl.slice(from);
}
