import type { Draw } from './random-operation.ts';

/**
 * Corrupts a response of a subgraph without adding a null or a false value: a value stays correct, gets the wrong kind, or is removed. Returns the text of the reply.
 */
export function corrupt(answer: { data?: unknown; errors?: unknown }, draw: Draw): string {
  const kind = draw(11);
  if (kind === 0) return JSON.stringify({ errors: [{ message: 'corrupted' }] });
  if (kind === 1) return draw(1) === 0 ? '<html></html>' : JSON.stringify(answer).slice(0, -2);
  if (kind === 2)
    return JSON.stringify({
      ...answer,
      errors: [...(Array.isArray(answer.errors) ? (answer.errors as unknown[]) : []), odd(draw)],
    });
  const corrupted = structuredClone(answer);
  for (let times = draw(3); times >= 0; times -= 1) corruptOne(corrupted.data, draw);
  return JSON.stringify(corrupted);
}

/** An error that a careless server may send. */
const odd = (draw: Draw): unknown =>
  [
    null,
    'text',
    {},
    { message: 7 },
    { message: 'm', path: 'x' },
    { message: 'm', path: ['nowhere', 5, 'x'], extensions: 'x' },
  ][draw(5)];

/** Descends to a random value and removes it, or replaces it with a value of another kind. */
function corruptOne(value: unknown, draw: Draw): void {
  if (Array.isArray(value)) {
    if (value.length === 0) return;
    const index = draw(value.length - 1);
    if (typeof value[index] === 'object' && value[index] !== null && draw(3) > 0) return corruptOne(value[index], draw);
    if (isOfObjects(value) && value[index] !== null && !isCorrupted(value[index]))
      value[index] = nonsense(value[index], draw);
    return;
  }
  // A value that is already corrupted could become a valid value of another kind, which would be a false value.
  if (typeof value !== 'object' || value === null || 'corrupted' in value) return;
  const keys = Object.keys(value);
  if (keys.length === 0) return;
  const key = keys[draw(keys.length - 1)] ?? '';
  const object = value as Record<string, unknown>;
  if (typeof object[key] === 'object' && object[key] !== null && draw(4) > 0) return corruptOne(object[key], draw);
  if (key.startsWith('_entities'))
    object[key] = Array.isArray(object[key]) ? [object[key].slice(1), 'none', {}][draw(2)] : 'none';
  else if (key === '__typename') delete object[key];
  else if (draw(1) === 0) delete object[key];
  else if (object[key] !== null && !isCorrupted(object[key])) object[key] = nonsense(object[key], draw);
}

const isOfObjects = (list: readonly unknown[]): boolean =>
  list.some((item) => typeof item === 'object' && item !== null);

/** A value that no type allows in place of this one. */
const nonsense = (value: unknown, draw: Draw): unknown =>
  typeof value === 'object' ? ['text', 7, true][draw(2)] : { corrupted: true };

const isCorrupted = (value: unknown): boolean => typeof value === 'object' && value !== null && 'corrupted' in value;
