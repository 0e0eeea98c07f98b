import {
  Kind,
  type ASTNode,
  type ConstArgumentNode,
  type ArgumentNode,
  type DocumentNode,
  type ValueNode,
} from 'graphql';
import { partsOf } from '../node-parts.ts';

/** Measures of the arguments and directives of a document, taken without a schema. */
export type ArgumentShape = {
  directives: number;
  directivesPerPlace: number;
  longestList: number;
  deepestValue: number;
  /** The largest number given as a literal for `first` or `last`; variables are listed by name. */
  largestPage: number;
  pageVariables: ReadonlySet<string>;
};

/** Measures each directive, argument and default of a document once, without recursion, because a hostile text may nest thousands of lists. */
export function measureArguments(document: DocumentNode): ArgumentShape {
  const shape = {
    directives: 0,
    directivesPerPlace: 0,
    longestList: 0,
    deepestValue: 0,
    largestPage: 0,
    pageVariables: new Set<string>(),
  };
  const waiting: ASTNode[] = [...document.definitions];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { directives, arguments: given, variableDefinitions, selectionSet } = partsOf(node);
    if (directives) {
      shape.directives += directives.length;
      shape.directivesPerPlace = Math.max(shape.directivesPerPlace, directives.length);
      waiting.push(...directives);
    }
    for (const argument of given ?? []) if (argument.kind === Kind.ARGUMENT) measureArgument(argument, shape);
    if (variableDefinitions) waiting.push(...variableDefinitions);
    if (node.kind === Kind.VARIABLE_DEFINITION && node.defaultValue) measureValue(node.defaultValue, shape);
    if (selectionSet) waiting.push(...selectionSet.selections);
  }
  return shape;
}

type Shape = {
  -readonly [K in keyof ArgumentShape]: ArgumentShape[K] extends ReadonlySet<infer T> ? Set<T> : ArgumentShape[K];
};

function measureArgument({ name, value }: ArgumentNode | ConstArgumentNode, shape: Shape): void {
  if (pageArguments.has(name.value)) {
    if (value.kind === Kind.INT) shape.largestPage = Math.max(shape.largestPage, Number(value.value));
    if (value.kind === Kind.VARIABLE) shape.pageVariables.add(value.name.value);
  }
  measureValue(value, shape);
}

function measureValue(root: ValueNode, shape: Shape): void {
  const waiting: { value: ValueNode; depth: number }[] = [{ value: root, depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    shape.deepestValue = Math.max(shape.deepestValue, depth);
    if (value.kind === Kind.LIST) {
      shape.longestList = Math.max(shape.longestList, value.values.length);
      for (const item of value.values) waiting.push({ value: item, depth: depth + 1 });
    } else if (value.kind === Kind.OBJECT) {
      for (const field of value.fields) waiting.push({ value: field.value, depth: depth + 1 });
    }
  }
}

const pageArguments = new Set(['first', 'last']);
