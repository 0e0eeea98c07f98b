import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { mapFetches } from './plan-nodes.ts';
import type { StandIns } from './required-arguments.ts';

/** The plan with required fields and their arguments in place of their stand-ins. See `standInsFor`. */
export function withRequiredArguments(plan: QueryPlan, standIns: StandIns): QueryPlan {
  return mapFetches(plan, (fetch) => (standIns.fields.size === 0 ? fetch : restoreFetch(fetch, standIns)));
}

/** A fetch that requires one field with different arguments becomes several, because a representation can hold only one of the values. */
function restoreFetch(fetch: FetchNode, standIns: StandIns): PlanNode {
  const document = parse(fetch.operation, { noLocation: true });
  const parts = fetch.requires ? split(document, standIns) : [];
  if (parts.length < 2) return restoreNames(fetch, document, fetch.requires, standIns);
  const all = new Set(parts.flatMap(({ needed }) => [...needed.values()]));
  const nodes = parts.map(({ selections, needed }) => {
    const foreign = new Set([...all].filter((name) => ![...needed.values()].includes(name)));
    return restoreNames(fetch, selecting(document, selections), without(fetch.requires ?? [], foreign), standIns);
  });
  return { kind: 'Parallel', nodes };
}

function restoreNames(
  fetch: FetchNode,
  document: DocumentNode,
  requires: readonly QueryPlanSelectionNode[] | undefined,
  { fields }: StandIns,
): FetchNode {
  const used = new Set<string>();
  const restored = visit(document, {
    Field(node) {
      const required = fields.get(node.name.value);
      return (
        required && {
          ...node,
          alias: node.alias ?? node.name,
          name: { kind: Kind.NAME, value: required.name },
          arguments: required.arguments,
        }
      );
    },
    OperationDefinition: {
      enter: (node) => void visit(node.selectionSet, { Variable: ({ name }) => void used.add(name.value) }),
    },
  });
  const defined = visit(restored, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  const rename = (nodes: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode[] =>
    nodes.map((node) => {
      if (node.kind === 'InlineFragment') return { ...node, selections: rename(node.selections) };
      const required = fields.get(node.name);
      return {
        ...node,
        ...(required ? { name: required.name, alias: node.name } : {}),
        ...(node.selections ? { selections: rename(node.selections) } : {}),
      };
    });
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(defined)),
    ...(fetch.variableUsages ? { variableUsages: fetch.variableUsages.filter((name) => used.has(name)) } : {}),
    ...(requires ? { requires: rename(requires) } : {}),
  };
}

/** Selections on entities that can be requested together: `needed` are the stand-ins they require, by the field each stands for. */
type Part = { selections: { type: string | undefined; selection: SelectionNode }[]; needed: Map<string, string> };

function split(document: DocumentNode, { fields, requirements }: StandIns): Part[] {
  const parts: Part[] = [];
  for (const unit of unitsOf(document)) {
    const names =
      unit.selection.kind === Kind.FIELD
        ? [...(requirements.get(`${unit.type}.${unit.selection.name.value}`) ?? [])]
        : [];
    const needed = new Map(names.map((name) => [fields.get(name)?.name ?? name, name]));
    let part = parts.find((each) => [...needed].every(([field, name]) => (each.needed.get(field) ?? name) === name));
    if (!part) parts.push((part = { selections: [], needed: new Map() }));
    part.selections.push(unit);
    for (const [field, name] of needed) part.needed.set(field, name);
  }
  return parts;
}

/** The fields that a fetch requests of entities, each with the type on which it is selected. */
function unitsOf(document: DocumentNode): Part['selections'] {
  const entities = operationOf(document).selectionSet.selections[0];
  const fragments = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  return fragments.flatMap((fragment) =>
    fragment.kind === Kind.INLINE_FRAGMENT
      ? fragment.selectionSet.selections.map((selection) => ({ type: fragment.typeCondition?.name.value, selection }))
      : [],
  );
}

const operationOf = (document: DocumentNode): OperationDefinitionNode =>
  document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;

/** The same request for these selections only. */
function selecting(document: DocumentNode, selections: Part['selections']): DocumentNode {
  const wanted = new Set(selections.map(({ selection }) => selection));
  const operation = operationOf(document);
  const [entities] = operation.selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || !entities.selectionSet) return document;
  const fragments = entities.selectionSet.selections.flatMap((fragment) => {
    if (fragment.kind !== Kind.INLINE_FRAGMENT) return [];
    const kept = fragment.selectionSet.selections.filter((selection) => wanted.has(selection));
    return kept.length > 0 ? [{ ...fragment, selectionSet: { ...fragment.selectionSet, selections: kept } }] : [];
  });
  const narrowed = {
    ...operation,
    selectionSet: {
      ...operation.selectionSet,
      selections: [{ ...entities, selectionSet: { ...entities.selectionSet, selections: fragments } }],
    },
  };
  return { ...document, definitions: document.definitions.map((each) => (each === operation ? narrowed : each)) };
}

/** The requirement without some stand-ins. */
function without(nodes: readonly QueryPlanSelectionNode[], names: ReadonlySet<string>): QueryPlanSelectionNode[] {
  return nodes.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === 'Field' && names.has(node.name)) return [];
    if (!node.selections) return [node];
    const selections = without(node.selections, names);
    return selections.length > 0 ? [{ ...node, selections }] : [];
  });
}
