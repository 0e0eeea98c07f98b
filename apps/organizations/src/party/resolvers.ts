import { toDay } from '@kexie/kernel';
import { payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Organization, Party } from '../organization/domain.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { instructionOn, partiesOn, principalParty } from './domain.ts';

/** A Party organization, with the fact of its organization that the schema shows beside it. */
export type PartyView = Party & Pick<Organization, 'eligibleForLeadingPartyGroup'>;

export function partyResolvers(deps: Deps): Resolvers<Context> {
  const today = () => toDay(deps.now());
  return {
    Mutation: {
      establishPartyOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.establishPartyOrganization(deps, viewer, input)),
      endPartyOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.endPartyOrganization(deps, viewer, input)),
      assignPartyInstructor: (_, { input }, { viewer }) =>
        payload('organization', () => commands.assignPartyInstructor(deps, viewer, input)),
      endPartyInstruction: (_, { input }, { viewer }) =>
        payload('organization', () => commands.endPartyInstruction(deps, viewer, input)),
    },
    Organization: {
      party: (organization) => {
        const party = principalParty(organization) ?? (organization.eligibleForLeadingPartyGroup ? none : undefined);
        return party ? viewOf(organization, party) : null;
      },
      partyOrganizations: (organization, { asOf }) =>
        partiesOn(organization, asOf ?? today()).map((party) => viewOf(organization, party)),
      partyHistory: (organization) => organization.parties.map((party) => viewOf(organization, party)),
      partyInstructor: (organization, { asOf }) => instructionOn(organization, asOf ?? today()) ?? null,
      partyInstructors: ({ partyInstructions }) => partyInstructions,
    },
    PartyOrganization: {
      partners: async ({ partnerIds }, _, { loaders }) =>
        (await Promise.all(partnerIds.map((id) => loaders.organization.load(id)))).filter((found) => found !== null),
      lead: ({ leadId }, _, { loaders }) => (leadId === null ? null : loaders.organization.load(leadId)),
    },
    PartyInstructor: { person: ({ personId }) => ({ id: personId }) },
  };
}

/** What stands for the Party organization of an association that may have a 党组 and has no Party organization. */
const none: Party = {
  kind: 'NONE',
  name: '',
  establishedOn: null,
  documentNo: null,
  partnerIds: [],
  leadId: null,
  endedOn: null,
  endReason: null,
  endDocumentNo: null,
};

const viewOf = ({ eligibleForLeadingPartyGroup }: Organization, party: Party): PartyView => ({
  ...party,
  eligibleForLeadingPartyGroup,
});
