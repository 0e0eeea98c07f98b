import {
  Kind,
  parse,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { partsOf } from '../node-parts.ts';

/** The arguments of `@listSize` on a field. Without `slicingArguments` the list is `assumedSize` long; `sizedFields` are lists one level below. */
export type ListSize = {
  assumedSize?: number;
  slicingArguments: readonly string[];
  sizedFields: readonly string[];
  requireOneSlicingArgument: boolean;
};
export type FieldPrice = { weight?: number; listSize?: ListSize; arguments: ReadonlyMap<string, number> };
/** The prices that a supergraph declares for its fields. */
export type Prices = {
  /** By "Type.field". */
  fields: ReadonlyMap<string, FieldPrice>;
  /** By the name of a type. */
  types: ReadonlyMap<string, number>;
  /** By "Input.field". */
  inputs: ReadonlyMap<string, number>;
};

/**
 * Reads `@cost` and `@listSize` from a supergraph's SDL under whatever names it imports them (https://specs.apollo.dev/link/v1.0,
 * https://specs.apollo.dev/cost/v0.1). Without these directives every field has its default cost.
 */
export function readPrices(supergraphSdl: string): Prices {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = directiveNames(document);
  const fields = new Map<string, FieldPrice>();
  const types = new Map<string, number>();
  const inputs = new Map<string, number>();
  for (const definition of document.definitions) {
    const { name, directives } = partsOf(definition);
    if (!name) continue;
    const type = name.value;
    const weight = readWeight(directives, names.cost);
    if (weight !== undefined && definition.kind !== Kind.DIRECTIVE_DEFINITION) types.set(type, weight);
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const field of definition.fields ?? []) {
        const price = readField(field, names);
        if (price) fields.set(`${type}.${field.name.value}`, price);
      }
    }
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      for (const [name, cost] of readInputs(definition.fields, names.cost)) inputs.set(`${type}.${name}`, cost);
  }
  return { fields, types, inputs };
}

type Names = { cost: string; listSize: string };

/** The names of the two directives in a supergraph: imported, possibly renamed, or prefixed with the name of the feature. */
function directiveNames(document: DocumentNode): Names {
  const links = document.definitions
    .flatMap((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? (definition.directives ?? [])
        : [],
    )
    .map(argumentsOf);
  const link = links.find(({ url }) => typeof url === 'string' && url.startsWith('https://specs.apollo.dev/cost/'));
  const feature = typeof link?.['as'] === 'string' ? link['as'] : 'cost';
  const imported = new Map<string, string>();
  for (const each of Array.isArray(link?.['import']) ? (link['import'] as unknown[]) : []) {
    if (typeof each === 'string') imported.set(each, each);
    else if (isImport(each)) imported.set(each.name, each.as ?? each.name);
  }
  const name = (directive: string, otherwise: string): string => imported.get(`@${directive}`)?.slice(1) ?? otherwise;
  return { cost: name('cost', feature), listSize: name('listSize', `${feature}__listSize`) };
}

const isImport = (value: unknown): value is { name: string; as?: string } =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  (!('as' in value) || typeof value.as === 'string');

function readField({ directives, arguments: parameters }: FieldDefinitionNode, names: Names): FieldPrice | undefined {
  const weight = readWeight(directives, names.cost);
  const directive = directives?.find(({ name }) => name.value === names.listSize);
  const costs = readInputs(parameters, names.cost);
  if (weight === undefined && !directive && costs.size === 0) return undefined;
  return {
    ...(weight === undefined ? {} : { weight }),
    ...(directive ? { listSize: readListSize(argumentsOf(directive)) } : {}),
    arguments: costs,
  };
}

function readListSize({
  assumedSize,
  slicingArguments,
  sizedFields,
  requireOneSlicingArgument,
}: Record<string, unknown>): ListSize {
  return {
    ...(typeof assumedSize === 'number' ? { assumedSize } : {}),
    slicingArguments: texts(slicingArguments),
    sizedFields: texts(sizedFields),
    requireOneSlicingArgument: requireOneSlicingArgument !== false,
  };
}

const readInputs = (definitions: readonly InputValueDefinitionNode[] | undefined, cost: string): Map<string, number> =>
  new Map(
    (definitions ?? []).flatMap(({ name, directives }) => {
      const weight = readWeight(directives, cost);
      return weight === undefined ? [] : [[name.value, weight] as const];
    }),
  );

/** The IBM specification writes weights as strings, Federation as integers. Negative weights are ignored, because one field could offset the cost of another. */
function readWeight(directives: readonly DirectiveNode[] | undefined, cost: string): number | undefined {
  const directive = directives?.find(({ name }) => name.value === cost);
  const weight = directive ? Number(argumentsOf(directive)['weight']) : Number.NaN;
  return Number.isFinite(weight) ? Math.max(weight, 0) : undefined;
}

const argumentsOf = (directive: DirectiveNode): Record<string, unknown> =>
  Object.fromEntries((directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
