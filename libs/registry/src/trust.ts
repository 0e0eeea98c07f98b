import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { objectionToSignature } from './signature.ts';
import type { PublishedSubgraph } from './subgraph.ts';

/**
 * The trusted teams by the name of their service: their public keys, and the hosts (`host` or `host:port`) that
 * gateways may call.
 */
export type Teams = z.infer<typeof teamsSchema>['teams'];
/** Decides whether gateways trust a publication. */
export type Trust = {
  /**
   * The reason why a record is not trusted, as a sentence for its team; undefined when it is. `before` is the newest
   * trusted record.
   */
  objection(record: PublishedSubgraph, before: PublishedSubgraph | undefined): string | undefined;
};

const teamKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().min(1) });
const teamsSchema = z.object({
  teams: z.record(z.string(), z.object({ keys: z.array(teamKey).min(1), hosts: z.array(z.string().min(1)) })),
});

/** How far the time of a publication may lie ahead of the gateway's clock. */
export const publicationAheadMsMax = 24 * 60 * 60 * 1000;

/** Reads the text of a teams file. @throws Error with the problems. */
export function parseTeams(text: string): Teams {
  return teamsSchema.parse(JSON.parse(text)).teams;
}

/**
 * Trusts a publication that its team signed, with an address on the team's list, and not older than the previous one.
 * Addresses of this machine and of network services (link-local addresses, where clouds provide credentials) are
 * refused even when they are on the list; `development` allows addresses of this machine without a list.
 */
export function createTrust({
  teams,
  development,
  now = Date.now,
}: {
  teams: () => Teams;
  development: boolean;
  now?: () => number;
}): Trust {
  return {
    objection(record, before) {
      const team = Object.hasOwn(teams(), record.name) ? teams()[record.name] : undefined;
      if (!team) return `There is no team for the service "${record.name}": add it with npm run team:add.`;
      const objection = objectionToSignature(record, team.keys);
      if (objection) return `The publication is not from the team: ${objection}.`;
      const published = Date.parse(record.publishedAt);
      if (published > now() + publicationAheadMsMax)
        return `The publication is dated ${record.publishedAt}, more than a day in the future.`;
      if (before && published < Date.parse(before.publishedAt))
        return `The publication is dated ${record.publishedAt}, before the newest one of ${before.publishedAt}.`;
      return objectionToAddress(new URL(record.url), team.hosts, development);
    },
  };
}

function objectionToAddress(
  { hostname, host }: URL,
  hosts: readonly string[],
  development: boolean,
): string | undefined {
  const name = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const isHere = name === 'localhost' || name.endsWith('.localhost') || isOn(thisMachine, name);
  if (isHere && development) return undefined;
  if (isHere || namesOfMetadata.has(name) || isOn(networkServices, name))
    return `The address ${host} is one that gateways never call.`;
  return hosts.includes(host) || hosts.includes(hostname)
    ? undefined
    : `The address ${host} is not on the list of the team's hosts.`;
}

function isOn(list: BlockList, name: string): boolean {
  const version = isIP(name);
  return version !== 0 && list.check(name, version === 6 ? 'ipv6' : 'ipv4');
}

function listOf(...subnets: [address: string, prefix: number][]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return list;
}

const thisMachine = listOf(['127.0.0.0', 8], ['0.0.0.0', 8], ['::1', 128], ['::', 128]);
/**
 * Link-local addresses with the metadata services of AWS, Azure, Google and others; that of Alibaba; that of AWS for
 * IPv6.
 */
const networkServices = listOf(['169.254.0.0', 16], ['fe80::', 10], ['100.100.100.200', 32], ['fd00:ec2::', 32]);
const namesOfMetadata = new Set(['metadata.google.internal', 'metadata', 'instance-data']);
