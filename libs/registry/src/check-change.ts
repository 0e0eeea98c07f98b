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

/**
 * A change that breaks an operation: the place in the schema (`Person.name`, `Query.person(id:)`), the operation, its
 * clients, and the reason.
 */
export type OperationBreak = { coordinate: string; operation: string; hash: string; clients: ClientUse[]; why: string };

/**
 * The operations that are valid on one supergraph but invalid on the next, or would return values that clients cannot
 * read. An operation breaks when it is no longer valid, when a field that it reads has another type or becomes
 * nullable, and when a variable may have a value that an input type no longer allows (values of variables are not
 * recorded, so every field of an input type that an operation uses counts as used).
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
  // An operation that was invalid before does not count as broken.
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

/** Values that the variables of an operation may have had and may no longer have. */
function variableChanges(document: DocumentNode, schema: GraphQLSchema, inputs: InputComparison): Change[] {
  const definitions = document.definitions.flatMap((definition) =>
    'variableDefinitions' in definition ? (definition.variableDefinitions ?? []) : [],
  );
  return definitions.flatMap(({ variable, type }) => {
    // The type of a variable may be of any kind, but the signature of `typeFromAST` needs one kind.
    const named = getNamedType(typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]));
    if (!named) return [];
    return inputs.changesBelow(named.name).map(({ coordinate, why }) => ({
      coordinate,
      why: `${why} The variable "$${variable.name.value}" may contain it.`,
    }));
  });
}

/** Returns undefined for an invalid document, because one invalid record must not stop a rollout. */
function parseQuietly(text: string): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens: tokensMax });
  } catch {
    return undefined;
  }
}

function placeOf({ nodes = [] }: GraphQLError, places: ReturnType<typeof placesOf>): string {
  // The last node is the most specific one: the use of a variable, not its declaration.
  for (const node of [...nodes].reverse()) {
    const place = places.get(node);
    if (place) return place;
  }
  return 'the operation';
}

/** Keeps one reason for each place: the first, which is that of the validation. */
function addTo(found: Map<string, string>, { coordinate, why }: Change): void {
  if (!found.has(coordinate)) found.set(coordinate, why);
}

const tokensMax = 20_000;
const errorsMax = 20;
const breaksMax = 500;
