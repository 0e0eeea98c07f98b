import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { partsOf } from '../node-parts.ts';

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Finds the fields of interfaces whose possible query paths multiply. If a service does not have such a field on the interface itself,
 * Apollo's planner considers each combination of one path for each object type: with two services for each of 20 types, a million of them. If
 * the field is selected on each object type separately, the paths are added instead.
 *
 * The returned function decides for a field of an interface and the object types possible there whether the field multiplies.
 */
export function readMultiplyingFields(
  supergraph: DocumentNode,
): (interfaceName: string, field: string, objects: readonly string[]) => boolean {
  const types = new Map(
    supergraph.definitions.flatMap((each) => (isComposite(each) ? [[each.name.value, each] as const] : [])),
  );
  const known = new Map<string, boolean>();
  const servicesOf = (typename: string, field: string): ReadonlySet<string> => {
    const type = types.get(typename);
    const definition = type?.fields?.find(({ name }) => name.value === field);
    if (!type || !definition) return new Set();
    const joins = graphsOf(definition, 'join__field');
    return joins.size > 0 ? joins : graphsOf(type, 'join__type');
  };
  const multiplies = (interfaceName: string, field: string, objects: readonly string[]): boolean => {
    const ways = objects.reduce((product, each) => product * Math.max(1, servicesOf(each, field).size), 1);
    if (ways <= combinationsMax) return false;
    const definition = types.get(interfaceName)?.fields?.find(({ name }) => name.value === field);
    // A list or an object is planned type by type even if the interface has the field.
    return (
      !definition ||
      !isLeaf(definition, supergraph) ||
      servicesOf(interfaceName, field).size < graphsOf(types.get(interfaceName), 'join__type').size
    );
  };
  return (interfaceName, field, objects) => {
    const place = `${interfaceName}.${field}`;
    const answer = known.get(place) ?? multiplies(interfaceName, field, objects);
    known.set(place, answer);
    return answer;
  };
}

/** The services that resolve an element, by the directives of a supergraph. */
function graphsOf(
  node: Composite | FieldDefinitionNode | undefined,
  name: 'join__type' | 'join__field',
): ReadonlySet<string> {
  const joins = (node?.directives ?? []).filter(
    (directive) => directive.name.value === name && !isTrue(directive, 'external'),
  );
  return new Set(joins.flatMap((directive) => textOf(directive, 'graph') ?? []));
}

function isLeaf({ type }: FieldDefinitionNode, { definitions }: DocumentNode): boolean {
  let named = type;
  while (named.kind !== Kind.NAMED_TYPE) named = named.type;
  const { value } = named.name;
  return definitions.every(
    (each) =>
      partsOf(each).name?.value !== value ||
      each.kind === Kind.SCALAR_TYPE_DEFINITION ||
      each.kind === Kind.ENUM_TYPE_DEFINITION,
  );
}

const valueOf = ({ arguments: given = [] }: ConstDirectiveNode, name: string) =>
  given.find((each) => each.name.value === name)?.value;
const textOf = (directive: ConstDirectiveNode, name: string): string | undefined => {
  const value = valueOf(directive, name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
};
const isTrue = (directive: ConstDirectiveNode, name: string): boolean => {
  const value = valueOf(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
};
const isComposite = (node: { kind: string }): node is Composite =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

const combinationsMax = 4;
