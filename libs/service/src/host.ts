/**
 * Whether the header `host` of a request names a host, with or without a port (RFC 9112, 3.2). A request without one has no address, and
 * libraries that make a URL of it fail in their own ways.
 */
export function isHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  if (knownHosts.has(host)) return true;
  if (notOfAHost.test(host) || !URL.canParse(`http://${host}/`)) return false;
  if (knownHosts.size < knownHostsMax) knownHosts.add(host);
  return true;
}

/** Characters that would end the host of a URL, or put something before it. */
const notOfAHost = /[@/?#\\\s]/;
/** A server has few names, and to read one as a URL takes as long as the rest of a small request's headers. */
const knownHosts = new Set<string>();
const knownHostsMax = 100;
