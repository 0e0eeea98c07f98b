import { contains } from '@kexie/kernel';
import { keyOf, mustExist, payload, type Viewer } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { PersonRecord } from '../person/domain.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { titleWarnings, type CampaignRecord, type NominationRecord } from './domain.ts';

export function awardResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      awardCampaign: async (_, { id }, { loaders, viewer }) => visible(viewer, await loaders.awardCampaign.load(id)),
      awardCampaigns: (_, page, { viewer }) => store.awards.page(page, draftRegions(viewer)),
    },
    Mutation: {
      draftAwardCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.draftAwardCampaign(deps, viewer, input)),
      reviseAwardCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.reviseAwardCampaign(deps, viewer, input)),
      openAwardCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.openAwardCampaign(deps, viewer, input)),
      advanceAwardCampaign: (_, { input }, { viewer }) =>
        payload('campaign', () => commands.advanceAwardCampaign(deps, viewer, input)),
      nominate: (_, { input }, { viewer }) => withWarnings(deps, () => commands.nominate(deps, viewer, input)),
      reviewNomination: async (_, { input }, { viewer }) => ({
        ...(await payload('nomination', () => commands.reviewNomination(deps, viewer, input))),
        warnings: [],
      }),
      importAwardCampaigns: (_, { input }, { viewer }) =>
        payload('report', () => commands.importAwardCampaigns(deps, viewer, input)),
    },
    AwardCampaign: {
      __resolveReference: async (reference, { loaders, viewer }) =>
        visible(viewer, await loaders.awardCampaign.load(keyOf(reference))),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      nominations: ({ _id }, { status, first, after }, { loaders }) =>
        loaders.nominationsOfCampaign.load({ key: _id, filter: { ...(status && { status }) }, first, after }),
      awardees: async ({ awardeeIds }, _, { loaders }) => (await loaders.person.loadMany(awardeeIds)).filter(isPerson),
    },
    Nomination: {
      __resolveReference: (reference, { loaders }) => loaders.nomination.load(keyOf(reference)),
      id: ({ _id }) => _id,
      campaign: async ({ campaignId }, _, { loaders }) => mustExist(await loaders.awardCampaign.load(campaignId)),
      nominee: async ({ nomineeId }, _, { loaders }) => mustExist(await loaders.person.load(nomineeId)),
      nominatedBy: ({ nominatedById }) => (nominatedById ? { id: nominatedById } : null),
    },
  };
}

/** The payload of a nomination, with a warning when the nominee has the title already. */
async function withWarnings({ store: { awards, honours } }: Deps, run: () => Promise<NominationRecord>) {
  const result = await payload('nomination', run);
  if (result.nomination === null) return { ...result, warnings: [] };
  const { campaignId, nomineeId } = result.nomination;
  const { title } = await awards.require(campaignId);
  const earlier = (await honours.withTitle(nomineeId, title)).filter((honour) => honour.campaignId !== campaignId);
  return {
    ...result,
    warnings: titleWarnings(
      title,
      earlier.map(({ year }) => year),
    ),
  };
}

/** The regions whose drafts the viewer sees; undefined for all. */
function draftRegions(viewer: Viewer): readonly string[] | undefined {
  if (viewer.roles.includes('administrator')) return undefined;
  return viewer.scopes.includes('people:manage') ? viewer.regions : [];
}

/** The campaign, or null for a draft of a region that is not the viewer's. */
function visible(viewer: Viewer, campaign: CampaignRecord | null): CampaignRecord | null {
  const regions = draftRegions(viewer);
  if (campaign?.status !== 'DRAFT' || regions === undefined) return campaign;
  return regions.some((region) => contains(region, campaign.regionCode)) ? campaign : null;
}

function isPerson(loaded: PersonRecord | Error | null): loaded is PersonRecord {
  if (loaded instanceof Error) throw loaded;
  return loaded !== null;
}
