import { isEnumType, isSpecifiedScalarType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import { ExactNumber, wholeDigits } from '../exact-numbers.ts';
import { missingForDepth } from '../subgraphs/deep-values.ts';
import { quoted } from './json.ts';
import { Missing } from './tree.ts';

/** Returns the JSON text of a scalar or enum value, or undefined if the type does not allow the value. */
export type LeafText = (value: unknown) => string | undefined;

export function leafText(type: GraphQLLeafType): LeafText {
  if (isEnumType(type)) return enumText(type);
  return isSpecifiedScalarType(type) ? (scalarTexts[type.name] ?? customText) : customText;
}

const enumText = (type: GraphQLEnumType) => {
  const texts = new Map(type.getValues().map(({ name }) => [name as unknown, `"${name}"`]));
  return (value: unknown): string | undefined => texts.get(value);
};

function customText(value: unknown): string | undefined {
  const text = value instanceof Missing ? undefined : JSON.stringify(value);
  return text === undefined || missingForDepth(text) ? undefined : text;
}

/**
 * Built-in scalars, undefined for a value that the scalar does not allow. A number is converted only if its meaning is unambiguous: a whole number becomes the text of an
 * `ID`, and `1.0` is an `Int`. A number is neither a `String` nor a `Boolean`.
 */
const scalarTexts: Record<string, (value: unknown) => string | undefined> = {
  Int: (value) => {
    const number = value instanceof ExactNumber ? Number(wholeDigits(value.text)) : value;
    return Number.isInteger(number) && (number as number) >= intMin && (number as number) <= intMax
      ? String(number)
      : undefined;
  },
  Float: (value) => {
    if (value instanceof ExactNumber) return Number.isFinite(Number(value.text)) ? value.text : undefined;
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    return Object.is(value, -0) ? '-0' : String(value);
  },
  Boolean: (value) => (value === true ? 'true' : value === false ? 'false' : undefined),
  String: (value) => (typeof value === 'string' ? quoted(value) : undefined),
  ID: (value) => {
    if (typeof value === 'string') return quoted(value);
    const digits =
      value instanceof ExactNumber ? wholeDigits(value.text) : Number.isInteger(value) ? String(value) : '';
    return digits && /^-?\d+$/.test(digits) ? `"${digits}"` : undefined;
  },
};

/** An `Int` has 32 bits (GraphQL specification, 3.5.1). */
const [intMin, intMax] = [-2_147_483_648, 2_147_483_647];
