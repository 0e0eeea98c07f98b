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
import { requirePast, statedAmount, statedPeriod, type PeriodFacts } from '../domain.ts';
import { say } from '../messages.ts';

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
  qualifier?: Qualifier | null | undefined;
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
  const { campaign, organization } = circumstances;
  return completeMaterial(
    {
      _id,
      ...firstVersion,
      ...materialFacts(facts),
      campaignId: campaign?._id ?? null,
      organizationId: organization._id,
      ...derivedOf(organization),
    },
    circumstances,
  );
}

/** The stated facts as they are stored. @throws VALIDATION_FAILED. */
export function materialFacts(facts: MaterialFacts) {
  const { kind, distributedOn, period } = facts;
  return {
    kind,
    measure: statedAmount(facts, unitOf[kind]),
    distributedOn: distributedOn ?? null,
    period: period ? statedPeriod(period) : null,
  };
}

/** Fields of a distribution that follow from its organization and its days. */
export function derivedOf({ kind, regionCode }: Circumstances['organization']) {
  return { organizationKind: kind, regionCode, heldFrom: null, heldTo: null };
}

/** Checks the facts of a distribution with each other, and derives its days. @throws VALIDATION_FAILED. */
export function completeMaterial(material: Material, { organization, campaign, today }: Circumstances): Material {
  const { distributedOn, period } = material;
  if ((distributedOn === null) === (period === null))
    throw new DomainError('VALIDATION_FAILED', say`Give either distributedOn or a period.`, ['distributedOn']);
  requirePast(distributedOn, today, 'distributedOn');
  requirePast(period?.to, today, 'period');
  const heldFrom = distributedOn ?? period?.from ?? null;
  const heldTo = distributedOn ?? period?.to ?? null;
  if (campaign && heldFrom !== null && heldTo !== null)
    requireWithinCampaign(campaign, heldFrom, heldTo, distributedOn ? 'distributedOn' : 'period');
  return { ...material, ...derivedOf(organization), heldFrom, heldTo };
}
