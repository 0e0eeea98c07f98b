import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DefinitionNode, type DocumentNode } from 'graphql';
import type { Message } from '@kexie/kernel';
import { say } from './messages.ts';
import { isAuthenticated, type Viewer } from './viewer.ts';

/** The demand of a type or field on its viewers. A viewer must meet all of its parts. */
export type Demand = { authenticated: boolean; scopes: readonly OneOf[] };
/**
 * A viewer must have all scopes of one list: `[["a", "b"], ["c"]]` is met by a and b, or by c. No viewer meets an empty
 * `OneOf`.
 */
type OneOf = readonly (readonly string[])[];

/** The demands that a schema states by directives. Undefined means that there is no demand. */
export type Demands = {
  ofType(type: string): Demand | undefined;
  /** the demand of the field itself, without those of its type and its parent */
  ofField(type: string, field: string): Demand | undefined;
  /** all scopes and policies of the schema, sorted; no other scopes of a viewer matter */
  readonly scopes: readonly string[];
};

/**
 * Reads `@authenticated`, `@requiresScopes` and `@policy` of a subgraph's schema or a supergraph, under the names with
 * which they are linked (https://specs.apollo.dev/federation, https://specs.apollo.dev/authenticated …). A policy
 * counts as a scope of its name, because no other part of the platform evaluates policies: only viewers whose token
 * names it meet it. Returns undefined when the schema demands nothing.
 */
export function readDemands(document: DocumentNode): Demands | undefined {
  const names = linkedNames(document);
  const demands = new Map<string, Demand>();
  const add = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const demand = allOf([
      demands.get(coordinate),
      ...directives.map((directive) => demandOf(directive, names.get(directive.name.value))),
    ]);
    if (demand) demands.set(coordinate, demand);
  };
  for (const definition of document.definitions) {
    if (!isType(definition)) continue;
    add(definition.name.value, definition.directives);
    if ('fields' in definition)
      for (const field of definition.fields ?? [])
        add(`${definition.name.value}.${field.name.value}`, field.directives);
  }
  if (demands.size === 0) return undefined;
  const scopes = new Set([...demands.values()].flatMap((demand) => demand.scopes.flat(2)));
  return {
    ofType: (type) => demands.get(type),
    ofField: (type, field) => demands.get(`${type}.${field}`),
    scopes: [...scopes].sort(),
  };
}

/** Combines several demands into one. */
export function allOf(demands: readonly (Demand | undefined)[]): Demand | undefined {
  const stated = demands.filter((demand) => demand !== undefined);
  if (stated.length <= 1) return stated[0];
  return {
    authenticated: stated.some(({ authenticated }) => authenticated),
    scopes: stated.flatMap(({ scopes }) => scopes),
  };
}

/** Whether the viewer meets a demand. */
export function meets(viewer: Viewer, demand: Demand | undefined): boolean {
  if (!demand) return true;
  if (demand.authenticated && !isAuthenticated(viewer)) return false;
  return demand.scopes.every((oneOf) => oneOf.some((list) => list.every((scope) => viewer.scopes.includes(scope))));
}

/** The message for a viewer who does not meet a demand. `what` is a coordinate, e.g. `Person.gender`. */
export function unauthorizedMessage(viewer: Viewer, what: string, { scopes }: Demand): Message {
  if (!isAuthenticated(viewer)) return say`Sign in to use ${what}.`;
  const missing = scopes.filter((oneOf) => !oneOf.some((list) => list.every((scope) => viewer.scopes.includes(scope))));
  const joined = (and: string, or: string, also: string): string =>
    missing.map((oneOf) => oneOf.map((list) => list.join(and)).join(or)).join(also);
  const needed = { en: joined(' and ', ', or ', '; and '), 'zh-CN': joined('和', '，或', '；以及') };
  return say`Your account may not use ${what}. It needs ${needed}.`;
}

type Directive = 'authenticated' | 'requiresScopes' | 'policy';
const argumentOf = { requiresScopes: 'scopes', policy: 'policies' } as const;

function demandOf({ arguments: given }: ConstDirectiveNode, directive: Directive | undefined): Demand | undefined {
  if (!directive) return undefined;
  if (directive === 'authenticated') return { authenticated: true, scopes: [] };
  const value = given?.find(({ name }) => name.value === argumentOf[directive])?.value;
  const lists: unknown = value && valueFromASTUntyped(value);
  // If the argument is unreadable, no viewer meets the demand.
  const oneOf = Array.isArray(lists)
    ? lists.map((list: unknown) => (Array.isArray(list) ? list : [list]).map(String))
    : [];
  return { authenticated: false, scopes: [oneOf] };
}

const isDirective = (name: string): name is Directive =>
  name === 'authenticated' || name === 'requiresScopes' || name === 'policy';

/**
 * The names under which the schema uses the directives: imported, renamed, or with a prefix
 * (https://specs.apollo.dev/link/v1.0).
 */
function linkedNames(document: DocumentNode): Map<string, Directive> {
  const names = new Map<string, Directive>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of definition.directives ?? [])
      for (const [name, directive] of namesOfLink(link)) names.set(name, directive);
  }
  return names;
}

function namesOfLink({ arguments: given = [] }: ConstDirectiveNode): [string, Directive][] {
  const argument = (name: string): unknown => {
    const value = given.find((each) => each.name.value === name)?.value;
    return value && valueFromASTUntyped(value);
  };
  const spec = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v\d/.exec(String(argument('url')))?.[1];
  if (!spec || (spec !== 'federation' && !isDirective(spec))) return [];
  const prefix = typeof argument('as') === 'string' ? String(argument('as')) : spec;
  const own: [string, Directive][] = isDirective(spec)
    ? [[prefix, spec]]
    : federated.map((directive) => [`${prefix}__${directive}`, directive]);
  const imports = argument('import');
  return [...own, ...(Array.isArray(imports) ? imports.flatMap(importedName) : [])];
}

const federated: readonly Directive[] = ['authenticated', 'requiresScopes', 'policy'];

/** An import is `"@name"` or `{name: "@name", as: "@other"}`. */
function importedName(entry: unknown): [string, Directive][] {
  const { name, as }: { name?: unknown; as?: unknown } =
    typeof entry === 'object' && entry !== null ? entry : { name: entry };
  const directive = String(name).slice(1);
  return isDirective(directive) ? [[String(as ?? name).slice(1), directive]] : [];
}

type TypeNode = Extract<DefinitionNode, { directives?: readonly ConstDirectiveNode[] | undefined; name: unknown }>;

function isType(definition: DefinitionNode): definition is TypeNode {
  return typeKinds.has(definition.kind);
}

const typeKinds = new Set<string>([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_EXTENSION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_TYPE_EXTENSION,
]);
