import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { quoted } from './json.ts';
import { isTree, type Tree } from './tree.ts';
import type { IsSubtype } from './rewrites.ts';

/** The JSON text of the representation by which a subgraph recognises an entity, or undefined when the object has not what it takes. */
export type Represent = (object: Tree) => string | undefined;

/**
 * Compiles the `requires` of a fetch. A representation is written directly as text: equal texts are the same entity, so that each is asked for
 * once however often it stands in the answer.
 * See https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec, "Query._entities".
 */
export function compileRepresentation(requires: readonly QueryPlanSelectionNode[], isSubtype: IsSubtype): Represent {
  const byType = new Map<string, Write>();
  return (object) => {
    const typename = object['__typename'];
    if (typeof typename !== 'string') return undefined;
    let write = byType.get(typename);
    if (!write) byType.set(typename, write = compileSelections(requires, typename, isSubtype));
    const text = write(object);
    return text?.startsWith(typenameStart) ? text : undefined;
  };
}

type Write = (object: Tree) => string | undefined;
type Part = { key: string; label: string; write: (value: unknown) => string };

/** Writes the fields that an object of one type is asked for, `__typename` first; undefined when one of them is missing. */
function compileSelections(selections: readonly QueryPlanSelectionNode[], typename: string | undefined, isSubtype: IsSubtype): Write {
  const groups = fragmentsOf(selections, typename, isSubtype).map((fields) => compileFields(fields, isSubtype));
  const [only] = groups;
  return groups.length === 1 && only ? (object) => writeFields(object, only) : (object) => writeGroups(object, groups);
}

function compileFields(fields: readonly Field[], isSubtype: IsSubtype): Part[] {
  const nested = new Map<string, QueryPlanSelectionNode[] | undefined>();
  for (const { key, selections } of fields) nested.set(key, selections && [...(nested.get(key) ?? []), ...selections]);
  const parts = [...nested].map(([key, selections]) => ({ key, label: `${JSON.stringify(key)}:`, write: selections ? compileNested(selections, isSubtype) : leaf }));
  return parts.sort((a, b) => Number(b.key === '__typename') - Number(a.key === '__typename'));
}

function writeFields(object: Tree, parts: readonly Part[]): string | undefined {
  let text = '';
  for (const { key, label, write } of parts) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (value === undefined) return undefined;
    text += (text === '' ? '{' : ',') + label + write(value);
  }
  return `${text}}`;
}

/** A fragment of which one field is missing adds nothing: the field was skipped, or it failed. */
function writeGroups(object: Tree, groups: readonly (readonly Part[])[]): string | undefined {
  const parts = new Map<string, Part>();
  for (const group of groups) {
    const complete = group.every(({ key }) => Object.hasOwn(object, key) && object[key] !== undefined);
    if (complete) for (const part of group) if (!parts.has(part.key)) parts.set(part.key, part);
  }
  return parts.size === 0 ? undefined : writeFields(object, [...parts.values()]);
}

type Field = { key: string; selections: readonly QueryPlanSelectionNode[] | undefined };

/** The fields that stand together: those outside any fragment, then those of each fragment that applies to the type. */
function fragmentsOf(selections: readonly QueryPlanSelectionNode[], typename: string | undefined, isSubtype: IsSubtype): Field[][] {
  const direct: Field[] = [];
  const fragments: Field[][] = [];
  for (const selection of selections) {
    if (selection.kind === 'Field') direct.push({ key: selection.alias ?? selection.name, selections: selection.selections });
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
    if (!writeType) byType.set(typename, writeType = compileSelections(selections, typename, isSubtype));
    return writeType(value) ?? 'null';
  };
  return write;
}

const leaf = (value: unknown): string => (typeof value === 'string' ? quoted(value) : JSON.stringify(value) ?? 'null');
const typenameStart = '{"__typename":';
