import {
  Kind,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';

/**
 * The supergraph without the unresolvable keys of each type that its service resolves by another key. After fetching the requirement of a field,
 * Apollo's planner returns to the service of that field by the first key of the type that is not external, without checking whether
 * the service resolves it. A type without any resolvable key keeps its keys, because they mark an interface object.
 */
export function withResolvableKeys(supergraph: DocumentNode): DocumentNode {
  const resolvable = <Type extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(
    type: Type,
  ): Type | undefined => {
    const { directives = [] } = type;
    const resolved = new Set(
      directives.filter((each) => isJoinType(each) && argumentOf(each, 'key') && !isUnresolvable(each)).map(graphOf),
    );
    const kept = directives.filter((each) => !isUnresolvable(each) || !resolved.has(graphOf(each)));
    return kept.length === directives.length ? undefined : { ...type, directives: kept };
  };
  return visit(supergraph, { ObjectTypeDefinition: resolvable, InterfaceTypeDefinition: resolvable });
}

const isJoinType = ({ name }: ConstDirectiveNode): boolean => name.value === 'join__type';
const isUnresolvable = (directive: ConstDirectiveNode): boolean => {
  const resolvable = argumentOf(directive, 'resolvable');
  return isJoinType(directive) && resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
};
const argumentOf = (directive: ConstDirectiveNode, argument: string) =>
  directive.arguments?.find(({ name }) => name.value === argument)?.value;
const graphOf = (directive: ConstDirectiveNode): string => {
  const graph = argumentOf(directive, 'graph');
  return graph?.kind === Kind.ENUM ? graph.value : '';
};
