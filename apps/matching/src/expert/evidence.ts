import mongoose, { Schema } from 'mongoose';
import type { Mongo, Session } from '@kexie/messaging';

/**
 * What other services report about a person, also before the person has a profile; `_id` is the id of the person. Each
 * entry has the id of its source, so an event that arrives twice or late changes nothing.
 */
export type PersonEvidence = {
  _id: string;
  /** present and former memberships, at most 500 */
  memberships: MembershipState[];
  /** the sources of the honours of the person, at most 200: the id of the award, or of the honour without an award */
  honours: string[];
  /** the sources of revoked honours, which count no more, also when the event of the grant arrives later; undefined in records of earlier versions */
  revokedHonours?: string[];
  /** ids of the verified activities at which the person spoke, at most 1000 */
  activities: string[];
  /** the number of times that a standing was computed from the evidence */
  readings: number;
};

/** The state of a membership after the event with this version. */
export type MembershipState = { membershipId: string; organizationId: string; version: number; active: boolean };

/** The kinds of evidence that a person has once for each source. */
type Credit = 'honours' | 'activities';

const membershipsMax = 500;
const creditsMax: Readonly<Record<Credit, number>> = { honours: 200, activities: 1_000 };

const membership = new Schema<MembershipState>(
  {
    membershipId: { type: String, required: true },
    organizationId: { type: String, required: true },
    version: { type: Number, required: true },
    active: { type: Boolean, required: true },
  },
  { _id: false },
);
const schema = new Schema<PersonEvidence>(
  {
    _id: { type: String, required: true },
    memberships: { type: [membership], default: [] },
    honours: { type: [String], default: [] },
    revokedHonours: { type: [String], default: [] },
    activities: { type: [String], default: [] },
    readings: { type: Number, default: 0 },
  },
  { collection: 'person_evidence', versionKey: false },
);

/**
 * The memberships after an event. An event that is not newer than the recorded state changes nothing, so a membership
 * that ended stays ended when the event of its start arrives later. Beyond 500 memberships the oldest that ended are
 * dropped first. Returns null if nothing changes.
 */
export function withMembership(
  present: readonly MembershipState[],
  state: MembershipState,
): readonly MembershipState[] | null {
  const known = present.find(({ membershipId }) => membershipId === state.membershipId);
  if (known && known.version >= state.version) return null;
  const others = present.filter(({ membershipId }) => membershipId !== state.membershipId);
  return [...others, state].sort(byImportance).slice(0, membershipsMax);
}

/** Active memberships first, then the latest id. */
function byImportance(a: MembershipState, b: MembershipState): number {
  if (a.active !== b.active) return a.active ? -1 : 1;
  return a.membershipId < b.membershipId ? 1 : -1;
}

/** The organizations of which the person is an active member, sorted and each once. */
export function societiesOf({ memberships }: Pick<PersonEvidence, 'memberships'>): string[] {
  const active = memberships.filter(({ active }) => active).map(({ organizationId }) => organizationId);
  return [...new Set(active)].sort();
}

/** The evidence about persons, which events of `people` and `outreach` keep up to date. */
export function createEvidenceStore(mongo: Mongo) {
  const evidence = mongo.model<PersonEvidence>('PersonEvidence', schema);
  return {
    /**
     * Reads the evidence about a person for a standing, and writes the row. So of two concurrent transactions, one with
     * a new profile and one with new evidence, the database repeats one, and the standing has the evidence.
     */
    read: (personId: string, session: Session): Promise<PersonEvidence> =>
      evidence
        .findOneAndUpdate(
          { _id: personId },
          { $inc: { readings: 1 } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean<PersonEvidence>()
        .orFail()
        .exec(),
    /** Gives the evidence about a merged person to the survivor. */
    async merge({ mergedId, survivorId }: { mergedId: string; survivorId: string }, session: Session): Promise<void> {
      const merged = await evidence.findById(mergedId, null, { session }).lean<PersonEvidence>();
      if (!merged) return;
      const own = await evidence.findById(survivorId, null, { session }).lean<PersonEvidence>();
      const union = (kind: Credit) =>
        [...new Set([...(own?.[kind] ?? []), ...merged[kind]])].slice(0, creditsMax[kind]);
      const memberships = merged.memberships.reduce<readonly MembershipState[]>(
        (all, state) => withMembership(all, state) ?? all,
        own?.memberships ?? [],
      );
      await evidence.updateOne(
        { _id: survivorId },
        { $set: { memberships, honours: union('honours'), activities: union('activities') } },
        { upsert: true, session },
      );
      await evidence.deleteOne({ _id: mergedId }, { session });
    },
    /** Records the state of a membership. Returns true if it changed the evidence. */
    async recordMembership(personId: string, state: MembershipState, session: Session): Promise<boolean> {
      const present = await evidence.findById(personId, null, { session }).lean<PersonEvidence>();
      const memberships = withMembership(present?.memberships ?? [], state);
      if (!memberships) return false;
      await evidence.updateOne({ _id: personId }, { $set: { memberships } }, { upsert: true, session });
      return true;
    },
    /**
     * Credits persons with an honour or an activity, each once for each source. A person with as many as are kept gets
     * no more. Returns the ids of the persons whose evidence changed.
     */
    async credit(kind: Credit, sourceId: string, personIds: readonly string[], session: Session): Promise<string[]> {
      const wanted = [...new Set(personIds)];
      if (wanted.length === 0) return [];
      const among = { _id: mongoose.trusted({ $in: wanted }) };
      const rows = await evidence
        .find(among, { [kind]: 1, revokedHonours: 1 }, { session })
        .lean<Pick<PersonEvidence, '_id' | Credit | 'revokedHonours'>[]>();
      const isRevoked = ({ revokedHonours = [] }: Pick<PersonEvidence, 'revokedHonours'>) =>
        kind === 'honours' && revokedHonours.includes(sourceId);
      const room = rows
        .filter((row) => !row[kind].includes(sourceId) && row[kind].length < creditsMax[kind] && !isRevoked(row))
        .map(({ _id }) => _id);
      const present = new Set(rows.map(({ _id }) => _id));
      const absent = wanted.filter((id) => !present.has(id));
      if (room.length > 0)
        await evidence.updateMany(
          { _id: mongoose.trusted({ $in: room }) },
          { $push: { [kind]: sourceId } },
          { session },
        );
      if (absent.length > 0)
        await evidence.insertMany(
          absent.map((_id) => ({ _id, [kind]: [sourceId] })),
          { session },
        );
      return [...room, ...absent];
    },
    /**
     * Takes an honour from a person for good, also when its grant is not known yet. Returns true if it changed the
     * evidence.
     */
    async revokeHonour(personId: string, sourceId: string, session: Session): Promise<boolean> {
      const present = await evidence.findById(personId, null, { session }).lean<PersonEvidence>();
      const revoked = present?.revokedHonours ?? [];
      if (revoked.includes(sourceId)) return false;
      const honours = (present?.honours ?? []).filter((source) => source !== sourceId);
      // the oldest revocations are forgotten first; their grants arrived long ago
      const revokedHonours = [...revoked, sourceId].slice(-creditsMax.honours);
      await evidence.updateOne({ _id: personId }, { $set: { honours, revokedHonours } }, { upsert: true, session });
      return true;
    },
  };
}
