import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, type OperationDefinitionNode } from 'graphql';
import { bodyOf, type BodyOf, type Execution } from './fetches.ts';
import { compileRepresentation, type Types } from './representations.ts';
import { rewrite } from './rewrites.ts';
import { isTree, merge, objectsAt, type PlanPath, type Tree } from './tree.ts';

/** A fetch of what a service adds to entities that stand at a path of the answer. */
export type EntityFetch = {
  readonly operation: string;
  readonly path: PlanPath;
  /** the request for this fetch alone */
  readonly body: BodyOf;
  /** what it takes to ask for it together with others; undefined when it must be asked alone */
  readonly part: Part | undefined;
  /** The representations of the entities that are there, each with the objects it stands for. */
  collect(execution: Execution): Map<string, Tree[]>;
  /** Adds an answered entity to the objects it stands for. */
  deliver(entity: unknown, targets: readonly Tree[], execution: Execution): void;
};
/** The text of a fetch, without its frame: the selection on `_entities`, and the definitions of the client's variables by name. */
export type Part = { selection: string; variables: ReadonlyMap<string, string>; node: FetchNode };

export function compileEntityFetch(node: FetchNode, path: PlanPath, types: Types): EntityFetch {
  const { isSubtype } = types;
  const { requires = [], inputRewrites, outputRewrites } = node;
  const represent = compileRepresentation(requires, types);
  const rewritten = (text: string): string => {
    if (!inputRewrites) return text;
    const representation: unknown = JSON.parse(text);
    rewrite(representation, inputRewrites, isSubtype);
    return JSON.stringify(representation);
  };
  return {
    operation: node.operation,
    path,
    body: bodyOf(node),
    part: outputRewrites ? undefined : partOf(node),
    collect: (execution) => {
      const entities = new Map<string, Tree[]>();
      for (const object of objectsAt(execution.tree, path, execution.shared)) {
        const represented = represent(object);
        if (represented === undefined) continue;
        const text = rewritten(represented);
        const same = entities.get(text);
        if (same) same.push(object);
        else entities.set(text, [object]);
      }
      return entities;
    },
    deliver: (entity, targets, execution) => {
      if (!isTree(entity)) return;
      entity['__typename'] ??= targets[0]?.['__typename'];
      if (outputRewrites) rewrite(entity, outputRewrites, isSubtype);
      if (targets.length > 1 && Object.values(entity).some((value) => typeof value === 'object' && value !== null)) execution.shared = true;
      const told = String(entity['__typename']);
      for (const target of targets) {
        // where an interface is one object, the service calls it by the interface: what it is has been told already, and stays
        const known = target['__typename'];
        entity['__typename'] = typeof known === 'string' && isSubtype(told, known) ? known : told;
        merge(target, entity);
      }
    },
  };
}

function partOf(node: FetchNode): Part | undefined {
  const [definition, ...others] = parse(node.operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || others.length > 0 || (definition.directives?.length ?? 0) > 0) return undefined;
  const [field, ...fields] = definition.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.name.value !== '_entities' || !field.selectionSet || fields.length > 0 || (field.directives?.length ?? 0) > 0) return undefined;
  return { selection: stripIgnoredCharacters(print(field.selectionSet)), variables: variablesOf(definition), node };
}

function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode): Map<string, string> {
  const texts = variableDefinitions.map((definition) => [definition.variable.name.value, stripIgnoredCharacters(print(definition))] as const);
  return new Map(texts.filter(([name]) => name !== 'representations'));
}
