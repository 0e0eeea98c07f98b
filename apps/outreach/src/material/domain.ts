import {
  DomainError,
  firstVersion,
  type ImportableRecord,
  type Measure,
  type Period,
  type Qualifier,
  type Unit,
} from '@kexie/kernel';
import { requireWithinCampaign, type Campaign } from '../campaign/domain.ts';
import { statedAmount, statedPeriod, type PeriodFacts } from '../domain.ts';

export type MaterialKind = 'LEAFLET' | 'POSTER_SLOGAN' | 'DISPLAY_BOARD' | 'BOOK' | 'DISC' | 'OTHER';

/** Material that was handed out, posted or made. `heldFrom` and `heldTo` are the day or the ends of the period; filters by day use them. */
export type Material = ImportableRecord & {
  kind: MaterialKind;
  measure: Measure;
  campaignId: string | null;
  organizationId: string;
  organizationKind: string;
  regionCode: string;
  distributedOn: string | null;
  period: Period | null;
  heldFrom: string | null;
  heldTo: string | null;
};

export type MaterialFacts = {
  kind: MaterialKind;
  value: string;
  qualifier?: Qualifier | undefined;
  distributedOn?: string | null | undefined;
  period?: PeriodFacts | null | undefined;
};
type Circumstances = {
  organization: { _id: string; kind: string; regionCode: string };
  campaign: Campaign | null;
  today: string;
};

/** The unit of each kind, after its Chinese classifier. Kinds are never added, not even slogans (条) and boards (面), which have the same unit. */
export const unitOf: Record<MaterialKind, Unit> = {
  LEAFLET: 'COPY',
  POSTER_SLOGAN: 'SHEET',
  DISPLAY_BOARD: 'SHEET',
  BOOK: 'COPY',
  DISC: 'COPY',
  OTHER: 'COUNT',
};

/** Creates a distribution. @throws VALIDATION_FAILED. */
export function distributeMaterial(_id: string, facts: MaterialFacts, circumstances: Circumstances): Material {
  return { _id, ...firstVersion, ...checkedMaterial(facts, circumstances) };
}

/** Creates the distribution that a row of an import describes. @throws VALIDATION_FAILED. */
export function importedMaterial(
  _id: string,
  importKey: string,
  facts: MaterialFacts & { synthetic?: boolean | undefined },
  { present, ...circumstances }: Circumstances & { present: Material | null },
): Material {
  return {
    _id,
    version: present?.version ?? 1,
    importKey,
    synthetic: facts.synthetic ?? false,
    ...checkedMaterial(facts, circumstances),
  };
}

function checkedMaterial(facts: MaterialFacts, { organization, campaign, today }: Circumstances) {
  const { kind, distributedOn, period } = facts;
  if (Boolean(distributedOn) === Boolean(period))
    throw new DomainError('VALIDATION_FAILED', 'Give either distributedOn or a period.', ['distributedOn']);
  if (distributedOn && distributedOn > today)
    throw new DomainError('VALIDATION_FAILED', 'This day is in the future.', ['distributedOn']);
  const stated = period ? statedPeriod(period) : null;
  const heldFrom = distributedOn ?? stated?.from ?? null;
  const heldTo = distributedOn ?? stated?.to ?? null;
  if (campaign && heldFrom !== null && heldTo !== null)
    requireWithinCampaign(campaign, heldFrom, heldTo, distributedOn ? 'distributedOn' : 'period');
  return {
    kind,
    measure: statedAmount(facts, unitOf[kind]),
    campaignId: campaign?._id ?? null,
    organizationId: organization._id,
    organizationKind: organization.kind,
    regionCode: organization.regionCode,
    distributedOn: distributedOn ?? null,
    period: stated,
    heldFrom,
    heldTo,
  };
}
