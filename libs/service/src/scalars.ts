import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

const decimalPattern = /^-?\d{1,30}(\.\d{1,10})?$/;

function decimal(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  if (typeof text === 'string' && decimalPattern.test(text)) return text;
  throw new GraphQLError('A Decimal is a string of digits such as "5000000" or "10.56".', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** A scalar of a library with our own error message. */
function worded(scalar: GraphQLScalarType, expected: string): GraphQLScalarType {
  const refuse = () => {
    throw new GraphQLError(expected, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  const attempt =
    <A extends unknown[], R>(parse: (...given: A) => R) =>
    (...given: A): R => {
      try {
        return parse(...given);
      } catch {
        return refuse();
      }
    };
  const config = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    parseValue: attempt(config.parseValue),
    parseLiteral: attempt(config.parseLiteral),
  });
}

/** A scalar of days or instants that accepts only those between two days, both included. */
function within(scalar: GraphQLScalarType, first: string, last: string): GraphQLScalarType {
  const check = (value: unknown): unknown => {
    const day = value instanceof Date ? value.toISOString().slice(0, 10) : value;
    if (typeof day === 'string' && (day < first || day > last)) throw new RangeError(`${day} is out of bounds.`);
    return value;
  };
  const config = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    parseValue: (value) => check(config.parseValue(value)),
    parseLiteral: (node, variables) => check(config.parseLiteral(node, variables)),
  });
}

/** A day outside of this range is a typing error in a record of an association of today. */
const firstDay = '1900-01-01';
const lastDay = '2100-12-31';

/** Resolvers of the scalars in shared.graphql: a civil day, an instant, and a decimal number without rounding. */
export const scalars = {
  Date: worded(
    within(GraphQLLocalDate, firstDay, lastDay),
    `A Date is a civil day such as "2020-12-31", from ${firstDay} to ${lastDay}.`,
  ),
  DateTime: worded(
    within(GraphQLDateTimeISO, firstDay, lastDay),
    `A DateTime is an instant such as "2020-12-31T16:00:00Z", from ${firstDay} to ${lastDay}.`,
  ),
  Decimal: new GraphQLScalarType({
    name: 'Decimal',
    serialize: (value) => decimal(typeof value === 'object' && value !== null ? String(value) : value),
    parseValue: decimal,
    parseLiteral: (node) =>
      decimal(node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined),
  }),
};
