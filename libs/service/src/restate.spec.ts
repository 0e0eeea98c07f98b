import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import mongoose, { Schema } from 'mongoose';
import { DomainError } from '@kexie/kernel';
import { nextSnapshot, restated, snapshotOf, statedBy } from './restate.ts';

type Person = {
  _id: string;
  version: number;
  imported?: string;
  name: string | null;
  tags: string[];
  home: { status: string; channel: string | null };
};

const schema = new Schema<Person>({
  _id: String,
  version: Number,
  imported: String,
  name: { type: String, default: null },
  tags: [String],
  home: { type: new Schema({ status: String, channel: { type: String, default: null } }, { _id: false }) },
});
const Persons = mongoose.model<Person>('RestatedPerson', schema);

const created = (change: Partial<Person> = {}): Person => {
  const person = {
    _id: 'p',
    version: 1,
    name: 'a',
    tags: ['x'],
    home: { status: 'REGISTERED', channel: null },
    ...change,
  };
  return { ...person, imported: snapshotOf(Persons, person) };
};
const verified = { status: 'VERIFIED', channel: null };
const restate = (present: Person, stated: Record<string, unknown>) =>
  restated(Persons, present, stated, ['home.status']);

test('a fact that the row repeats keeps what the platform has made of it', () => {
  const present = { ...created(), home: verified };
  expect(restate(present, { name: 'a', 'home.status': 'REGISTERED' })).toEqual(present);
});

test('a fact that the row changes is written, an absent column changes nothing, and null empties', () => {
  const present = { ...created(), home: verified };
  expect(restate(present, { name: 'b', tags: undefined })).toEqual({ ...present, name: 'b' });
  expect(restate(present, { name: null, 'home.channel': 'PAPER' })).toEqual({
    ...present,
    name: null,
    home: { status: 'VERIFIED', channel: 'PAPER' },
  });
});

test('a fact that the row and the platform have both changed is refused with its column', () => {
  const conflict = (run: () => unknown) => {
    try {
      return run();
    } catch (error) {
      return error instanceof DomainError ? [error.code, ...(error.inputPath ?? [])] : error;
    }
  };
  const present = { ...created(), name: 'platform', home: verified };
  expect(conflict(() => restate(present, { name: 'file' }))).toEqual(['VERSION_CONFLICT', 'name']);
  expect(conflict(() => restate(present, { 'home.status': 'NOT_REGISTERED' }))).toEqual(['VERSION_CONFLICT', 'home']);
  expect(conflict(() => restate(present, { name: 'platform' }))).toEqual(present);
});

test('a record of an earlier version, without a snapshot, keeps its life cycle and takes other facts', () => {
  const { imported: _, ...present } = { ...created(), home: verified };
  expect(restate(present, { name: 'b', 'home.status': 'REGISTERED' })).toEqual({ ...present, name: 'b' });
});

test('a field that is newer than the snapshot had its default at the last import', () => {
  const imported = JSON.stringify({ name: 'a', home: { status: 'REGISTERED' } });
  const present = { ...created({ tags: [] }), imported };
  expect(restate(present, { tags: ['x'] })).toEqual({ ...present, tags: ['x'] });
  expect(restate({ ...present, tags: ['platform'] }, { tags: [] })).toMatchObject({ tags: ['platform'] });
});

test('the facts that a row states are those whose column it has', () => {
  expect(statedBy({ a: 1, b: undefined, c: null }, { a: 'A', b: 'B', c: null, d: 'D' })).toEqual({ a: 'A', c: null });
});

test('whatever files and the platform do in turn, no import undoes a change of the platform', () => {
  const value = fc.constantFrom('a', 'b', 'c', null);
  const row = fc.record({ name: value, 'home.channel': value }, { requiredKeys: [] });
  // the platform never returns to a value of a file, which would look as if it had changed nothing
  const other = fc.constantFrom('x', 'y', 'z');
  const act = fc.record({ name: other, channel: other }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(fc.record({ row, act }), { maxLength: 8 }), (steps) => {
      let present = created();
      const byPlatform = new Map<string, string | null>();
      for (const step of steps) {
        try {
          const next = restate(present, step.row);
          present = { ...next, imported: nextSnapshot(Persons, present, next, step.row) };
        } catch (error) {
          expect(error).toMatchObject({ code: 'VERSION_CONFLICT' });
        }
        for (const [field, wanted] of byPlatform)
          expect(field === 'name' ? present.name : present.home.channel).toBe(wanted);
        if (step.act.name !== undefined && step.act.name !== present.name) {
          byPlatform.set('name', step.act.name);
          present = { ...present, name: step.act.name };
        }
        if (step.act.channel !== undefined && step.act.channel !== present.home.channel) {
          byPlatform.set('channel', step.act.channel);
          present = { ...present, home: { ...present.home, channel: step.act.channel } };
        }
      }
    }),
  );
});
