import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isNullableType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { missingForDepth, unmarkedLengthMax } from '../subgraphs/deep-values.ts';
import { isIntrospectionField, type Introspected } from './introspection.ts';
import { quoted } from './json.ts';
import { leafText } from './leaf-text.ts';
import type { PlannedKey } from './names.ts';
import { fieldOf, type Operation } from './operation.ts';
import { isTree, unknownEntity, type Missing, type ResponsePath, type Tree } from './tree.ts';

/** Reports a value that is missing from the response: `value` is what the tree holds in its place, if anything, and `message` says what is wrong with it. */
export type ReportMissing = (path: ResponsePath, value: unknown, message: string) => void;
/**
 * Writes the text of the response's `data`; undefined if a null propagated to the root. A null that no subgraph sent is reported at its own path, even if it propagated and
 * the null in the text is several levels above.
 */
export type WriteAnswer = (
  tree: Tree,
  facts: {
    /** whether an object stands at several paths */ shared: boolean;
    /** whether a string of the tree may need an escape in JSON */ escapes: boolean;
  },
  report: ReportMissing,
  introspected: Introspected,
) => string | undefined;

/** The state of one response: the path is kept only in a second pass, which reports the values that the first one found missing. */
type Scope = {
  incomplete: boolean;
  path: (string | number)[] | undefined;
  report: ReportMissing | undefined;
  /** texts already written, if objects are shared */ written: Map<ObjectWriter, Map<Tree, string>> | undefined;
  escapes: boolean;
  /** texts of `__schema` and `__type` */ introspected: Introspected;
};
/** The text of a value, or undefined for a null that its type does not allow. */
type Write = (value: unknown, scope: Scope) => string | undefined;
/**
 * `key` is the key of the value in the tree, `name` the client's response key. A string of at most `lengthMax` characters is a value of the field, written between `opening` and a quotation mark;
 * `absent` is the text of a null that the type allows.
 */
type FieldWriter = {
  key: string;
  name: string;
  label: string;
  own: boolean;
  opening: string;
  lengthMax: number;
  absent: string | undefined;
  write: Write;
};
type ObjectWriter = readonly FieldWriter[];

/**
 * Compiles the serialization of a response: the selected fields in their order, values by their types, and null propagation (GraphQL specification, 6.4.4).
 * While `introspected` is incomplete the text is a draft, and nothing is reported. `operation` no longer contains fields excluded by `@skip` and `@include`.
 */
export function compileAnswer(
  { schema, keyOf }: Pick<Compiling, 'schema' | 'keyOf'>,
  operation: Operation,
): WriteAnswer {
  const root = schema.getRootType(operation.definition.operation);
  if (!root) throw new Error(`The schema has no ${operation.definition.operation}.`);
  const write = compileComposite(root, [operation.definition.selectionSet], { schema, keyOf, operation });
  return (tree, { shared, escapes }, report, introspected) => {
    const scope: Scope = {
      escapes,
      incomplete: false,
      path: undefined,
      report: undefined,
      written: shared ? new Map() : undefined,
      introspected,
    };
    const json = write(tree, scope);
    if (scope.incomplete && introspected.isComplete()) write(tree, { ...scope, path: [], report, written: undefined });
    return json;
  };
}

type Compiling = { schema: GraphQLSchema; keyOf: PlannedKey; operation: Operation };

function compileType(
  type: GraphQLOutputType,
  selections: readonly SelectionSetNode[],
  coordinate: string,
  compiling: Compiling,
): Write {
  if (isNonNullType(type)) {
    const write = compileNullable(type.ofType, selections, coordinate, compiling);
    return (value, scope) => {
      if (value === null) return missing(scope, value, `Cannot return null for non-nullable field ${coordinate}.`);
      const text = value === undefined ? missing(scope, value, ungiven(coordinate)) : write(value, scope);
      return text === undefined && value === unknownEntity
        ? missing(scope, null, `Cannot return null for non-nullable field ${coordinate}.`)
        : text;
    };
  }
  const write = compileNullable(type, selections, coordinate, compiling);
  return (value, scope) => {
    if (value === null) return 'null';
    return (value === undefined ? missing(scope, value, ungiven(coordinate)) : write(value, scope)) ?? 'null';
  };
}

const ungiven = (coordinate: string): string => `No service gave a value for ${coordinate}.`;

/** Writes a value that is present; undefined if it is unusable. */
function compileNullable(
  type: Exclude<GraphQLOutputType, { ofType: unknown }> | GraphQLOutputType,
  selections: readonly SelectionSetNode[],
  coordinate: string,
  compiling: Compiling,
): Write {
  if (isListType(type))
    return compileList(compileType(type.ofType as GraphQLOutputType, selections, coordinate, compiling), coordinate);
  if (isCompositeType(type)) return compileComposite(type, selections, compiling);
  return compileLeaf(getNamedType(type) as GraphQLLeafType, coordinate);
}

function compileList(writeItem: Write, coordinate: string): Write {
  return (value, scope) => {
    if (!Array.isArray(value)) return missing(scope, value, `Invalid value found for field ${coordinate}.`);
    let text = '';
    for (let i = 0; i < value.length; i += 1) {
      scope.path?.push(i);
      const item = writeItem(value[i], scope);
      scope.path?.pop();
      if (item === undefined) return undefined;
      text += i === 0 ? item : `,${item}`;
    }
    return `[${text}]`;
  };
}

function compileComposite(
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
  compiling: Compiling,
): Write {
  const writers = new Map<string, ObjectWriter>();
  const writerOf = (typename: string): ObjectWriter | undefined => {
    const known = writers.get(typename);
    if (known) return known;
    const actual = compiling.schema.getType(typename);
    if (!isCompositeType(actual) || !applies(actual, type.name, compiling.schema)) return undefined;
    if (isAbstractType(actual) && selections.some((set) => dependsOnType(set, actual, compiling))) return undefined;
    const writer = compileFields(actual, selections, compiling);
    writers.set(typename, writer);
    return writer;
  };
  const abstract = isAbstractType(type);
  return (value, scope) => {
    if (!isTree(value)) return missing(scope, value, `Invalid value found for an object of type ${type.name}.`);
    const typename = abstract && typeof value['__typename'] === 'string' ? value['__typename'] : type.name;
    const writer = writerOf(typename);
    return writer
      ? writeObject(value, writer, scope)
      : missing(
          scope,
          value,
          typename === type.name ? unknownType(type) : `Invalid __typename found for an object of type ${type.name}.`,
        );
  };
}

const unknownType = ({ name }: GraphQLCompositeType): string =>
  `No service gave the type of an object of type ${name}.`;

/** Whether an object of an interface or union has further fields once its type is known: then it cannot be written without its type. */
function dependsOnType(set: SelectionSetNode, type: GraphQLCompositeType, compiling: Compiling): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return false;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : compiling.operation.fragments.get(selection.name.value);
    if (!fragment) return false;
    const condition = fragment.typeCondition?.name.value;
    return condition === undefined || applies(type, condition, compiling.schema)
      ? dependsOnType(fragment.selectionSet, type, compiling)
      : asksForSomething(fragment.selectionSet, compiling);
  });
}

/** `@skip` and `@include` may leave empty fragments behind. */
function asksForSomething({ selections }: SelectionSetNode, compiling: Compiling): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return true;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : compiling.operation.fragments.get(selection.name.value);
    return fragment !== undefined && asksForSomething(fragment.selectionSet, compiling);
  });
}

/** An object that several paths of the response share is written once. */
function writeObject(object: Tree, writer: ObjectWriter, scope: Scope): string | undefined {
  let written = scope.written?.get(writer);
  if (scope.written && !written) scope.written.set(writer, (written = new Map()));
  const known = written?.get(object);
  if (known !== undefined) return known;
  const { escapes } = scope;
  let text = '';
  for (let i = 0; i < writer.length; i += 1) {
    const { key, name, label, own, opening, lengthMax, absent, write } = writer[i] as FieldWriter;
    const value = own || Object.hasOwn(object, key) ? object[key] : undefined;
    if (typeof value === 'string' && value.length <= lengthMax)
      text += escapes ? label + quoted(value) : `${opening}${value}"`;
    else if (value === null && absent !== undefined) text += absent;
    else {
      scope.path?.push(name);
      const field = write(value, scope);
      scope.path?.pop();
      if (field === undefined) return undefined;
      text += label + field;
    }
  }
  text = text === '' ? '{}' : `${text}}`;
  if (written) written.set(object, flat(text));
  return text;
}

/** The same text in one piece. V8 keeps a concatenated text as a tree of its parts, and would copy each part again for every place of a shared object. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}

function compileFields(
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
  compiling: Compiling,
): ObjectWriter {
  const fields = new Map<string, FieldNode[]>();
  for (const set of selections) collect(set, type, fields, compiling);
  return [...fields].map(([name, nodes], index) => {
    const label = `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`;
    const key = nodes[0] ? compiling.keyOf(nodes[0]) : name;
    const definition = nodes[0] && fieldOf(type, nodes[0].name.value);
    return {
      key,
      name,
      label,
      own: !(key in Object.prototype),
      opening: `${label}"`,
      lengthMax: definition ? stringLengthMax(getNullableType(definition.type)) : -1,
      absent: definition && isNullableType(definition.type) ? `${label}null` : undefined,
      write: compileField(type, nodes, compiling),
    };
  });
}

/** The length up to which every string is a value of a type; -1 if no string is. A longer value of a custom scalar may hold the mark of a value that is nested too deeply. */
function stringLengthMax(type: GraphQLOutputType): number {
  if (!isScalarType(type)) return -1;
  if (!isSpecifiedScalarType(type)) return unmarkedLengthMax;
  return type.name === 'String' || type.name === 'ID' ? Number.POSITIVE_INFINITY : -1;
}

function compileField(type: GraphQLCompositeType, nodes: readonly FieldNode[], compiling: Compiling): Write {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') return compileTypename(type);
  if (isIntrospectionField(name)) return compileIntrospection(nodes);
  const field: GraphQLField<unknown, unknown> | undefined = fieldOf(type, name);
  if (!field) throw new Error(`The schema has no field ${type.name}.${name}.`);
  return compileType(
    field.type,
    nodes.flatMap((node) => node.selectionSet ?? []),
    `${type.name}.${name}`,
    compiling,
  );
}

/** Introspection is not in the tree. Its text is the same at every position with these selections. */
const compileIntrospection =
  (nodes: readonly FieldNode[]): Write =>
  (_, { introspected }) =>
    introspected.text(nodes);

/** Only an object type has a type name: an interface here means that no subgraph returned the type of the object. */
function compileTypename(type: GraphQLCompositeType): Write {
  const text = JSON.stringify(type.name);
  return isObjectType(type) ? () => text : (value, scope) => missing(scope, value, unknownType(type));
}

function collect(
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  fields: Map<string, FieldNode[]>,
  compiling: Compiling,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = fields.get(key);
      if (nodes) nodes.push(selection);
      else fields.set(key, [selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : compiling.operation.fragments.get(selection.name.value);
    const condition = fragment?.typeCondition?.name.value;
    if (fragment && (condition === undefined || applies(type, condition, compiling.schema)))
      collect(fragment.selectionSet, type, fields, compiling);
  }
}

function applies(type: GraphQLCompositeType, condition: string, schema: GraphQLSchema): boolean {
  if (type.name === condition) return true;
  const conditional = schema.getType(condition);
  return isAbstractType(conditional) && (isObjectType(type) || isAbstractType(type)) && 'getInterfaces' in type
    ? schema.isSubType(conditional as never, type)
    : false;
}

function compileLeaf(type: GraphQLLeafType, coordinate: string): Write {
  const write = leafText(type);
  return (value, scope) =>
    write(value) ?? missing(scope, tooDeep(value) ?? value, `Invalid value found for field ${coordinate}.`);
}

const tooDeep = (value: unknown): Missing | undefined =>
  isTree(value) || Array.isArray(value) ? missingForDepth(JSON.stringify(value)) : undefined;

function missing(scope: Scope, value: unknown, message: string): undefined {
  if (value === unknownEntity) return;
  scope.incomplete = true;
  if (scope.path) scope.report?.([...scope.path], value, message);
}
