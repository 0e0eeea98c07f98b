import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Change } from './places.ts';

export type InputComparison = ReturnType<typeof createInputComparison>;

/** Compares each input type once, even if many operations use it. */
export function createInputComparison({ before, after }: { before: GraphQLSchema; after: GraphQLSchema }) {
  const known = new Map<string, Change[]>();

  const ownChanges = (name: string): Change[] => {
    const [old, next] = [before.getType(name), after.getType(name)];
    if (isEnumType(old) && isEnumType(next)) return lostValues(old, next);
    if (isInputObjectType(old) && isInputObjectType(next)) return changedFields(old, next);
    return []; // A removed type, or one of another kind, is reported by the operations that name it or by the fields of this type.
  };

  return {
    /** Values that this input type, and all types in it, allowed before and no longer allow. */
    changesBelow(name: string): Change[] {
      const changes = known.get(name) ?? [...reachable(before, name)].flatMap(ownChanges);
      known.set(name, changes);
      return changes;
    },
  };
}

function reachable(schema: GraphQLSchema, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const type = schema.getType(name);
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) reachable(schema, getNamedType(field.type).name, found);
  return found;
}

function lostValues(old: GraphQLEnumType, next: GraphQLEnumType): Change[] {
  return old
    .getValues()
    .filter(({ name }) => !next.getValue(name))
    .map(({ name }) => ({ coordinate: `${old.name}.${name}`, why: 'The value was removed.' }));
}

function changedFields(old: GraphQLInputObjectType, next: GraphQLInputObjectType): Change[] {
  const fields = next.getFields();
  const changed = Object.values(old.getFields()).flatMap(({ name, type }) => {
    const coordinate = `${old.name}.${name}`;
    const now = fields[name];
    if (!now) return [{ coordinate, why: 'The input field was removed.' }];
    return isSafeToWrite(type, now.type)
      ? []
      : [{ coordinate, why: `Its type was ${String(type)} and is ${String(now.type)}.` }];
  });
  const required = Object.values(fields).filter((field) => !old.getFields()[field.name] && isRequiredInputField(field));
  return [
    ...changed,
    ...required.map(({ name }) => ({ coordinate: `${old.name}.${name}`, why: 'The input field is new and required.' })),
  ];
}

/**
 * Whether each value of the old type is valid for the new one: the same named type, and nullable wherever the old type
 * is.
 */
function isSafeToWrite(old: GraphQLInputType, next: GraphQLInputType): boolean {
  if (isNonNullType(old))
    return isSafeToWrite(
      old.ofType as GraphQLInputType,
      isNonNullType(next) ? (next.ofType as GraphQLInputType) : next,
    );
  if (isNonNullType(next)) return false;
  if (isListType(old)) return isListType(next) && isSafeToWrite(old.ofType, next.ofType);
  return !isListType(next) && getNamedType(old).name === getNamedType(next).name;
}
