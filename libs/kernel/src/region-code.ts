/**
 * Region codes nest by prefix: 2 digits province, 4 prefecture, 6 county (GB/T 2260, padded to six digits with zeros),
 * 9 township, 12 village (statistical codes of the National Bureau of Statistics). 100000 is the country, which
 * contains all regions. A zone without an official code has a code under its city, `450400-DZ01`.
 */
const country = '100000';
const pattern = /^(\d{6}|\d{9}|\d{12})(-[A-Z]{2}\d{2})?$/;

/** True when the text has the form of a region code. The region need not exist. */
export function isRegionCode(code: string): boolean {
  return pattern.test(code);
}

/**
 * The digits that all regions below this one share: 450400 → "4504", 450000 → "45", 450421101 → itself; all regions
 * share "".
 */
function prefixOf(code: string): string {
  if (code === country) return '';
  if (code.length !== 6) return code;
  if (code.endsWith('0000')) return code.slice(0, 2);
  return code.endsWith('00') ? code.slice(0, 4) : code;
}

/**
 * The half-open range of codes [from, to) that contains the region and all regions below it, so that a query needs only
 * one indexed range.
 */
export function codeRange(code: string): { from: string; to: string } {
  const prefix = prefixOf(code);
  return { from: prefix, to: `${prefix}~` };
}

/** True when `inner` is `outer` or below it. A text that is not a region code, such as "450", contains nothing. */
export function contains(outer: string, inner: string): boolean {
  return isRegionCode(outer) && inner.startsWith(prefixOf(outer));
}

/**
 * The county that contains a region (first six digits), or undefined for a prefecture, a province, the country or a
 * zone of a city.
 */
export function countyOf(code: string): string | undefined {
  const county = code.slice(0, 6);
  return county.endsWith('00') ? undefined : county;
}

/** The township that contains a region (first nine digits), or undefined above that level. */
export function townshipOf(code: string): string | undefined {
  return /^\d{9}/.test(code) ? code.slice(0, 9) : undefined;
}

/** The codes above this one, nearest first: 450421101 → 450421, 450400, 450000, 100000. */
export function ancestorsOf(code: string): string[] {
  if (code.includes('-')) return [code.slice(0, code.indexOf('-')), ...ancestorsOf(code.slice(0, code.indexOf('-')))];
  const above = [code.slice(0, 9), code.slice(0, 6), `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, country];
  return [...new Set(above)].filter((candidate) => candidate !== code && candidate.length <= code.length);
}
