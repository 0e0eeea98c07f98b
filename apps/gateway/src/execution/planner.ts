import { setImmediate as turn } from 'node:timers/promises';
import type { QueryPlan } from '@apollo/query-planner';
import {
  buildASTSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { addressesOf } from '@kexie/registry';
import { clientSchema } from './client-schema.ts';
import { createIntrospection, type Introspect } from './introspection.ts';
import { plannedKeysOf, type PlannedKey } from './names.ts';
import { numberKindsOf } from './number-kinds.ts';
import type { NumberKind } from '../exact-numbers.ts';
import { readOverrideLabels, type OverrideLabels } from './override-labels.ts';
import type { Overrides } from './overrides.ts';
import { createPlanning, type Key, type PlanningFacts } from './planning.ts';
import { startPlanningThreads, type PlanFor, type PlanningLimits, type PlanningThreads } from './planning-threads.ts';
import type { TypeOf } from './representations.ts';

export type { Key } from './planning.ts';

/** What it takes to turn operations into plans on one supergraph. */
export type Planner = {
  /** what clients may ask: the supergraph without what is `@inaccessible` */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly { name: string; url: string }[];
  /** Where the value of a field stands in what the fetches of a plan bring. */
  readonly keyOf: PlannedKey;
  readonly introspect: Introspect;
  readonly overrideLabels: OverrideLabels;
  /** Plans a valid operation under decisions on labels of `@override`. Rejects with what the planner throws, and as `PlanningThreads.plan` does. */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    overrides?: Overrides,
    whom?: PlanFor,
  ): Promise<QueryPlan>;
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
  /** The threads that plan, and the operations that wait for one. */
  stats: PlanningThreads['stats'];
  /** Ends the threads. What is being planned rejects. */
  close(): Promise<void>;
};

/** A planner in this thread: it needs less memory, and requests wait while an operation is planned. @throws Error as `createPlanning` does */
export function createPlanner(supergraphSdl: string): Planner {
  const { schema, everything, keys, requirements, plan } = createPlanning(supergraphSdl);
  const overrideLabels = readOverrideLabels(parse(supergraphSdl, { noLocation: true }), everything);
  return {
    ...plannerOf(supergraphSdl, { schema, everything, overrideLabels, keys, requirements }),
    plan: async (document, operationName, overrides) => plan(document, operationName, overrides),
    stats: () => ({ threads: 0, waiting: 0 }),
    close: async () => {},
  };
}

/**
 * A planner in threads of its own, or in this one where `threads` is 0. The threads read the supergraph, too: what is left to do here is done in
 * steps of some milliseconds, between which requests are answered. Rejects as `createPlanning` throws.
 */
export async function startPlanner(supergraphSdl: string, limits: PlanningLimits): Promise<Planner> {
  if (limits.threads === 0) return createPlanner(supergraphSdl);
  const {
    loaded: { texts, keys, requirements },
    plan,
    stats,
    close,
  } = await startPlanningThreads(supergraphSdl, limits);
  const parsed = await step(() => parse(supergraphSdl, { noLocation: true }));
  const everything = await step(() => schemaOf(texts.everything));
  const api = await step(() => schemaOf(texts.api));
  const schema = await step(() => clientSchema(api, parsed, everything));
  const overrideLabels = await step(() => readOverrideLabels(parsed, everything));
  return {
    ...plannerOf(supergraphSdl, { schema, everything, overrideLabels, keys, requirements }),
    plan: (document, operationName, overrides = {}, whom = 'later') => plan(document, operationName, overrides, whom),
    stats,
    close,
  };
}

async function step<Result>(work: () => Result): Promise<Result> {
  await turn();
  return work();
}

/** A schema from the text that composition made of valid ones. */
const schemaOf = (text: string): GraphQLSchema =>
  buildASTSchema(parse(text, { noLocation: true }), { assumeValidSDL: true });

type Parts = PlanningFacts & { schema: GraphQLSchema; everything: GraphQLSchema; overrideLabels: OverrideLabels };

function plannerOf(
  supergraphSdl: string,
  { schema, everything, overrideLabels, keys, requirements }: Parts,
): Omit<Planner, 'plan' | 'stats' | 'close'> {
  const isSubtype: Planner['isSubtype'] = (condition, typename) => {
    if (condition === typename) return true;
    const abstract = everything.getType(condition);
    const type = everything.getType(typename);
    return (
      isAbstractType(abstract) && (isObjectType(type) || isInterfaceType(type)) && everything.isSubType(abstract, type)
    );
  };
  return {
    schema,
    keyOf: plannedKeysOf(everything),
    introspect: createIntrospection(schema),
    overrideLabels,
    subgraphs: addressesOf(supergraphSdl),
    isSubtype,
    numbersOf: numberKindsOf(everything),
    hasInterfaceObjects: /\bisInterfaceObject: *true\b/.test(supergraphSdl),
    typeOf: (typename, field) => {
      const type = everything.getType(typename);
      return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.type : undefined;
    },
    keysOf: (service, typename) =>
      (keys[service] ?? []).filter(({ type }) => isSubtype(type, typename)).map(({ key }) => key),
    requirementsOf: (service, typename, field) =>
      (requirements[service] ?? [])
        .filter((each) => each.field === field && isSubtype(each.type, typename))
        .flatMap(({ names }) => names),
  };
}
