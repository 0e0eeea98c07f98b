import { DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { OrganizationPost } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import {
  checkDay,
  documentNoOf,
  laterOf,
  partnerKinds,
  reasonOf,
  requireStatus,
  type Organization,
  type PostHolding,
} from '../organization/domain.ts';

/** The posts that one person holds at a time. There may be several vice chairs. */
const singlePosts: readonly OrganizationPost[] = ['CHAIR', 'SECRETARY_GENERAL'];
/** The number of holdings of posts that a record keeps. */
const holdingsMax = 200;

type HasPosts = Pick<Organization, 'posts' | 'chairPersonId' | 'secretaryPersonId' | 'foundedOn'>;

/**
 * The holdings of posts, in the order in which they were recorded. A record of an earlier version has only the persons who
 * were elected at the founding; they hold their posts since then.
 */
export function holdingsOf({ posts, chairPersonId, secretaryPersonId, foundedOn }: HasPosts): PostHolding[] {
  if (posts) return posts;
  const founders = [
    { post: 'CHAIR' as const, personId: chairPersonId },
    { post: 'SECRETARY_GENERAL' as const, personId: secretaryPersonId },
  ];
  return founders.flatMap(({ post, personId }) =>
    personId && foundedOn ? [holding({ post, personId, from: foundedOn, documentNo: null })] : [],
  );
}

/** The posts that are held on a day; without a day, those that nobody has left. */
export function postsOn(organization: HasPosts, day?: string): PostHolding[] {
  return holdingsOf(organization).filter(({ from, until }) =>
    day === undefined ? until === null : from <= day && (until === null || until > day),
  );
}

/** The person who holds a post of one person, or null. */
export function holderOf(organization: HasPosts, post: OrganizationPost): string | null {
  return postsOn(organization).find((each) => each.post === post)?.personId ?? null;
}

type Appointment = { post: OrganizationPost; personId: string; since: string; documentNo: string | null };

/**
 * Appoints a person to a post, outside of an election. The predecessor in a post of one person leaves it on that day.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN.
 */
export function appoint(
  current: Organization,
  { post, personId, since, documentNo }: Appointment,
  { isKnown, today }: { isKnown: boolean; today: string },
): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], say`given another holder of a post`);
  if (partnerKinds.includes(current.kind))
    throw new DomainError('VALIDATION_FAILED', say`Only an association has posts.`, ['id']);
  if (!isKnown) throw new DomainError('REFERENCE_UNKNOWN', say`This person is not known, or not yet.`, ['personId']);
  checkDay(since, 'since', { from: current.foundedOn ?? '', today });
  const held = documentNo === null ? null : documentNoOf(documentNo);
  const posts = appointed(current, { post, personId, since, documentNo: held }, ['since']);
  return { next: withPosts(current, posts), events: [] };
}

/**
 * The holdings after a person took a post. @throws VALIDATION_FAILED for a person who holds it already, and for a day before
 * the present holder took it, or an earlier one left it.
 */
export function appointed(
  current: HasPosts,
  { post, personId, since, documentNo }: Appointment,
  path: string[],
): PostHolding[] {
  const holdings = holdingsOf(current);
  const isSingle = singlePosts.includes(post);
  const same = holdings.filter((each) => each.post === post && (isSingle || each.personId === personId));
  if (same.some((each) => each.personId === personId && each.until === null))
    throw new DomainError('VALIDATION_FAILED', say`This person holds the post already.`, ['personId']);
  const earliest = laterOf(...same.map(({ from, until }) => until ?? from));
  if (since < earliest) throw new DomainError('VALIDATION_FAILED', say`The post has a holder until ${earliest}.`, path);
  return [
    ...holdings.map((each) => (same.includes(each) && each.until === null ? { ...each, until: since } : each)),
    holding({ post, personId, from: since, documentNo }),
  ];
}

/** Records that a person left a post without a successor. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function leave(
  current: Organization,
  stated: { post: OrganizationPost; personId: string; until: string; reason: string },
  today: string,
): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE', 'SUSPENDED'], say`changed in its posts`);
  const { post, personId, until } = stated;
  const holdings = holdingsOf(current);
  const left = holdings.find((each) => each.post === post && each.personId === personId && each.until === null);
  if (!left) throw new DomainError('INVALID_TRANSITION', say`This person does not hold the post.`, ['personId']);
  checkDay(until, 'until', { from: left.from, today });
  const end = { until, leaveReason: reasonOf(stated.reason) };
  return {
    next: withPosts(
      current,
      holdings.map((each) => (each === left ? { ...each, ...end } : each)),
    ),
    events: [],
  };
}

/** The organization with these holdings: at most 200, and always those that last. */
export function withPosts(current: Organization, posts: readonly PostHolding[]): Organization {
  return {
    ...current,
    posts: posts.filter(({ until }, index) => until === null || index >= posts.length - holdingsMax),
  };
}

/** The posts of an organization that ends on a day: their holders leave them then. */
export function vacated(current: HasPosts, day: string): PostHolding[] {
  return holdingsOf(current).map((each) => (each.until === null ? { ...each, until: laterOf(each.from, day) } : each));
}

/** The posts that an association elects at its founding. */
export function elected(
  { chairPersonId, secretaryPersonId }: { chairPersonId: string; secretaryPersonId: string | null },
  from: string,
): PostHolding[] {
  return [
    holding({ post: 'CHAIR', personId: chairPersonId, from, documentNo: null }),
    ...(secretaryPersonId === null
      ? []
      : [holding({ post: 'SECRETARY_GENERAL', personId: secretaryPersonId, from, documentNo: null })]),
  ];
}

function holding(facts: Pick<PostHolding, 'post' | 'personId' | 'from' | 'documentNo'>): PostHolding {
  return { ...facts, until: null, leaveReason: null };
}
