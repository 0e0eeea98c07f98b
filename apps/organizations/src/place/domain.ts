import { contains, DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { RegionLevel } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import {
  changed,
  checkDay,
  documentNoOf,
  historyMax,
  hostKinds,
  inUse,
  isActive,
  laterOf,
  partnerKinds,
  requireStatus,
  unitKinds,
  type Organization,
  type Place,
  type Relatives,
} from '../organization/domain.ts';

/**
 * The region of the association that decides about an organization: that of its parent. A partner without a parent lies
 * under the association of its own region. Undefined for an association without a parent, about which only
 * administrators decide.
 */
export function superiorRegionOf(
  { kind, regionCode }: Pick<Organization, 'kind' | 'regionCode'>,
  parent: Pick<Organization, 'regionCode'> | null,
): string | undefined {
  return parent?.regionCode ?? (partnerKinds.includes(kind) ? regionCode : undefined);
}

/**
 * Moves an organization (迁移): to another region, under another parent, or to another host. A part of the place that is
 * not stated stays. The level becomes that of the new region, and the earlier place goes to the history.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE.
 */
export function move(
  current: Organization,
  stated: Partial<Nullish<Place>> & { documentNo: string; movedOn: string },
  { parent, host, region, childrenOutside }: Destination,
  today: string,
): Decision<Organization> {
  requireStatus(current, inUse, say`moved`);
  const { _id, regionCode, parentId, hostId } = current;
  const [documentNo, until] = [documentNoOf(stated.documentNo), stated.movedOn];
  const place: Place = {
    regionCode: stated.regionCode ?? regionCode,
    parentId: stated.parentId ?? parentId,
    hostId: stated.hostId ?? hostId,
  };
  const isElsewhere = place.regionCode !== regionCode;
  if (!isElsewhere && place.parentId === parentId && place.hostId === hostId)
    throw new DomainError('VALIDATION_FAILED', say`A move needs another region, parent or host.`, ['regionCode']);
  if (place.parentId === _id)
    throw new DomainError('VALIDATION_FAILED', say`An organization cannot be its own parent.`, ['parentId']);
  const earlier = current.placeHistory ?? [];
  checkDay(until, 'movedOn', { from: laterOf(current.foundedOn, earlier.at(-1)?.until), today });
  const next: Organization = {
    ...current,
    ...place,
    level: isElsewhere ? region.level : current.level,
    placeHistory: [...earlier, { regionCode, parentId, hostId, until, documentNo }].slice(-historyMax),
  };
  if (isElsewhere) checkUnit(next, region);
  if (place.parentId !== parentId) checkParent(next, parent);
  else if (parent) checkResponsible(parent, next.regionCode);
  if (place.hostId !== hostId) checkHost(next, host);
  if (isElsewhere && childrenOutside > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`${childrenOutside} organizations below this one lie outside the new region; move them first.`,
      ['regionCode'],
    );
  return { next, events: [changed(next, current)] };
}

/** The records that a move is checked against: the parent, the host and the region after the move. */
type Destination = Relatives & {
  region: { kind: string; level: RegionLevel };
  /** the organizations directly below that have not ended and do not lie in the new region */
  childrenOutside: number;
};

type Nullish<T> = { [K in keyof T]: T[K] | null | undefined };

/** @throws VALIDATION_FAILED for an association of a unit, such as a township, in a region of another kind. */
export function checkUnit({ kind }: Organization, region: { kind: string }): void {
  const units = unitKinds[kind];
  if (units && kind !== 'TERRITORIAL_ASSOCIATION' && !units.includes(region.kind))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`An association of this kind cannot be founded in a region of this kind, or move there.`,
      ['regionCode'],
    );
}

export function checkParent({ regionCode }: Pick<Organization, 'regionCode'>, parent: Organization | null): void {
  if (!parent) throw new DomainError('REFERENCE_UNKNOWN', say`There is no such parent.`, ['parentId']);
  if (parent.kind !== 'TERRITORIAL_ASSOCIATION')
    throw new DomainError('VALIDATION_FAILED', say`Only a territorial association can approve.`, ['parentId']);
  if (!isActive(parent)) throw new DomainError('REFERENCE_INACTIVE', say`${parent.name} is not active.`, ['parentId']);
  checkResponsible(parent, regionCode);
}

function checkResponsible(parent: Organization, regionCode: string): void {
  if (!contains(parent.regionCode, regionCode))
    throw new DomainError('VALIDATION_FAILED', say`${parent.name} is not responsible for this region.`, ['regionCode']);
}

export function checkHost({ kind }: Organization, host: Organization | null): void {
  const wanted = hostKinds[kind];
  if (!wanted && host)
    throw new DomainError('VALIDATION_FAILED', say`This kind of association has no host.`, ['hostId']);
  if (!wanted) return;
  if (!host)
    throw new DomainError('REFERENCE_UNKNOWN', say`This kind of association needs a host (依托单位).`, ['hostId']);
  if (host.kind !== wanted)
    throw new DomainError('VALIDATION_FAILED', say`The host must be of the kind ${wanted}.`, ['hostId']);
  if (!isActive(host)) throw new DomainError('REFERENCE_INACTIVE', say`${host.name} is not active.`, ['hostId']);
}
