import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineEvent } from './define.ts';
import { breakingChanges, eventSchemas, schemaOf, type JsonSchema } from './released.ts';

const folder = new URL('../released/', import.meta.url);
const released = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as JsonSchema,
    ]),
);
const present = eventSchemas();
const howToRelease = 'Run "node tools/schema/src/main.ts events" and commit the result.';

test('no event has an incompatible change since its release', () => {
  const broken = [...released].flatMap(([type, schema]) => {
    const now = present.get(type);
    return now ? breakingChanges(schema, now).map((change) => `${type}: ${change}`) : [`${type} is gone`];
  });
  expect(broken).toEqual([]);
});

test('the released schema of every event is up to date', () => {
  const waiting = [...present]
    .filter(([type, schema]) => JSON.stringify(released.get(type)) !== JSON.stringify(schema))
    .map(([type]) => type);
  expect({ waiting, howToRelease }).toEqual({ waiting: [], howToRelease });
});

describe('the check of a released event', () => {
  const promise = z.object({
    id: z.string(),
    note: z.string().optional(),
    heldOn: z.iso.date().nullable(),
    places: z.array(z.object({ code: z.string() })).max(500),
  });
  const schema = (data: z.ZodType) => schemaOf(defineEvent('people.thing.happened.v1', data));
  const changes = (data: z.ZodType) => breakingChanges(schema(promise), schema(data));

  test.each<[string, z.ZodType, string[]]>([
    ['removes a property', promise.omit({ note: true }), ['data.note is gone']],
    [
      'renames a property',
      promise.omit({ id: true }).extend({ thingId: z.string() }),
      ['data.id is gone', 'data.thingId is new and required'],
    ],
    ['gives a property another type', promise.extend({ id: z.int() }), ['data.id has another type']],
    ['makes a property nullable', promise.extend({ id: z.string().nullable() }), ['data.id has another type']],
    ['makes a nullable property non-null', promise.extend({ heldOn: z.iso.date() }), ['data.heldOn has another type']],
    ['adds a required property', promise.extend({ more: z.string() }), ['data.more is new and required']],
    [
      'makes an optional property required',
      promise.extend({ note: z.string() }),
      ['data.note was optional and is required'],
    ],
    [
      'makes a required property optional',
      promise.extend({ id: z.string().optional() }),
      ['data.id was required and is optional'],
    ],
    [
      'changes the items of a list',
      promise.extend({ places: z.array(z.object({ code: z.int() })).max(500) }),
      ['data.places[].code has another type'],
    ],
    [
      'changes the maximum length of a list',
      promise.extend({ places: promise.shape.places.max(100) }),
      ['data.places has other limits'],
    ],
  ])('reports a change that %s', (_, data, expected) => expect(changes(data)).toEqual(expected));

  test('allows a new optional property, also in nested objects', () => {
    const places = z.array(z.object({ code: z.string(), name: z.string().optional() })).max(500);
    expect(changes(promise.extend({ more: z.string().optional(), places }))).toEqual([]);
  });
});
