import {
  defaultFieldResolver,
  getNamedType,
  isObjectType,
  Kind,
  parse,
  valueFromASTUntyped,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { DomainError } from '@kexie/kernel';
import { allOf, meets, readDemands, unauthorizedMessage, type Demand, type Demands } from './directives.ts';
import type { Viewer } from './viewer.ts';

/**
 * Makes a subgraph enforce its own directives. A field refuses a viewer (`context.viewer`) who does not meet the
 * demands of its directives, type or parent, with UNAUTHORIZED_FIELD, before its resolver runs. `_entities` refuses
 * entities of such types. The directives on the fields of a `@key` are left to the gateway, which needs these fields to
 * find the rest of an entity. Modifies the given schema.
 */
export function enforceDirectives(schema: GraphQLSchema, typeDefs: DocumentNode): void {
  const demands = readDemands(typeDefs);
  if (!demands) return;
  const keys = keyFields(typeDefs);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    guardFields(type, demands, keys);
    guardReference(type, demands.ofType(type.name));
  }
}

function guardFields(type: GraphQLObjectType, demands: Demands, keys: ReadonlySet<string>): void {
  for (const field of Object.values(type.getFields())) {
    const coordinate = `${type.name}.${field.name}`;
    const own = keys.has(coordinate)
      ? []
      : [demands.ofField(type.name, field.name), demands.ofType(getNamedType(field.type).name)];
    const demand = allOf([demands.ofType(type.name), ...own]);
    if (!demand) continue;
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (source, args, context: { viewer: Viewer }, info) => {
      requireDemand(context.viewer, coordinate, demand);
      return resolve(source, args, context, info);
    };
  }
}

type ResolveReference = (reference: unknown, context: { viewer: Viewer }, info: unknown) => unknown;
type SubgraphExtensions = { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };

/** Guards an entity that is requested by its key, without the field that led to it. */
function guardReference(type: GraphQLObjectType, demand: Demand | undefined): void {
  if (!demand) return;
  const { apollo } = type.extensions as SubgraphExtensions;
  const resolve = apollo?.subgraph?.resolveReference;
  // Asynchronous, because a synchronous error would also fail the other entities of the request.
  const resolveReference: ResolveReference = async (reference, context, info) => {
    requireDemand(context.viewer, type.name, demand);
    return resolve ? resolve(reference, context, info) : reference;
  };
  type.extensions = { ...type.extensions, apollo: { ...apollo, subgraph: { ...apollo?.subgraph, resolveReference } } };
}

function requireDemand(viewer: Viewer, what: string, demand: Demand): void {
  if (!meets(viewer, demand)) throw new DomainError('UNAUTHORIZED_FIELD', unauthorizedMessage(viewer, what, demand));
}

/**
 * The coordinates of the top-level fields of each `@key`, which may have another name: any directive with `fields` on a
 * type counts.
 */
function keyFields(document: DocumentNode): Set<string> {
  const keys = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    for (const { arguments: given = [] } of definition.directives ?? []) {
      const fields = given.find(({ name }) => name.value === 'fields')?.value;
      for (const field of fields ? topFields(String(valueFromASTUntyped(fields))) : [])
        keys.add(`${definition.name.value}.${field}`);
    }
  }
  return keys;
}

function topFields(fieldSet: string): string[] {
  const [operation] = parse(`{ ${fieldSet} }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
}
