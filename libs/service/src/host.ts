/**
 * Whether the header `host` of a request names a host, with or without a port (RFC 9112, 3.2). A request without one has no address, and
 * libraries that make a URL of it fail in their own ways.
 */
export const isHost = (host: string | undefined): boolean =>
  host !== undefined && !notOfAHost.test(host) && URL.canParse(`http://${host}/`);

/** Characters that would end the host of a URL, or put something before it. */
const notOfAHost = /[@/?#\\\s]/;
