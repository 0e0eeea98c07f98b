import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importKeyOf, importRows, statedBy, type ImportReport, type Viewer } from '@kexie/service';
import type { DistributeMaterialInput, ImportMaterialsInput, MaterialRow } from '../generated/graphql.ts';
import { placeOfOrganization, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  completeMaterial,
  derivedOf,
  distributeMaterial as distribute,
  materialFacts,
  type Material,
} from './domain.ts';

export async function distributeMaterial(
  deps: Deps,
  viewer: Viewer,
  input: DistributeMaterialInput,
): Promise<Material> {
  const permit = rights.distributeMaterial(viewer);
  const newMaterialId = newId('mat');
  const today = toDay(deps.now());
  const id = await deps.requests.once(
    { viewerId: viewer.id, mutation: 'distributeMaterial', input },
    async (session) => {
      const { organization, campaign } = await referencesOf(deps, input, session);
      permit({ organizationId: placeOfOrganization(organization), campaignId: campaign });
      await deps.directory.activeOrganization(organization._id, 'organizationId', session);
      return deps.store.materials.create(
        { next: distribute(newMaterialId, input, { organization, campaign, today }), events: [] },
        session,
      );
    },
  );
  return deps.store.materials.require(id);
}

export async function importMaterials(deps: Deps, viewer: Viewer, input: ImportMaterialsInput): Promise<ImportReport> {
  const permit = rights.importMaterials(viewer);
  const today = toDay(deps.now());
  return importRows(deps.mongo, input, async (row: MaterialRow, session) => {
    const { organization, campaign } = await referencesOf(deps, row, session);
    const places = { organizationId: placeOfOrganization(organization), campaignId: campaign };
    permit(places);
    const { organizationId, campaignId = null } = row;
    const facts = { ...materialFacts(row), organizationId, campaignId, synthetic: row.synthetic ?? false };
    return deps.store.materials.importRow(
      {
        importKey: importKeyOf(organization.regionCode, row.key),
        authorize: (present) => void permit({ ...places, organizationId: [places.organizationId, present] }),
        stated: {
          ...statedBy(row, facts),
          'measure.value': facts.measure.value,
          'measure.unit': facts.measure.unit,
          'measure.qualifier': row.qualifier === undefined ? undefined : facts.measure.qualifier,
        },
        create: () => ({ _id: newId('mat'), version: 1, importKey: null, ...facts, ...derivedOf(organization) }),
        complete: async (next) => {
          await deps.directory.activeOrganization(next.organizationId, 'organizationId', session);
          return completeMaterial(next, { ...(await referencesOf(deps, next, session)), today });
        },
        events: () => [],
      },
      session,
    );
  });
}

async function referencesOf(
  { directory, store }: Deps,
  { organizationId, campaignId }: Pick<MaterialRow, 'organizationId' | 'campaignId'>,
  session: Session,
) {
  const organization = await directory.knownOrganization(organizationId, 'organizationId', session);
  const campaign = await store.campaigns.referredTo(campaignId, 'campaignId', session);
  return { organization, campaign };
}
