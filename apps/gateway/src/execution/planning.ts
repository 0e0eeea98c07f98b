import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { supportedFeatures } from '@kexie/registry';
import { withServices, withStages } from './chained-requirements.ts';
import { clientSchema } from './client-schema.ts';
import { withConcreteFragments } from './concrete-fragments.ts';
import { markExternalFields } from './external-fields.ts';
import { withFieldsByType } from './fields-by-type.ts';
import { interfacesWithoutTypes, withoutTypenames } from './interfaces-without-types.ts';
import { withoutIntrospection } from './introspection.ts';
import { readMultiplyingFields } from './multiplying-fields.ts';
import { plannedDocument, plannedKeysOf } from './names.ts';
import { mapFetches } from './plan-nodes.ts';
import { readOverrideLabels } from './override-labels.ts';
import type { Overrides } from './overrides.ts';
import { standInsFor } from './required-arguments.ts';
import { withResolvableKeys } from './resolvable-keys.ts';
import { withRequiredArguments } from './restored-arguments.ts';

/** The fields of a key, with those of nested objects. */
export type Key = readonly { readonly name: string; readonly fields?: Key }[];
/** Facts about a supergraph beyond its schema, by the names of its services. They can be sent between threads. */
export type PlanningFacts = {
  /** the keys by which services resolve entities, by type */
  keys: Readonly<Record<string, readonly { type: string; key: Key }[]>>;
  /** the outermost fields that the fields of a service require */
  requirements: Readonly<Record<string, readonly { type: string; field: string; names: readonly string[] }[]>>;
};
/** The schemas of a supergraph as text: the client schema, and the full one. */
export type SchemaTexts = { api: string; everything: string };
export type Planning = PlanningFacts & {
  /** the client schema: the supergraph without `@inaccessible` elements */
  schema: GraphQLSchema;
  /** the schema of all services together */
  everything: GraphQLSchema;
  texts(): SchemaTexts;
  /** Plans a valid operation under decisions on labels of `@override`. It takes milliseconds, for some operations seconds. */
  plan(document: DocumentNode, operationName: string | undefined, overrides?: Overrides): QueryPlan;
};

/** Reads a Federation 2 supergraph. Throws if the text is not one, or uses a feature that affects execution and is not supported. */
export function createPlanning(supergraphSdl: string): Planning {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures });
  const parsed = parse(supergraphSdl, { noLocation: true });
  const standIns = standInsFor(withResolvableKeys(parsed));
  // Validation would refuse fields that are external only for a requirement or a key that was removed.
  const { document, services } = withStages(standIns.document);
  const planned =
    document === parsed ? supergraph : Supergraph.build(document, { supportedFeatures, validateSupergraph: false });
  const planner = new QueryPlanner(planned, {
    incrementalDelivery: { enableDefer: false },
    typeConditionedFetching: true,
    debug: { maxEvaluatedPlans },
  });
  markExternalFields(planner['federatedQueryGraph'], planned);
  const apiSchema = supergraph.apiSchema();
  const everything = supergraph.schema.toGraphQLJSSchema();
  const schema = clientSchema(apiSchema.toGraphQLJSSchema(), parsed, everything);
  const { isMoving } = readOverrideLabels(parsed, everything);
  const withoutTypes = interfacesWithoutTypes(schema);
  const multiplies = readMultiplyingFields(document);
  // The planner reads labels only on fields of objects: it takes a field of an interface from any service that has it, whatever the decision.
  const isAskedByType: Parameters<typeof withFieldsByType>[2] = (interfaceName, field, objects) =>
    objects.some((each) => isMoving(`${each}.${field}`)) || multiplies(interfaceName, field, objects);
  const keyOf = plannedKeysOf(everything);
  const names = [...supergraph.subgraphsMetadata()].map(({ name }) => name);
  return {
    schema,
    everything,
    keys: Object.fromEntries(names.map((name) => [name, keysIn(supergraph, name)])),
    requirements: Object.fromEntries(names.map((name) => [name, requirementsIn(supergraph, name)])),
    texts: () => ({ api: print(apiSchema.toAST()), everything: print(supergraph.schema.toAST()) }),
    plan(asked, operationName, overrides = {}) {
      const fetched = withoutIntrospection(asked, operationName);
      const plannable = fetched && withoutTypenames(fetched, withoutTypes, schema);
      if (!plannable) return { kind: 'QueryPlan' };
      const safe = plannedDocument(
        withFieldsByType(plannable, schema, isAskedByType),
        keyOf,
        (directive) => apiSchema.directive(directive) !== undefined,
      );
      const overrideConditions = new Map(Object.entries(overrides));
      const operation = operationName === undefined ? {} : { operationName };
      const planOf = (text: DocumentNode): QueryPlan =>
        planner.buildQueryPlan(operationFromDocument(planned.apiSchema(), text, operation), { overrideConditions });
      return withoutDocuments(
        withServices(withRequiredArguments(planWithCare(safe, planOf, schema), standIns), services),
      );
    },
  };
}

/** The plan without the parsed operations of its fetches, which are never read and are larger than their texts. */
const withoutDocuments = (plan: QueryPlan): QueryPlan =>
  mapFetches(plan, ({ operationDocumentNode: _document, ...fetch }) => fetch);

/** The requirements of a service's fields. */
function requirementsIn(supergraph: Supergraph, service: string): { type: string; field: string; names: string[] }[] {
  const subgraph = supergraph.subgraphs().get(service);
  if (!subgraph) return [];
  const directive = subgraph.metadata().requiresDirective();
  return subgraph.schema.types().flatMap((type) =>
    (type.kind === 'ObjectType' || type.kind === 'InterfaceType' ? type.fields() : []).flatMap((field) =>
      field.appliedDirectivesOf(directive).map((applied) => ({
        type: type.name,
        field: field.name,
        names: readKey(String(applied.arguments().fields)).map(({ name }) => name),
      })),
    ),
  );
}

/** Plans a document, in a simpler form if the planner fails on it. */
function planWithCare(
  document: DocumentNode,
  plan: (document: DocumentNode) => QueryPlan,
  schema: GraphQLSchema,
): QueryPlan {
  try {
    return plan(document);
  } catch (error) {
    const simpler = withConcreteFragments(document, schema);
    if (!simpler) throw error;
    return plan(simpler);
  }
}

/** The keys by which a service resolves its types. */
function keysIn(supergraph: Supergraph, service: string): { type: string; key: Key }[] {
  const subgraph = supergraph.subgraphs().get(service);
  if (!subgraph) return [];
  return subgraph.schema.types().flatMap((type) =>
    type
      .appliedDirectivesOf(subgraph.metadata().keyDirective())
      .filter((directive) => directive.arguments().resolvable !== false)
      .map((directive) => ({ type: type.name, key: readKey(String(directive.arguments().fields)) })),
  );
}

/** Parses the field set of a key or a requirement. */
function readKey(fields: string): Key {
  const fieldsOf = ({ selections }: SelectionSetNode): Key =>
    selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD)
        return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
      return {
        name: selection.name.value,
        ...(selection.selectionSet ? { fields: fieldsOf(selection.selectionSet) } : {}),
      };
    });
  return fieldsOf(
    (parse(`{ ${fields} }`, { noLocation: true }).definitions[0] as OperationDefinitionNode).selectionSet,
  );
}

/** The maximum number of plans that the planner compares, those with the fewest services first. Its default is 10,000, which takes a second or two. */
const maxEvaluatedPlans = 200;
