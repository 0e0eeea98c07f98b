/** How a report states a number: 480多 is OVER 480, 近20,000 is NEARLY 20,000, 多家 is SEVERAL without a number. */
export type Qualifier = 'EXACT' | 'OVER' | 'NEARLY' | 'ABOUT' | 'AT_LEAST' | 'SEVERAL' | 'MOST' | 'ALL';
export type Unit =
  | 'COUNT'
  | 'PERSON'
  | 'HOUSEHOLD'
  | 'SESSION'
  | 'TIME'
  | 'ITEM'
  | 'COPY'
  | 'SHEET'
  | 'HOUR'
  | 'CNY'
  | 'PERCENT'
  | 'METRE';

/** A value in its unit: a decimal string, or null for a figure that is not stated. */
export type Measure = { value: string | null; unit: Unit; qualifier: Qualifier };

/** A measure from a number, a bigint or a decimal string. */
export function measure(value: string | number | bigint | null, unit: Unit, qualifier: Qualifier = 'EXACT'): Measure {
  return { value: value === null ? null : String(value), unit, qualifier };
}

/** The qualifiers of the parts of a sum: of those with a value, and of those without one, which say SEVERAL or nothing (EXACT). */
export type PartQualifiers = { stated: Iterable<Qualifier>; unstated?: Iterable<Qualifier> };

/**
 * The qualifier of a sum. EXACT is neutral, like stays like, and a lower bound with a lower bound stays one; a bound from below with a bound from above is
 * only ABOUT. A part without a value adds something unknown: the sum is at least its known part (AT_LEAST), or more than it (OVER) when the part is SEVERAL.
 * Without any value the qualifiers of the parts are combined as they are.
 */
export function combineQualifiers({ stated, unstated = [] }: PartQualifiers): Qualifier {
  const known = [...stated];
  const unknown = [...unstated];
  if (known.length === 0) return combined(unknown);
  const bounds = unknown.map((qualifier): Qualifier => (qualifier === 'EXACT' ? 'AT_LEAST' : 'OVER'));
  return combined([...known, ...bounds]);
}

const lowerBounds: readonly Qualifier[] = ['AT_LEAST', 'OVER', 'SEVERAL'];

function combined(qualifiers: readonly Qualifier[]): Qualifier {
  const kinds = [...new Set(qualifiers.filter((qualifier) => qualifier !== 'EXACT'))];
  if (kinds.length <= 1) return kinds[0] ?? 'EXACT';
  return kinds.every((kind) => lowerBounds.includes(kind)) ? 'OVER' : 'ABOUT';
}

/** The sum of measures of one unit, null when no term has a value. */
export function sumMeasures(terms: readonly Measure[], unit: Unit): Measure {
  const [stated, unstated] = [terms.filter(({ value }) => value !== null), terms.filter(({ value }) => value === null)];
  const qualifiersOf = (part: readonly Measure[]): Qualifier[] => part.map(({ qualifier }) => qualifier);
  return measure(
    stated.length === 0 ? null : addDecimals(stated.map(({ value }) => value as string)),
    unit,
    combineQualifiers({ stated: qualifiersOf(stated), unstated: qualifiersOf(unstated) }),
  );
}

/** Adds decimal strings of any size without rounding. */
function addDecimals(values: readonly string[]): string {
  const places = Math.max(...values.map((value) => (value.split('.')[1] ?? '').length));
  const total = values.map((value) => scaled(value, places)).reduce((sum, value) => sum + value, 0n);
  if (places === 0) return total.toString();
  const digits = (total < 0n ? -total : total).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return total < 0n ? `-${text}` : text;
}

function scaled(value: string, places: number): bigint {
  const [whole = '0', fraction = ''] = value.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
