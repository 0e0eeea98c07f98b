import { pinyin } from 'pinyin-pro';

/** What a name belongs to. At the beginning of the name of a PERSON, characters have their reading as a surname: 单 shàn, 曾 zēng, 仇 qiú. */
export type Bearer = 'PERSON' | 'THING';

/**
 * A character of a text that is not white space, punctuation or a symbol. `text` is its folded form, and `syllable` and `tone` are its reading, which only
 * Han characters have. `start` and `length` are its place in the original text, in UTF-16 code units.
 */
type Unit = { text: string; syllable: string | null; tone: number; start: number; length: number };

/** A spelling of a text: a part for each unit. Searches begin at the beginning of a part. */
type Spelling = readonly string[];

/** A field of a record that a search reads. Only a name is also found by its sound. */
export type SearchedField<Field extends string> = { field: Field; text: string | null; isName: boolean };

/** The part of a field that a search has found. `start` and `length` count UTF-16 code units. */
export type Match<Field extends string> = { field: Field; text: string; start: number; length: number };

/** A text to search for: folded, and as pinyin is typed. Both have neither white space nor punctuation. */
export type Wanted = { text: string; sound: string; hasHan: boolean };

/** The longest text that a search takes, and the longest part of a name that a key holds, in UTF-16 code units. */
export const wantedMax = 100;

const notSearched = /[\s\p{P}\p{S}\p{Cc}\p{Cf}]/gu;

/** The form in which names are compared: NFKC, lower case, without white space, punctuation and symbols. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(notSearched, '');
}

/** Latin letters without tones and accents; ü is v, or u. */
function plain(text: string, ü: 'v' | 'u' = 'v'): string {
  return text.normalize('NFD').replaceAll('u\u0308', ü).replaceAll(/\p{M}/gu, '').normalize('NFC');
}

/** Units without readings, for texts that are found only as they are written. */
function foldedUnits(text: string): Unit[] {
  let start = 0;
  return Array.from(text, (character) => {
    const unit = { text: fold(character), syllable: null, tone: 0, start, length: character.length };
    start += character.length;
    return unit;
  }).filter((unit) => unit.text !== '');
}

function unitsOf(text: string, bearer: Bearer): Unit[] {
  const folded = foldedUnits(text);
  const joined = folded.map((unit) => unit.text).join('');
  const readings = readingsAt(joined, bearer);
  let offset = 0;
  return folded.map((unit) => {
    const reading = readings.get(offset);
    offset += unit.text.length;
    return reading?.origin === unit.text ? { ...unit, syllable: reading.syllable, tone: reading.tone } : unit;
  });
}

/** The readings of the Han characters of a text, by their position. A character with several readings has that of its word. */
function readingsAt(text: string, bearer: Bearer) {
  let offset = 0;
  const readings = new Map<number, { origin: string; syllable: string; tone: number }>();
  const surname = bearer === 'PERSON' ? 'head' : 'off';
  for (const { origin, isZh, result, num } of pinyin(text, {
    type: 'all',
    toneType: 'none',
    v: true,
    toneSandhi: false,
    surname,
  })) {
    if (isZh) readings.set(offset, { origin, syllable: plain(result), tone: num });
    offset += origin.length;
  }
  return readings;
}

/**
 * The text by which a name is sorted in the order of code points: its syllables, then their tones, then the name. Syllables are compared one after the
 * other, so that 西安 (xi an) comes before 先 (xian). ü follows u. Latin letters and digits are folded, and come before the Han characters only as their
 * letters do.
 */
export function sortKeyOf(name: string, bearer: Bearer = 'THING'): string {
  const units = unitsOf(name, bearer);
  const words: string[] = [];
  units.forEach(({ text, syllable }, index) => {
    const before = units[index - 1];
    const follows = syllable === null && before?.syllable === null;
    const isApart = before && before.start + before.length < (units[index] as Unit).start;
    // A quotation mark sorts after the space between syllables and before all letters: lu, lü, luan, lüe, lun.
    const word = syllable?.includes('v') ? `${syllable.replace('v', 'u')}"` : (syllable ?? plain(text, 'u'));
    if (follows && !isApart) words.push(`${words.pop() ?? ''}${word}`);
    else words.push(word);
  });
  // The tab sorts before the space, so that a name comes before the longer names that begin with it.
  return [words.join(' '), units.map(({ tone }) => tone).join(''), name].join('\t');
}

/** The sort key of a record that is a thing with a name, as the field of the record. */
export function nameSortOf({ name }: { name: string }): { nameSort: string } {
  return { nameSort: sortKeyOf(name) };
}

function soundsOf(units: readonly Unit[]): Spelling[] {
  return [
    units.map(({ text, syllable }) => syllable ?? plain(text)),
    units.map(({ text, syllable }) => syllable?.replace('v', 'u') ?? plain(text, 'u')),
    units.map(({ text, syllable }) => syllable?.charAt(0) ?? plain(text)),
  ];
}

const spelledAs = (units: readonly Unit[]): Spelling => units.map(({ text }) => text);

/**
 * The keys under which a search finds a record by the beginning of a key: `n` and a whole name, `s` and the sound of a whole name (the pinyin without
 * tones, with ü as v and as u, and the initials), and `p` and any part of a name, of its sound, or of a text.
 */
export function searchKeysOf(
  { names, texts = [] }: { names: readonly (string | null)[]; texts?: readonly (string | null)[] },
  bearer: Bearer = 'THING',
): string[] {
  const keys = new Set<string>();
  const addParts = (spelling: Spelling, from: number): void => {
    for (let index = from; index < spelling.length; index += 1)
      keys.add(`p${spelling.slice(index).join('').slice(0, wantedMax)}`);
  };
  for (const name of names) {
    const units = unitsOf(name ?? '', bearer);
    if (units.length === 0) continue;
    const whole = spelledAs(units);
    keys.add(`n${whole.join('')}`);
    addParts(whole, 1);
    for (const sound of soundsOf(units)) {
      keys.add(`s${sound.join('')}`);
      addParts(sound, 1);
    }
  }
  for (const text of texts) addParts(spelledAs(foldedUnits(text ?? '')), 0);
  return [...keys];
}

/** The text to search for in the forms of the keys. `text` is empty when the text has no letter and no digit. */
export function wantedOf(text: string): Wanted {
  const folded = fold(text);
  return { text: folded, sound: plain(folded), hasHan: /\p{Script=Han}/u.test(folded) };
}

/**
 * The part of a record that a search has found: of the first field in the order in which a search ranks records (a whole name, the beginning of a name,
 * the beginning of its sound, any part), and null when no field matches.
 */
export function matchOf<Field extends string>(
  { text, sound, hasHan }: Wanted,
  fields: readonly SearchedField<Field>[],
  bearer: Bearer = 'THING',
): Match<Field> | null {
  const written = fields.flatMap(({ field, text: original, isName }) =>
    original === null ? [] : [{ field, original, isName, units: foldedUnits(original) }],
  );
  const names = written.filter(({ isName }) => isName);
  const whole = names.find(({ units }) => spelledAs(units).join('') === text);
  const beginning = whole ?? names.find(({ units }) => spelledAs(units).join('').startsWith(text));
  if (beginning) return placed(beginning, spelledAs(beginning.units), 0, text);

  const read = names.map((name) => ({ ...name, units: unitsOf(name.original, bearer) }));
  const sounds = read.flatMap((name) => soundsOf(name.units).map((spelling) => ({ name, spelling })));
  const sounded = hasHan ? undefined : sounds.find(({ spelling }) => spelling.join('').startsWith(sound));
  if (sounded) return placed(sounded.name, sounded.spelling, 0, sound);

  const part = hasHan ? text : sound;
  // A text with Han characters is a part of a sound, too, because the sound of a character without a reading is the character.
  const places = [
    ...written.map((name) => ({ name, spelling: spelledAs(name.units), least: 0 })),
    ...sounds.map((each) => ({ ...each, least: 1 })),
  ];
  for (const { name, spelling, least } of places) {
    const index = spelling.findIndex((_, from) => from >= least && spelling.slice(from).join('').startsWith(part));
    if (index >= 0) return placed(name, spelling, index, part);
  }
  return null;
}

/** The match from the unit `from` to the unit in which the spelling of `found` ends. */
function placed<Field extends string>(
  { field, original, units }: { field: Field; original: string; units: readonly Unit[] },
  spelling: Spelling,
  from: number,
  found: string,
): Match<Field> {
  let last = from;
  for (let seen = (spelling[from] ?? '').length; seen < found.length && last + 1 < spelling.length;) {
    last += 1;
    seen += (spelling[last] as string).length;
  }
  const [first, end] = [units[from] as Unit, units[last] as Unit];
  return { field, text: original, start: first.start, length: end.start + end.length - first.start };
}
