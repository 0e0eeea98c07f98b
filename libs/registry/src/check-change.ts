import {
  getNamedType,
  parse,
  typeFromAST,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { apiSchema } from './api-schema.ts';
import { changedPlaces, placesOf, type Change } from './places.ts';
import { createInputComparison, type InputComparison } from './input-changes.ts';
import type { ClientUse, RecordedOperation } from './operations.ts';

/** A change that an operation does not survive: where in the schema (`Person.name`, `Query.person(id:)`), which operation, who sends it, and why. */
export type OperationBreak = { coordinate: string; operation: string; hash: string; clients: ClientUse[]; why: string };

/**
 * The operations that worked on one supergraph and would not on the next, or would bring clients what they cannot read. An operation breaks
 * when it is not valid any more, when a field it reads has another type or may be null now, and when a variable may hold what an input
 * type has lost (values of variables are not recorded, so every field of an input type that an operation uses counts as used).
 */
export function checkChange(before: string, after: string, operations: readonly RecordedOperation[]): OperationBreak[] {
  if (before === after || operations.length === 0) return [];
  const schemas = { before: apiSchema(before), after: apiSchema(after) };
  const inputs = createInputComparison(schemas);
  return operations.flatMap((operation) => breaksOf(operation, schemas, inputs)).slice(0, breaksMax);
}

type Schemas = { before: GraphQLSchema; after: GraphQLSchema };

function breaksOf(
  { document: text, operationName, hash, clients }: RecordedOperation,
  schemas: Schemas,
  inputs: InputComparison,
): OperationBreak[] {
  const document = parseQuietly(text);
  if (!document) return [];
  const errors = validate(schemas.after, document, undefined, { maxErrors: errorsMax });
  const changes = [...changedPlaces(schemas, document), ...variableChanges(document, schemas.before, inputs)];
  if (errors.length === 0 && changes.length === 0) return [];
  // what did not work before cannot be broken
  if (validate(schemas.before, document, undefined, { maxErrors: 1 }).length > 0) return [];
  const places = placesOf(schemas.before, document);
  const found = new Map<string, string>();
  for (const error of errors) addTo(found, { coordinate: placeOf(error, places), why: error.message });
  for (const change of changes) addTo(found, change);
  return [...found].map(([coordinate, why]) => ({
    coordinate,
    operation: operationName ?? 'an operation without a name',
    hash,
    clients,
    why,
  }));
}

/** What the variables of an operation may have held and may hold no more. */
function variableChanges(document: DocumentNode, schema: GraphQLSchema, inputs: InputComparison): Change[] {
  const definitions = document.definitions.flatMap((definition) =>
    'variableDefinitions' in definition ? (definition.variableDefinitions ?? []) : [],
  );
  return definitions.flatMap(({ variable, type }) => {
    // the type of a variable may be of any kind; `typeFromAST` knows only that it is a reference
    const named = getNamedType(typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]));
    if (!named) return [];
    return inputs.changesBelow(named.name).map(({ coordinate, why }) => ({
      coordinate,
      why: `${why} The variable "$${variable.name.value}" may hold it.`,
    }));
  });
}

/** A record that is no document must not stop a rollout. */
function parseQuietly(text: string): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens: tokensMax });
  } catch {
    return undefined;
  }
}

function placeOf({ nodes = [] }: GraphQLError, places: ReturnType<typeof placesOf>): string {
  // of several nodes the last is the nearest: where a variable is used, not where it is declared
  for (const node of [...nodes].reverse()) {
    const place = places.get(node);
    if (place) return place;
  }
  return 'the operation';
}

/** One reason for each place: the first, which is what the validation says. */
function addTo(found: Map<string, string>, { coordinate, why }: Change): void {
  if (!found.has(coordinate)) found.set(coordinate, why);
}

const tokensMax = 20_000;
const errorsMax = 20;
const breaksMax = 500;
