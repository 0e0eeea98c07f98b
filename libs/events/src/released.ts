import { z } from 'zod';
import * as matching from './matching.ts';
import * as organizations from './organizations.ts';
import * as outreach from './outreach.ts';
import * as people from './people.ts';
import * as ruralPrograms from './rural-programs.ts';

/** The parts of JSON Schema (2020-12) that events use. */
export type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  [keyword: string]: unknown;
};

/** The needed part of the definition of an event with any data. */
type Described = { type: string; service: string; schema: z.ZodType };

/**
 * The JSON Schema of the data of every event, by type. The schemas allow additional properties, which readers ignore.
 */
export function eventSchemas(): Map<string, JsonSchema> {
  const definitions = [organizations, people, outreach, matching, ruralPrograms].flatMap((module) =>
    Object.values<Described>(module),
  );
  return new Map(definitions.map((definition) => [definition.type, schemaOf(definition)]));
}

/** The JSON Schema of one event's data. `$id` is the `dataschema` of its envelope. */
export function schemaOf({ type, service, schema }: Described): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  return { $schema, $id: `/kexie/${service}/events/${type}.json`, title: type, ...rest };
}

/**
 * The incompatible changes between a released schema and the current one, one sentence each: changes that break an old
 * reader of new messages, or a new reader of messages that are still in the stream. Only a new optional property is
 * compatible. Any other change needs a new version.
 */
export function breakingChanges(released: JsonSchema, present: JsonSchema, at = 'data'): string[] {
  if (released.properties && present.properties)
    return [...ofProperties(released, present, at), ...ofKeywords(released, present, at)];
  if (released.items && present.items)
    return [...breakingChanges(released.items, present.items, `${at}[]`), ...ofKeywords(released, present, at)];
  if (released.anyOf && present.anyOf && released.anyOf.length === present.anyOf.length) {
    return released.anyOf.flatMap((alternative, index) =>
      breakingChanges(alternative, present.anyOf?.[index] ?? {}, at),
    );
  }
  return text(released) === text(present) ? [] : [`${at} has another type`];
}

function ofProperties(released: JsonSchema, present: JsonSchema, at: string): string[] {
  return Object.keys({ ...released.properties, ...present.properties }).flatMap((name) => {
    const [before, now] = [released.properties?.[name], present.properties?.[name]];
    const [neededBefore, neededNow] = [
      released.required?.includes(name) ?? false,
      present.required?.includes(name) ?? false,
    ];
    if (!now) return [`${at}.${name} is gone`];
    if (!before) return neededNow ? [`${at}.${name} is new and required`] : [];
    const need =
      neededNow === neededBefore
        ? []
        : [`${at}.${name} was ${neededBefore ? 'required and is optional' : 'optional and is required'}`];
    return [...need, ...breakingChanges(before, now, `${at}.${name}`)];
  });
}

/**
 * Compares limits such as `maxItems`: a wider limit breaks old readers, and a narrower one breaks readers of old
 * messages.
 */
function ofKeywords(released: JsonSchema, present: JsonSchema, at: string): string[] {
  const limits = ({ properties: _, required: __, items: ___, ...keywords }: JsonSchema) => text(keywords);
  return limits(released) === limits(present) ? [] : [`${at} has other limits`];
}

/**
 * The text of a schema for comparison. It omits the `pattern` of a `format`, which may change with the version of zod.
 */
function text(schema: JsonSchema): string {
  return JSON.stringify(schema, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).filter(([keyword]) => !(keyword === 'pattern' && 'format' in value));
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
