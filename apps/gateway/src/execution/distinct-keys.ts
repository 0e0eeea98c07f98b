import { Kind, print, visit, type DocumentNode, type FieldNode } from 'graphql';
import { documentOf, type Operation } from './operation.ts';

/** The keys under which fields are planned, by their meaning, and the client's names for these keys. */
export type DistinctKeys = { readonly keys: ReadonlyMap<string, string>; readonly names: ReadonlyMap<string, string> };

/**
 * Finds response keys under which an operation selects different fields, such as `price(of: "a")` of a house and `price(of: "b")` of a flat. If a service knows both types only
 * by their interface, Apollo's planner requests one of the fields and uses it for both, so each gets a key of its own.
 */
export function distinctKeys(operation: Operation): DistinctKeys {
  const meanings = new Map<string, Set<string>>();
  visit(documentOf(operation), {
    Field: (field) =>
      void meanings.set(nameOf(field), (meanings.get(nameOf(field)) ?? new Set()).add(meaningOf(field))),
  });
  const keys = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [name, found] of meanings) {
    if (found.size < 2) continue;
    for (const meaning of found) {
      let number = names.size + 1;
      while (meanings.has(keyFor(name, number)) || names.has(keyFor(name, number))) number += 1;
      keys.set(meaning, keyFor(name, number));
      names.set(keyFor(name, number), name);
    }
  }
  return { keys, names };
}

/** A field under a key of its own, if its response key has several meanings. */
export function distinctField(field: FieldNode, { keys }: DistinctKeys): FieldNode {
  const key = keys.size === 0 ? undefined : keys.get(meaningOf(field));
  return key === undefined ? field : { ...field, alias: { kind: Kind.NAME, value: key } };
}

/** The document with distinct keys. */
export const withDistinctFields = (document: DocumentNode, distinct: DistinctKeys): DocumentNode =>
  distinct.keys.size === 0 ? document : visit(document, { Field: (field) => distinctField(field, distinct) });

const nameOf = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;
/** The response key of a field with its name and arguments. The order of arguments is irrelevant. */
const meaningOf = (field: FieldNode): string =>
  `${nameOf(field)}: ${field.name.value}(${(field.arguments ?? []).map(print).sort().join(', ')})`;
const keyFor = (name: string, number: number): string => `_${number}_${name}`;
/** The result for an operation whose response keys each have one meaning. */
export const noDistinctKeys: DistinctKeys = { keys: new Map(), names: new Map() };
