import type { QueryPlan } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, type DocumentNode, type GraphQLSchema } from 'graphql';
import { addressesOf } from '@kexie/registry';
import { createIntrospection, type Introspect } from './introspection.ts';
import { plannedKeysOf, type PlannedKey } from './names.ts';
import { numberKindsOf } from './number-kinds.ts';
import type { NumberKind } from '../exact-numbers.ts';
import type { OverrideLabels } from './override-labels.ts';
import type { Overrides } from './overrides.ts';
import type { Key, PlanningFacts } from './planning.ts';
import type { PlanPriority, PlanningThreads } from './planning-threads.ts';
import type { TypeOf } from './representations.ts';

/** Everything needed to plan operations on one supergraph. */
export type Planner = {
  /** the client schema: the supergraph without `@inaccessible` elements */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly { name: string; url: string }[];
  /** The key of a field's value in the data that fetches return. */
  readonly keyOf: PlannedKey;
  readonly introspect: Introspect;
  readonly overrideLabels: OverrideLabels;
  /** Plans a valid operation under decisions on labels of `@override`. Rejects with the planner's error, or as `PlanningThreads.plan` does. */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    overrides?: Overrides,
    priority?: PlanPriority,
  ): Promise<QueryPlan>;
  /** Whether an object of type `typename` is one of `condition`, among all types, including the inaccessible ones. */
  isSubtype(condition: string, typename: string): boolean;
  /** Which numbers of a fetch's response must keep their digits. */
  numbersOf(operation: string): NumberKind;
  /** The type of a field in any service, including inaccessible ones; undefined if there is no such field. */
  typeOf: TypeOf;
  /** Whether some service defines an interface as an interface object. */
  readonly hasInterfaceObjects: boolean;
  /** The keys by which a service resolves entities of a type. */
  keysOf(service: string, typename: string): readonly Key[];
  /** The outermost fields that a service requires for a field of an entity type. */
  requirementsOf(service: string, typename: string, field: string): readonly string[];
  /** The number of planning threads, and of operations that wait for one. */
  stats: PlanningThreads['stats'];
  /** Ends the threads. Running and waiting plans are rejected. */
  close(): Promise<void>;
};

type Parts = PlanningFacts & { schema: GraphQLSchema; everything: GraphQLSchema; overrideLabels: OverrideLabels };

/** What a planner has besides the planning itself. */
export function plannerOf(
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
