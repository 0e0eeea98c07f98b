import { toDay } from '@kexie/kernel';
import type { Viewer } from '@kexie/service';
import type { AppointToPostInput, LeavePostInput } from '../generated/graphql.ts';
import type { Organization } from '../organization/domain.ts';
import { placeOf } from '../organization/places.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { appoint, leave } from './domain.ts';

/** Appoints a person to a post of an association, outside of an election (换届). */
export async function appointToPost(
  { store: { organizations, persons }, now }: Deps,
  viewer: Viewer,
  input: AppointToPostInput,
): Promise<Organization> {
  const permit = rights.appointToPost(viewer);
  const { post, personId, since, documentNo = null } = input;
  return organizations.update(input, {
    authorize: (current) => void permit({ id: placeOf(current), personId: null }),
    decide: async (current, session) => {
      const isKnown = (await persons.unknown([personId], session)).length === 0;
      return appoint(current, { post, personId, since, documentNo }, { isKnown, today: toDay(now()) });
    },
  });
}

/** Records that a person left a post without a successor. */
export async function leavePost(
  { store: { organizations }, now }: Deps,
  viewer: Viewer,
  input: LeavePostInput,
): Promise<Organization> {
  const permit = rights.leavePost(viewer);
  return organizations.update(input, {
    authorize: (current) => void permit({ id: placeOf(current), personId: null }),
    decide: (current) => leave(current, input, toDay(now())),
  });
}
