import { Kind, print, visit, type DocumentNode, type FieldNode } from 'graphql';
import { documentOf, type Operation } from './operation.ts';

/** How fields are called while an operation is planned, by what they ask for; and how the client calls them. */
export type DistinctKeys = { readonly keys: ReadonlyMap<string, string>; readonly names: ReadonlyMap<string, string> };

/**
 * Finds names under which an operation asks for different things, as `price(of: "a")` of a house and `price(of: "b")` of a flat. Where a service knows both by their interface
 * only, Apollo's planner asks it for one of them and takes it for both. So each gets a name of its own.
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

/** A field under a name of its own, where its name stands for different things. */
export function distinctField(field: FieldNode, { keys }: DistinctKeys): FieldNode {
  const key = keys.size === 0 ? undefined : keys.get(meaningOf(field));
  return key === undefined ? field : { ...field, alias: { kind: Kind.NAME, value: key } };
}

/** The document with distinct fields. */
export const withDistinctFields = (document: DocumentNode, distinct: DistinctKeys): DocumentNode =>
  distinct.keys.size === 0 ? document : visit(document, { Field: (field) => distinctField(field, distinct) });

const nameOf = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;
/** What a field asks for, and under which name. The order of arguments means nothing. */
const meaningOf = (field: FieldNode): string =>
  `${nameOf(field)}: ${field.name.value}(${(field.arguments ?? []).map(print).sort().join(', ')})`;
const keyFor = (name: string, number: number): string => `_${number}_${name}`;
/** Of an operation where no name stands for different things. */
export const noDistinctKeys: DistinctKeys = { keys: new Map(), names: new Map() };
