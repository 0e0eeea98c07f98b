import type { QueryPlan } from '@apollo/query-planner';
import {
  Kind,
  parse,
  visit,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { mapFetches } from './plan-nodes.ts';

/** `services` maps the names under which parts of services are planned to the real names of the services. */
export type Staged = { document: DocumentNode; services: ReadonlyMap<string, string> };
type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;
type Definitions = ReadonlyMap<string, Composite>;
/** A field with a requirement, in the service that resolves it: `graph` is the name of the service in the supergraph's enum. */
type Requiring = { type: string; field: string; graph: string; requires: string };
/** A part of a service that is planned as a service of its own. */
type Stage = {
  graph: string;
  part: string;
  fields: ReadonlySet<string>;
  /** of the types that have keys: their fields in this part, by type */ kept: Fields;
  /** the fields that the rest of the service still needs for its keys, requirements and provisions, by type */ needed: Fields;
};
type Fields = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Returns a supergraph in which a field that has a requirement and is itself required by another field belongs to a service of its own.
 * If `third` requires `second`, which requires `first`, and the path starts at the service of `second`, Apollo's planner merges the fetch of
 * `second` into the previous fetch of the same service, which lacks `first`. With two services in its input it keeps two fetches, and
 * `withServices` restores the name of the service.
 */
export function withStages(supergraph: DocumentNode): Staged {
  const definitions: Definitions = new Map(
    supergraph.definitions.flatMap((each) => (isComposite(each) ? [[each.name.value, each] as const] : [])),
  );
  const stages = stagesOf(definitions);
  if (stages.length === 0) return { document: supergraph, services: new Map() };
  const services = new Map<string, string>();
  const document = visit(supergraph, {
    EnumTypeDefinition: (node) =>
      node.name.value === 'join__Graph'
        ? withParts(node, stages, services)
        : {
            ...node,
            ...copied(node, stages),
            values: node.values?.map((value) => ({ ...value, ...copied(value, stages) })) ?? [],
          },
    ScalarTypeDefinition: (node) => ({ ...node, ...copied(node, stages) }),
    UnionTypeDefinition: (node) => ({ ...node, ...copied(node, stages) }),
    InputObjectTypeDefinition: (node) => ({
      ...node,
      ...copied(node, stages),
      fields: node.fields?.map((field) => ({ ...field, ...copied(field, stages) })) ?? [],
    }),
    ObjectTypeDefinition: (node) => staged(node, stages),
    InterfaceTypeDefinition: (node) => staged(node, stages),
  });
  return { document, services };
}

/** The plan with the real names of the services. */
export function withServices(plan: QueryPlan, services: Staged['services']): QueryPlan {
  return services.size === 0
    ? plan
    : mapFetches(plan, (fetch) => ({ ...fetch, serviceName: services.get(fetch.serviceName) ?? fetch.serviceName }));
}

/** Makes one part for the fields of a service at the same distance from fields without requirements, because such fields never require each other. */
function stagesOf(definitions: Definitions): Stage[] {
  const requiring = [...definitions.values()].flatMap((type) =>
    (type.fields ?? []).flatMap((field) => requirementsOf(type, field)),
  );
  const required = new Map(
    requiring.map((each) => [each, requiring.filter((other) => requires(each, other, definitions))]),
  );
  const chained = new Set(
    [...required.values()].flat().filter(({ type, graph }) => keysOf(definitions.get(type), graph).length > 0),
  );
  const levels = new Map<Requiring, number>();
  const levelOf = (each: Requiring): number => {
    const known = levels.get(each);
    if (known !== undefined) return known;
    // A cycle ends at the field where it started.
    levels.set(each, 0);
    const level = 1 + Math.max(0, ...(required.get(each) ?? []).map(levelOf));
    levels.set(each, level);
    return level;
  };
  const parts = new Map<string, Requiring[]>();
  const apart = requiring.filter((each) => chained.has(each) || isTangled(each, [...chained], definitions));
  for (const each of apart) {
    const part = `${each.graph}__${levelOf(each)}`;
    parts.set(part, [...(parts.get(part) ?? []), each]);
  }
  return [...parts].flatMap(([part, fields]) => {
    const [first] = fields;
    return first
      ? [
          {
            graph: first.graph,
            part,
            fields: new Set(fields.map(({ type, field }) => `${type}.${field}`)),
            kept: keptIn(first.graph, fields, definitions),
            needed: keptIn(
              first.graph,
              requiring.filter((each) => each.graph === first.graph && !apart.includes(each)),
              definitions,
            ),
          },
        ]
      : [];
  });
}

/**
 * Whether a field requires a field that leads to others: a part of a key, or a field that a chained field also requires. Apollo's planner may treat a field
 * that a service declares as external as one that the service resolves, and merge its fetch with one of this service.
 */
function isTangled(each: Requiring, chained: readonly Requiring[], definitions: Definitions): boolean {
  if (keysOf(definitions.get(each.type), each.graph).length === 0) return false;
  const leading = new Set<string>();
  for (const type of definitions.values()) {
    for (const directive of joins(type, 'join__type'))
      walk(selectionsOf(argument(directive, 'key') ?? '__typename'), type.name.value, definitions, (name, field) =>
        leading.add(`${name}.${field}`),
      );
  }
  for (const { type, requires: text } of chained)
    walk(selectionsOf(text), type, definitions, (name, field) => leading.add(`${name}.${field}`));
  let found = false;
  walk(selectionsOf(each.requires), each.type, definitions, (name, field) => {
    found ||= field !== '__typename' && leading.has(`${name}.${field}`);
  });
  return found;
}

function requirementsOf(type: Composite, field: FieldDefinitionNode): Requiring[] {
  return joins(field, 'join__field').flatMap((directive) => {
    const [graph, text] = [argument(directive, 'graph'), argument(directive, 'requires')];
    return graph !== undefined && text !== undefined && argument(directive, 'overrideLabel') === undefined
      ? [{ type: type.name.value, field: field.name.value, graph, requires: text }]
      : [];
  });
}

/** Whether the requirement of `each` contains the field `other`, on its own type, on an interface of it, or on a type that implements it. */
function requires(each: Requiring, other: Requiring, definitions: Definitions): boolean {
  let found = false;
  walk(selectionsOf(each.requires), each.type, definitions, (type, field) => {
    found ||= field === other.field && areRelated(type, other.type, definitions);
  });
  return found;
}

const areRelated = (one: string, other: string, definitions: Definitions): boolean =>
  one === other || isOf(one, other, definitions) || isOf(other, one, definitions);
const isOf = (type: string, abstract: string, definitions: Definitions): boolean =>
  definitions.get(type)?.interfaces?.some(({ name }) => name.value === abstract) === true;

/** The fields that a part keeps of types with keys: the keys, by which entities are resolved, the requirements of the part's fields, and these fields. */
function keptIn(graph: string, fields: readonly Requiring[], definitions: Definitions): Map<string, Set<string>> {
  const kept = new Map<string, Set<string>>();
  const keep = (type: string, field: string): void => {
    const names = kept.get(type) ?? new Set();
    kept.set(type, names.add(field));
    for (const each of definitions.values())
      if (isOf(each.name.value, type, definitions))
        kept.set(each.name.value, (kept.get(each.name.value) ?? new Set()).add(field));
  };
  for (const type of definitions.values())
    for (const key of keysOf(type, graph)) walk(selectionsOf(key), type.name.value, definitions, keep);
  for (const { type, field, requires: text } of fields) {
    keep(type, field);
    walk(selectionsOf(text), type, definitions, keep);
  }
  for (const type of definitions.values())
    for (const field of type.fields ?? []) {
      for (const directive of joins(field, 'join__field'))
        if (argument(directive, 'graph') === graph)
          walk(selectionsOf(argument(directive, 'provides') ?? '__typename'), namedType(field), definitions, keep);
    }
  return kept;
}

const keysOf = (type: Composite | undefined, graph: string): string[] =>
  (type ? joins(type, 'join__type') : []).flatMap((directive) =>
    argument(directive, 'graph') === graph ? (argument(directive, 'key') ?? []) : [],
  );

/** Adds the type to the parts. Its fields without `@join__field` belong to every service that has the type, so they get a directive for each of them. */
function staged<Type extends Composite>(type: Type, stages: readonly Stage[]): Type {
  const name = type.name.value;
  const graphs = [...new Set(joins(type, 'join__type').flatMap((directive) => argument(directive, 'graph') ?? []))];
  const here = stages.filter(({ graph }) => graphs.includes(graph) && !rootTypes.has(name));
  if (here.length === 0) return type;
  const isMoved = (stage: Stage): boolean => [...stage.fields].some((field) => field.startsWith(`${name}.`));
  const own = here.flatMap((stage) =>
    joins(type).flatMap((directive) =>
      argument(directive, 'graph') === stage.graph
        ? [
            isMoved(stage)
              ? inPart(directive, stage)
              : without(inPart(directive, stage), ['key', 'extension', 'resolvable']),
          ]
        : [],
    ),
  );
  const fields =
    type.fields?.map((field) => {
      const all = joins(field, 'join__field').length > 0 ? joins(field, 'join__field') : graphs.map(joinField);
      const moved = (directive: ConstDirectiveNode): boolean =>
        here.some(
          ({ graph, fields: names }) =>
            argument(directive, 'graph') === graph && names.has(`${name}.${field.name.value}`),
        );
      const parts = here.flatMap((stage) =>
        all.flatMap((directive) =>
          argument(directive, 'graph') === stage.graph
            ? fieldInPart(directive, name, field.name.value, stage, keysOf(type, stage.graph).length > 0)
            : [],
        ),
      );
      const others = (field.directives ?? []).filter((directive) => directive.name.value !== 'join__field');
      const unneeded = (directive: ConstDirectiveNode): boolean =>
        isExternal(directive) &&
        here.some(
          ({ graph, needed }) =>
            argument(directive, 'graph') === graph && needed.get(name)?.has(field.name.value) !== true,
        );
      return {
        ...field,
        directives: [...others, ...all.filter((directive) => !moved(directive) && !unneeded(directive)), ...parts],
      };
    }) ?? [];
  return { ...type, directives: [...(type.directives ?? []), ...own], fields };
}

/** For a type without a key a part keeps all fields except those that have a requirement themselves. */
function fieldInPart(
  directive: ConstDirectiveNode,
  type: string,
  field: string,
  stage: Stage,
  hasKeys: boolean,
): ConstDirectiveNode[] {
  if (stage.fields.has(`${type}.${field}`)) return [inPart(directive, stage)];
  const isKept = hasKeys ? stage.kept.get(type)?.has(field) === true : true;
  return isKept && argument(directive, 'requires') === undefined ? [inPart(directive, stage)] : [];
}

/** Repeats directives that name the service for each of its parts. */
function copied(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  stages: readonly Stage[],
): { directives: ConstDirectiveNode[] } {
  const directives = node.directives ?? [];
  return {
    directives: [
      ...directives,
      ...stages.flatMap((stage) =>
        directives
          .filter((directive) => argument(directive, 'graph') === stage.graph)
          .map((directive) => inPart(directive, stage)),
      ),
    ],
  };
}

function withParts(
  graphs: EnumTypeDefinitionNode,
  stages: readonly Stage[],
  services: Map<string, string>,
): EnumTypeDefinitionNode {
  const values = stages.flatMap(({ graph, part }) =>
    (graphs.values ?? [])
      .filter(({ name }) => name.value === graph)
      .map((value) => ({
        ...value,
        name: { ...value.name, value: part },
        directives:
          value.directives?.map((directive) => {
            const name = argument(directive, 'name') ?? graph;
            services.set(part, name);
            return {
              ...directive,
              arguments:
                directive.arguments?.map((each) =>
                  each.name.value === 'name' ? { ...each, value: { kind: Kind.STRING as const, value: part } } : each,
                ) ?? [],
            };
          }) ?? [],
      })),
  );
  return { ...graphs, values: [...(graphs.values ?? []), ...values] };
}

function walk(
  set: SelectionSetNode,
  type: string,
  definitions: Definitions,
  visitField: (type: string, field: string) => void,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      walk(selection.selectionSet, selection.typeCondition?.name.value ?? type, definitions, visitField);
    if (selection.kind !== Kind.FIELD) continue;
    visitField(type, selection.name.value);
    const field = definitions.get(type)?.fields?.find(({ name }) => name.value === selection.name.value);
    if (field && selection.selectionSet) walk(selection.selectionSet, namedType(field), definitions, visitField);
  }
}

function namedType({ type }: FieldDefinitionNode): string {
  let named = type;
  while (named.kind !== Kind.NAMED_TYPE) named = named.type;
  return named.name.value;
}

const isComposite = (node: { kind: string }): node is Composite =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
const selectionsOf = (fields: string): SelectionSetNode =>
  (parse(`{ ${fields} }`, { noLocation: true }).definitions[0] as OperationDefinitionNode).selectionSet;
const joins = (
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name?: string,
): readonly ConstDirectiveNode[] =>
  node.directives?.filter((directive) =>
    name === undefined ? directive.name.value.startsWith('join__') : directive.name.value === name,
  ) ?? [];
const argument = (directive: ConstDirectiveNode, name: string): string | undefined => {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.ENUM || value?.kind === Kind.STRING ? value.value : undefined;
};
const isExternal = (directive: ConstDirectiveNode): boolean =>
  directive.arguments?.some(
    ({ name, value }) => name.value === 'external' && value.kind === Kind.BOOLEAN && value.value,
  ) === true;
const graphArgument = (graph: string): ConstArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: 'graph' },
  value: { kind: Kind.ENUM, value: graph },
});
const inPart = (directive: ConstDirectiveNode, { part }: Stage): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.map((each) => (each.name.value === 'graph' ? graphArgument(part) : each)) ?? [],
});
const without = (directive: ConstDirectiveNode, names: readonly string[]): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.filter(({ name }) => !names.includes(name.value)) ?? [],
});
const joinField = (graph: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'join__field' },
  arguments: [graphArgument(graph)],
});
const rootTypes = new Set(['Query', 'Mutation', 'Subscription']);
