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

test('no event breaks a promise that was released', () => {
  const broken = [...released].flatMap(([type, schema]) => {
    const now = present.get(type);
    return now ? breakingChanges(schema, now).map((change) => `${type}: ${change}`) : [`${type} is gone`];
  });
  expect(broken).toEqual([]);
});

test('every event is released as it is now', () => {
  const waiting = [...present]
    .filter(([type, schema]) => JSON.stringify(released.get(type)) !== JSON.stringify(schema))
    .map(([type]) => type);
  expect({ waiting, howToRelease }).toEqual({ waiting: [], howToRelease });
});

describe('of an event that was released, a change is found that', () => {
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
    ['lets a property be null', promise.extend({ id: z.string().nullable() }), ['data.id has another type']],
    ['no longer lets a property be null', promise.extend({ heldOn: z.iso.date() }), ['data.heldOn has another type']],
    ['adds a property that is required', promise.extend({ more: z.string() }), ['data.more is new and required']],
    ['requires what was optional', promise.extend({ note: z.string() }), ['data.note was optional and is required']],
    [
      'leaves out what readers require',
      promise.extend({ id: z.string().optional() }),
      ['data.id was required and is optional'],
    ],
    [
      'changes what is inside a list',
      promise.extend({ places: z.array(z.object({ code: z.int() })).max(500) }),
      ['data.places[].code has another type'],
    ],
    [
      'changes how long a list may be',
      promise.extend({ places: promise.shape.places.max(100) }),
      ['data.places has other limits'],
    ],
  ])('%s', (_, data, expected) => expect(changes(data)).toEqual(expected));

  test('no: a new optional property is allowed, also deep inside', () => {
    const places = z.array(z.object({ code: z.string(), name: z.string().optional() })).max(500);
    expect(changes(promise.extend({ more: z.string().optional(), places }))).toEqual([]);
  });
});
