import { DomainError, isId, newId } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { requireRegion, requireRole, type Viewer } from '@kexie/service';
import { requireActingFor, requireSomeRole } from '../authority.ts';
import { requireActiveFacility } from '../facility/domain.ts';
import type {
  ActivityRow,
  ImportActivitiesInput,
  ReportActivityInput,
  ScheduleActivityInput,
  VerifyActivityInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import { change, importAsStaff, importRecord, insert } from '../stored.ts';
import {
  activityEvents,
  importedActivity,
  reportActivity as report,
  scheduleActivity as schedule,
  verifyActivity as verify,
  type Activity,
} from './domain.ts';

export async function scheduleActivity(deps: Deps, viewer: Viewer, input: ScheduleActivityInput): Promise<Activity> {
  requireSomeRole(viewer);
  requireActingFor(viewer, input.organizerId, input.regionCode);
  const newActivityId = newId('act');
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'scheduleActivity', input }, async (session) => {
    const circumstances = await circumstancesOf(deps, input, session);
    if (circumstances.facility) requireActiveFacility(circumstances.facility);
    return insert(deps, deps.store.activities.model, schedule(newActivityId, input, circumstances), session);
  });
  return deps.store.activities.require(id);
}

export async function reportActivity(deps: Deps, viewer: Viewer, input: ReportActivityInput): Promise<Activity> {
  requireSomeRole(viewer);
  const now = deps.now();
  return change(deps, deps.store.activities.model, input, (activity) => {
    requireActingFor(viewer, activity.organizerId, activity.regionCode);
    return report(activity, input, { viewerId: viewer.id, now });
  });
}

export async function verifyActivity(deps: Deps, viewer: Viewer, input: VerifyActivityInput): Promise<Activity> {
  requireRole(viewer, 'staff');
  return change(deps, deps.store.activities.model, input, (activity) => {
    requireRegion(viewer, activity.regionCode, 'staff');
    return verify(activity, viewer.id);
  });
}

export function importActivities(deps: Deps, viewer: Viewer, input: ImportActivitiesInput) {
  return importAsStaff(deps, viewer, input, async (row: ActivityRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const circumstances = await circumstancesOf(deps, row, session);
    return importRecord(
      deps,
      deps.store.activities.model,
      row.key,
      {
        next: (present) => {
          if (present) requireRegion(viewer, present.regionCode, 'staff');
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
    throw new DomainError('VALIDATION_FAILED', 'A speaker is named by the id of a person.', ['speakerIds']);
  await directory.knownRegion(regionCode, 'regionCode', session);
  const organizer = await directory.activeOrganization(organizerId, 'organizerId', session);
  const facility = facilityId ? await store.facilities.require(facilityId, 'facilityId', session) : null;
  const campaign = await store.campaigns.referredTo(campaignId, 'campaignId', session);
  return { organizer, regionCode, facility, campaign };
}
