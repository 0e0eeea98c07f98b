import { DomainError, isId, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importKeyOf, importRows, statedBy, type ImportReport, type Viewer } from '@kexie/service';
import { requireActiveFacility } from '../facility/domain.ts';
import type {
  ActivityRow,
  ImportActivitiesInput,
  ReportActivityInput,
  ScheduleActivityInput,
  VerifyActivityInput,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { placeOfActivity, placeOfOperated, placeOfOrganization, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  activityEvents,
  activityFacts,
  blankActivity,
  completeActivity,
  reportActivity as report,
  scheduleActivity as schedule,
  verifyActivity as verify,
  type Activity,
} from './domain.ts';

export async function scheduleActivity(deps: Deps, viewer: Viewer, input: ScheduleActivityInput): Promise<Activity> {
  const permit = rights.scheduleActivity(viewer);
  const newActivityId = newId('act');
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'scheduleActivity', input }, async (session) => {
    const circumstances = await circumstancesOf(deps, input, session);
    permit(placesOf(input, circumstances));
    await deps.directory.activeOrganization(input.organizerId, 'organizerId', session);
    await requireReferences(deps, input, session);
    if (circumstances.facility) requireActiveFacility(circumstances.facility);
    return deps.store.activities.create(schedule(newActivityId, input, circumstances), session);
  });
  return deps.store.activities.require(id);
}

export async function reportActivity(deps: Deps, viewer: Viewer, input: ReportActivityInput): Promise<Activity> {
  const permit = rights.reportActivity(viewer);
  const now = deps.now();
  return deps.store.activities.update(input, {
    authorize: (activity) => void permit({ id: placeOfActivity(activity) }),
    decide: (activity) => report(activity, input, { viewerId: viewer.id, now }),
  });
}

export async function verifyActivity(deps: Deps, viewer: Viewer, input: VerifyActivityInput): Promise<Activity> {
  const permit = rights.verifyActivity(viewer);
  return deps.store.activities.update(input, {
    authorize: (activity) => void permit({ id: placeOfActivity(activity) }),
    decide: (activity) => verify(activity, viewer.id),
  });
}

export async function importActivities(
  deps: Deps,
  viewer: Viewer,
  input: ImportActivitiesInput,
): Promise<ImportReport> {
  const permit = rights.importActivities(viewer);
  const today = toDay(deps.now());
  return importRows(deps.mongo, input, async (row: ActivityRow, session) => {
    const circumstances = await circumstancesOf(deps, row, session);
    const places = placesOf(row, circumstances);
    permit(places);
    await requireReferences(deps, row, session);
    const { regionCode, organizerId, facilityId = null, campaignId = null } = row;
    const facts = { ...activityFacts(row), regionCode, organizerId, facilityId, campaignId };
    const { sessions: _, ...stated } = facts;
    const synthetic = row.synthetic ?? false;
    return deps.store.activities.importRow(
      {
        importKey: importKeyOf(regionCode, row.key),
        authorize: (present) =>
          void permit({ ...places, regionCode: [row, present], organizerId: [places.organizerId, present] }),
        stated: {
          ...statedBy(row, { ...stated, synthetic }),
          'sessions.value': row.sessions === undefined ? undefined : facts.sessions.value,
          'sessions.qualifier': row.sessionsQualifier === undefined ? undefined : facts.sessions.qualifier,
        },
        create: () => ({ ...blankActivity(newId('act'), circumstances), ...facts, synthetic }),
        complete: async (next, before) => {
          await deps.directory.activeOrganization(next.organizerId, 'organizerId', session);
          return completeActivity(next, await circumstancesOf(deps, next, session), {
            before,
            today,
            viewerId: viewer.id,
          });
        },
        events: activityEvents,
      },
      session,
    );
  });
}

type References = {
  regionCode: string;
  organizerId: string;
  facilityId?: string | null | undefined;
  campaignId?: string | null | undefined;
};

async function circumstancesOf(
  { directory, store }: Deps,
  { regionCode, organizerId, facilityId, campaignId }: References,
  session: Session,
) {
  const organizer = await directory.knownOrganization(organizerId, 'organizerId', session);
  const facility = await store.facilities.referredTo(facilityId, 'facilityId', session);
  const campaign = await store.campaigns.referredTo(campaignId, 'campaignId', session);
  return { organizer, regionCode, facility, campaign };
}

function placesOf(
  { regionCode }: References,
  { organizer, facility, campaign }: Awaited<ReturnType<typeof circumstancesOf>>,
) {
  return {
    regionCode: { regionCode },
    organizerId: placeOfOrganization(organizer),
    facilityId: facility && placeOfOperated(facility),
    campaignId: campaign,
    speakerIds: null,
  };
}

async function requireReferences(
  { directory }: Deps,
  { regionCode, speakerIds, startsAt, endsAt, period }: Dated,
  session: Session,
): Promise<void> {
  if (!(speakerIds ?? []).every((id) => isId('per', id)))
    throw new DomainError('VALIDATION_FAILED', say`A speaker must be the id of a person.`, ['speakerIds']);
  const days = startsAt
    ? { from: toDay(startsAt), to: toDay(endsAt ?? startsAt) }
    : { from: period?.from ?? null, to: period?.to ?? null };
  await directory.knownRegion(regionCode, 'regionCode', session, days);
}

type Dated = {
  regionCode: string;
  speakerIds?: readonly string[] | null | undefined;
  startsAt?: Date | null | undefined;
  endsAt?: Date | null | undefined;
  period?: { from?: string | null | undefined; to?: string | null | undefined } | null | undefined;
};
