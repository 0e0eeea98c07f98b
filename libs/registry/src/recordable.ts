import { createHash } from 'node:crypto';
import {
  Kind,
  parse,
  print,
  separateOperations,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';

/** What is kept of an operation. */
export type Recordable = { hash: string; document: string; operationName?: string };

/**
 * An operation as it may be kept: alone, and without what a person may have typed into it. Strings become empty and numbers 0, which are as
 * valid as what stood there; enum values, booleans and names stay, for they belong to the schema. A document without literals and comments
 * stays as it is, letter for letter. Undefined for what is no operation or asks for the schema only.
 */
export function toRecordable(text: string, operationName: string | undefined): Recordable | undefined {
  const document = parseQuietly(text);
  const operations = document?.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION) ?? [];
  const operation = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0];
  if (!document || !operation || isIntrospection(operation)) return undefined;
  const alone =
    operations.length === 1 ? document : (separateOperations(document)[operation.name?.value ?? ''] ?? document);
  const hidden = withoutLiterals(alone);
  const recorded = hidden === document && !text.includes('#') ? text : print(hidden);
  return {
    hash: createHash('sha256').update(recorded).digest('hex'),
    document: recorded,
    ...(operation.name ? { operationName: operation.name.value } : {}),
  };
}

function parseQuietly(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true, maxTokens: tokensMax });
  } catch {
    return undefined;
  }
}

function isIntrospection({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
  );
}

/** The same document object when there was nothing to hide. */
function withoutLiterals(document: DocumentNode): DocumentNode {
  return visit(document, {
    StringValue: (node) => (node.value === '' ? undefined : { ...node, value: '', block: false }),
    IntValue: (node) => (node.value === '0' ? undefined : { ...node, value: '0' }),
    FloatValue: (node) => (node.value === '0.0' ? undefined : { ...node, value: '0.0' }),
  });
}

const tokensMax = 20_000;
