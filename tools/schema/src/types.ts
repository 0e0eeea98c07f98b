import { executeCodegen } from '@graphql-codegen/cli';

/**
 * The TypeScript of one subgraph: its types, and the shape its resolvers must have.
 *
 * `mappers` names the domain type behind a GraphQL type (`"../store.ts#OrganizationRecord"`, relative to src/generated): resolvers then
 * return and receive that type. A type without a mapper is returned field by field (`Lazy`). Throws if the SDL is not valid.
 */
export async function generateTypes(sdl: string, mappers: Readonly<Record<string, string>>): Promise<string> {
  const { result, error } = await executeCodegen({
    schema: sdl,
    silent: true,
    errorsOnly: true,
    generates: {
      'graphql.ts': { plugins: ['typescript', 'typescript-resolvers'], config: { ...typeConfig, mappers } },
    },
  });
  if (error) throw error;
  const content = result[0]?.content;
  if (content === undefined) throw new Error('The code generator wrote nothing.');
  return `${banner}\n\n${withNullableDefaults(withPlainParents(content.trim()))}\n\n${lazyType}\n`;
}

const typeConfig = {
  federation: true,
  enumsAsTypes: true,
  useTypeImports: true,
  importExtension: '',
  contextType: '@kexie/service#RequestContext',
  maybeValue: 'T | null | undefined',
  defaultMapper: 'Lazy<{T}>',
  scalars: {
    ID: { input: 'string', output: 'string' },
    Date: { input: 'string', output: 'string' },
    DateTime: { input: 'Date', output: 'Date | string' },
    Decimal: { input: 'string', output: 'string' },
  },
};

const banner = '// Written by "npm run codegen" from schema.graphql; never edited.';

/** What a resolver may return for a type without a mapper. GraphQL itself awaits the promises and calls the functions. */
const lazyType = `/** An object whose fields may also be promises, or functions that run only when a client asks for the field. */
export type Lazy<T> = T extends Date
  ? T
  : T extends object
    ? { [K in keyof T]: T[K] | Promise<T[K]> | ((args: never, context: RequestContext, info: GraphQLResolveInfo) => T[K] | Promise<T[K]>) }
    : T;`;

/** A field resolver reads the plain fields of its parent: only what resolvers return is lazy. */
function withPlainParents(content: string): string {
  const start = content.indexOf('export type ResolversParentTypes');
  const end = content.indexOf('\n};', start);
  return (
    content.slice(0, start) + content.slice(start, end).replaceAll(/: Lazy<(.*)>;$/gm, ': $1;') + content.slice(end)
  );
}

/** A client may send null for an argument that has a default, unless its type is non-null. The generator says otherwise. */
function withNullableDefaults(content: string): string {
  return content.replace('[P in K]-?: NonNullable<T[P]>', '[P in K]-?: Exclude<T[P], undefined>');
}
