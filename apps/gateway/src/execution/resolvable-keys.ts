import { Kind, visit, type ConstDirectiveNode, type DocumentNode, type InterfaceTypeDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';

/**
 * The supergraph without the keys that are not resolvable. After a fetch of what a field requires, Apollo's planner goes back to the service of
 * that field by the first key of the type that is not external, and does not look whether the service resolves it. Without such keys it takes
 * one that the service resolves. A key that is not resolvable serves no other purpose in a plan: it is never a way to an entity.
 */
export function withResolvableKeys(supergraph: DocumentNode): DocumentNode {
  const resolvable = <Type extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(type: Type): Type | undefined => {
    const { directives = [] } = type;
    if (!directives.some(isUnresolvable)) return undefined;
    const keyed = new Set(directives.filter((each) => isJoinType(each) && !isUnresolvable(each)).map(graphOf));
    const kept = directives.flatMap((each) => {
      if (!isUnresolvable(each)) return [each];
      if (keyed.has(graphOf(each))) return [];
      keyed.add(graphOf(each));
      return [withoutKey(each)];
    });
    return { ...type, directives: kept };
  };
  return visit(supergraph, { ObjectTypeDefinition: resolvable, InterfaceTypeDefinition: resolvable });
}

const isJoinType = ({ name }: ConstDirectiveNode): boolean => name.value === 'join__type';
const isUnresolvable = (directive: ConstDirectiveNode): boolean => {
  const resolvable = argumentOf(directive, 'resolvable');
  return isJoinType(directive) && resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
};
const argumentOf = (directive: ConstDirectiveNode, argument: string) => directive.arguments?.find(({ name }) => name.value === argument)?.value;
const graphOf = (directive: ConstDirectiveNode): string => {
  const graph = argumentOf(directive, 'graph');
  return graph?.kind === Kind.ENUM ? graph.value : '';
};

/** A type that a service has without any key by which it could be asked for an entity. */
const withoutKey = (directive: ConstDirectiveNode): ConstDirectiveNode => ({ ...directive, arguments: directive.arguments?.filter(({ name }) => !['key', 'extension', 'resolvable'].includes(name.value)) ?? [] });
