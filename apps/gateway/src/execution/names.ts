import {
  isInterfaceType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

/** The key of a field in plans and in the tree, which may differ from the client's response key. */
export type PlannedKey = (field: FieldNode) => string;

/**
 * Apollo's planner confuses an alias with the field of that name, as in `{ id: name }` beside a key `id` or `{ price: cost }` beside a requirement of
 * `price`, and drops one of the two. Aliases that equal a field name therefore get a prefix for planning. So do aliases that start like
 * introspection names, such as `{ __typename: name }`, which must not change the type of an object, and `__proto__`, which would be lost.
 */
export function plannedKeys(fieldNames: ReadonlySet<string>): PlannedKey {
  return ({ name, alias }) => {
    const key = alias?.value ?? name.value;
    const taken = key !== name.value && (fieldNames.has(key) || key.startsWith('__'));
    return taken || isPlanned(key) ? prefix + key : key;
  };
}

/** Planned keys for the fields of a schema. */
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

/** The client's name for a key or a variable of a plan. */
export const clientName = <Key extends string | number>(key: Key): Key | string =>
  typeof key === 'string' ? key.replace(planned, '') : key;

/** A document whose names are safe to plan, without directives unknown to the planner's schema. */
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

/** Whether a variable has the name of one in which a fetch sends its representations or context values. */
const isOurs = (name: string): boolean =>
  name.startsWith('representations') || name.startsWith('contextualArgument') || isPlanned(name);

const prefix = '_as_';
/** Includes the prefix of stand-ins for required fields with arguments. */
const planned = /^_(?:as|r\d+)_/;
const isPlanned = (name: string): boolean => planned.test(name);
