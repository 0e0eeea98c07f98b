import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isInputObjectType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parseType,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { ExactNumber, holdsExactNumber, isCarried, mapItems, wholeDigits } from '../exact-numbers.ts';
import type { Constants } from './fetches.ts';

/**
 * Replaces the literals that would lose digits when the planner converts them to JavaScript numbers. A variable that no client can set replaces each of them,
 * and its value is the literal's own text. Default values of variables stay in the document, but are always sent with their original text.
 */
export function withExactLiterals(
  document: DocumentNode,
  schema: GraphQLSchema,
): { document: DocumentNode; constants: Constants } {
  if (!holdsInexactLiteral(document)) return { document, constants: new Map() };
  const constants = new Map<string, { text: string; isDefault: boolean }>();
  const declared: VariableDefinitionNode[] = [];
  const taken = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void taken.add(variable.name.value) });
  const types = new TypeInfo(schema);

  const standIn = (node: ValueNode, type: GraphQLInputType): ValueNode => {
    let number = declared.length;
    while (taken.has(`${prefix}${number}`)) number += 1;
    const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: `${prefix}${number}` } } as const;
    taken.add(variable.name.value);
    declared.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(String(type)) });
    constants.set(variable.name.value, { text: textOf(node, type), isDefault: false });
    return variable;
  };
  /** The scalar whose literal is being visited: a variable within it has no type of its own. */
  let scalar: { node: ValueNode; type: GraphQLInputType } | undefined;
  const enter = (node: ValueNode): ValueNode | undefined => {
    const type = node.kind === Kind.LIST ? types.getParentInputType() : types.getInputType();
    if (scalar) return isInexact(node) ? standIn(node, getNamedType(scalar.type)) : undefined;
    if (!type) return undefined;
    // A single value is coerced to a list of one where a list is expected.
    if (node.kind === Kind.LIST && isListType(getNullableType(type))) return undefined;
    const named = getNamedType(type);
    if (!isScalarType(named) || !losesDigits(node, named)) return undefined;
    if (!holdsVariable(node)) return standIn(node, type);
    scalar = { node, type };
    return undefined;
  };
  const leave = (node: ValueNode): void => {
    if (scalar?.node === node) scalar = undefined;
  };
  const rewritten: DocumentNode = visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: ({ variable, type, defaultValue }) => {
        if (defaultValue && holdsInexactLiteral(defaultValue))
          constants.set(variable.name.value, { text: textOf(defaultValue, inputType(type, schema)), isDefault: true });
        return false;
      },
      IntValue: enter,
      FloatValue: enter,
      ListValue: { enter, leave },
      ObjectValue: { enter, leave },
    }),
  );
  const declare = (operation: OperationDefinitionNode): OperationDefinitionNode => ({
    ...operation,
    variableDefinitions: [...(operation.variableDefinitions ?? []), ...declared],
  });
  return {
    document: {
      ...rewritten,
      definitions: rewritten.definitions.map((each) =>
        each.kind === Kind.OPERATION_DEFINITION ? declare(each) : each,
      ),
    },
    constants,
  };
}

/** Whether JavaScript numbers change a literal. For a built-in scalar only the value matters, for any other scalar each digit. */
function losesDigits(node: ValueNode, scalar: GraphQLScalarType): boolean {
  return isSpecifiedScalarType(scalar) ? scalar.name !== 'Int' && isInexact(node) : holdsInexactLiteral(node);
}

const isInexact = (node: ValueNode): boolean =>
  (node.kind === Kind.INT || node.kind === Kind.FLOAT) && !isCarried(node.value);

function holdsInexactLiteral(node: DocumentNode | ValueNode): boolean {
  return holds(node, (each) => isInexact(each));
}

const holdsVariable = (node: ValueNode): boolean => holds(node, ({ kind }) => kind === Kind.VARIABLE);

function holds(node: DocumentNode | ValueNode, what: (node: ValueNode) => boolean): boolean {
  let found = false;
  const look = (each: ValueNode): void => void (found ||= what(each));
  visit(node, { IntValue: look, FloatValue: look, Variable: look });
  return found;
}

/** The JSON text of a literal without variables. Numbers keep their text, and those of an `ID` become strings, as in variables. */
function textOf(node: ValueNode, type: GraphQLInputType | undefined): string {
  const nullable = type && (getNullableType(type) as GraphQLInputType);
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return nullable && getNamedType(nullable).name === 'ID' ? `"${node.value}"` : node.value;
    case Kind.LIST:
      return `[${node.values.map((each) => textOf(each, isListType(nullable) ? (nullable.ofType as GraphQLInputType) : nullable)).join(',')}]`;
    case Kind.OBJECT:
      return `{${node.fields.map(({ name, value }) => `${JSON.stringify(name.value)}:${textOf(value, fieldType(nullable, name.value))}`).join(',')}}`;
    case Kind.NULL:
      return 'null';
    case Kind.VARIABLE:
      throw new Error('A literal that contains a variable has no text of its own.');
    default:
      return JSON.stringify(node.value);
  }
}

/** The type of a field of an input object; undefined within a custom scalar. */
function fieldType(type: GraphQLInputType | undefined, name: string): GraphQLInputType | undefined {
  const named = type && getNamedType(type);
  return isInputObjectType(named) && Object.hasOwn(named.getFields(), name) ? named.getFields()[name]?.type : undefined;
}

const inputType = (type: TypeNode, schema: GraphQLSchema): GraphQLInputType | undefined =>
  typeFromAST(schema, type as never) as GraphQLInputType | undefined;

/**
 * The variables as they are sent: all digits are kept where a custom scalar or a `Float` is expected. An `Int` is written as plain digits and an `ID` as a string, so that a
 * service that parses numbers as doubles gets the id that the client sent.
 */
export function withTypedNumbers(
  variables: Record<string, unknown>,
  definitions: readonly VariableDefinitionNode[],
  schema: GraphQLSchema,
): Record<string, unknown> {
  if (!holdsExactNumber(variables)) return variables;
  const types = new Map(definitions.map(({ variable, type }) => [variable.name.value, inputType(type, schema)]));
  return mapItems(variables, (value, name = '') => typed(value, types.get(name))) as Record<string, unknown>;
}

function typed(value: unknown, type: GraphQLInputType | undefined): unknown {
  if (!type) return value;
  const nullable = getNullableType(type) as GraphQLInputType;
  if (isListType(nullable)) {
    const item = nullable.ofType as GraphQLInputType;
    return Array.isArray(value) ? value.map((each) => typed(each, item)) : typed(value, item);
  }
  if (value instanceof ExactNumber) return typedNumber(value, getNamedType(nullable).name);
  if (!isInputObjectType(nullable)) return value;
  return mapItems(value, (each, name = '') => typed(each, fieldType(nullable, name)));
}

function typedNumber(value: ExactNumber, scalar: string): unknown {
  if (scalar !== 'ID' && scalar !== 'Int') return value;
  const digits = wholeDigits(value.text);
  // A double rounds `1.00000000000000000001`, so graphql-js would accept it as a whole number.
  if (digits === undefined)
    throw new GraphQLError(
      `${scalar} cannot represent ${value.text.slice(0, numberLengthMax)}, which is not a whole number.`,
      { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
    );
  return scalar === 'ID' ? digits : Number(digits);
}

const prefix = '_exact_';
const numberLengthMax = 100;
