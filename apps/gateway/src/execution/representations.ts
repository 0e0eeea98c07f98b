import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Key } from './planner.ts';
import { quoted } from './json.ts';
import { isTree, Missing, type Tree } from './tree.ts';
import type { IsSubtype } from './rewrites.ts';

/** The JSON text of the representation by which a subgraph recognises an entity, or undefined when the object has not what it takes. */
export type Represent = (object: Tree) => string | undefined;
/** What is known of the types: which is one of which, and by which keys the service recognises an entity. */
export type Types = { isSubtype: IsSubtype; keysOf: (typename: string) => readonly Key[] };

/**
 * Compiles the `requires` of a fetch. A representation is written directly as text: equal texts are the same entity, so that each is asked for
 * once however often it stands in the answer. What has no key of the service is not meant: the fetch requires something of its interface too.
 * See https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec, "Query._entities".
 */
export function compileRepresentation(requires: readonly QueryPlanSelectionNode[], { isSubtype, keysOf }: Types): Represent {
  const byType = new Map<string, Write>();
  return (object) => {
    const typename = object['__typename'];
    if (typeof typename !== 'string') return undefined;
    let write = byType.get(typename);
    if (!write) byType.set(typename, write = compileSelections(requires, { typename, isSubtype, keys: keysOf(typename) }));
    const text = write(object);
    return text?.startsWith(typenameStart) ? text : undefined;
  };
}

type Write = (object: Tree) => string | undefined;
type Part = { key: string; label: string; write: (value: unknown) => string };
/** The object that is represented, or one inside it, which needs no key. */
type Represented = { typename: string | undefined; isSubtype: IsSubtype; keys: readonly Key[] };

/**
 * Writes the fields that an object of one type is asked for, `__typename` first. A fragment of which one field is missing adds nothing: the
 * field was skipped, or it failed.
 */
function compileSelections(selections: readonly QueryPlanSelectionNode[], { typename, isSubtype, keys }: Represented): Write {
  const groups = fragmentsOf(selections, typename, isSubtype);
  const compiled = new Map<string, readonly Part[]>();
  const partsOf = (complete: readonly boolean[]): readonly Part[] => {
    const id = complete.join();
    const known = compiled.get(id);
    if (known) return known;
    const parts = compileFields(groups.filter((_, index) => complete[index]).flat(), isSubtype);
    const recognised = keys.length === 0 || keys.some((key) => key.every((name) => parts.some((part) => part.key === name)));
    compiled.set(id, recognised ? parts : []);
    return recognised ? parts : [];
  };
  const everything = partsOf(groups.map(() => true));
  return (object) => writeFields(object, everything) ?? writeFields(object, partsOf(groups.map((fields) => fields.every(({ key }) => isThere(object, key)))));
}

function compileFields(fields: readonly Field[], isSubtype: IsSubtype): Part[] {
  const nested = new Map<string, Field>();
  for (const { key, name, selections } of fields) nested.set(key, { key, name, selections: selections && [...(nested.get(key)?.selections ?? []), ...selections] });
  const parts = [...nested.values()].map(({ key, name, selections }) => ({ key, label: `${JSON.stringify(name)}:`, write: selections ? compileNested(selections, isSubtype) : leaf }));
  return parts.sort((a, b) => Number(b.key === '__typename') - Number(a.key === '__typename'));
}

const isThere = (object: Tree, key: string): boolean => Object.hasOwn(object, key) && object[key] !== undefined && !(object[key] instanceof Missing);

function writeFields(object: Tree, parts: readonly Part[]): string | undefined {
  let text = '';
  for (const { key, label, write } of parts) {
    if (!isThere(object, key)) return undefined;
    text += (text === '' ? '{' : ',') + label + write(object[key]);
  }
  return text === '' ? undefined : `${text}}`;
}

/** `key` is where the value stands in the tree, `name` what the service calls it. */
type Field = { key: string; name: string; selections: readonly QueryPlanSelectionNode[] | undefined };

/** The fields that stand together: those outside any fragment, then those of each fragment that applies to the type. */
function fragmentsOf(selections: readonly QueryPlanSelectionNode[], typename: string | undefined, isSubtype: IsSubtype): Field[][] {
  const direct: Field[] = [];
  const fragments: Field[][] = [];
  for (const selection of selections) {
    if (selection.kind === 'Field') direct.push({ key: selection.alias ?? selection.name, name: selection.name, selections: selection.selections });
    else if (selection.typeCondition && typename !== undefined && isSubtype(selection.typeCondition, typename)) fragments.push(...fragmentsOf(selection.selections, typename, isSubtype));
  }
  return direct.length > 0 ? [direct, ...fragments] : fragments;
}

function compileNested(selections: readonly QueryPlanSelectionNode[], isSubtype: IsSubtype): (value: unknown) => string {
  const byType = new Map<string | undefined, Write>();
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
    if (!isTree(value)) return 'null';
    const typename = typeof value['__typename'] === 'string' ? value['__typename'] : undefined;
    let writeType = byType.get(typename);
    if (!writeType) byType.set(typename, writeType = compileSelections(selections, { typename, isSubtype, keys: [] }));
    return writeType(value) ?? 'null';
  };
  return write;
}

const leaf = (value: unknown): string => (typeof value === 'string' ? quoted(value) : JSON.stringify(value) ?? 'null');
const typenameStart = '{"__typename":';
