import {
  GraphQLDirective,
  GraphQLSchema,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  isObjectType,
  parseType,
  typeFromAST,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type InputValueDefinitionNode,
  type ValueNode,
} from 'graphql';

/**
 * The schema that clients see: Apollo's API schema plus the parts that its conversion drops. `supergraph` is its source, and `everything` the full schema,
 * `@inaccessible` elements included. The same schema validates operations, answers introspection and serializes responses.
 */
export function clientSchema(api: GraphQLSchema, supergraph: DocumentNode, everything: GraphQLSchema): GraphQLSchema {
  const schema = withExecutableDirectives(api, everything);
  const defaults = writtenDefaults(supergraph);
  const restore = (coordinate: string, inputs: readonly (GraphQLArgument | GraphQLInputField)[]): void => {
    for (const input of inputs) {
      const written = defaults.get(`${coordinate}.${input.name}`);
      if (input.astNode && written)
        input.astNode = {
          ...input.astNode,
          defaultValue: written as NonNullable<InputValueDefinitionNode['defaultValue']>,
        };
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) restore(`${type.name}.${field.name}`, field.args);
    if (!isInputObjectType(type)) continue;
    restore(type.name, Object.values(type.getFields()));
    // Composed directives would otherwise be removed from the API schema with the others.
    const whole = everything.getType(type.name);
    type.isOneOf = isInputObjectType(whole) && whole.isOneOf;
  }
  for (const directive of schema.getDirectives()) restore(`@${directive.name}`, directive.args);
  return schema;
}

/** Adds the executable directives that Apollo's API schema lacks because a service contributed them by `@composeDirective`. */
function withExecutableDirectives(schema: GraphQLSchema, everything: GraphQLSchema): GraphQLSchema {
  const missing = everything
    .getDirectives()
    .filter(
      ({ name, locations }) =>
        !schema.getDirective(name) && locations.some((location) => executableLocations.has(location)),
    );
  const directives = missing.flatMap((directive) => {
    const { args, ...config } = directive.toConfig();
    const own = Object.entries(args).map(
      ([name, arg]) => [name, { ...arg, type: typeFromAST(schema, parseType(String(arg.type))) }] as const,
    );
    return own.every(([, { type }]) => isInputType(type))
      ? [new GraphQLDirective({ ...config, args: Object.fromEntries(own) as typeof args })]
      : [];
  });
  return directives.length === 0
    ? schema
    : new GraphQLSchema({ ...schema.toConfig(), directives: [...schema.getDirectives(), ...directives] });
}

/** Default values in the supergraph's own text, by `Type.field.argument`, `Input.field` and `@directive.argument`, because JavaScript values round long numbers. */
function writtenDefaults(supergraph: DocumentNode): ReadonlyMap<string, ValueNode> {
  const found = new Map<string, ValueNode>();
  const read = (coordinate: string, inputs: readonly InputValueDefinitionNode[] = []): void =>
    inputs.forEach(
      ({ name, defaultValue }) => void (defaultValue && found.set(`${coordinate}.${name.value}`, defaultValue)),
    );
  for (const definition of supergraph.definitions) {
    if (definition.kind === 'DirectiveDefinition') read(`@${definition.name.value}`, definition.arguments);
    if (definition.kind === 'InputObjectTypeDefinition') read(definition.name.value, definition.fields);
    if (definition.kind === 'ObjectTypeDefinition' || definition.kind === 'InterfaceTypeDefinition')
      for (const field of definition.fields ?? [])
        read(`${definition.name.value}.${field.name.value}`, field.arguments);
  }
  return found;
}

const executableLocations = new Set<string>([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);
