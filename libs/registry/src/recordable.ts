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

/** The recorded form of an operation. */
export type Recordable = { hash: string; document: string; operationName?: string };

/**
 * The form in which an operation may be recorded: without other operations, and without text that a person may have
 * typed. Strings become empty and numbers become 0, which are as valid as the original values. Enum values, booleans
 * and names stay, because they belong to the schema. A document without literals and comments stays unchanged.
 * Undefined for an invalid document and for an operation that is only introspection.
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

/** Returns the same document object when it has no literals. */
function withoutLiterals(document: DocumentNode): DocumentNode {
  return visit(document, {
    StringValue: (node) => (node.value === '' ? undefined : { ...node, value: '', block: false }),
    IntValue: (node) => (node.value === '0' ? undefined : { ...node, value: '0' }),
    FloatValue: (node) => (node.value === '0.0' ? undefined : { ...node, value: '0.0' }),
  });
}

const tokensMax = 20_000;
