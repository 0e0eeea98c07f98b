import { parseExactly } from './json.ts';

/** An error of a response for display. `place` is its path (`report.items.3`), or the line of the operation if it has no path. */
export type Fault = { message: string; code: string | undefined; place: string | undefined };
/** The data and errors of a response. Partial data and errors come together. */
export type Answer = { data: unknown; errors: Fault[] };

/** Reads the text of a response. Every entry under `errors` counts as an error, even if it does not follow the GraphQL format. */
export function readAnswer(text: string | null): Answer {
  const answer = text ? parsed(text) : {};
  return { data: answer['data'], errors: listIn(answer['errors']).map(faultOf) };
}

function parsed(text: string): Fields {
  try {
    const answer = parseExactly(text, String);
    return isFields(answer) ? answer : { errors: [`The answer is no GraphQL: ${text.slice(0, textMax)}`] };
  } catch {
    // GraphiQL shows some messages of its own as plain text.
    return { errors: [text.slice(0, textMax)] };
  }
}

function faultOf(error: unknown): Fault {
  if (!isFields(error)) return { message: textOf(error), code: undefined, place: undefined };
  const { message, path, extensions, locations } = error;
  const code = isFields(extensions) ? extensions['code'] : undefined;
  return {
    message: message === undefined ? textOf(error) : textOf(message),
    code: code === undefined ? undefined : textOf(code),
    place: Array.isArray(path) && path.length > 0 ? path.map(textOf).join('.') : lineOf(locations),
  };
}

function lineOf(locations: unknown): string | undefined {
  const first: unknown = listIn(locations)[0];
  return isFields(first) && 'line' in first
    ? `line ${textOf(first['line'])}${'column' in first ? `, column ${textOf(first['column'])}` : ''}`
    : undefined;
}

const listIn = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : ((JSON.stringify(value) as string | undefined) ?? String(value));

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textMax = 2_000;
