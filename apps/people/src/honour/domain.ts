import { HonourGranted, HonourRevoked, type NewEvent } from '@kexie/events';
import { DomainError, requireCount, requireText } from '@kexie/kernel';
import { say } from '../messages.ts';
import type { PersonHonour } from '../person/domain.ts';

/** The level of the bodies that confer an honour. */
type HonourLevel = 'NATIONAL' | 'PROVINCIAL' | 'PREFECTURE' | 'COUNTY' | 'TOWNSHIP';

/** An honour of a person (荣誉), granted by an award or recorded by staff from a document. */
export type HonourRecord = {
  _id: string;
  version: number;
  personId: string;
  /** region of the award; for an honour that staff recorded, region of the person on that day */
  regionCode: string;
  title: string;
  /** folded title, by which equal titles are found */
  titleFolded: string;
  level: HonourLevel;
  year: number;
  /** the names of several bodies are separated by 、 */
  conferredBy: string;
  /** always present when staff recorded the honour */
  documentNo: string | null;
  /** the award; null when staff recorded the honour */
  campaignId: string | null;
  status: 'GRANTED' | 'REVOKED';
  /** the day on which the platform recorded the honour, and the user; null for honours of earlier versions */
  grantedOn: string | null;
  grantedBy: string | null;
  revokedOn: string | null;
  revokedBy: string | null;
  revocationReason: string | null;
};

const bodiesMax = 10;
const yearMin = 1900;
const textMax = { title: 100, body: 100, documentNo: 100, reason: 500 };

type HonourFacts = Omit<
  HonourRecord,
  'version' | 'titleFolded' | 'status' | 'revokedOn' | 'revokedBy' | 'revocationReason'
>;

/** A new honour. The store adds the folded title. */
export function newHonour(facts: HonourFacts): HonourRecord {
  return {
    ...facts,
    version: 1,
    titleFolded: '',
    status: 'GRANTED',
    revokedOn: null,
    revokedBy: null,
    revocationReason: null,
  };
}

type HonourTexts = { title: string; year: number; conferredBy: readonly string[]; documentNo: string };

/** The facts of an honour from a document, as they are stored. @throws VALIDATION_FAILED, also for a future year. */
export function honourFacts(
  { title, year, conferredBy, documentNo }: HonourTexts,
  today: string,
): Pick<HonourRecord, 'title' | 'year' | 'conferredBy' | 'documentNo'> {
  if (conferredBy.length === 0 || conferredBy.length > bodiesMax)
    throw new DomainError('VALIDATION_FAILED', say`An honour must name 1 to ${bodiesMax} bodies that confer it.`, [
      'conferredBy',
    ]);
  return {
    title: requireText(title, 'title', { max: textMax.title }),
    year: requireCount(year, 'year', { min: yearMin, max: Number(today.slice(0, 4)) }),
    conferredBy: conferredBy.map((body) => requireText(body, 'conferredBy', { max: textMax.body })).join('、'),
    documentNo: requireText(documentNo, 'documentNo', { max: textMax.documentNo }),
  };
}

/** The revoked honour. @throws INVALID_TRANSITION when it is revoked already, VALIDATION_FAILED for a blank reason. */
export function revoke(
  honour: HonourRecord,
  { reason, by, today }: { reason: string; by: string; today: string },
): HonourRecord {
  if (honour.status === 'REVOKED')
    throw new DomainError('INVALID_TRANSITION', say`This honour was revoked on ${String(honour.revokedOn)}.`);
  return {
    ...honour,
    status: 'REVOKED',
    revokedOn: today,
    revokedBy: by,
    revocationReason: requireText(reason, 'reason', { max: textMax.reason }),
  };
}

/** The level of an award of this region. An award of a zone of a city is one of the city. */
export function levelOfRegion(code: string): HonourLevel {
  const digits = code.split('-')[0] as string;
  if (digits === '100000') return 'NATIONAL';
  if (digits.length > 6) return 'TOWNSHIP';
  if (digits.endsWith('0000')) return 'PROVINCIAL';
  return digits.endsWith('00') ? 'PREFECTURE' : 'COUNTY';
}

/** The copy of an honour in the record of its person. */
export const copyOf = ({ _id, title, year, conferredBy, campaignId, documentNo }: HonourRecord): PersonHonour => ({
  id: _id,
  title,
  year,
  conferredBy,
  campaignId,
  documentNo,
});

/** An honour as the schema shows it. A copy without a record has no level, state and version. */
export type ShownHonour = PersonHonour & { personId: string; record: HonourRecord | null };

/**
 * The honours of a person that are in force, the oldest first: the records, and the copies in the person that have no
 * record, because a replica of the previous version granted them.
 */
export function honoursOf(
  { _id: personId, honours }: { _id: string; honours: readonly PersonHonour[] },
  records: readonly HonourRecord[],
): ShownHonour[] {
  const recorded = new Set(records.map(({ _id }) => _id));
  const inForce = records.filter(({ status }) => status === 'GRANTED').map(shown);
  const copies = honours.filter(({ id }) => !recorded.has(id)).map((copy) => ({ ...copy, personId, record: null }));
  return [...inForce, ...copies].sort((a, b) => a.year - b.year || (a.id < b.id ? -1 : 1));
}

/** A record as the schema shows it. */
export const shown = (record: HonourRecord): ShownHonour => ({
  ...copyOf(record),
  personId: record.personId,
  record,
});

/** The event of a new honour. */
export const honourGranted = ({
  _id,
  personId,
  regionCode,
  title,
  level,
  year,
  conferredBy,
  documentNo,
  campaignId,
}: HonourRecord): NewEvent =>
  HonourGranted({ honourId: _id, personId, regionCode, title, level, year, conferredBy, documentNo, campaignId });

/** The event of a revoked honour. It has no reason, because a reason can be personal. */
export const honourRevoked = ({ _id, personId, regionCode, title, year, campaignId }: HonourRecord): NewEvent =>
  HonourRevoked({ honourId: _id, personId, regionCode, title, year, campaignId });
