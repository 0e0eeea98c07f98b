import type { Draw } from './random-operation.ts';

/**
 * Spoils the answer of a subgraph without sending a null and without a lie: what it says of a field is true, of the wrong kind, or left out. Returns the text of the reply.
 */
export function spoil(answer: { data?: unknown; errors?: unknown }, draw: Draw): string {
  const kind = draw(11);
  if (kind === 0) return JSON.stringify({ errors: [{ message: 'spoiled' }] });
  if (kind === 1) return draw(1) === 0 ? '<html></html>' : JSON.stringify(answer).slice(0, -2);
  if (kind === 2)
    return JSON.stringify({
      ...answer,
      errors: [...(Array.isArray(answer.errors) ? (answer.errors as unknown[]) : []), odd(draw)],
    });
  const spoiled = structuredClone(answer);
  for (let times = draw(3); times >= 0; times -= 1) spoilOne(spoiled.data, draw);
  return JSON.stringify(spoiled);
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

/** Goes down to some value at random and leaves it out, or puts something of another kind in its place. */
function spoilOne(value: unknown, draw: Draw): void {
  if (Array.isArray(value)) {
    if (value.length === 0) return;
    const index = draw(value.length - 1);
    if (typeof value[index] === 'object' && value[index] !== null && draw(3) > 0) return spoilOne(value[index], draw);
    if (isOfObjects(value) && value[index] !== null && !isSpoiled(value[index]))
      value[index] = nonsense(value[index], draw);
    return;
  }
  // a value that is spoiled already could become a right one of another kind, which would be a lie
  if (typeof value !== 'object' || value === null || 'spoiled' in value) return;
  const keys = Object.keys(value);
  if (keys.length === 0) return;
  const key = keys[draw(keys.length - 1)] ?? '';
  const object = value as Record<string, unknown>;
  if (typeof object[key] === 'object' && object[key] !== null && draw(4) > 0) return spoilOne(object[key], draw);
  if (key.startsWith('_entities'))
    object[key] = Array.isArray(object[key]) ? [object[key].slice(1), 'none', {}][draw(2)] : 'none';
  else if (key === '__typename') delete object[key];
  else if (draw(1) === 0) delete object[key];
  else if (object[key] !== null && !isSpoiled(object[key])) object[key] = nonsense(object[key], draw);
}

const isOfObjects = (list: readonly unknown[]): boolean =>
  list.some((item) => typeof item === 'object' && item !== null);

/** Something that no type takes where this value belongs. */
const nonsense = (value: unknown, draw: Draw): unknown =>
  typeof value === 'object' ? ['text', 7, true][draw(2)] : { spoiled: true };

const isSpoiled = (value: unknown): boolean => typeof value === 'object' && value !== null && 'spoiled' in value;
