import {
  isInterfaceType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { partsOf } from '../node-parts.ts';

/** The interfaces without an object type in any service: an object behind one of them has no type name other than that of the interface. */
export function interfacesWithoutTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  return new Set(interfaces.filter((type) => schema.getPossibleTypes(type).length === 0).map(({ name }) => name));
}

/**
 * The document without `__typename` where no service could resolve it, because Apollo's planner fails on it. Selections that become empty are removed too, so the response has null
 * there with an error. Undefined if nothing is left.
 */
export function withoutTypenames(
  document: DocumentNode,
  types: ReadonlySet<string>,
  schema: GraphQLSchema,
): DocumentNode | undefined {
  if (types.size === 0) return document;
  const info = new TypeInfo(schema);
  let changed: DocumentNode = visit(
    document,
    visitWithTypeInfo(info, {
      Field: ({ name }) =>
        name.value === '__typename' && types.has(info.getParentType()?.name ?? '') ? null : undefined,
    }),
  );
  for (let before: DocumentNode | undefined; before !== changed;) {
    before = changed;
    changed = withoutEmptySelections(changed);
  }
  return changed.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION) ? changed : undefined;
}

function withoutEmptySelections(document: DocumentNode): DocumentNode {
  const emptyFragments = new Set(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION && isEmpty(each) ? [each.name.value] : [],
    ),
  );
  const leave = (node: SelectionNode | DocumentNode['definitions'][number]): null | undefined =>
    isEmpty(node) ? null : undefined;
  return visit(document, {
    FragmentSpread: ({ name }) => (emptyFragments.has(name.value) ? null : undefined),
    Field: { leave },
    InlineFragment: { leave },
    FragmentDefinition: { leave },
    OperationDefinition: { leave },
  });
}

const isEmpty = (node: ASTNode): boolean => partsOf(node).selectionSet?.selections.length === 0;
