import { Schema, type SchemaDefinition } from 'mongoose';
import type { ImportableRecord, Measure, Period } from '@kexie/kernel';

/** Common types of fields, which keep the schemas short. */
export const text = { type: String, required: true } as const;
export const textOrNull = { type: String, default: null } as const;
export const texts = { type: [String], default: [] };
export const number = { type: Number, required: true } as const;
export const numberOrNull = { type: Number, default: null } as const;
export const date = { type: Date, required: true } as const;
export const dateOrNull = { type: Date, default: null } as const;
export const flag = { type: Boolean, required: true } as const;

/** A part of a record that has its own fields and no id. */
export function part<T>(fields: SchemaDefinition): Schema<T> {
  return new Schema<T>(fields as SchemaDefinition<T>, { _id: false, id: false });
}

export const measureField = {
  type: part<Measure>({ value: textOrNull, unit: text, qualifier: text }),
  required: true,
} as const;
export const periodOrNull = {
  type: part<Period>({ label: text, from: textOrNull, to: textOrNull, assumed: flag }),
  default: null,
} as const;

/** The schema of a collection whose documents have text ids and a version. */
export function versionedSchema<T>(collection: string, fields: SchemaDefinition): Schema<T> {
  return new Schema<T>({ _id: text, version: number, ...fields } as unknown as SchemaDefinition<T>, {
    collection,
    versionKey: false,
    minimize: false,
    id: false,
  });
}

/** The schema of a collection of records that an import can write, with at most one record for each import key. */
export function recordSchema<T extends ImportableRecord>(collection: string, fields: SchemaDefinition): Schema<T> {
  const schema = versionedSchema<T>(collection, { importKey: textOrNull, synthetic: flag, ...fields });
  uniqueWhenPresent(schema, 'importKey');
  return schema;
}

/**
 * Makes each of these fields unique in the collection when it is a text. The name of the index is that of the field
 * with "_1".
 */
export function uniqueWhenPresent<T>(schema: Schema<T>, ...fields: readonly string[]): void {
  for (const field of fields) {
    schema.index({ [field]: 1 }, { unique: true, partialFilterExpression: { [field]: { $type: 'string' } } });
    // SecantusDB does not use a partial index for reads. Without this index each lookup would scan the collection.
    schema.index({ [field]: 1, _id: 1 });
  }
}
