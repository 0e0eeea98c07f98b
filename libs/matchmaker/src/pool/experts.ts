import { titleLevels, serviceModes, type ExpertFacts, type ServiceMode } from '../facts.ts';
import { constants, isOfBayArea } from '../model.ts';
import { createLists, grown } from './lists.ts';
import { levelsOf, subjectsMax } from './subjects.ts';

const modes = Object.keys(serviceModes) as ServiceMode[];
const levels = Object.keys(titleLevels);

/**
 * The bits of `flags`. Those of the service modes and the rank of the title level follow them, so that most constraints need one
 * number of an expert. `free`: the load is below the capacity. `later`: there is a first day of availability.
 */
export const flag = {
  active: 1,
  consented: 2,
  bayArea: 4,
  remote: 8,
  onsite: 16,
  explored: 32,
  free: 64,
  later: 128,
} as const;
const modesAt = 8;
const levelAt = 16;
export const modesIn = (flags: number): number => (flags >>> modesAt) & 255;
export const levelIn = (flags: number): number => flags >>> levelAt;

/** The modes as bits. */
export function modeBits(stated: readonly ServiceMode[]): number {
  return stated.reduce((bits, mode) => bits | (1 << modes.indexOf(mode)), 0);
}

/** The sections of GB/T 4754 to which codes belong, as bits: A is 1. */
export function sectionBits(industryCodes: Iterable<string>): number {
  let bits = 0;
  for (const code of industryCodes) bits |= 1 << (code.charCodeAt(0) - 65);
  return bits;
}

/** The position of a title level in ascending order; an unknown level is the lowest. */
export const levelRank = (level: string): number => Math.max(0, levels.indexOf(level));

/** A dictionary of texts with a number for each. The numbers count from 1, so that 0 is "none". */
function createNames() {
  const numbers = new Map<string, number>();
  const names: string[] = [''];
  return {
    numberOf(name: string | null): number {
      if (name === null || name === '') return 0;
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      names.push(name);
      return names.length - 1;
    },
    /** The number of a name that is known, or -1. */
    find: (name: string): number => numbers.get(name) ?? -1,
    nameOf: (number: number): string => names[number] as string,
    size: (): number => names.length,
  };
}

/**
 * The facts of experts as columns of typed arrays: about 80 bytes for each expert. A row is the number of its document in the
 * inverted index. The row of a removed expert is used again.
 */
export function createExperts() {
  const rows = new Map<string, number>();
  const ids: (string | undefined)[] = [];
  const free: number[] = [];
  const institutions = createNames();
  const cities = createNames();
  const provinces = createNames();
  const codes = createNames();
  const industries = createNames();
  const industryLists = createLists();
  const fieldsDeclined: (readonly string[] | undefined)[] = [];
  let size = 1_024;
  const columns = {
    flags: new Uint32Array(size),
    city: new Uint16Array(size),
    province: new Uint16Array(size),
    institution: new Uint32Array(size),
    capacity: new Uint8Array(size),
    load: new Uint16Array(size),
    completed: new Uint32Array(size),
    resolved: new Uint32Array(size),
    honours: new Uint16Array(size),
    /** the first day of availability as a number YYYYMMDD, or 0 */
    availableFrom: new Uint32Array(size),
    /** the sections of the industries as bits: A is 1 */
    sections: new Uint32Array(size),
    subjectCount: new Uint8Array(size),
    subjectCodes: new Uint16Array(size * subjectsMax),
    /** those of them that are stated come first */
    statedCount: new Uint8Array(size),
    /** 0 to 1 */
    subjectLevels: new Float64Array(size * subjectsMax),
    /** quality and load, which do not depend on the need */
    quality: new Float64Array(size),
    loadFactor: new Float64Array(size),
  };
  type Columns = typeof columns;

  const ensure = (row: number): void => {
    if (row < size) return;
    size *= 2;
    for (const name of Object.keys(columns) as (keyof Columns)[]) {
      const old = columns[name];
      const larger = new (old.constructor as new (length: number) => typeof old)(old.length * 2);
      columns[name] = grown(old as Float64Array, larger as Float64Array) as never;
    }
  };

  return {
    columns: columns as Readonly<Columns>,
    institutions,
    cities,
    provinces,
    codes,
    industries,
    /** The numbers of the industries of an expert. */
    industriesOf(row: number): Uint32Array {
      const start = industryLists.start(row);
      return industryLists.array(row).subarray(start, start + industryLists.length(row));
    },
    fieldsDeclined: (row: number): readonly string[] => fieldsDeclined[row] as readonly string[],
    rowOf: (id: string): number | undefined => rows.get(id),
    idOf: (row: number): string => ids[row] as string,
    count: (): number => rows.size,
    /** One more than the greatest row. */
    end: (): number => ids.length,
    /** Writes the facts and returns the row. */
    put(facts: ExpertFacts): number {
      const row = rows.get(facts.id) ?? free.pop() ?? ids.length;
      ensure(row);
      if (row === ids.length) industryLists.create();
      rows.set(facts.id, row);
      ids[row] = facts.id;
      const c = columns;
      c.flags[row] =
        (facts.isActive ? flag.active : 0) |
        (facts.hasConsented ? flag.consented : 0) |
        (isOfBayArea(facts.regionCode) ? flag.bayArea : 0) |
        (facts.remoteOk ? flag.remote : 0) |
        (facts.onsiteOk ? flag.onsite : 0) |
        (facts.proposalCount >= constants.exploration.proposals ? flag.explored : 0) |
        (facts.activeLoad < facts.capacity ? flag.free : 0) |
        (facts.availableFrom === null ? 0 : flag.later) |
        (modeBits(facts.serviceModes) << modesAt) |
        (levelRank(facts.titleLevel) << levelAt);
      c.city[row] = cities.numberOf(facts.regionCode.slice(0, 4));
      c.province[row] = provinces.numberOf(facts.regionCode.slice(0, 2));
      c.institution[row] = institutions.numberOf(facts.institutionId);
      c.capacity[row] = facts.capacity;
      c.load[row] = facts.activeLoad;
      c.completed[row] = facts.completedCount;
      c.resolved[row] = facts.resolvedCount;
      c.honours[row] = facts.honourCount;
      c.availableFrom[row] = facts.availableFrom === null ? 0 : dayNumber(facts.availableFrom);
      const subjects = levelsOf(facts);
      c.subjectCount[row] = subjects.length;
      c.statedCount[row] = subjects.filter(({ isSuggested }) => !isSuggested).length;
      subjects.forEach(({ code, weight }, index) => {
        c.subjectCodes[row * subjectsMax + index] = codes.numberOf(code);
        c.subjectLevels[row * subjectsMax + index] = weight;
      });
      c.quality[row] = qualityOf(facts);
      c.loadFactor[row] = facts.capacity === 0 ? 0 : Math.max(0, 1 - facts.activeLoad / facts.capacity);
      const served = new Set([...facts.industryCodes, ...facts.pastIndustries]);
      c.sections[row] = sectionBits(served);
      industryLists.set(
        row,
        Array.from(served, (code) => industries.numberOf(code)),
      );
      fieldsDeclined[row] = facts.notMyField.length === 0 ? none : [...facts.notMyField];
      return row;
    },
    /** Frees the row of an expert. */
    remove(id: string): number | undefined {
      const row = rows.get(id);
      if (row === undefined) return undefined;
      rows.delete(id);
      ids[row] = undefined;
      industryLists.set(row, []);
      fieldsDeclined[row] = undefined;
      columns.flags[row] = 0;
      columns.subjectCount[row] = 0;
      free.push(row);
      return row;
    },
    /** The bytes of the columns, and an estimate of 150 for the id of an expert. */
    bytes: (): number =>
      Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0) +
      industryLists.bytes() +
      ids.length * 150,
  };
}

export type Experts = ReturnType<typeof createExperts>;

const none: readonly string[] = [];

/** A civil day as a number YYYYMMDD. */
export const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

/**
 * The success rate, smoothed so that a new expert has three successes in four, with a part for title and honours.
 */
function qualityOf({ completedCount, resolvedCount, titleLevel, honourCount }: ExpertFacts): number {
  const { prior, standingShare, honour } = constants;
  const rate = (prior.successes + resolvedCount) / (prior.successes + prior.failures + completedCount);
  const standing = Math.min(1, levelRank(titleLevel) / (levels.length - 1) + honour * honourCount);
  return (1 - standingShare) * rate + standingShare * standing;
}
