import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  getNamedType,
  isEnumType,
  isLeafType,
  isSpecifiedScalarType,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import { ExactNumber } from '../exact-numbers.ts';
import type { Key } from './planning.ts';
import { leafText } from './leaf-text.ts';
import { isTree, Missing, unknownEntity, type IsSubtype, type Tree } from './tree.ts';

/**
 * The JSON text of the representation by which a subgraph identifies an entity, with the names of required fields that are missing. Undefined if
 * the object lacks the fields of every key.
 */
type Represent = (object: Tree) => Representation | undefined;
export type Representing = {
  represent: Represent;
  /**
   * The keys of the fields that decide the representation of an object of this type, besides its type; undefined if one of them is an object or a list. Equal values give equal texts.
   */
  decidedBy(typename: string): readonly string[] | undefined;
};
type Representation = { text: string; lacking: readonly string[] };
/** Facts about the types: subtypes, and the keys by which the service identifies an entity. */
export type Types = { isSubtype: IsSubtype; typeOf: TypeOf; keysOf: (typename: string) => readonly Key[] };
/** The type of a field in any service; undefined if it is unknown. */
export type TypeOf = (typename: string, field: string) => GraphQLOutputType | undefined;

/**
 * Compiles the `requires` of a fetch. A representation is written directly as text: equal texts are the same entity, so each entity is requested
 * once however often it occurs in the response. An object without a key of the service is skipped, because the fetch may concern only some types of an interface.
 * See https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec, "Query._entities".
 */
export function compileRepresentation(
  requires: readonly QueryPlanSelectionNode[],
  { isSubtype, typeOf, keysOf }: Types,
): Representing {
  const byType = new Map<string, { represent: Represent; decidedBy: readonly string[] | undefined }>();
  const compiled = (typename: string) => {
    let known = byType.get(typename);
    if (!known)
      byType.set(
        typename,
        (known = compileSelections(requires, { typename, isSubtype, typeOf, keys: keysOf(typename) })),
      );
    return known;
  };
  return {
    represent: (object) => {
      const typename = object['__typename'];
      if (typeof typename !== 'string') return undefined;
      const representation = compiled(typename).represent(object);
      return representation?.text.startsWith(typenameStart) ? representation : undefined;
    },
    decidedBy: (typename) => compiled(typename).decidedBy,
  };
}

type Part = {
  key: string;
  label: string;
  /** whether it is part of a key by which the service identifies entities */ isKey: boolean;
  write: (value: unknown) => string | undefined;
};
type Represented = Pick<Types, 'isSubtype' | 'typeOf'> & { typename: string; keys: readonly Key[] };
/** The context in which the fields of an object are compiled; `typename` is undefined if the object has no type name and no field implies it. */
type Compiling = Pick<Types, 'isSubtype' | 'typeOf'> & { typename: string | undefined; keyNames: ReadonlySet<string> };

/**
 * Writes the requested fields of an entity of one type, `__typename` first. A fragment with a missing field, at any depth, adds nothing: the field was
 * skipped or has failed.
 */
function compileSelections(selections: readonly QueryPlanSelectionNode[], { keys, ...types }: Represented) {
  const groups = fragmentsOf(selections, types.typename, types.isSubtype);
  const compiling: Compiling = { ...types, keyNames: new Set(keys.flatMap((key) => key.map(({ name }) => name))) };
  const partsOfGroup = groups.map((fields) => compileFields(fields, compiling));
  const compiled = new Map<string, { parts: readonly Part[]; lacking: readonly string[] }>();
  const choose = (complete: readonly boolean[]) => {
    const id = complete.join();
    const known = compiled.get(id);
    if (known) return known;
    const fields = groups.filter((_, index) => complete[index]).flat();
    const recognized = keys.length === 0 || keys.some((key) => covers(fields, key));
    const missing = groups
      .filter((_, index) => !complete[index])
      .flat()
      .filter(({ key }) => !fields.some((field) => field.key === key));
    const chosen = {
      parts: recognized ? compileFields(fields, compiling) : [],
      lacking: missing.map(({ name }) => name),
    };
    compiled.set(id, chosen);
    return chosen;
  };
  const represent = (object: Tree, { parts, lacking }: ReturnType<typeof choose>): Representation | undefined => {
    const text = writeFields(object, parts);
    return text === undefined ? undefined : { text, lacking };
  };
  const everything = choose(groups.map(() => true));
  const fields = groups.flat();
  return {
    represent: (object: Tree) =>
      represent(object, everything) ??
      represent(object, choose(partsOfGroup.map((parts) => writeFields(object, parts) !== undefined))),
    decidedBy: fields.some(({ selections: within }) => within)
      ? undefined
      : [...new Set(fields.map(({ key }) => key))].filter((key) => key !== '__typename'),
  };
}

/** Whether fields contain every part of a key, including those of nested objects. */
function covers(fields: readonly Field[], key: Key): boolean {
  return key.every(({ name, fields: within }) => {
    const found = fields.filter((field) => field.key === name);
    return (
      found.length > 0 &&
      (!within ||
        covers(
          found.flatMap(({ selections = [] }) => fieldsIn(selections)),
          within,
        ))
    );
  });
}

const fieldsIn = (selections: readonly QueryPlanSelectionNode[]): Field[] =>
  selections.flatMap((selection) => (selection.kind === 'Field' ? fieldOf(selection) : fieldsIn(selection.selections)));

function compileFields(fields: readonly Field[], compiling: Compiling): Part[] {
  const nested = new Map<string, Field>();
  for (const { key, name, selections } of fields)
    nested.set(key, { key, name, selections: selections && [...(nested.get(key)?.selections ?? []), ...selections] });
  const parts = [...nested.values()].map(({ key, name, selections }) => ({
    key,
    label: `${JSON.stringify(name)}:`,
    isKey: compiling.keyNames.has(name),
    write: compileValue(name, selections, compiling),
  }));
  return parts.sort((a, b) => Number(b.key === '__typename') - Number(a.key === '__typename'));
}

function writeFields(object: Tree, parts: readonly Part[]): string | undefined {
  let text = '';
  for (const { key, label, isKey, write } of parts) {
    const present = Object.hasOwn(object, key) ? object[key] : undefined;
    // A field that a service does not know is null for a requirement, but cannot identify an entity.
    const value =
      present === unknownEntity && !isKey
        ? 'null'
        : present === undefined || present instanceof Missing
          ? undefined
          : write(present);
    if (value === undefined) return undefined;
    text += (text === '' ? '{' : ',') + label + value;
  }
  return text === '' ? undefined : `${text}}`;
}

/** `key` is the key of the value in the tree, `name` the service's name for it. */
type Field = { key: string; name: string; selections: readonly QueryPlanSelectionNode[] | undefined };
const fieldOf = ({ alias, name, selections }: Extract<QueryPlanSelectionNode, { kind: 'Field' }>): Field => ({
  key: alias ?? name,
  name,
  selections,
});

/** The groups of fields: those outside any fragment, then those of each fragment that applies to the type. */
function fragmentsOf(
  selections: readonly QueryPlanSelectionNode[],
  typename: string | undefined,
  isSubtype: IsSubtype,
): Field[][] {
  const direct: Field[] = [];
  const fragments: Field[][] = [];
  for (const selection of selections) {
    if (selection.kind === 'Field') direct.push(fieldOf(selection));
    else if (selection.typeCondition && typename !== undefined && isSubtype(selection.typeCondition, typename))
      fragments.push(...fragmentsOf(selection.selections, typename, isSubtype));
  }
  return direct.length > 0 ? [direct, ...fragments] : fragments;
}

/** Writes the value of a field; undefined if the value is not of the field's type or if a part of it is missing. */
function compileValue(
  name: string,
  selections: readonly QueryPlanSelectionNode[] | undefined,
  { typename, isSubtype, typeOf }: Compiling,
): Part['write'] {
  const type = typename === undefined ? undefined : typeOf(typename, name);
  const named = type && getNamedType(type);
  return selections
    ? compileNested(selections, named?.name, { isSubtype, typeOf })
    : compileLeaf(isLeafType(named) ? named : undefined);
}

/** Writes an object or a list within an entity. An object of a type without requested fields is empty. `declared` is the type of the field. */
function compileNested(
  selections: readonly QueryPlanSelectionNode[],
  declared: string | undefined,
  types: Pick<Types, 'isSubtype' | 'typeOf'>,
): Part['write'] {
  const byType = new Map<string | undefined, readonly Part[]>();
  const write = (value: unknown): string | undefined => {
    if (value === null) return 'null';
    if (Array.isArray(value)) return listOf(value.map(write));
    if (!isTree(value)) return undefined;
    const typename = typeof value['__typename'] === 'string' ? value['__typename'] : undefined;
    let parts = byType.get(typename);
    if (!parts)
      byType.set(
        typename,
        (parts = compileFields(fragmentsOf(selections, typename, types.isSubtype).flat(), {
          ...types,
          typename: typename ?? declared,
          keyNames: none,
        })),
      );
    return parts.length === 0 ? '{}' : writeFields(value, parts);
  };
  return write;
}

/** Writes a scalar or enum value as its service returned it. */
function compileLeaf(type: GraphQLLeafType | undefined): Part['write'] {
  const textOf = type ? leafText(type) : undefined;
  const write = (value: unknown): string | undefined => {
    if (value === null) return 'null';
    if (Array.isArray(value) && (!type || isSpecifiedScalarType(type) || isEnumType(type)))
      return listOf(value.map(write));
    const text = textOf ? textOf(value) : JSON.stringify(value);
    // A number that a double would round is sent as a string, so that a service that reads numbers as doubles gets the original id.
    if (value instanceof ExactNumber && type?.name === 'ID') return text;
    return typeof value === 'string' || text === undefined ? text : JSON.stringify(value);
  };
  return write;
}

const listOf = (items: readonly (string | undefined)[]): string | undefined =>
  items.includes(undefined) ? undefined : `[${items.join(',')}]`;

/**
 * Compiles the reason why an object lacks required fields: a part of it failed, or a service does not know the entity that holds the key. Undefined if a part
 * was omitted from a response, or is not of its type.
 */
export function compileReason(
  requires: readonly QueryPlanSelectionNode[],
  { isSubtype, keysOf }: Types,
): (object: Tree) => Missing | undefined {
  const failed = (value: unknown): value is Missing => value instanceof Missing && value.error !== undefined;
  return (object) => {
    const parts = partsOf(object, requires, isSubtype);
    // If the object's type does not have the key, any failure among its fields is the best known reason.
    const reason = parts.find(failed) ?? (parts.length === 0 ? Object.values(object).find(failed) : undefined);
    if (reason || parts.includes(undefined)) return reason;
    const keyNames = keysOf(String(object['__typename'])).flatMap((key) => key.map(({ name }) => name));
    return keyNames.some((name) => Object.hasOwn(object, name) && object[name] === unknownEntity)
      ? unknownEntity
      : undefined;
  };
}

/** The values that an object has for a requirement; undefined for a missing one. */
function partsOf(value: unknown, requires: readonly QueryPlanSelectionNode[], isSubtype: IsSubtype): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => partsOf(item, requires, isSubtype));
  if (!isTree(value)) return [value];
  const typename = typeof value['__typename'] === 'string' ? value['__typename'] : undefined;
  return fragmentsOf(requires, typename, isSubtype)
    .flat()
    .flatMap(({ key, selections }) => {
      const part = Object.hasOwn(value, key) ? value[key] : undefined;
      return selections ? partsOf(part, selections, isSubtype) : [part];
    });
}

const none: ReadonlySet<string> = new Set();
const typenameStart = '{"__typename":';
