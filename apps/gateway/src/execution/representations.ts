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
import type { Key } from './planner.ts';
import { leafText } from './leaf-text.ts';
import { isTree, Missing, unknownEntity, type Tree } from './tree.ts';
import type { IsSubtype } from './rewrites.ts';

/**
 * The JSON text of the representation by which a subgraph recognises an entity, with the names of the fields that it lacks although the fetch requires them. Undefined when
 * the object has not what it takes to be recognised.
 */
export type Represent = (object: Tree) => Representation | undefined;
export type Representation = { text: string; lacking: readonly string[] };
/** What is known of the types: which is one of which, and by which keys the service recognises an entity. */
export type Types = { isSubtype: IsSubtype; typeOf: TypeOf; keysOf: (typename: string) => readonly Key[] };
/** The type of a field among all services; undefined when it is not known. */
export type TypeOf = (typename: string, field: string) => GraphQLOutputType | undefined;

/**
 * Compiles the `requires` of a fetch. A representation is written directly as text: equal texts are the same entity, so that each is asked for
 * once however often it stands in the answer. What has no key of the service is not meant: the fetch requires something of its interface too.
 * See https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec, "Query._entities".
 */
export function compileRepresentation(
  requires: readonly QueryPlanSelectionNode[],
  { isSubtype, typeOf, keysOf }: Types,
): Represent {
  const byType = new Map<string, Represent>();
  return (object) => {
    const typename = object['__typename'];
    if (typeof typename !== 'string') return undefined;
    let write = byType.get(typename);
    if (!write)
      byType.set(
        typename,
        (write = compileSelections(requires, { typename, isSubtype, typeOf, keys: keysOf(typename) })),
      );
    const representation = write(object);
    return representation?.text.startsWith(typenameStart) ? representation : undefined;
  };
}

type Part = {
  key: string;
  label: string;
  /** whether the service recognises entities by it */ isKey: boolean;
  write: (value: unknown) => string | undefined;
};
type Represented = Pick<Types, 'isSubtype' | 'typeOf'> & { typename: string; keys: readonly Key[] };
/** What the fields of an object are compiled with; `typename` is undefined where the object has not said its type and no field leads to it. */
type Compiling = Pick<Types, 'isSubtype' | 'typeOf'> & { typename: string | undefined; keyNames: ReadonlySet<string> };

/**
 * Writes the fields that an entity of one type is asked for, `__typename` first. A fragment of which one field is missing, or a part within one, adds nothing: the field was
 * skipped, or it failed.
 */
function compileSelections(selections: readonly QueryPlanSelectionNode[], { keys, ...types }: Represented): Represent {
  const groups = fragmentsOf(selections, types.typename, types.isSubtype);
  const compiling: Compiling = { ...types, keyNames: new Set(keys.flatMap((key) => key.map(({ name }) => name))) };
  const partsOfGroup = groups.map((fields) => compileFields(fields, compiling));
  const compiled = new Map<string, { parts: readonly Part[]; lacking: readonly string[] }>();
  const choose = (complete: readonly boolean[]) => {
    const id = complete.join();
    const known = compiled.get(id);
    if (known) return known;
    const fields = groups.filter((_, index) => complete[index]).flat();
    const recognised = keys.length === 0 || keys.some((key) => covers(fields, key));
    const missing = groups
      .filter((_, index) => !complete[index])
      .flat()
      .filter(({ key }) => !fields.some((field) => field.key === key));
    const chosen = {
      parts: recognised ? compileFields(fields, compiling) : [],
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
  return (object) =>
    represent(object, everything) ??
    represent(object, choose(partsOfGroup.map((parts) => writeFields(object, parts) !== undefined)));
}

/** Whether fields hold every part of a key, also those within objects. */
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
    // what a service does not know is null to those who require it, but nothing to recognise an entity by
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

/** `key` is where the value stands in the tree, `name` what the service calls it. */
type Field = { key: string; name: string; selections: readonly QueryPlanSelectionNode[] | undefined };
const fieldOf = ({ alias, name, selections }: Extract<QueryPlanSelectionNode, { kind: 'Field' }>): Field => ({
  key: alias ?? name,
  name,
  selections,
});

/** The fields that stand together: those outside any fragment, then those of each fragment that applies to the type. */
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

/** Writes the value of a field; undefined when it is not of its type, or when a part of it is missing. */
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

/** Writes an object or a list inside an entity. An object of a type of which nothing is asked is empty. `declared` is the type that the field has. */
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

/** Writes a value of a scalar or enum as the service sent it that gave it. */
function compileLeaf(type: GraphQLLeafType | undefined): Part['write'] {
  const textOf = type ? leafText(type) : undefined;
  const write = (value: unknown): string | undefined => {
    if (value === null) return 'null';
    if (Array.isArray(value) && (!type || isSpecifiedScalarType(type) || isEnumType(type)))
      return listOf(value.map(write));
    const text = textOf ? textOf(value) : JSON.stringify(value);
    // a number that a double would round goes on as a text, so that a service that reads numbers as doubles sees the id that was sent
    if (value instanceof ExactNumber && type?.name === 'ID') return text;
    return typeof value === 'string' || text === undefined ? text : JSON.stringify(value);
  };
  return write;
}

const listOf = (items: readonly (string | undefined)[]): string | undefined =>
  items.includes(undefined) ? undefined : `[${items.join(',')}]`;

/**
 * Compiles why an object has not what a fetch requires: a part of it failed, or a service does not know the entity of which the key would be a part. Undefined where a part was
 * left out of an answer, or is not of its type.
 */
export function compileReason(
  requires: readonly QueryPlanSelectionNode[],
  { isSubtype, keysOf }: Types,
): (object: Tree) => Missing | undefined {
  const failed = (value: unknown): value is Missing => value instanceof Missing && value.error !== undefined;
  return (object) => {
    const parts = partsOf(object, requires, isSubtype);
    // of an object whose type does not have the key, what failed is all that is known
    const reason = parts.find(failed) ?? (parts.length === 0 ? Object.values(object).find(failed) : undefined);
    if (reason || parts.includes(undefined)) return reason;
    const keyNames = keysOf(String(object['__typename'])).flatMap((key) => key.map(({ name }) => name));
    return keyNames.some((name) => Object.hasOwn(object, name) && object[name] === unknownEntity)
      ? unknownEntity
      : undefined;
  };
}

/** The values that an object has where something is required of it; undefined for one that is not there. */
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
