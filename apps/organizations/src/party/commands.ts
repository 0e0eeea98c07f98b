import { toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Viewer } from '@kexie/service';
import type {
  AssignPartyInstructorInput,
  EndPartyInstructionInput,
  EndPartyOrganizationInput,
  PartyOrganizationInput,
} from '../generated/graphql.ts';
import { placeOf } from '../organization/places.ts';
import type { Organization } from '../organization/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import * as domain from './domain.ts';

/** Records that a Party organization was established. A joint branch is recorded at its partners in the same transaction. */
export async function establishPartyOrganization(
  { store: { organizations }, now }: Deps,
  viewer: Viewer,
  input: PartyOrganizationInput,
): Promise<Organization> {
  const permit = rights.establishPartyOrganization(viewer);
  const { kind, name, establishedOn, documentNo = null } = input;
  const partnerIds = [...(input.partnerIds ?? [])];
  return organizations.update(input, {
    authorize: async (current, session) => {
      const partners = await allOf(organizations, partnerIds, session);
      permit({ id: placeOf(current), partnerIds: partners.flatMap((partner) => (partner ? [placeOf(partner)] : [])) });
    },
    decide: async (current, session) =>
      domain.establishParty(
        current,
        { kind, name, establishedOn, documentNo, partnerIds },
        { partners: await allOf(organizations, partnerIds, session), today: toDay(now()) },
      ),
    follow: async (lead, session) => {
      const branch = domain.partiesOn(lead).find((each) => each.kind === kind);
      for (const partner of await allOf(organizations, partnerIds, session))
        if (partner && branch) await organizations.replace(partner, domain.joinBranch(partner, lead, branch), session);
    },
  });
}

/** Records that a Party organization ended; a joint branch ends at all partners. */
export async function endPartyOrganization(
  { store: { organizations }, now }: Deps,
  viewer: Viewer,
  input: EndPartyOrganizationInput,
): Promise<Organization> {
  const permit = rights.endPartyOrganization(viewer);
  return organizations.update(input, {
    authorize: (current) => void permit({ id: placeOf(current) }),
    decide: (current) => domain.endParty(current, input, toDay(now())),
    follow: (lead, session) => endBranchesAtPartners(organizations, lead, session),
  });
}

/** Assigns a Party-building instructor (党建指导员) to an association without a Party organization. */
export async function assignPartyInstructor(
  { store: { organizations, persons }, now }: Deps,
  viewer: Viewer,
  input: AssignPartyInstructorInput,
): Promise<Organization> {
  const permit = rights.assignPartyInstructor(viewer);
  return organizations.update(input, {
    authorize: (current) => void permit({ id: placeOf(current), personId: null }),
    decide: async (current, session) => {
      const unknown = await persons.unknown([input.personId], session);
      return domain.assignInstructor(current, input, { isKnown: unknown.length === 0, today: toDay(now()) });
    },
  });
}

/** Ends the assignment of a Party-building instructor. */
export async function endPartyInstruction(
  { store: { organizations }, now }: Deps,
  viewer: Viewer,
  input: EndPartyInstructionInput,
): Promise<Organization> {
  const permit = rights.endPartyInstruction(viewer);
  return organizations.update(input, {
    authorize: (current) => void permit({ id: placeOf(current) }),
    decide: (current) => domain.endInstruction(current, input, toDay(now())),
  });
}

type Organizations = Deps['store']['organizations'];

/** Ends the joint branches of an organization at their partners, in the transaction in which it ended them itself. */
export async function endBranchesAtPartners(
  organizations: Organizations,
  lead: Organization,
  session: Session,
): Promise<void> {
  for (const branch of domain.endedBranches(lead))
    for (const partner of await allOf(organizations, branch.partnerIds, session)) {
      const decision = partner && domain.leaveBranch(partner, lead._id, branch);
      if (partner && decision) await organizations.replace(partner, decision, session);
    }
}

/** The organizations with these ids, in this order; null for one that does not exist. */
async function allOf(
  organizations: Organizations,
  ids: readonly string[],
  session: Session,
): Promise<(Organization | null)[]> {
  const found: (Organization | null)[] = [];
  for (const id of ids.slice(0, 50)) found.push(await organizations.find(id, session));
  return found;
}
