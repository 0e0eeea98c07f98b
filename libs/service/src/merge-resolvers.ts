/**
 * The resolvers of a service out of those of its nouns. Several nouns may add fields to one type. @throws Error when two of them define the same field.
 */
export function mergeResolvers<Resolvers extends object>(...parts: readonly Resolvers[]): Resolvers {
  const types: Record<string, Record<string, unknown>> = {};
  for (const part of parts)
    for (const [type, fields] of Object.entries(part) as [string, Record<string, unknown>][]) {
      const merged = (types[type] ??= {});
      for (const [field, resolve] of Object.entries(fields)) {
        if (field in merged) throw new Error(`${type}.${field} has two resolvers.`);
        merged[field] = resolve;
      }
    }
  return types as Resolvers;
}
