import {
  buildASTSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type DocumentNode,
} from 'graphql';
import {
  allOf,
  isAuthenticated,
  meets,
  readDemands,
  unauthorizedMessage,
  type Demand,
  type Demands,
  type Viewer,
} from '@kexie/service/process';
import { documentOf } from './authorization-document.ts';

/**
 * A field that the viewer may not see: `path` are response keys from the root, without list indices; `coordinate` is its schema coordinate. It does not
 * concern a request whose variables do not meet `when` (see `isAsked`).
 */
export type Denied = {
  path: string[];
  coordinate: string;
  code: 'UNAUTHORIZED_FIELD';
  message: string;
  when: readonly Condition[];
};

export type Authorization = {
  /** A short key: viewers with the same grant get the same result for every operation. */
  grantOf(viewer: Viewer): string;
  /** The operation without denied fields: the same document if nothing is denied, undefined if nothing is left. */
  authorize(
    document: DocumentNode,
    operationName: string | undefined,
    viewer: Viewer,
  ): { document: DocumentNode | undefined; denied: readonly Denied[] };
};

/**
 * Enforces `@authenticated`, `@requiresScopes` and `@policy` of a supergraph on validated operations, before they are planned. Undefined if the
 * supergraph has no such directive. It follows the documentation of Apollo Router (https://www.apollographql.com/docs/graphos/routing/security/authorization):
 *
 * - A field requires its own demand, that of its type, and that of the type on which it is selected.
 * - A field selected on an interface requires the demands of every implementation that can occur there. A field that returns an interface or union, selects
 *   something on it directly, and can return a forbidden type, is denied as a whole; fragments on single types are denied separately.
 * - The demand of an interface is the one composition (since Federation 2.9) derived from its implementations; it counts if these do not explain it.
 * - `__typename` and introspection are never denied. Fields that the planner adds for `@key` and `@requires` are not part of the viewer's request.
 *
 * It differs in one point: if every field of an object is denied, `__typename` is still selected, so that a permitted mutation runs and a permitted
 * object is `{field: null}` and not itself null.
 */
export function createAuthorization(supergraphSdl: string): Authorization | undefined {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const demands = readDemands(supergraph);
  if (!demands) return undefined;
  const schema = buildASTSchema(supergraph, { assumeValidSDL: true });
  return {
    grantOf: (viewer) =>
      isAuthenticated(viewer)
        ? `user ${demands.scopes.flatMap((scope, index) => (viewer.scopes.includes(scope) ? [index] : [])).join(' ')}`
        : 'anonymous',
    authorize(document, operationName, viewer) {
      const operation = operationOf(document, operationName);
      const root = operation && schema.getRootType(operation.operation);
      if (!root) return { document, denied: [] };
      const filter = createFilter(schema, demands, viewer, document);
      const { node, denied } = filter.selections(operation.selectionSet, { parent: root, possible: [root] });
      if (denied.length === 0) return { document, denied };
      return { document: node && documentOf({ ...operation, selectionSet: node }, filter.fragments), denied };
    },
  };
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  return document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && (name === undefined || definition.name?.value === name),
  ) as OperationDefinitionNode | undefined;
}

type Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;
/** The position of a selection: the type on which it is made, and the object types that can occur there. */
type Place = { parent: Composite; possible: readonly GraphQLObjectType[] };
/** The remaining node (undefined: none), and the fields denied below it. */
type Filtered<Node> = { node: Node | undefined; denied: readonly Denied[] };

/** The result for a selection that is never included. */
const nothing: Filtered<never> = { node: undefined, denied: [] };

/** Filters selections for one viewer and one document. Parts without denied fields remain the same nodes. */
function createFilter(schema: GraphQLSchema, demands: Demands, viewer: Viewer, document: DocumentNode) {
  const unmetDemands = findUnmetDemands(schema, demands, viewer);
  const definitions = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  /** The remainder of a fragment depends on the position of the spread: on a forbidden object it is smaller than on its interface. */
  const variants = new Map<string, Filtered<FragmentDefinitionNode>>();
  const fragments = new Map<string, FragmentDefinitionNode>();

  function selections(node: SelectionSetNode, place: Place): Filtered<SelectionSetNode> {
    const kept: SelectionNode[] = [];
    const denied: Denied[] = [];
    for (const selection of node.selections) {
      const filtered = select(selection, place);
      if (filtered.node) kept.push(filtered.node);
      if (denied.length < deniedMax) denied.push(...filtered.denied.slice(0, deniedMax - denied.length));
    }
    const isSame =
      kept.length === node.selections.length && kept.every((selection, index) => selection === node.selections[index]);
    if (isSame) return { node, denied };
    return { node: kept.length === 0 ? undefined : { ...node, selections: kept }, denied };
  }

  function select(node: SelectionNode, place: Place): Filtered<SelectionNode> {
    if (never(node)) return nothing;
    if (node.kind === Kind.FIELD) return field(node, place);
    return node.kind === Kind.INLINE_FRAGMENT ? inlineFragment(node, place) : spread(node, place);
  }

  function field(node: FieldNode, { parent, possible }: Place): Filtered<FieldNode> {
    const name = node.name.value;
    const definition = name.startsWith('__') || !('getFields' in parent) ? undefined : parent.getFields()[name];
    if (!definition) return { node, denied: [] };
    const type = getNamedType(definition.type);
    const below = isComposite(type) ? { parent: type, possible: possibleTypes(type) } : undefined;
    const unmet =
      unmetDemands.ofField(parent, definition, possible) ??
      (below && selectsDirectly(node.selectionSet) ? unmetDemands.ofObjects(below.possible) : undefined);
    const coordinate = `${parent.name}.${name}`;
    const key = node.alias?.value ?? name;
    if (unmet)
      return {
        node: undefined,
        denied: [
          {
            path: [key],
            coordinate,
            code: 'UNAUTHORIZED_FIELD',
            message: unauthorizedMessage(viewer, coordinate, unmet).en,
            when: under(node),
          },
        ],
      };
    if (!below || !node.selectionSet) return { node, denied: [] };
    const filtered = selections(node.selectionSet, below);
    const denied = filtered.denied.map((each) => ({
      ...each,
      path: [key, ...each.path],
      when: [...under(node), ...each.when],
    }));
    if (filtered.node === node.selectionSet) return { node, denied };
    return { node: { ...node, selectionSet: filtered.node ?? onlyTypename }, denied };
  }

  function inlineFragment(node: InlineFragmentNode, place: Place): Filtered<InlineFragmentNode> {
    const below = narrowed(place, node.typeCondition?.name.value);
    if (below.possible.length === 0) return nothing;
    const filtered = selections(node.selectionSet, below);
    const denied = conditioned(filtered.denied, node);
    if (filtered.node === node.selectionSet) return { node, denied };
    return { node: filtered.node && { ...node, selectionSet: filtered.node }, denied };
  }

  function spread(node: FragmentSpreadNode, place: Place): Filtered<FragmentSpreadNode> {
    const definition = definitions.get(node.name.value);
    if (!definition) return { node, denied: [] };
    const below = narrowed(place, definition.typeCondition.name.value);
    if (below.possible.length === 0) return nothing;
    const filtered = fragment(definition, below);
    const denied = conditioned(filtered.denied, node);
    if (!filtered.node) return { node: undefined, denied };
    return { node: filtered.node === definition ? node : { ...node, name: filtered.node.name }, denied };
  }

  function fragment(definition: FragmentDefinitionNode, place: Place): Filtered<FragmentDefinitionNode> {
    const key = [definition.name.value, ...place.possible.map(({ name }) => name)].join(' ');
    const known = variants.get(key);
    if (known) return known;
    const { node, denied } = selections(definition.selectionSet, place);
    const variant =
      node &&
      (node === definition.selectionSet
        ? definition
        : { ...definition, name: freeName(definition), selectionSet: node });
    if (variant) fragments.set(variant.name.value, variant);
    const filtered = { node: variant, denied };
    variants.set(key, filtered);
    return filtered;
  }

  function freeName({ name }: FragmentDefinitionNode) {
    for (let number = 2; ; number += 1) {
      const value = `${name.value}_${number}`;
      if (!definitions.has(value) && !fragments.has(value)) return { ...name, value };
    }
  }

  const possibleTypes = (type: Composite): readonly GraphQLObjectType[] =>
    isAbstractType(type) ? schema.getPossibleTypes(type) : [type];

  function narrowed({ parent, possible }: Place, condition: string | undefined): Place {
    const type = condition === undefined ? parent : schema.getType(condition);
    if (!isComposite(type)) return { parent, possible };
    const within = new Set(possibleTypes(type));
    return { parent: type, possible: possible.filter((object) => within.has(object)) };
  }

  return { selections, fragments: fragments as ReadonlyMap<string, FragmentDefinitionNode> };
}

/** The demands that a viewer does not meet. Each function returns an unmet demand, or undefined. */
function findUnmetDemands(schema: GraphQLSchema, demands: Demands, viewer: Viewer) {
  const unmet = (demand: Demand | undefined): Demand | undefined => (meets(viewer, demand) ? undefined : demand);

  const ofObjects = (objects: readonly GraphQLObjectType[]): Demand | undefined =>
    allOf(objects.map(({ name }) => unmet(demands.ofType(name))));

  const ofFieldOfObjects = (name: string, objects: readonly GraphQLObjectType[]): Demand | undefined =>
    allOf(
      objects.map((object) => {
        const field = object.getFields()[name];
        return unmet(
          allOf([
            demands.ofType(object.name),
            demands.ofField(object.name, name),
            field && ofReturned(getNamedType(field.type)),
          ]),
        );
      }),
    );

  /** Selections on an interface or union decide which of its forbidden types matter. */
  function ofReturned(type: GraphQLNamedType): Demand | undefined {
    const demand = unmet(demands.ofType(type.name));
    return demand && isInterfaceType(type) && ofObjects(schema.getPossibleTypes(type)) ? undefined : demand;
  }

  function ofInterfaceField(parent: GraphQLInterfaceType, name: string): Demand | undefined {
    const demand = unmet(allOf([demands.ofType(parent.name), demands.ofField(parent.name, name)]));
    return demand && ofFieldOfObjects(name, schema.getPossibleTypes(parent)) ? undefined : demand;
  }

  return {
    ofObjects,
    ofField: (
      parent: Composite,
      { name, type }: GraphQLField<unknown, unknown>,
      possible: readonly GraphQLObjectType[],
    ): Demand | undefined =>
      ofFieldOfObjects(name, possible) ??
      (isInterfaceType(parent) ? ofInterfaceField(parent, name) : undefined) ??
      ofReturned(getNamedType(type)),
  };
}

const isComposite = (type: unknown): type is Composite => isObjectType(type) || isAbstractType(type);

const selectsDirectly = (node: SelectionSetNode | undefined): boolean =>
  node?.selections.some(
    (selection) => selection.kind === Kind.FIELD && !selection.name.value.startsWith('__') && !never(selection),
  ) ?? false;

/** Whether the request with these values of its variables, defaults included, selects the denied field. */
export function isAsked({ when }: Pick<Denied, 'when'>, variables: Readonly<Record<string, unknown>>): boolean {
  return when.every(({ variable, is }) => variables[variable] === is);
}

/** The value of a variable under which a selection is included: `@include(if: $v)` is `{variable: 'v', is: true}`. */
type Condition = { variable: string; is: boolean };

function under({ directives = [] }: SelectionNode): Condition[] {
  return directives.flatMap(({ name: { value: name }, arguments: given = [] }) => {
    const value = given.find((argument) => argument.name.value === 'if')?.value;
    return (name === 'include' || name === 'skip') && value?.kind === Kind.VARIABLE
      ? [{ variable: value.name.value, is: name === 'include' }]
      : [];
  });
}

/** Whether a selection is never included: `@skip(if: true)`, `@include(if: false)`. */
function never({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name: { value: name }, arguments: given = [] }) => {
    const value = given.find((argument) => argument.name.value === 'if')?.value;
    return (name === 'include' || name === 'skip') && value?.kind === Kind.BOOLEAN && value.value === (name === 'skip');
  });
}

const conditioned = (denied: readonly Denied[], node: SelectionNode): readonly Denied[] =>
  under(node).length === 0 ? denied : denied.map((each) => ({ ...each, when: [...under(node), ...each.when] }));

const onlyTypename: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

/** Further denied fields are not reported. */
const deniedMax = 200;
