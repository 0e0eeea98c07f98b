import mongoose, { type QueryFilter } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  number,
  numberOrNull,
  oneOf,
  part,
  recordSchema,
  startsWith,
  text,
  textOrNull,
  texts,
  uniqueWhenPresent,
  versionedSchema,
} from '@kexie/service';
import { findByText, searchKeysOf, sortKeyOf } from '@kexie/service/names';
import type { PersonFilter, PersonSort, PersonSortField } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { PersonChangeRecord, PersonHonour, PersonRecord } from './domain.ts';
import type { HomeState } from './home-history.ts';

const schema = recordSchema<PersonRecord>('persons', {
  name: text,
  gender: textOrNull,
  birthYear: numberOrNull,
  titleLevel: text,
  titleRank: number,
  titleName: textOrNull,
  position: textOrNull,
  degree: textOrNull,
  employerId: textOrNull,
  regionCode: text,
  subjectCodes: texts,
  researchDirections: texts,
  isPartyMember: { type: Boolean, default: null },
  home: {
    type: part<PersonRecord['home']>({
      status: String,
      registeredOn: String,
      verifiedOn: String,
      verifiedBy: String,
      channel: String,
      lastActiveOn: String,
    }),
    required: true,
  },
  homeHistory: { type: [part<HomeState>({ status: String, on: String })], default: [] },
  homeIdleSince: textOrNull,
  honours: [
    part<PersonHonour>({
      id: String,
      title: String,
      year: Number,
      conferredBy: String,
      campaignId: String,
      documentNo: String,
    }),
  ],
  organizationIds: texts,
  phoneHashes: texts,
  phoneMasked: textOrNull,
  consentVersion: textOrNull,
  registeredBy: textOrNull,
  restatedBy: texts,
  mergedInto: textOrNull,
  nameSort: String,
  searchKeys: { type: [String], default: undefined, select: false },
  updatedAt: date,
});
uniqueWhenPresent(schema, 'phoneHashes');
schema.index({ regionCode: 1, _id: 1 });
schema.index({ nameSort: 1, _id: 1 });
schema.index({ searchKeys: 1 });
schema.index({ titleRank: 1, _id: 1 });
schema.index({ 'home.registeredOn': 1, _id: 1 });
schema.index({ homeIdleSince: 1, _id: 1 });
schema.index({ updatedAt: 1, _id: 1 });
schema.index({ employerId: 1 });
schema.index({ subjectCodes: 1 });
schema.index({ organizationIds: 1 });
schema.index({ 'honours.title': 1 });
schema.index({ mergedInto: 1, _id: 1 });

const sortFields: Record<PersonSortField, string> = {
  NAME: 'nameSort',
  TITLE_LEVEL: 'titleRank',
  REGISTERED_ON: 'home.registeredOn',
  UPDATED_AT: 'updatedAt',
};
const sortsMax = 3;
const valuesMax = 100;
/** The same for all viewers: it tells nothing about the person who has the number. */
const phoneTaken = say`This number cannot be used, because another record has it. Staff of the region have been asked to compare the two.`;
const idleMax = 500;
const queryTimeoutMs = 10_000;

type ListRequest = PageRequest & { filter?: PersonFilter | null | undefined };

/** The store of sci-tech workers. */
export function createPersonStore(mongo: Mongo, outbox: Outbox) {
  const persons = createAggregateStore<PersonRecord>(mongo, outbox, {
    name: 'Person',
    schema,
    noun: say`person`,
    derive: (person) => ({ ...person, ...nameKeysOf(person) }),
    duplicates: { phoneHashes_1: [phoneTaken, 'phone'] },
    lifecycle: ['home.status', 'home.registeredOn', 'home.channel'],
  });
  const { model } = persons;
  return {
    ...persons,
    /** A person that a mutation refers to. @throws REFERENCE_UNKNOWN. */
    async known(id: string, path: string, session: Session): Promise<PersonRecord> {
      const person = await persons.find(id, session);
      if (!person) throw new DomainError('REFERENCE_UNKNOWN', say`This person is not in the register.`, [path]);
      if (person.mergedInto)
        throw new DomainError('REFERENCE_INACTIVE', say`This record was merged into ${person.mergedInto}.`, [path]);
      return person;
    },
    /** The persons with these ids. A person who was merged into another one is answered as that one, under the id that was asked for. */
    async answering(ids: readonly string[]): Promise<{ id: string; person: PersonRecord }[]> {
      const found = await persons.byIds(ids);
      const heirs = found.flatMap(({ mergedInto }) => mergedInto ?? []);
      const survivors = new Map((await persons.byIds(heirs)).map((person) => [person._id, person]));
      return found.map((person) => ({
        id: person._id,
        person: (person.mergedInto && survivors.get(person.mergedInto)) || person,
      }));
    },
    /** The same ids, with the survivor in the place of a person who was merged; only those who are in the register. */
    async survivorsOf(ids: readonly string[], session: Session): Promise<Map<string, string>> {
      const found = await model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) }, { mergedInto: 1 }, { session })
        .lean<Pick<PersonRecord, '_id' | 'mergedInto'>[]>();
      return new Map(found.map(({ _id, mergedInto }) => [_id, mergedInto ?? _id]));
    },
    /** Lets the persons who were merged into this one point to the survivor, so that each reference is one step. */
    async followMerge(mergedId: string, survivorId: string, session: Session): Promise<void> {
      await model.updateMany({ mergedInto: mergedId }, { $set: { mergedInto: survivorId } }, { session });
    },
    holderOfPhone,
    /** @throws DUPLICATE when another worker has this number, by any of its hashes. */
    async requireFreePhone(person: Pick<PersonRecord, '_id' | 'phoneHashes'>, session: Session): Promise<void> {
      if (await holderOfPhone(person, session)) throw persons.duplicate('phoneHashes_1');
    },
    /** Writes the hashes of a number under the present keys. The version stays, because clients see no change. */
    async hashAnew({ _id, phoneHashes }: Pick<PersonRecord, '_id' | 'phoneHashes'>, session: Session): Promise<void> {
      await model.updateOne({ _id }, { $set: { phoneHashes } }, { session });
    },
    /** Records the day of an act. The version stays, because the state of the Home does. */
    async noteAct({ _id, home, homeIdleSince }: PersonRecord, session: Session): Promise<void> {
      await model.updateOne({ _id }, { $set: { 'home.lastActiveOn': home.lastActiveOn, homeIdleSince } }, { session });
    },
    /** The ids of at most 500 ACTIVE workers, after this id, who have not acted since before this day. */
    async idle(day: string, afterId: string): Promise<string[]> {
      const found = await model
        .find(
          { homeIdleSince: mongoose.trusted({ $gt: '', $lt: day }), _id: mongoose.trusted({ $gt: afterId }) },
          { _id: 1 },
        )
        .sort({ _id: 1 })
        .limit(idleMax)
        .maxTimeMS(queryTimeoutMs)
        .lean<{ _id: string }[]>();
      return found.map(({ _id }) => _id);
    },
    /** The persons with these ids, in the transaction of the caller. */
    among: (ids: readonly string[], session: Session): Promise<PersonRecord[]> =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) }, null, { session })
        .lean<PersonRecord[]>()
        .exec(),
    /** Records that these persons are ACTIVE members of the organization. */
    async join(personIds: readonly string[], organizationId: string, session: Session): Promise<void> {
      await model.updateMany(
        { _id: mongoose.trusted({ $in: [...personIds] }) },
        { $addToSet: { organizationIds: organizationId } },
        { session },
      );
    },
    async leave(personIds: readonly string[], organizationId: string, session: Session): Promise<void> {
      await model.updateMany(
        { _id: mongoose.trusted({ $in: [...personIds] }) },
        { $pull: { organizationIds: organizationId } },
        { session },
      );
    },
    /** Adds the copy of an honour to a person. Returns false, and changes nothing, when the person has it already. */
    async grant(personId: string, honour: PersonHonour, now: Date, session: Session): Promise<boolean> {
      const { id, campaignId } = honour;
      const { modifiedCount } = await model.updateOne(
        {
          _id: personId,
          [campaignId ? 'honours.campaignId' : 'honours.id']: mongoose.trusted({ $ne: campaignId ?? id }),
        },
        { $push: { honours: honour }, $set: { updatedAt: now }, $inc: { version: 1 } },
        { session },
      );
      return modifiedCount > 0;
    },
    /** Removes the copy of an honour from a person. */
    async withdrawHonour(personId: string, honourId: string, now: Date, session: Session): Promise<void> {
      const { honours } = await persons.require(personId, { session });
      const others = honours.filter(({ id }) => id !== honourId);
      await model.updateOne(
        { _id: personId },
        { $set: { honours: others, updatedAt: now }, $inc: { version: 1 } },
        { session },
      );
    },
    page: ({ filter, sort, ...request }: ListRequest & { sort?: readonly PersonSort[] | null | undefined }) =>
      findPage(model, { ...request, filter: filterOf(filter ?? {}), sort: sortKeys(sort) }),
    /** Persons whose name, title, position or research direction, or the pinyin or initials of their name, contains the text; best match first. */
    search: (text: string, { filter, ...request }: ListRequest) =>
      findByText(model, {
        ...request,
        text,
        filter: filterOf(filter ?? {}),
        fields: searchedFields,
        bearer: 'PERSON',
      }),
  };

  /** Another worker who has one of these hashes, or null. */
  function holderOfPhone(
    { _id, phoneHashes }: Pick<PersonRecord, '_id' | 'phoneHashes'>,
    session: Session,
  ): Promise<PersonRecord | null> {
    const holder = { _id: mongoose.trusted({ $ne: _id }), phoneHashes: mongoose.trusted({ $in: phoneHashes }) };
    return model.findOne(holder, null, { session }).lean<PersonRecord>().exec();
  }
}

type SearchedTexts = Pick<PersonRecord, 'name' | 'titleName' | 'position' | 'researchDirections'>;

/** The keys by which a person is sorted by name, and found by name, title, position and research direction. */
export function nameKeysOf({ name, titleName, position, researchDirections }: SearchedTexts) {
  return {
    nameSort: sortKeyOf(name, 'PERSON'),
    searchKeys: searchKeysOf({ names: [name], texts: [titleName, position, ...researchDirections] }, 'PERSON'),
  };
}

function searchedFields({ name, titleName, position, researchDirections }: PersonRecord) {
  return [
    { field: 'NAME' as const, text: name, isName: true },
    { field: 'TITLE' as const, text: titleName, isName: false },
    { field: 'POSITION' as const, text: position, isName: false },
    ...researchDirections.map((text) => ({ field: 'RESEARCH_DIRECTION' as const, text, isName: false })),
  ];
}

/**
 * The conditions of a filter. @throws VALIDATION_FAILED for a list that is too long or a subject prefix with other
 * characters than digits.
 */
export function filterOf({
  regions,
  includeDescendants,
  employerIds,
  titleLevels,
  subjectPrefixes,
  homeStatuses,
  memberOf,
  honourTitle,
  registeredFrom,
  registeredTo,
}: PersonFilter): QueryFilter<PersonRecord> {
  const atMost = { max: valuesMax };
  return every<PersonRecord>(
    { mergedInto: null },
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('employerId', employerIds, atMost),
    oneOf('titleLevel', titleLevels, atMost),
    oneOf('home.status', homeStatuses, atMost),
    equals('organizationIds', memberOf || null),
    equals('honours.title', honourTitle || null),
    registeredFrom ? { 'home.registeredOn': mongoose.trusted({ $gte: registeredFrom }) } : {},
    registeredTo ? { 'home.registeredOn': mongoose.trusted({ $ne: null, $lte: registeredTo }) } : {},
    startsWith('subjectCodes', subjectPrefixes, { path: 'subjectPrefixes', pattern: /^\d{1,7}$/, max: valuesMax }),
  );
}

function sortKeys(sort: readonly PersonSort[] | null | undefined) {
  if ((sort?.length ?? 0) > sortsMax)
    throw new DomainError('VALIDATION_FAILED', say`A list can be sorted by at most ${sortsMax} fields.`, ['sort']);
  return (sort ?? []).map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'ASC' }));
}

const changeSchema = versionedSchema<PersonChangeRecord>('person_changes', {
  personId: text,
  fields: texts,
  changedByRole: text,
  changedBy: text,
  reason: textOrNull,
  endedVerification: flag,
  changedAt: date,
});
changeSchema.index({ personId: 1, version: -1, _id: 1 });

/** The store of the changes of persons. A change is written in the transaction of the person, and never changes. */
export function createPersonChangeStore(mongo: Mongo) {
  const model = mongo.model<PersonChangeRecord>('PersonChange', changeSchema);
  return {
    model,
    async add(change: PersonChangeRecord, session: Session): Promise<void> {
      await model.insertMany([change], { session });
    },
  };
}
