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

/** A value as a decimal string in its unit, or null: a figure that is not stated is not 0. */
export type Measure = { value: string | null; unit: Unit; qualifier: Qualifier };

/** A measure from a number, a bigint or a decimal string. */
export function measure(value: string | number | bigint | null, unit: Unit, qualifier: Qualifier = 'EXACT'): Measure {
  return { value: value === null ? null : String(value), unit, qualifier };
}

/**
 * The qualifier of a sum, from those of its terms. EXACT is neutral, like stays like, and a lower bound with a lower bound stays one;
 * a bound from below with a bound from above is only ABOUT.
 */
export function combineQualifiers(qualifiers: Iterable<Qualifier>): Qualifier {
  const kinds = new Set([...qualifiers].filter((qualifier) => qualifier !== 'EXACT'));
  if (kinds.size === 0) return 'EXACT';
  if (kinds.size === 1) return [...kinds][0] as Qualifier;
  const lowerBounds = ['OVER', 'AT_LEAST', 'SEVERAL'];
  return [...kinds].every((kind) => lowerBounds.includes(kind)) ? 'OVER' : 'ABOUT';
}

/** The sum of measures of one unit. Terms without a value add to the uncertainty only; without any value the sum is null. */
export function sumMeasures(terms: readonly Measure[], unit: Unit): Measure {
  const stated = terms.filter((term) => term.value !== null);
  if (stated.length === 0) return measure(null, unit, combineQualifiers(terms.map((term) => term.qualifier)));
  return measure(
    addDecimals(stated.map((term) => term.value as string)),
    unit,
    combineQualifiers(terms.map((term) => term.qualifier)),
  );
}

/** Adds decimal strings without rounding, whatever their size. */
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
