import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  doTypesOverlap,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  parse,
  print,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { anonymous, viewerOf } from '@kexie/service/process';
import { createAuthorization } from './authorization.ts';

const types = `
  type Query { person: Person  posts: [Post]  things: [Thing]  award: Award  open: String  mine: String @authenticated }
  type Person { name: String  email: String @authenticated  salary: Int @requiresScopes(scopes: [["hr"]])  boss: Person  award: Award  posts: [Post] }
  type Award @requiresScopes(scopes: [["awards"]]) { title: String  winner: Person }
  interface Post { title: String  by: Person  related: [Post] }
  type PublicPost implements Post { title: String  by: Person  related: [Post]  likes: Int }
  type SignedPost implements Post { title: String  by: Person @authenticated  related: [Post] }
  type PrivatePost implements Post @authenticated { title: String  by: Person  related: [Post]  secret: String }
  union Thing = Person | Award | PublicPost | PrivatePost
`;
const sdl = `
  schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY) @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY) { query: Query }
  ${types}`;
const schema = buildSchema(types.replaceAll(/@\w+(\([^)]*\))?/g, ''));
const authorization = createAuthorization(sdl)!;
/** The rules for the anonymous viewer, written out again by hand. */
const hidden = (type: string, field: string): boolean =>
  ['Award', 'PrivatePost'].includes(type) ||
  ['Query.mine', 'Query.award', 'Person.email', 'Person.salary', 'Person.award', 'SignedPost.by'].includes(
    `${type}.${field}`,
  );

const composite = (name: string) => schema.getType(name) as GraphQLCompositeType;
const objects = ['Person', 'Award'].map(composite);
const all = ['Person', 'Award', 'Post', 'PublicPost', 'SignedPost', 'PrivatePost', 'Thing'].map(composite);
const possible = (type: GraphQLCompositeType): readonly GraphQLObjectType[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [type];

/** The text of a selection on a type, with fields that return one of the composites or a scalar. Fragment F<n> spreads only later fragments. */
function selectionOn(
  type: GraphQLCompositeType,
  depth: number,
  composites: readonly GraphQLCompositeType[],
  fragments: readonly GraphQLCompositeType[],
  after: number,
): fc.Arbitrary<string> {
  const within = (of: GraphQLCompositeType, prefix: string) =>
    selectionOn(of, depth - 1, composites, fragments, after).map((below) => `${prefix} ${below}`);
  const fields = ('getFields' in type ? Object.values(type.getFields()) : []).flatMap(({ name, type: returned }) => {
    const of = getNamedType(returned);
    if (!isCompositeType(of)) return [fc.constant(name)];
    return depth > 0 && composites.includes(of) ? [within(of, name)] : [];
  });
  const spreads = fragments.flatMap((of, index) =>
    index > after && doTypesOverlap(schema, type, of) ? [fc.constant(`...F${index}`)] : [],
  );
  const inline =
    depth === 0
      ? []
      : composites.filter((of) => doTypesOverlap(schema, type, of)).map((of) => within(of, `... on ${of.name}`));
  return fc
    .array(fc.oneof(fc.constant('__typename'), ...fields, ...spreads, ...inline), { minLength: 1, maxLength: 4 })
    .map((parts) => `{ ${parts.join(' ')} }`);
}

const documentsOf = (composites: readonly GraphQLCompositeType[]) =>
  fc
    .array(fc.constantFrom(...composites), { maxLength: 4 })
    .chain((fragments) =>
      fc
        .tuple(
          selectionOn(composite('Query'), 3, composites, fragments, -1),
          ...fragments.map((type, index) =>
            selectionOn(type, 2, composites, fragments, index).map(
              (below) => `fragment F${index} on ${type.name} ${below}`,
            ),
          ),
        )
        .map((parts) => parse(parts.join(' '), { noLocation: true })),
    );

/** Every field that a document selects on an object type, with the types on its path: `Query.posts/PublicPost.title`. */
function asked(document: DocumentNode): Set<string> {
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const found = new Set<string>();
  const visit = ({ selections }: SelectionSetNode, object: GraphQLObjectType, path: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const field = object.getFields()[selection.name.value];
        if (!field) continue;
        const here = `${path}${object.name}.${field.name}`;
        found.add(here);
        const type = getNamedType(field.type);
        if (selection.selectionSet && isCompositeType(type))
          for (const below of possible(type)) visit(selection.selectionSet, below, `${here}/`);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : object;
      if (fragment && isCompositeType(condition) && possible(condition).includes(object))
        visit(fragment.selectionSet, object, path);
    }
  };
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind === Kind.OPERATION_DEFINITION)
    visit(operation.selectionSet, schema.getQueryType() as GraphQLObjectType, '');
  return found;
}

const isHidden = (path: string): boolean =>
  path.split('/').some((coordinate) => hidden(...(coordinate.split('.') as [string, string])));

test('for any operation and fragments, the filtered operation is valid and holds no denied field', () => {
  fc.assert(
    fc.property(documentsOf(all), (document) => {
      const { document: left, denied } = authorization.authorize(document, undefined, anonymous);
      if (left && left !== document)
        expect(validate(schema, left).map(({ message }) => `${message} in ${print(left)}`)).toEqual([]);
      expect([...(left ? asked(left) : [])].filter(isHidden)).toEqual([]);
      expect(denied.length > 0).toBe([...asked(document)].some(isHidden));
    }),
    { numRuns: 500 },
  );
});

test('for any operation on object types alone, every permitted field is kept', () => {
  fc.assert(
    fc.property(documentsOf(objects), (document) => {
      const { document: left } = authorization.authorize(document, undefined, anonymous);
      expect([...(left ? asked(left) : [])].sort()).toEqual(
        [...asked(document)].filter((path) => !isHidden(path)).sort(),
      );
    }),
    { numRuns: 200 },
  );
});

test('an operation of a viewer who may see everything is unchanged', () => {
  const everything = viewerOf({ id: 'usr_1', roles: [], regions: [], organizations: [], scopes: ['hr', 'awards'] });
  fc.assert(
    fc.property(documentsOf(all), (document) => {
      const { document: left, denied } = authorization.authorize(document, undefined, everything);
      expect([left === document, denied]).toEqual([true, []]);
    }),
    { numRuns: 200 },
  );
});
