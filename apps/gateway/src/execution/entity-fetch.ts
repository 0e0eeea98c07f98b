import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, type OperationDefinitionNode } from 'graphql';
import { copied, parseJson, type NumberKind } from '../exact-numbers.ts';
import { compileContext, lineagesAt, type ContextValues } from './context-arguments.ts';
import { createEquals } from './equal-objects.ts';
import { bodyOf, markMissing, type BodyOf, type Constants, type Execution } from './fetches.ts';
import { compileReason, compileRepresentation, type Types } from './representations.ts';
import { renamedKeys, rewrite } from './rewrites.ts';
import { selectionOf } from './selection.ts';
import { maybeSame, merge, Missing, objectsAt, replaceObjectsAt, type PlanPath, type Tree } from './tree.ts';

/** A fetch of the fields that a service adds to the entities at a path of the response. */
export type EntityFetch = {
  readonly path: PlanPath;
  /** the request for this fetch alone */
  readonly body: BodyOf;
  readonly numbers: NumberKind;
  /** the keys of the fields that the planner requests under aliases of its own */
  readonly renamed: ReadonlyMap<string, string>;
  /** the part that can be combined with other fetches; undefined if it must be sent alone */
  readonly part: Part | undefined;
  /** The entities present in the tree, in groups with the same `@fromContext` values. */
  collect(execution: Execution): Collected[];
  /** Merges a returned entity into the objects it stands for. */
  deliver(entity: Tree, targets: readonly Tree[], execution: Execution): void;
  /** Records for every field of the fetch why these objects do not have it. */
  markMissing(targets: readonly Tree[], reason: Missing, execution: Execution): void;
};
/** Representations, each with the objects it stands for, and the `@fromContext` values that these objects share. */
export type Collected = { entities: Map<string, Tree[]>; context: ContextValues | undefined };
/** The text of a fetch without the operation around it: the selection on `_entities`, and the definitions of the client's variables by name. */
type Part = { selection: string; variables: ReadonlyMap<string, string>; node: FetchNode };
type Options = Types & {
  /** The outermost fields that a field of a type requires. */
  requirementsOf: (typename: string, field: string) => readonly string[];
  numbers: NumberKind;
  constants: Constants;
  /** Whether each path of the response needs its own objects, because later fetches may add different fields at different paths. */
  separate: boolean;
  /** Whether another fetch also requests an object at the same path of the response. */
  contested: boolean;
  /** Whether equal objects may become one: only if no service can later give them different values by their position. */
  joinsEqual: boolean;
};

export function compileEntityFetch(
  node: FetchNode,
  path: PlanPath,
  { numbers, constants, separate, contested, joinsEqual, requirementsOf, ...types }: Options,
): EntityFetch {
  const { isSubtype } = types;
  const { requires = [], inputRewrites, outputRewrites } = node;
  const { represent, decidedBy } = compileRepresentation(requires, types);
  const reasonFor = compileReason(requires, types);
  /** The required fields that a representation could not supply. Fields that require them were computed without them, so their values are replaced. */
  const lacking = new WeakMap<Tree, readonly string[]>();
  const selection = selectionOf(node, isSubtype);
  const readContext = compileContext(node, isSubtype);
  const skip = (object: Tree, reason: Missing | undefined, execution: Execution): void => {
    if (reason) markMissing(object, reason, selection, contested, execution);
  };
  const rewritten = (text: string): string => {
    if (!inputRewrites) return text;
    const representation = parseJson(text);
    rewrite(representation, inputRewrites, isSubtype);
    return JSON.stringify(representation);
  };
  return {
    path,
    numbers,
    body: bodyOf(node, { constants }),
    renamed: renamedKeys(outputRewrites),
    part: outputRewrites || readContext ? undefined : partOf(node),
    collect: (execution) => {
      const groups = new Map<string, Collected>();
      /** Adds an object to those that its representation stands for, and returns them. */
      const add = (object: Tree, context: ContextValues | undefined): Tree[] | undefined => {
        const represented = represent(object);
        if (represented === undefined) {
          skip(object, reasonFor(object), execution);
          return undefined;
        }
        const text = rewritten(represented.text);
        if (represented.lacking.length > 0) lacking.set(object, represented.lacking);
        const group = context ? [...context.values()].join() : '';
        let collected = groups.get(group);
        if (!collected) groups.set(group, (collected = { entities: new Map(), context }));
        let same = collected.entities.get(text);
        if (same) same.push(object);
        else collected.entities.set(text, (same = [object]));
        return represented.lacking.length > 0 ? undefined : same;
      };
      const { tree, shared } = execution;
      if (readContext) {
        for (const lineage of lineagesAt(tree, path)) {
          const context = readContext(lineage);
          if (context === undefined || context instanceof Missing) skip(lineage.object, context, execution);
          else add(lineage.object, context);
        }
      } else if (!joinsEqual) for (const object of objectsAt(tree, path, shared)) add(object, undefined);
      else {
        const equals = createEquals(decidedBy);
        replaceObjectsAt(tree, path, shared, (object) => {
          const known = equals.find(object);
          if (!known) {
            const same = add(object, undefined);
            if (same) equals.learn(object, same);
            return object;
          }
          const twin = equals.twinOf(object, known);
          if (twin === object) known.same.push(object);
          else execution.shared = true;
          return twin;
        });
      }
      return [...groups.values()];
    },
    deliver: (entity, targets, execution) => {
      entity['__typename'] ??= targets[0]?.['__typename'];
      if (outputRewrites) rewrite(entity, outputRewrites, isSubtype);
      const [first] = targets;
      const lacks = first && lacking.get(first);
      if (first && lacks)
        selection.replace(
          entity,
          (field) => requirementsOf(String(first['__typename']), field).some((name) => lacks.includes(name)),
          reasonFor(first),
        );
      if (contested)
        execution.afterwards.push(
          ...targets.filter((target) => maybeSame(target, entity, isSubtype)).map(selection.nullsOf(entity)),
        );
      const nested =
        targets.length > 1 && Object.values(entity).some((value) => typeof value === 'object' && value !== null);
      if (nested && !separate) execution.shared = true;
      const claimed = entity['__typename'];
      targets.forEach((target, index) => {
        entity['__typename'] = claimed;
        merge(target, nested && separate && index > 0 ? copied(entity) : entity, isSubtype);
      });
    },
    markMissing: (targets, reason, execution) =>
      targets.forEach((target) => markMissing(target, reason, selection, contested, execution)),
  };
}

function partOf(node: FetchNode): Part | undefined {
  const [definition, ...others] = parse(node.operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || others.length > 0 || (definition.directives?.length ?? 0) > 0)
    return undefined;
  const [field, ...fields] = definition.selectionSet.selections;
  if (
    field?.kind !== Kind.FIELD ||
    field.name.value !== '_entities' ||
    !field.selectionSet ||
    fields.length > 0 ||
    (field.directives?.length ?? 0) > 0
  )
    return undefined;
  return { selection: stripIgnoredCharacters(print(field.selectionSet)), variables: variablesOf(definition), node };
}

function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode): Map<string, string> {
  const texts = variableDefinitions.map(
    (definition) => [definition.variable.name.value, stripIgnoredCharacters(print(definition))] as const,
  );
  return new Map(texts.filter(([name]) => name !== 'representations'));
}
