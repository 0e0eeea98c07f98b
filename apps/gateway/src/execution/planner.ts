import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import {
  GraphQLDirective, GraphQLSchema, isAbstractType, isInputType, isInterfaceType, isObjectType, Kind, parse, parseType, typeFromAST, type DocumentNode, type OperationDefinitionNode,
} from 'graphql';
import { withServices, withStages } from './chained-requirements.ts';
import { withConcreteFragments } from './concrete-fragments.ts';
import { markExternalFields } from './external-fields.ts';
import { plannedDocument, plannedKeys, type PlannedKey } from './names.ts';
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
  /** Plans a valid operation. It takes milliseconds, and blocks. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
  /** Whether an object of type `typename` is one of `condition`, among all types, the inaccessible ones too. */
  isSubtype(condition: string, typename: string): boolean;
  /** The keys by which a service resolves an entity of a type, each as its outermost fields. */
  keysOf(service: string, typename: string): readonly Key[];
};
export type Key = readonly string[];

/** Reads a Federation 2 supergraph. Throws when it is none, or uses a feature that changes execution and is not known here. */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures });
  const given = parse(supergraphSdl, { noLocation: true });
  const standIns = standInsFor(withResolvableKeys(given));
  // what is external for a requirement or a key that is not there any more would be refused by the validation
  const { document, services } = withStages(standIns.document);
  const planned = document === given ? supergraph : Supergraph.build(document, { supportedFeatures, validateSupergraph: false });
  const planner = new QueryPlanner(planned, { incrementalDelivery: { enableDefer: false } });
  markExternalFields(planner['federatedQueryGraph'], planned);
  const apiSchema = supergraph.apiSchema();
  const everything = supergraph.schema.toGraphQLJSSchema();
  const schema = withExecutableDirectives(apiSchema.toGraphQLJSSchema(), everything);
  const isSubtype: Planner['isSubtype'] = (condition, typename) => {
    if (condition === typename) return true;
    const abstract = everything.getType(condition);
    const type = everything.getType(typename);
    return isAbstractType(abstract) && (isObjectType(type) || isInterfaceType(type)) && everything.isSubType(abstract, type);
  };
  const keyOf = plannedKeys(new Set(supergraph.schema.types().flatMap((type) => (type.kind === 'ObjectType' || type.kind === 'InterfaceType' ? type.fields().map(({ name }) => name) : []))));
  return {
    schema,
    keyOf,
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name, url }) => ({ name, url })),
    plan: (document, operationName) => {
      const safe = plannedDocument(document, keyOf, (directive) => apiSchema.directive(directive) !== undefined);
      const plan = (asked: DocumentNode): QueryPlan => planner.buildQueryPlan(operationFromDocument(planned.apiSchema(), asked, operationName === undefined ? {} : { operationName }));
      return withServices(withRequiredArguments(planWithCare(safe, plan, schema), standIns), services);
    },
    isSubtype,
    keysOf: (service, typename) => keysIn(supergraph, service).filter(({ type }) => isSubtype(type, typename)).map(({ key }) => key),
  };
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

/** With the directives for clients that Apollo's API schema lacks because a service brought them by `@composeDirective`. */
function withExecutableDirectives(schema: GraphQLSchema, everything: GraphQLSchema): GraphQLSchema {
  const missing = everything.getDirectives().filter(({ name, locations }) => !schema.getDirective(name) && locations.some((location) => executableLocations.has(location)));
  const directives = missing.flatMap((directive) => {
    const { args, ...config } = directive.toConfig();
    const own = Object.entries(args).map(([name, arg]) => [name, { ...arg, type: typeFromAST(schema, parseType(String(arg.type))) }] as const);
    return own.every(([, { type }]) => isInputType(type)) ? [new GraphQLDirective({ ...config, args: Object.fromEntries(own) as typeof args })] : [];
  });
  return directives.length === 0 ? schema : new GraphQLSchema({ ...schema.toConfig(), directives: [...schema.getDirectives(), ...directives] });
}

const executableLocations = new Set<string>(['QUERY', 'MUTATION', 'SUBSCRIPTION', 'FIELD', 'FRAGMENT_DEFINITION', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT', 'VARIABLE_DEFINITION']);

function keysIn(supergraph: Supergraph, service: string): { type: string; key: Key }[] {
  const subgraph = supergraph.subgraphs().get(service);
  if (!subgraph) return [];
  return subgraph.schema.types().flatMap((type) => type.appliedDirectivesOf(subgraph.metadata().keyDirective()).filter((directive) => directive.arguments().resolvable !== false).map((directive) => ({ type: type.name, key: outermostFields(String(directive.arguments().fields)) })));
}

/** The fields of a key without what is in braces. */
function outermostFields(fields: string): Key {
  const document = parse(`{ ${fields} }`, { noLocation: true }).definitions[0] as OperationDefinitionNode;
  return document.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
}

/** Features that the planner understands, that need nothing of it, or that are enforced before it (`authenticated`, `requiresScopes`, `policy`). */
const supportedFeatures = new Set([
  ...['core/v0.1', 'core/v0.2', 'link/v1.0', 'tag/v0.1', 'tag/v0.2', 'tag/v0.3', 'inaccessible/v0.1', 'inaccessible/v0.2'],
  ...['join/v0.1', 'join/v0.2', 'join/v0.3', 'join/v0.4', 'join/v0.5'],
  ...['authenticated/v0.1', 'requiresScopes/v0.1', 'policy/v0.1', 'cost/v0.1', 'cacheTag/v0.1'],
].map((feature) => `https://specs.apollo.dev/${feature}`));
