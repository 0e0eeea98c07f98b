import {
  isInterfaceType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

/** The name under which a field stands in plans and in the tree, which is not always the one the client gave it. */
export type PlannedKey = (field: FieldNode) => string;

/**
 * Apollo's planner takes an alias for the field of that name: `{ id: name }` beside a key `id`, or `{ price: cost }` beside a requirement of
 * `price`, and drops one of the two. So an alias that is the name of some field gets a prefix while it is planned. So does one that begins like the
 * names of introspection, `{ __typename: name }`: what is asked of an object must not change what it is. `__proto__` would even be lost.
 */
export function plannedKeys(fieldNames: ReadonlySet<string>): PlannedKey {
  return ({ name, alias }) => {
    const key = alias?.value ?? name.value;
    const taken = key !== name.value && (fieldNames.has(key) || key.startsWith('__'));
    return taken || isPlanned(key) ? prefix + key : key;
  };
}

/** The same for the fields of a schema. */
export const plannedKeysOf = (schema: GraphQLSchema): PlannedKey =>
  plannedKeys(
    new Set(
      Object.values(schema.getTypeMap()).flatMap((type) =>
        !type.name.startsWith('__') && (isObjectType(type) || isInterfaceType(type))
          ? Object.keys(type.getFields())
          : [],
      ),
    ),
  );

/** The name that the client gave to what is called `key` in a plan, for fields and for variables. */
export const clientName = <Key extends string | number>(key: Key): Key | string =>
  typeof key === 'string' ? key.replace(planned, '') : key;

/** A document with names that are safe to plan, and without the directives that the planner's schema does not know. */
export function plannedDocument(
  document: DocumentNode,
  keyOf: PlannedKey,
  isKnown: (directive: string) => boolean,
): DocumentNode {
  return visit(document, {
    Field(node) {
      const key = keyOf(node);
      return key === (node.alias?.value ?? node.name.value)
        ? undefined
        : { ...node, alias: { kind: Kind.NAME, value: key } };
    },
    Variable: ({ name, ...node }) =>
      isOurs(name.value) ? { ...node, name: { kind: Kind.NAME, value: prefix + name.value } } : undefined,
    Directive: ({ name }) => (isKnown(name.value) ? undefined : null),
  });
}

/** Whether a variable is called as one of those in which a fetch sends its representations, or values of their context. */
const isOurs = (name: string): boolean =>
  name.startsWith('representations') || name.startsWith('contextualArgument') || isPlanned(name);

const prefix = '_as_';
/** also of what stands in for a required field with arguments */
const planned = /^_(?:as|r\d+)_/;
const isPlanned = (name: string): boolean => planned.test(name);
