import type {
  ArgumentNode,
  ASTNode,
  DirectiveNode,
  InputValueDefinitionNode,
  NameNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql';

type NodeParts = {
  name?: NameNode | undefined;
  directives?: readonly DirectiveNode[] | undefined;
  /** values in an operation, definitions in a schema */
  arguments?: readonly (ArgumentNode | InputValueDefinitionNode)[] | undefined;
  variableDefinitions?: readonly VariableDefinitionNode[] | undefined;
  selectionSet?: SelectionSetNode | undefined;
};

/** The parts that only some kinds of nodes have. The parser sets an absent part to undefined, which the types of graphql-js do not say. */
export const partsOf = (node: ASTNode): NodeParts => node as NodeParts;
