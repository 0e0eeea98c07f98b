/** What a team may do on the broker: write its events and its record in the registry, and run these consumers, by the service whose events they follow. */
export type Team = { consumers: Readonly<Record<string, readonly string[]>> };

/** The services of this repository. A new one is added here, a team of another repository with `npm run team:add`. */
export const platformTeams: Readonly<Record<string, Team>> = {
  organizations: { consumers: { people: ['organizations-member-count', 'organizations-persons'] } },
  people: { consumers: { organizations: ['people-directory', 'people-roster'] } },
  outreach: { consumers: { organizations: ['outreach-directory', 'outreach-dissolution'] } },
  matching: { consumers: { organizations: ['matching-directory', 'matching-dissolution'], people: ['matching-persons'] } },
  'rural-programs': { consumers: { organizations: ['rural-programs-directory', 'rural-dissolution'] } },
};
