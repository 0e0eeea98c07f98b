import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, Kind, parse, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { supportedFeatures } from '@kexie/registry';
import type { NumberKind } from '../exact-numbers.ts';
import { withServices, withStages } from './chained-requirements.ts';
import { clientSchema } from './client-schema.ts';
import { withConcreteFragments } from './concrete-fragments.ts';
import { markExternalFields } from './external-fields.ts';
import { interfacesWithoutTypes, withoutTypenames } from './interfaces-without-types.ts';
import { withFieldsByType } from './fields-by-type.ts';
import { createIntrospection, withoutIntrospection, type Introspect } from './introspection.ts';
import { readMultiplyingFields } from './multiplying-fields.ts';
import { plannedDocument, plannedKeys, type PlannedKey } from './names.ts';
import { numberKindsOf } from './number-kinds.ts';
import { readOverrideLabels, type OverrideLabels } from './override-labels.ts';
import type { Overrides } from './overrides.ts';
import type { TypeOf } from './representations.ts';
import { standInsFor } from './required-arguments.ts';
import { withResolvableKeys } from './resolvable-keys.ts';
import { withRequiredArguments } from './restored-arguments.ts';

/** What it takes to turn operations into plans on one supergraph. */
export type Planner = {
  /** what clients may ask: the supergraph without what is `@inaccessible` */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly { name: string; url: string }[];
  /** Where the value of a field stands in what the fetches of a plan bring. */
  readonly keyOf: PlannedKey;
  readonly introspect: Introspect;
  readonly overrideLabels: OverrideLabels;
  /** Plans a valid operation under decisions on labels of `@override`. It takes milliseconds, and blocks. */
  plan(document: DocumentNode, operationName: string | undefined, overrides?: Overrides): QueryPlan;
  /** Whether an object of type `typename` is one of `condition`, among all types, the inaccessible ones too. */
  isSubtype(condition: string, typename: string): boolean;
  /** Which numbers of the reply to a fetch matter. */
  numbersOf(operation: string): NumberKind;
  /** The type of a field among all services, of inaccessible ones too; undefined when there is no such field. */
  typeOf: TypeOf;
  /** Whether some service knows an interface as one object. */
  readonly hasInterfaceObjects: boolean;
  /** The keys by which a service resolves an entity of a type. */
  keysOf(service: string, typename: string): readonly Key[];
  /** The outermost fields that a service requires for a field of an entity of a type. */
  requirementsOf(service: string, typename: string, field: string): readonly string[];
};
/** The fields of a key, with those of the objects in it. */
export type Key = readonly { readonly name: string; readonly fields?: Key }[];

/** Reads a Federation 2 supergraph. Throws when it is none, or uses a feature that changes execution and is not known here. */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures });
  const parsed = parse(supergraphSdl, { noLocation: true });
  const standIns = standInsFor(withResolvableKeys(parsed));
  // what is external for a requirement or a key that is not there any more would be refused by the validation
  const { document, services } = withStages(standIns.document);
  const planned = document === parsed ? supergraph : Supergraph.build(document, { supportedFeatures, validateSupergraph: false });
  const planner = new QueryPlanner(planned, { incrementalDelivery: { enableDefer: false }, typeConditionedFetching: true, debug: { maxEvaluatedPlans } });
  markExternalFields(planner['federatedQueryGraph'], planned);
  const apiSchema = supergraph.apiSchema();
  const everything = supergraph.schema.toGraphQLJSSchema();
  const schema = clientSchema(apiSchema.toGraphQLJSSchema(), parsed, everything);
  const overrideLabels = readOverrideLabels(parsed, everything);
  const isSubtype: Planner['isSubtype'] = (condition, typename) => {
    if (condition === typename) return true;
    const abstract = everything.getType(condition);
    const type = everything.getType(typename);
    return isAbstractType(abstract) && (isObjectType(type) || isInterfaceType(type)) && everything.isSubType(abstract, type);
  };
  const withoutTypes = interfacesWithoutTypes(schema);
  const multiplies = readMultiplyingFields(document);
  // the planner looks at labels on fields of objects only: it takes the field of an interface from any service that has it, whatever was decided
  const isAskedByType: Parameters<typeof withFieldsByType>[2] = (interfaceName, field, objects) =>
    objects.some((each) => overrideLabels.isMoving(`${each}.${field}`)) || multiplies(interfaceName, field, objects);
  const requirements = new Map<string, ReturnType<typeof requirementsIn>>();
  const requirementsOfService = (service: string) => {
    const known = requirements.get(service) ?? requirementsIn(supergraph, service);
    requirements.set(service, known);
    return known;
  };
  const keyOf = plannedKeys(new Set(supergraph.schema.types().flatMap((type) => (type.kind === 'ObjectType' || type.kind === 'InterfaceType' ? type.fields().map(({ name }) => name) : []))));
  return {
    schema,
    keyOf,
    introspect: createIntrospection(schema),
    overrideLabels,
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name, url }) => ({ name, url })),
    plan: (document, operationName, overrides = {}) => {
      const fetched = withoutIntrospection(document, operationName);
      if (!fetched) return { kind: 'QueryPlan' };
      const plannable = withoutTypenames(fetched, withoutTypes, schema);
      if (!plannable) return { kind: 'QueryPlan' };
      const typed = withFieldsByType(plannable, schema, isAskedByType);
      const safe = plannedDocument(typed, keyOf, (directive) => apiSchema.directive(directive) !== undefined);
      const overrideConditions = new Map(Object.entries(overrides));
      const plan = (asked: DocumentNode): QueryPlan => planner.buildQueryPlan(operationFromDocument(planned.apiSchema(), asked, operationName === undefined ? {} : { operationName }), { overrideConditions });
      return withServices(withRequiredArguments(planWithCare(safe, plan, schema), standIns), services);
    },
    isSubtype,
    numbersOf: numberKindsOf(everything),
    hasInterfaceObjects: /\bisInterfaceObject: *true\b/.test(supergraphSdl),
    typeOf: (typename, field) => {
      const type = everything.getType(typename);
      return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.type : undefined;
    },
    keysOf: (service, typename) => keysIn(supergraph, service).filter(({ type }) => isSubtype(type, typename)).map(({ key }) => key),
    requirementsOf: (service, typename, field) => requirementsOfService(service).filter((each) => each.field === field && isSubtype(each.type, typename)).flatMap(({ names }) => names),
  };
}

/** What the fields of a service require. */
function requirementsIn(supergraph: Supergraph, service: string): { type: string; field: string; names: string[] }[] {
  const subgraph = supergraph.subgraphs().get(service);
  if (!subgraph) return [];
  const directive = subgraph.metadata().requiresDirective();
  return subgraph.schema.types().flatMap((type) => (type.kind === 'ObjectType' || type.kind === 'InterfaceType' ? type.fields() : []).flatMap((field) =>
    field.appliedDirectivesOf(directive).map((applied) => ({ type: type.name, field: field.name, names: readKey(String(applied.arguments().fields)).map(({ name }) => name) }))));
}

/** Plans a document, in simpler words where the planner gives up on it. */
function planWithCare(document: DocumentNode, plan: (document: DocumentNode) => QueryPlan, schema: GraphQLSchema): QueryPlan {
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
  return subgraph.schema.types().flatMap((type) => type.appliedDirectivesOf(subgraph.metadata().keyDirective()).filter((directive) => directive.arguments().resolvable !== false).map((directive) => ({ type: type.name, key: readKey(String(directive.arguments().fields)) })));
}

/** Reads the fields of a key or of a requirement. */
function readKey(fields: string): Key {
  const fieldsOf = ({ selections }: SelectionSetNode): Key => selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
    return { name: selection.name.value, ...(selection.selectionSet ? { fields: fieldsOf(selection.selectionSet) } : {}) };
  });
  return fieldsOf((parse(`{ ${fields} }`, { noLocation: true }).definitions[0] as OperationDefinitionNode).selectionSet);
}

/** The planner compares so many ways to answer an operation, those with the fewest services first. By default they are 10,000, for a second or two. */
const maxEvaluatedPlans = 200;
