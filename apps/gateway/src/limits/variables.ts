import type { GraphQLError } from 'graphql';
import { withPlainNumbers } from '../exact-numbers.ts';
import { refusal } from './refusal.ts';
import { pageTooLarge } from './structure.ts';

/** Bounds on the variables of one request. */
export type VariableLimits = { listItems: number; values: number; depth: number; pageSize: number };

export const variableLimits: VariableLimits = { listItems: 1_000, values: 50_000, depth: 20, pageSize: 1_000 };

/** The first limit that the variables exceed, or undefined. `pageVariables` are those that the operation uses as `first` or `last`. */
export function refuseVariables(
  variables: Readonly<Record<string, unknown>>,
  pageVariables: ReadonlySet<string>,
  limits: VariableLimits,
): GraphQLError | undefined {
  let values = 0;
  const waiting: { value: unknown; depth: number }[] = [{ value: variables, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    values += 1;
    if (values > limits.values)
      return refusal(
        'TOO_MANY_VALUES',
        `The variables hold more than ${limits.values} values. Send them in several requests.`,
        { details: { limit: limits.values } },
      );
    if (typeof value !== 'object' || value === null) continue;
    if (depth > limits.depth)
      return refusal('INPUT_TOO_DEEP', `The variables are nested more than ${limits.depth} levels deep.`, {
        details: { limit: limits.depth },
      });
    if (Array.isArray(value) && value.length > limits.listItems) {
      return refusal(
        'LIST_TOO_LONG',
        `A list in the variables has ${value.length} items; at most ${limits.listItems} are allowed. Send them in several requests.`,
        { details: { found: value.length, limit: limits.listItems } },
      );
    }
    for (const item of Object.values(value)) waiting.push({ value: item, depth: depth + 1 });
  }
  for (const name of pageVariables) {
    const size = withPlainNumbers(variables[name]);
    if (typeof size === 'number' && size > limits.pageSize) return pageTooLarge(size, limits.pageSize);
  }
  return undefined;
}
