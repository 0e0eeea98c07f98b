import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import type { Viewer } from '@kexie/service';
import type { CampaignRecord } from '../award/domain.ts';
import type { GrantHonourInput, RevokeHonourInput } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { fold } from '../person/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  copyOf,
  honourFacts,
  honourGranted,
  honourRevoked,
  levelOfRegion,
  newHonour,
  revoke,
  type HonourRecord,
} from './domain.ts';

/** Records an honour from a document. Staff of the person's region. */
export async function grantHonour(deps: Deps, viewer: Viewer, input: GrantHonourInput): Promise<HonourRecord> {
  const permit = rights.grantHonour(viewer);
  const {
    store: { honours, persons },
    requests,
    now,
  } = deps;
  const honourId = newId('hon');
  const id = await requests.once({ viewerId: viewer.id, mutation: 'grantHonour', input }, async (session) => {
    const { personId, level } = input;
    const { regionCode } = await persons.known(personId, 'personId', session);
    permit({ personId: { personId, regionCode } });
    const today = toDay(now());
    const honour = newHonour({
      ...honourFacts(input, today),
      _id: honourId,
      personId,
      regionCode,
      level,
      campaignId: null,
      grantedOn: today,
      grantedBy: viewer.id,
    });
    // The change of the person makes simultaneous grants to one person conflict, so both of them see the other.
    await persons.grant(personId, copyOf(honour), now(), session);
    const same = await honours.withTitle(personId, honour.title, session);
    if (same.some((other) => other.year === honour.year && fold(other.conferredBy) === fold(honour.conferredBy)))
      throw new DomainError('DUPLICATE', say`The person already has this honour of ${honour.year}.`, ['title']);
    return honours.create({ next: honour, events: [honourGranted(honour)] }, session);
  });
  return honours.require(id);
}

/** Revokes an honour. Staff of the region of the honour. The award keeps its list of awardees. */
export async function revokeHonour(
  { store: { honours, persons }, now }: Deps,
  viewer: Viewer,
  input: RevokeHonourInput,
): Promise<HonourRecord> {
  const permit = rights.revokeHonour(viewer);
  return honours.update(input, {
    authorize: (honour) => void permit({ id: honour }),
    decide: (honour) => {
      const next = revoke(honour, { reason: input.reason, by: viewer.id, today: toDay(now()) });
      return { next, events: [honourRevoked(next)] };
    },
    follow: ({ _id, personId }, session) => persons.withdrawHonour(personId, _id, now(), session),
  });
}

/** Grants the honour of a decided award to these persons, in the transaction of the caller. A repetition changes nothing. */
export async function grantAwardHonours(
  { store: { honours, persons }, now }: Deps,
  { _id: campaignId, title, year, regionCode, conferredBy, documentNo }: CampaignRecord,
  { personIds, by }: { personIds: readonly string[]; by: string },
  session: Session,
): Promise<void> {
  const granted: HonourRecord[] = [];
  for (const personId of personIds) {
    const honour = newHonour({
      _id: newId('hon'),
      personId,
      regionCode,
      title,
      level: levelOfRegion(regionCode),
      year,
      conferredBy: conferredBy.join('、'),
      documentNo,
      campaignId,
      grantedOn: toDay(now()),
      grantedBy: by,
    });
    if (await persons.grant(personId, copyOf(honour), now(), session)) granted.push(honour);
  }
  await honours.createAll(
    granted.map((next) => ({ next, events: [honourGranted(next)] })),
    session,
  );
}
