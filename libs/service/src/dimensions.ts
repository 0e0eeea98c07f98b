/**
 * Expressions with which the database computes dimensions that several services have. A field is a path with a dollar sign, for example `$regionCode`.
 * A record that has no place in a dimension gets null, which `groupStats` shows as UNKNOWN.
 */
type Expression = object;

const cut = (field: string, from: number, count: number): Expression => ({
  $substrCP: [{ $ifNull: [field, ''] }, from, count],
});
const isStated = (field: string): Expression => ({ $ne: [{ $ifNull: [field, null] }, null] });
const when = (condition: Expression, value: Expression): Expression => ({ $cond: [condition, value, null] });

/** The first characters of a code or of a day. */
export function prefixDimension(field: string, length: number): Expression {
  return when(isStated(field), cut(field, 0, length));
}

/** The county that a region code lies in; null for a city, a province and a zone of a city. */
export function countyDimension(field: string): Expression {
  return when({ $and: [isStated(field), { $ne: [cut(field, 4, 2), '00'] }] }, cut(field, 0, 6));
}

/** The township that a region code lies in; null above that level. */
export function townshipDimension(field: string): Expression {
  const length = { $strLenCP: { $ifNull: [field, ''] } };
  return when({ $and: [{ $gte: [length, 9] }, { $ne: [cut(field, 6, 1), '-'] }] }, cut(field, 0, 9));
}

/** The year that a period of two days lies in; null for a period of two years and for an open one. */
export function yearDimension(from: string, to: string): Expression {
  return calendarDimension(from, to, 4);
}

/** The month that a period of two days lies in, as YYYY-MM; null for a period of two months and for an open one. */
export function monthDimension(from: string, to: string): Expression {
  return calendarDimension(from, to, 7);
}

function calendarDimension(from: string, to: string, length: number): Expression {
  return when(
    { $and: [isStated(from), isStated(to), { $eq: [cut(from, 0, length), cut(to, 0, length)] }] },
    cut(from, 0, length),
  );
}
