import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { aheadMsMax, defineEvent, parseEnvelope, wrapEvent } from './define.ts';

const Happened = defineEvent('people.thing.happened.v1', z.object({ name: z.string(), note: z.string().optional() }));
const Ended = defineEvent('people.thing.ended.v1', z.object({ name: z.string() }));
const facts = {
  id: 'e-1',
  source: '/kexie/people',
  aggregateId: 'thing-1',
  aggregateVersion: 3,
  occurredAt: new Date('2020-12-31T16:00:00.123Z'),
};
const sent = (changes: object = {}) => JSON.stringify({ ...wrapEvent(Happened({ name: '甲' }), facts), ...changes });

test('a wrapped event can be read unchanged', () => {
  expect(parseEnvelope(Happened, sent())).toEqual({
    id: 'e-1',
    type: 'people.thing.happened.v1',
    aggregateId: 'thing-1',
    aggregateVersion: 3,
    occurredAt: facts.occurredAt,
    data: { name: '甲' },
  });
});

test('the envelope has the required attributes of CloudEvents 1.0 and names the schema of its data', () => {
  expect(wrapEvent(Happened({ name: '甲' }), { ...facts, traceparent: '00-a-b-01', correlationId: 'c-1' })).toEqual({
    specversion: '1.0',
    id: 'e-1',
    source: '/kexie/people',
    type: 'people.thing.happened.v1',
    subject: 'thing-1',
    time: '2020-12-31T16:00:00.123Z',
    datacontenttype: 'application/json',
    dataschema: '/kexie/people/events/people.thing.happened.v1.json',
    traceparent: '00-a-b-01',
    correlationid: 'c-1',
    aggregateversion: 3,
    data: { name: '甲' },
  });
});

test('a newer producer may add fields to the envelope and to the data', () => {
  expect(parseEnvelope(Happened, sent({ future: true, data: { name: '甲', future: { deep: 1 } } })).data).toEqual({
    name: '甲',
  });
});

test('an event of another type is refused, even when its data would fit', () => {
  expect(() => parseEnvelope(Ended, sent())).toThrow('Expected people.thing.ended.v1, got people.thing.happened.v1.');
});

test.each([
  ['a text that is not JSON', 'nonsense', 'The message is not JSON.'],
  ['JSON that is not an envelope', '[]', 'envelope does not parse'],
  ['another version of CloudEvents', sent({ specversion: '0.3' }), 'specversion'],
  ['an empty id', sent({ id: '' }), 'id'],
  ['a negative version', sent({ aggregateversion: -1 }), 'aggregateversion'],
  [
    'a version that would make all later events obsolete',
    sent({ aggregateversion: Number.MAX_SAFE_INTEGER }),
    'above the milliseconds of tomorrow',
  ],
  ['a time in 2999', sent({ time: '2999-01-01T00:00:00Z' }), 'more than a day ahead'],
  [
    'the source of another service',
    sent({ source: '/kexie/matching' }),
    'belongs to people, and its source is /kexie/matching',
  ],
  ['data that does not match the schema', sent({ data: { name: 5 } }), 'people.thing.happened.v1 does not parse: name'],
])('%s is refused with the reason', (_, message, reason) => {
  expect(() => parseEnvelope(Happened, message)).toThrow(reason);
});

test('the clock of a producer may be at most a day ahead', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const at = (ms: number) => sent({ time: new Date(now.getTime() + ms).toISOString() });
  expect(parseEnvelope(Happened, at(aheadMsMax), now).occurredAt).toEqual(new Date('2026-01-02T00:00:00Z'));
  expect(() => parseEnvelope(Happened, at(aheadMsMax + 1), now)).toThrow('more than a day ahead');
});

test('a version may be a time in milliseconds that is at most a day ahead', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const of = (aggregateversion: number) => parseEnvelope(Happened, sent({ aggregateversion }), now).aggregateVersion;
  expect([of(now.getTime()), of(now.getTime() + aheadMsMax)]).toEqual([now.getTime(), now.getTime() + aheadMsMax]);
  expect(() => of(now.getTime() + aheadMsMax + 1)).toThrow('above the milliseconds of tomorrow');
});

test('an error never contains the data of an event, which may be personal', () => {
  const parse = () => parseEnvelope(Happened, sent({ data: { name: { phone: '13800000000' } } }));
  expect(parse).toThrow('name');
  expect(parse).not.toThrow('13800000000');
});

test('an event cannot be created from data that its readers would refuse', () => {
  expect(() => Happened({ name: 5 as never })).toThrow();
});

test.each([
  'people.thing.v1',
  'people.thing.happened',
  'People.thing.happened.v1',
  'people:thing:happened.v1',
  'people.thing.happened.v0',
])('"%s" is not an event type', (type) => {
  expect(() => defineEvent(type, z.object({}))).toThrow('is not an event type');
});
