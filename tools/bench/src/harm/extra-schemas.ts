const kinds = 150;
const fieldsOfKind = 10;
const shapeTypes = 24;

/** The `authorization` that all of these services refuse. */
export const refusedToken = 'Bearer refused';

/**
 * The schemas (SDL) of the services that `bench -- harm` adds to the four of the shop, by name.
 *
 * - `status` answers one field to every client whose token it accepts.
 * - `faulty` gives invalid or huge answers, and has 1,500 documented fields, so that introspection is as long as on the platform.
 * - `shapes1` to `shapes3` share the fields of an interface with 24 object types, so that operations have many equally good plans.
 */
export const extraSdl: Record<string, string> = {
  status: 'type Query { status: String }',
  faulty: `scalar Anything type Query { large: String deep: Anything ${numbered(kinds, (kind) => `kind${kind}: Kind${kind}`)} } ${numbered(kinds, catalogue)}`,
  ...Object.fromEntries(['shapes1', 'shapes2', 'shapes3'].map((name) => [name, shapes(name)])),
};

function catalogue(kind: number): string {
  const field = (index: number) =>
    `"What field ${index} of kind ${kind} holds, and in which unit." field${index}(first: Int = 10, after: String): [Kind${(kind + index) % kinds}!]`;
  return `"One of the ${kinds} kinds of the catalogue." type Kind${kind} { ${numbered(fieldsOfKind, field)} }`;
}

/** Services that declare the fields of shapes share all of them; `shapes1` has only the keys, so that each shape has two paths to its fields. */
function shapes(name: string): string {
  const query = name === 'shapes1' ? 'type Query { shapes: [Shape] }' : '';
  const fields = (shareable: string) =>
    query ? '' : `area: String ${shareable} colour: String ${shareable} next: Shape ${shareable}`;
  const shape = (index: number) =>
    `type Shape${index} implements Shape @key(fields: "id") { id: ID! ${fields('@shareable')} }`;
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
    ${query} interface Shape { id: ID! ${fields('')} } ${numbered(shapeTypes, shape)}`;
}

/** The texts for 0 to count - 1, joined by spaces. */
export function numbered(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}
