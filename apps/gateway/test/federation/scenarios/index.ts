import type { Scenario } from '../scenario.ts';
import { abstractTypes } from './abstract-types.ts';
import { argumentsAndVariables, wrongVariables } from './arguments.ts';
import { contexts } from './contexts.ts';
import { failures } from './failures.ts';
import { federation1, mysteriousExternal } from './fed1.ts';
import { distantInterface, sharedNode } from './impossible.ts';
import { inaccessible } from './inaccessible.ts';
import { indirectInterfaceObjects, interfaceObjects } from './interface-objects.ts';
import { intersections } from './intersections.ts';
import { chainedRequirements, keysToComeBackBy, nestedRequirements } from './key-parts.ts';
import { complexKeys, keysMashup, nonResolvableKeys } from './keys.ts';
import { repeatedEntities } from './lists.ts';
import { longIds } from './long-ids.ts';
import { manyImplementations } from './many-implementations.ts';
import { misbehaviour } from './misbehaviour.ts';
import { mutations } from './mutations.ts';
import { nullKeys } from './null-keys.ts';
import { composedDirectives, operations } from './operations.ts';
import { override, overrideInterface } from './override.ts';
import { partialUnions } from './partial-unions.ts';
import { errorPaths } from './error-paths.ts';
import { nestedProvides, provides, providesAbstract } from './provides.ts';
import { circularRequires, requires } from './requires.ts';
import { requiresInterface, requiresUnion } from './requires-abstract.ts';
import { requiresArguments } from './requires-arguments.ts';
import { sharedRoots } from './shared-roots.ts';
import { simpleEntities } from './simple-entities.ts';
import { reasonsForNull, reasonsInChains } from './reasons-for-null.ts';
import { skipInclude } from './skip-include.ts';
import { typedInterfaceObjects } from './typed-interface-objects.ts';
import { typedPaths } from './typed-paths.ts';
import { unions } from './unions.ts';
import { circularInterface, mismatches, valueTypes } from './value-types.ts';
import { values } from './values.ts';

export const scenarios: readonly Scenario[] = [
  ...[simpleEntities, complexKeys, keysMashup, nonResolvableKeys, nullKeys, keysToComeBackBy],
  ...[
    requires,
    circularRequires,
    nestedRequirements,
    chainedRequirements,
    requiresArguments,
    requiresInterface,
    requiresUnion,
  ],
  ...[provides, providesAbstract, nestedProvides, override, overrideInterface],
  ...[sharedRoots, federation1, mysteriousExternal, inaccessible, intersections],
  ...[interfaceObjects, indirectInterfaceObjects, abstractTypes, manyImplementations, unions, mutations, skipInclude],
  ...[argumentsAndVariables, wrongVariables, operations, composedDirectives, values, repeatedEntities],
  ...[
    contexts,
    typedPaths,
    typedInterfaceObjects,
    reasonsForNull,
    reasonsInChains,
    partialUnions,
    valueTypes,
    mismatches,
    circularInterface,
  ],
  ...[sharedNode, distantInterface, failures, misbehaviour, longIds, errorPaths],
];
