import { contains, DomainError, type Message } from '@kexie/kernel';
import { say } from './messages.ts';
import type { Role } from './roles.ts';
import { requireRole, type Viewer } from './viewer.ts';

/**
 * Where a record must lie so that a viewer may name it.
 *
 * - `region`: in a region of the viewer, or in the region of the organization for which the viewer acts here.
 * - `organization`: for secretaries and enterprises, the record belongs to an organization of the token; for staff and
 *   brokers, it lies in a region of the token.
 * - `person`: for workers, the record belongs to the viewer; for other roles the same as `organization`.
 * - `superior`: the region of the association above it lies in a region of the viewer: a city decides about what its
 *   counties apply for. A record without an association above it belongs to administrators only.
 * - `line`: in a region of the viewer, or above it: a county names the campaign of its city.
 * - `anywhere`: no restriction, because naming the record does nothing to it.
 */
export type Where = 'region' | 'organization' | 'person' | 'superior' | 'line' | 'anywhere';

/** The right to one mutation: the roles, and where each record that the input names must lie, by the name of the input field. */
export type Right = {
  roles: readonly Role[];
  within: Readonly<Record<string, Where | Partial<Record<Role, Where>>>>;
  /** A second condition that the table cannot express, for the README. */
  also?: string;
};

/** The owner and region of a record. A record without a region (undefined) lies in the region of administrators only. */
export type Place = {
  regionCode?: string | undefined;
  /** The region of the association above the record; undefined when there is none. */
  superiorRegionCode?: string | undefined;
  organizationId?: string | null | undefined;
  personId?: string | null | undefined;
};

/** What a client names under a field of the input: a place, several, or none when the field is not given. */
type Named = Place | readonly Place[] | null | undefined;

/** Checks the records that the input names. Returns the roles in which the viewer may act. @throws FORBIDDEN at the field at fault. */
export type Permit<Field extends string> = (named: Record<Field, Named>) => readonly Role[];

export type Permission<R extends Right> = R & ((viewer: Viewer) => Permit<keyof R['within'] & string>);
export type Rights = Readonly<Record<string, Permission<Right>>>;

/**
 * The rights of a service as data: for each mutation the roles, and where the records lie that its input names. The
 * right of a mutation is a function. It takes the viewer and refuses other roles, before the first query. Its result
 * takes the places of all records that the input names, after they are read:
 *
 *     const permit = rights.verifyActivity(viewer);
 *     permit({ id: placeOf(activity) });
 *
 * A viewer with several roles acts in one of them: all records must lie within the reach of the same role.
 */
export function defineRights<const Table extends Readonly<Record<string, Right>>>(
  table: Table,
): { readonly [Name in keyof Table]: Permission<Table[Name]> } {
  const permissions = Object.entries(table).map(([name, right]) => [name, permission(right)]);
  return Object.fromEntries(permissions) as { readonly [Name in keyof Table]: Permission<Table[Name]> };
}

function permission<R extends Right>(right: R): Permission<R> {
  const allow = (viewer: Viewer) => {
    requireRole(viewer, ...right.roles);
    return (named: Record<string, Named>): readonly Role[] => {
      if (viewer.roles.includes('administrator')) return ['administrator'];
      const places = Object.entries(named).flatMap(([field, value]) =>
        listOf(value).map((place) => ({ field, place })),
      );
      const held = right.roles.filter((role) => viewer.roles.includes(role));
      const faults = held.map((role) => faultOf(viewer, role, right, places));
      const allowed = held.filter((_, index) => faults[index] === undefined);
      if (allowed.length > 0) return allowed;
      throw faults.findLast((fault) => fault !== undefined) ?? new DomainError('FORBIDDEN', say`This is not yours.`);
    };
  };
  return Object.assign(allow, right) as Permission<R>;
}

type Placed = { field: string; place: Place };

function faultOf(viewer: Viewer, role: Role, right: Right, places: readonly Placed[]): DomainError | undefined {
  const whereOf = ({ field }: Placed): Where | undefined => whereFor(right, field, role);
  const homes = places
    .filter((placed) => whereOf(placed) === 'organization' && isOwn(viewer, role, 'organization', placed.place))
    .flatMap(({ place }) => place.regionCode ?? []);
  const reach = [...viewer.regions, ...homes];
  // whom the viewer acts for decides about the regions, so it is checked first
  const isFirst = (placed: Placed) => whereOf(placed) === 'organization' || whereOf(placed) === 'person';
  const ordered = [...places.filter(isFirst), ...places.filter((placed) => !isFirst(placed))];
  const fault = ordered.find((placed) => {
    const where = whereOf(placed);
    return where === undefined || !lies(viewer, role, where, placed.place, reach);
  });
  if (!fault) return undefined;
  const where = whereOf(fault);
  return new DomainError('FORBIDDEN', messageFor(where, role), [fault.field]);
}

function messageFor(where: Where | undefined, role: Role): Message {
  if (where === 'superior') return say`The superior association decides about this, and it lies outside your region.`;
  const isOwned = where !== undefined && where !== 'region' && where !== 'line' && !isRegional(role);
  return isOwned ? ownMessages[where] : say`This lies outside your region.`;
}

/** The rule for a field in a role. A role without a rule of its own may not name the record. */
export function whereFor({ within }: Right, field: string, role: Role): Where | undefined {
  const where = within[field];
  return typeof where === 'object' ? where[role] : where;
}

const ownMessages = {
  organization: say`You do not act for this organization.`,
  person: say`This belongs to another person.`,
  anywhere: say`This is not yours.`,
};

function lies(viewer: Viewer, role: Role, where: Where, place: Place, reach: readonly string[]): boolean {
  if (where === 'anywhere') return true;
  const regionCode = where === 'superior' ? place.superiorRegionCode : place.regionCode;
  const isWithin = regionCode !== undefined && reach.some((region) => contains(region, regionCode));
  if (where === 'region' || where === 'superior') return isWithin;
  if (where === 'line')
    return isWithin || (regionCode !== undefined && reach.some((region) => contains(regionCode, region)));
  return isRegional(role) ? isWithin : isOwn(viewer, role, where, place);
}

function isOwn(viewer: Viewer, role: Role, where: 'organization' | 'person', place: Place): boolean {
  if (isRegional(role)) return false;
  if (role === 'worker') return where === 'person' && place.personId === viewer.id;
  const { organizationId } = place;
  return organizationId !== undefined && organizationId !== null && viewer.organizations.includes(organizationId);
}

/** Roles that act in the regions of their token, and not for an organization or themselves. */
function isRegional(role: Role): boolean {
  return role === 'staff' || role === 'broker' || role === 'analyst';
}

function listOf(named: Named): readonly Place[] {
  if (named === null || named === undefined) return [];
  return Array.isArray(named) ? (named as readonly Place[]) : [named as Place];
}
