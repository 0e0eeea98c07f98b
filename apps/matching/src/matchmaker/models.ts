import { DomainError } from '@kexie/kernel';
import { firstModel, type SideRefit, type Weights } from '@kexie/matchmaker';
import { isDuplicateKey, type Mongo } from '@kexie/messaging';
import { date, dateOrNull, part, text, textOrNull, versionedSchema } from '@kexie/service';
import mongoose from 'mongoose';
import { say } from '../messages.ts';

/** A version of the weights. It never changes, except that it is adopted. */
export type ModelRecord = {
  /** the model version */
  _id: string;
  version: number;
  need: Weights['need'];
  expert: Weights['expert'];
  origin: 'BUILT_IN' | 'STATED' | 'REFITTED';
  /** the version whose weights were fitted to answers */
  basedOn: string | null;
  note: string | null;
  sides: SideRefit[];
  createdAt: Date;
  adoptedAt: Date | null;
};

/** The weights that the platform comes with. */
const builtIn: ModelRecord = {
  _id: firstModel.modelVersion,
  version: 1,
  need: firstModel.need,
  expert: firstModel.expert,
  origin: 'BUILT_IN',
  basedOn: null,
  note: null,
  sides: [],
  createdAt: new Date('2026-11-27T00:00:00Z'),
  adoptedAt: null,
};

const any = { type: part<Record<string, number>>({}).set('strict', false), required: true } as const;
const schema = versionedSchema<ModelRecord>('matching_models', {
  need: any,
  expert: any,
  origin: text,
  basedOn: textOrNull,
  note: textOrNull,
  sides: { type: [{ type: mongoose.Schema.Types.Mixed }], default: [] },
  createdAt: date,
  adoptedAt: dateOrNull,
});
schema.index({ adoptedAt: -1 });

const modelsMax = 200;

export function createModelStore(mongo: Mongo) {
  const models = mongo.model<ModelRecord>('MatchingModel', schema);
  return {
    model: models,
    /** All versions, the latest first, and last the one that the platform comes with. */
    async list(): Promise<ModelRecord[]> {
      const found = await models.find().sort({ createdAt: -1, _id: 1 }).limit(modelsMax).lean<ModelRecord[]>();
      return found.some(({ _id }) => _id === builtIn._id) ? found : [...found, builtIn];
    },
    async find(id: string): Promise<ModelRecord | null> {
      const found = await models.findById(id).lean<ModelRecord>();
      return found ?? (id === builtIn._id ? builtIn : null);
    },
    /** The version that was adopted last. */
    async adopted(): Promise<ModelRecord> {
      const [latest] = await models
        .find({ adoptedAt: mongoose.trusted({ $ne: null }) })
        .sort({ adoptedAt: -1, _id: 1 })
        .limit(1)
        .lean<ModelRecord[]>();
      return latest ?? builtIn;
    },
    /** Writes a new version. @throws DUPLICATE if the version exists, also if another replica writes it at the same time. */
    async add(record: ModelRecord): Promise<ModelRecord> {
      if (record._id === builtIn._id) throw duplicate(record);
      await models.create(record).catch((error: unknown) => {
        throw isDuplicateKey(error) ? duplicate(record) : error;
      });
      return record;
    },
    /** Adopts a version: it applies from now on. The built-in version is written when it is adopted again. */
    async adopt(id: string, now: Date): Promise<ModelRecord> {
      const record = await this.find(id);
      if (!record) throw new DomainError('NOT_FOUND', say`There is no such version of the weights.`, ['modelVersion']);
      await models.updateOne({ _id: id }, { $set: { ...record, adoptedAt: now } }, { upsert: true });
      return { ...record, adoptedAt: now };
    },
  };
}

function duplicate({ _id }: ModelRecord): DomainError {
  return new DomainError('DUPLICATE', say`The version ${_id} exists.`, ['modelVersion']);
}
