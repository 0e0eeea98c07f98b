/**
 * Whether the header `host` of a request is a valid host, with or without a port (RFC 9112, 3.2). Without a valid host,
 * libraries that build a URL from it fail in different ways.
 */
export function isHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  if (knownHosts.has(host)) return true;
  if (forbiddenInHost.test(host) || !URL.canParse(`http://${host}/`)) return false;
  if (knownHosts.size < knownHostsMax) knownHosts.add(host);
  return true;
}

/** Characters that would end the host in a URL, or separate it from a prefix. */
const forbiddenInHost = /[@/?#\\\s]/;
/**
 * Valid hosts are cached: a server has few names, and parsing one as a URL takes as long as the other headers of a
 * small request.
 */
const knownHosts = new Set<string>();
const knownHostsMax = 100;
