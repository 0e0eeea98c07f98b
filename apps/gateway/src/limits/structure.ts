import {
  Kind,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { refusal } from './refusal.ts';
import { measureArguments, type ArgumentShape } from './arguments.ts';

/** Bounds on the text of an operation, checked before validation. */
export type StructureLimits = {
  operations: number;
  fragments: number;
  /** In the whole document, and on one field, fragment, spread or operation. */
  directives: number;
  directivesPerPlace: number;
  /** Levels of fields, with fragments followed. */
  depth: number;
  /** Aliases, including those of fragments for each spread; `__typename` counts too. */
  aliases: number;
  rootFields: number;
  /** Fields with every fragment expanded. */
  fields: number;
  /** How often one response key may be selected at one position: comparing duplicates is the most expensive part of validation. */
  repetitions: number;
  /** Items of one list, as a literal or in a variable. */
  listItems: number;
  /** The value of `first` and `last`. */
  pageSize: number;
  /** Levels of lists below `__schema` or `__type`: types → fields → args is 3. */
  introspectionLists: number;
  /** Characters of each name: operations, fragments, variables, fields, arguments, aliases, types, directives and enum values. Responses and errors repeat names. */
  nameLength: number;
  /** Texts with more lines get errors without locations: finding a location takes time in proportion to the lines before it, and an error may have thousands of locations. */
  locatedLines: number;
};

export const structureLimits: StructureLimits = {
  operations: 50,
  fragments: 200,
  directives: 100,
  directivesPerPlace: 5,
  depth: 20,
  aliases: 100,
  rootFields: 30,
  fields: 2_000,
  repetitions: 50,
  listItems: 1_000,
  pageSize: 1_000,
  introspectionLists: 3,
  nameLength: 128,
  locatedLines: 500,
};

/**
 * The first limit that a document exceeds, or undefined. Takes time in proportion to the text: a fragment is measured once, however often it
 * is spread, and counts saturate above `tooMany`. Cycles and unknown fragments are left to validation.
 */
export function refuseStructure(document: DocumentNode, limits: StructureLimits): GraphQLError | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  if (operations.length > limits.operations)
    return over('TOO_MANY_OPERATIONS', 'operations in one document', operations.length, limits.operations);
  if (fragments.size > limits.fragments)
    return over('TOO_MANY_FRAGMENTS', 'fragments', fragments.size, limits.fragments);
  const longest = readNodes(document, limits);
  if (longest > limits.nameLength)
    return refusal(
      'NAME_TOO_LONG',
      `A name in the operation has ${longest} characters; at most ${limits.nameLength} are allowed.`,
      { details: { found: longest, limit: limits.nameLength } },
    );
  const text = measureArguments(document);
  return refuseText(text, limits) ?? refuseMeasures(operations, fragments, limits);
}

function refuseText(
  { directives, directivesPerPlace, longestList, largestPage, deepestValue }: ArgumentShape,
  limits: StructureLimits,
): GraphQLError | undefined {
  if (directives > limits.directives) return over('TOO_MANY_DIRECTIVES', 'directives', directives, limits.directives);
  if (directivesPerPlace > limits.directivesPerPlace)
    return over('TOO_MANY_DIRECTIVES', 'directives in one place', directivesPerPlace, limits.directivesPerPlace);
  if (longestList > limits.listItems) return over('LIST_TOO_LONG', 'items in one list', longestList, limits.listItems);
  if (deepestValue > limits.depth) return over('INPUT_TOO_DEEP', 'levels in one argument', deepestValue, limits.depth);
  return largestPage > limits.pageSize ? pageTooLarge(largestPage, limits.pageSize) : undefined;
}

/** Counts the fields in the text of a document; those of a fragment count once. */
export function countFields(document: DocumentNode): number {
  let fields = 0;
  visit(document, {
    Field: () => {
      fields += 1;
    },
  });
  return fields;
}

/** The length of the longest name. In a text with too many lines, nodes lose their locations, so that errors have none. */
function readNodes(document: DocumentNode, { locatedLines }: StructureLimits): number {
  const isLong = linesOf(document) > locatedLines;
  let longest = 0;
  visit(document, {
    enter(node: ASTNode) {
      if (node.kind === Kind.NAME) longest = Math.max(longest, node.value.length);
      if (isLong) delete (node as { loc?: unknown }).loc;
    },
  });
  return longest;
}

function linesOf({ loc }: DocumentNode): number {
  const text = loc?.source.body ?? '';
  let lines = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || code === carriageReturn) lines += 1;
  }
  return lines;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function refuseMeasures(
  operations: readonly OperationDefinitionNode[],
  fragments: Fragments,
  limits: StructureLimits,
): GraphQLError | undefined {
  const measure = createMeasure(fragments, limits);
  for (const { selectionSet } of operations) {
    const { depth, aliases, fields, introspectionLists, repetitions, names } = measure(selectionSet);
    const rootFields = [...names.values()].reduce((sum, count) => sum + count, 0);
    if (depth > limits.depth) return over('QUERY_TOO_DEEP', 'levels of fields', depth, limits.depth);
    if (aliases > limits.aliases) return over('TOO_MANY_ALIASES', 'aliases', aliases, limits.aliases);
    if (rootFields > limits.rootFields)
      return over('TOO_MANY_ROOT_FIELDS', 'fields at the root', rootFields, limits.rootFields);
    if (repetitions > limits.repetitions)
      return over(
        'FIELD_REPEATED_TOO_OFTEN',
        'mentions of the same field in one place',
        repetitions,
        limits.repetitions,
      );
    if (fields > limits.fields)
      return over('TOO_MANY_FIELDS', 'fields, with those of its fragments', fields, limits.fields);
    if (introspectionLists > limits.introspectionLists)
      return over(
        'INTROSPECTION_TOO_DEEP',
        'levels of lists below __schema or __type',
        introspectionLists,
        limits.introspectionLists,
      );
  }
  return undefined;
}

/** The error for a page size that is too large, given by a literal or a variable. */
export const pageTooLarge = (found: number, limit: number): GraphQLError =>
  refusal(
    'PAGE_TOO_LARGE',
    `The operation requests a page of ${found} items; at most ${limit} are allowed. Request fewer by "first" and continue with "after".`,
    { details: { found, limit } },
  );

const over = (code: string, what: string, found: number, limit: number): GraphQLError =>
  refusal(
    code,
    `The operation has ${found > tooMany ? 'far too many' : found} ${what}; at most ${limit} are allowed. Split it into smaller operations.`,
    { details: { limit, ...(found > tooMany ? {} : { found }) } },
  );

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Measure = {
  fields: number;
  aliases: number;
  depth: number;
  introspectionLists: number;
  repetitions: number;
  names: Map<string, number>;
};

function createMeasure(fragments: Fragments, limits: StructureLimits) {
  const known = new Map<string, Measure>();
  let level = 0;
  let nesting = 0;

  const ofSelections = (selections: SelectionSetNode, introspects: boolean): Measure => {
    const total = nothing();
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) addField(total, selection, introspects);
      else
        addBeside(
          total,
          selection.kind === Kind.INLINE_FRAGMENT
            ? nested(selection.selectionSet, introspects)
            : ofFragment(selection.name.value, introspects),
          limits.fields,
        );
    }
    for (const count of total.names.values()) total.repetitions = Math.max(total.repetitions, count);
    return total;
  };

  /** Nested fragments add no level of fields, but each uses a piece of the stack, and no real operation nests hundreds of them. */
  const nested = (selections: SelectionSetNode, introspects: boolean): Measure => {
    if (nesting > nestingMax) return { ...nothing(), depth: tooMany + 1 };
    nesting += 1;
    const measure = ofSelections(selections, introspects);
    nesting -= 1;
    return measure;
  };

  const ofFragment = (name: string, introspects: boolean): Measure => {
    const key = `${introspects ? '__' : ''}${name}`;
    const measured = known.get(key);
    if (measured) return measured;
    known.set(key, nothing());
    const fragment = fragments.get(name);
    const measure = fragment ? nested(fragment.selectionSet, introspects) : nothing();
    known.set(key, measure);
    return measure;
  };

  const addField = (total: Measure, { name, alias, selectionSet }: FieldNode, introspects: boolean): void => {
    total.fields = add(total.fields, 1);
    if (alias) total.aliases = add(total.aliases, 1);
    const key = alias?.value ?? name.value;
    total.names.set(key, add(total.names.get(key) ?? 0, 1));
    const inside = introspects || name.value === '__schema' || name.value === '__type';
    const below = selectionSet && level <= limits.depth ? descend(selectionSet, inside) : nothing();
    total.fields = add(total.fields, below.fields);
    total.aliases = add(total.aliases, below.aliases);
    total.depth = Math.max(total.depth, below.depth + 1);
    total.introspectionLists = Math.max(
      total.introspectionLists,
      below.introspectionLists + (introspects && introspectionLists.has(name.value) ? 1 : 0),
    );
    total.repetitions = Math.max(total.repetitions, below.repetitions);
  };

  const descend = (selections: SelectionSetNode, introspects: boolean): Measure => {
    level += 1;
    const below = ofSelections(selections, introspects);
    level -= 1;
    return below;
  };
  return (selections: SelectionSetNode): Measure => ofSelections(selections, false);
}

function addBeside(total: Measure, other: Measure, fieldsMax: number): void {
  total.fields = add(total.fields, other.fields);
  total.aliases = add(total.aliases, other.aliases);
  total.depth = Math.max(total.depth, other.depth);
  total.introspectionLists = Math.max(total.introspectionLists, other.introspectionLists);
  total.repetitions = Math.max(total.repetitions, other.repetitions);
  // An operation with too many fields is refused for that, so counting more names would waste time.
  if (total.fields <= fieldsMax)
    for (const [name, count] of other.names) total.names.set(name, add(total.names.get(name) ?? 0, count));
}

const nothing = (): Measure => ({
  fields: 0,
  aliases: 0,
  depth: 0,
  introspectionLists: 0,
  repetitions: 0,
  names: new Map(),
});
/** Fragments that double each other would reach infinity; above this bound the number no longer matters. */
const add = (a: number, b: number): number => Math.min(a + b, tooMany + 1);
const tooMany = 1_000_000;
const nestingMax = 100;
const introspectionLists = new Set([
  'types',
  'fields',
  'args',
  'inputFields',
  'interfaces',
  'possibleTypes',
  'enumValues',
  'directives',
]);
