import type { KeyPair } from './key-pair.ts';

export type Consumers = Readonly<Record<string, readonly string[]>>;
/**
 * A team: the consumers that it may run, by the service whose events they follow; the hosts (`host` or `host:port`) at which gateways may request its service;
 * and the key that signs its publications.
 */
export type Team = { consumers: Consumers; hosts: readonly string[]; signing: KeyPair };

/** The services of this repository and their consumers. Add a new one here, and a team of another repository with `npm run team:add`. */
export const platformTeams: Readonly<Record<string, Consumers>> = {
  organizations: {
    organizations: ['organizations-vitality-own'],
    people: ['organizations-member-count', 'organizations-persons', 'organizations-vitality-people'],
    outreach: ['organizations-vitality-outreach'],
    matching: ['organizations-vitality-matching'],
    'rural-programs': ['organizations-honours', 'organizations-vitality-rural'],
  },
  people: { organizations: ['people-directory', 'people-roster'], matching: ['people-acts'] },
  outreach: { organizations: ['outreach-directory', 'outreach-dissolution'], people: ['outreach-persons'] },
  matching: {
    organizations: ['matching-directory', 'matching-dissolution', 'matching-teams'],
    people: ['matching-persons', 'matching-evidence', 'matching-honours'],
    outreach: ['matching-activities'],
  },
  'rural-programs': { organizations: ['rural-programs-directory', 'rural-dissolution'], people: ['rural-persons'] },
};

/** A name is a user of the broker, a token of its subjects and a name of a stream. */
export const teamNamePattern = /^(?=.{1,40}$)[a-z]+(-[a-z]+)*$/;
/** Reserved names of users, streams and accounts. */
export const teamNamesReserved: ReadonlySet<string> = new Set([
  'gateway',
  'operator',
  'platform',
  'nothing',
  'dead-letters',
]);

/** The teams in the form that gateways read: public keys and hosts. */
export function teamsFileOf(teams: Readonly<Record<string, Team>>): string {
  const known = Object.fromEntries(
    Object.entries(teams).map(([name, { hosts, signing }]) => [name, { keys: [signing.publicJwk], hosts }]),
  );
  return `${JSON.stringify({ teams: known }, null, 2)}\n`;
}
