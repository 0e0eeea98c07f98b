import {
  Kind,
  parse,
  print,
  visit,
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field with arguments that another field requires: `price(currency: "CNY")`. */
type Required = { name: string; arguments: readonly ArgumentNode[] };
/**
 * `fields` are the stand-ins for required fields with certain arguments, by their own name. `requirements` are the stand-ins that a field
 * (`Product.freight`) requires.
 */
export type StandIns = {
  document: DocumentNode;
  fields: ReadonlyMap<string, Required>;
  requirements: ReadonlyMap<string, ReadonlySet<string>>;
};

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;
type Definitions = ReadonlyMap<string, Composite>;
type Found = {
  fields: Map<string, Required>;
  byText: Map<string, string>;
  standInNames: Map<string, Set<string>>;
  requirements: Map<string, Set<string>>;
};

/**
 * Apollo's planner identifies a required field by its name alone: `price(currency: "CNY")` and `price(currency: "VND")` as requirements, or with other
 * arguments of the client, become one `price`. Each required field with arguments is therefore replaced by a stand-in without arguments in
 * the supergraph that is planned; `withRequiredArguments` restores the arguments.
 */
export function standInsFor(supergraph: DocumentNode): StandIns {
  const definitions: Definitions = new Map(
    supergraph.definitions.flatMap((each) => (isComposite(each) ? [[each.name.value, each] as const] : [])),
  );
  const found: Found = { fields: new Map(), byText: new Map(), standInNames: new Map(), requirements: new Map() };
  const required = visit(supergraph, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: type.fields?.map((field) => replaceIn(field, type.name.value, definitions, found)) ?? [],
    }),
    InterfaceTypeDefinition: (type) => ({
      ...type,
      fields: type.fields?.map((field) => replaceIn(field, type.name.value, definitions, found)) ?? [],
    }),
  });
  if (found.fields.size === 0) return { document: supergraph, ...found };
  const add = <Type extends Composite>(type: Type): Type => ({
    ...type,
    fields: [...(type.fields ?? []), ...standInsOf(type, found)],
  });
  return { document: visit(required, { ObjectTypeDefinition: add, InterfaceTypeDefinition: add }), ...found };
}

const isComposite = (node: { kind: string }): node is Composite =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

/** The field with stand-ins in its requirement. */
function replaceIn(
  field: FieldDefinitionNode,
  type: string,
  definitions: Definitions,
  found: Found,
): FieldDefinitionNode {
  const replace = (directive: ConstDirectiveNode): ConstDirectiveNode => {
    if (directive.name.value !== 'join__field') return directive;
    const given = directive.arguments?.map((argument) => {
      if (
        argument.name.value !== 'requires' ||
        argument.value.kind !== Kind.STRING ||
        !argument.value.value.includes('(')
      )
        return argument;
      const operation = parse(`{ ${argument.value.value} }`, { noLocation: true })
        .definitions[0] as OperationDefinitionNode;
      const selections = replaceSelections(
        operation.selectionSet,
        type,
        `${type}.${field.name.value}`,
        definitions,
        found,
      );
      return {
        ...argument,
        value: { ...argument.value, value: print(selections).slice(1, -1).replaceAll(/\s+/g, ' ').trim() },
      };
    });
    return { ...directive, ...(given ? { arguments: given } : {}) };
  };
  return { ...field, directives: field.directives?.map(replace) ?? [] };
}

function replaceSelections(
  set: SelectionSetNode,
  type: string,
  requiring: string,
  definitions: Definitions,
  found: Found,
): SelectionSetNode {
  const selections = set.selections.map((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return {
        ...selection,
        selectionSet: replaceSelections(
          selection.selectionSet,
          selection.typeCondition?.name.value ?? type,
          requiring,
          definitions,
          found,
        ),
      };
    const definition = definitions.get(type)?.fields?.find(({ name }) => name.value === selection.name.value);
    const below = definition ? namedType(definition) : '';
    const nested = selection.selectionSet
      ? { selectionSet: replaceSelections(selection.selectionSet, below, requiring, definitions, found) }
      : {};
    const name = selection.arguments?.length ? standInFor(selection, type, requiring, found) : selection.name.value;
    return { ...selection, ...nested, name: { kind: Kind.NAME as const, value: name }, arguments: [] };
  });
  return { ...set, selections };
}

function standInFor(
  field: FieldNode,
  type: string,
  requiring: string,
  { fields, byText, standInNames, requirements }: Found,
): string {
  const text = `${field.name.value}(${(field.arguments ?? []).map(print).join()})`;
  const name = byText.get(text) ?? `_r${byText.size + 1}_${field.name.value}`;
  byText.set(text, name);
  fields.set(name, { name: field.name.value, arguments: field.arguments ?? [] });
  put(standInNames, type, name);
  put(requirements, requiring, name);
  return name;
}

const put = (sets: Map<string, Set<string>>, key: string, value: string): void =>
  void (sets.get(key) ?? sets.set(key, new Set()).get(key))?.add(value);

/** The stand-ins that a type needs: its own, and those of its interfaces. */
function standInsOf(type: Composite, { fields, standInNames }: Found): FieldDefinitionNode[] {
  const names = new Set(
    [type, ...(type.interfaces ?? [])].flatMap((each) => [
      ...(standInNames.get(typeof each.name === 'string' ? each.name : each.name.value) ?? []),
    ]),
  );
  return [...names].flatMap((name) => {
    const original = type.fields?.find((field) => field.name.value === fields.get(name)?.name);
    return original ? [{ ...original, name: { kind: Kind.NAME as const, value: name }, arguments: [] }] : [];
  });
}

function namedType({ type }: FieldDefinitionNode): string {
  let named = type;
  while (named.kind !== Kind.NAMED_TYPE) named = named.type;
  return named.name.value;
}
