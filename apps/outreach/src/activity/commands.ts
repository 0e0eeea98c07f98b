import { DomainError, isId, newId } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importAsStaff, requireRegion, requireRegionOfPresent, requireRole, type Viewer } from '@kexie/service';
import { requireOperatorOrStaff, requireOutreachRole } from '../authorization.ts';
import { requireActiveFacility } from '../facility/domain.ts';
import type {
  ActivityRow,
  ImportActivitiesInput,
  ReportActivityInput,
  ScheduleActivityInput,
  VerifyActivityInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import {
  activityEvents,
  importedActivity,
  reportActivity as report,
  scheduleActivity as schedule,
  verifyActivity as verify,
  type Activity,
} from './domain.ts';

export async function scheduleActivity(deps: Deps, viewer: Viewer, input: ScheduleActivityInput): Promise<Activity> {
  requireOperatorOrStaff(viewer, input.organizerId, input.regionCode);
  const newActivityId = newId('act');
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'scheduleActivity', input }, async (session) => {
    const circumstances = await circumstancesOf(deps, input, session);
    if (circumstances.facility) requireActiveFacility(circumstances.facility);
    return deps.store.activities.create(schedule(newActivityId, input, circumstances), session);
  });
  return deps.store.activities.require(id);
}

export async function reportActivity(deps: Deps, viewer: Viewer, input: ReportActivityInput): Promise<Activity> {
  requireOutreachRole(viewer);
  const now = deps.now();
  return deps.store.activities.update(input, {
    authorize: (activity) => requireOperatorOrStaff(viewer, activity.organizerId, activity.regionCode),
    decide: (activity) => report(activity, input, { viewerId: viewer.id, now }),
  });
}

export async function verifyActivity(deps: Deps, viewer: Viewer, input: VerifyActivityInput): Promise<Activity> {
  requireRole(viewer, 'staff');
  return deps.store.activities.update(input, {
    authorize: (activity) => requireRegion(viewer, activity.regionCode, 'staff'),
    decide: (activity) => verify(activity, viewer.id),
  });
}

export function importActivities(deps: Deps, viewer: Viewer, input: ImportActivitiesInput) {
  return importAsStaff(deps.mongo, viewer, input, async (row: ActivityRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const circumstances = await circumstancesOf(deps, row, session);
    return deps.store.activities.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return importedActivity(present?._id ?? newId('act'), row.key, row, {
            ...circumstances,
            present,
            viewerId: viewer.id,
          });
        },
        events: activityEvents,
      },
      session,
    );
  });
}

async function circumstancesOf(
  { directory, store }: Deps,
  input: Pick<ActivityRow, 'regionCode' | 'organizerId' | 'facilityId' | 'campaignId' | 'speakerIds'>,
  session: Session,
) {
  const { regionCode, organizerId, facilityId, campaignId, speakerIds = [] } = input;
  if (!speakerIds.every((id) => isId('per', id)))
    throw new DomainError('VALIDATION_FAILED', 'A speaker must be the id of a person.', ['speakerIds']);
  await directory.knownRegion(regionCode, 'regionCode', session);
  const organizer = await directory.activeOrganization(organizerId, 'organizerId', session);
  const facility = facilityId ? await store.facilities.require(facilityId, { path: 'facilityId', session }) : null;
  const campaign = await store.campaigns.referredTo(campaignId, 'campaignId', session);
  return { organizer, regionCode, facility, campaign };
}
