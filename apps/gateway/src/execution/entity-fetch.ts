import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, type OperationDefinitionNode } from 'graphql';
import { copied, parseJson, type NumberKind } from '../exact-numbers.ts';
import { compileContext, lineagesAt, type ContextValues } from './context-arguments.ts';
import { bodyOf, lack, type BodyOf, type Constants, type Execution } from './fetches.ts';
import { compileReason, compileRepresentation, type Types } from './representations.ts';
import { renamedKeys, rewrite } from './rewrites.ts';
import { selectionOf } from './selection.ts';
import { maybeSame, merge, Missing, objectsAt, type PlanPath, type Tree } from './tree.ts';

/** A fetch of what a service adds to entities that stand at a path of the answer. */
export type EntityFetch = {
  readonly path: PlanPath;
  /** the request for this fetch alone */
  readonly body: BodyOf;
  readonly numbers: NumberKind;
  /** the keys of what the planner asks for under aliases of its own */
  readonly renamed: ReadonlyMap<string, string>;
  /** what it takes to ask for it together with others; undefined when it must be asked alone */
  readonly part: Part | undefined;
  /** The entities that are there; several groups where they need other values of their context. */
  collect(execution: Execution): Collected[];
  /** Adds an answered entity to the objects it stands for. */
  deliver(entity: Tree, targets: readonly Tree[], execution: Execution): void;
  /** Notes for every field of the fetch why these objects do not have it. */
  lack(targets: readonly Tree[], reason: Missing, execution: Execution): void;
};
/** Representations, each with the objects it stands for, and the values of the context in which they stand. */
export type Collected = { entities: Map<string, Tree[]>; context: ContextValues | undefined };
/** The text of a fetch, without its frame: the selection on `_entities`, and the definitions of the client's variables by name. */
export type Part = { selection: string; variables: ReadonlyMap<string, string>; node: FetchNode };
type Options = Types & {
  /** The outermost fields that a field of a type requires. */
  requirementsOf: (typename: string, field: string) => readonly string[];
  numbers: NumberKind;
  constants: Constants;
  /** Whether each place of an answer has objects of its own, because later fetches may ask for different things at different places. */
  separate: boolean;
  /** Whether another fetch asks for an object at the same place of the answer, too. */
  contested: boolean;
};

export function compileEntityFetch(
  node: FetchNode,
  path: PlanPath,
  { numbers, constants, separate, contested, requirementsOf, ...types }: Options,
): EntityFetch {
  const { isSubtype } = types;
  const { requires = [], inputRewrites, outputRewrites } = node;
  const represent = compileRepresentation(requires, types);
  const reasonFor = compileReason(requires, types);
  /** What the representations of objects lack. The service answers fields that require it from something else, so these answers do not count. */
  const lacking = new WeakMap<Tree, readonly string[]>();
  const selection = selectionOf(node, isSubtype);
  const readContext = compileContext(node, isSubtype);
  const giveUp = (object: Tree, reason: Missing | undefined, execution: Execution): void => {
    if (reason) lack(object, reason, selection, contested, execution);
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
      const add = (object: Tree, context: ContextValues | undefined): void => {
        const represented = represent(object);
        if (represented === undefined) return giveUp(object, reasonFor(object), execution);
        const text = rewritten(represented.text);
        if (represented.lacking.length > 0) lacking.set(object, represented.lacking);
        const group = context ? [...context.values()].join() : '';
        let collected = groups.get(group);
        if (!collected) groups.set(group, (collected = { entities: new Map(), context }));
        const same = collected.entities.get(text);
        if (same) same.push(object);
        else collected.entities.set(text, [object]);
      };
      if (!readContext) for (const object of objectsAt(execution.tree, path, execution.shared)) add(object, undefined);
      else {
        for (const lineage of lineagesAt(execution.tree, path)) {
          const context = readContext(lineage);
          if (context === undefined || context instanceof Missing) giveUp(lineage.object, context, execution);
          else add(lineage.object, context);
        }
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
    lack: (targets, reason, execution) =>
      targets.forEach((target) => lack(target, reason, selection, contested, execution)),
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
