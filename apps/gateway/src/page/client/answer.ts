import { parseExactly } from './json.ts';

/** An error of an answer as a person reads it. `place` is its path (`report.items.3`), or the line of the operation where it has no path. */
export type Fault = { message: string; code: string | undefined; place: string | undefined };
/** What an answer holds. Partial data and errors come together. */
export type Answer = { data: unknown; errors: Fault[] };

/** Reads the text of an answer. Whatever stands under `errors` is an error, even if it is not written as GraphQL says. */
export function readAnswer(text: string | null): Answer {
  const answer = text ? parsed(text) : {};
  return { data: answer['data'], errors: listIn(answer['errors']).map(faultOf) };
}

function parsed(text: string): Fields {
  try {
    const answer = parseExactly(text, String);
    return isFields(answer) ? answer : { errors: [`The answer is no GraphQL: ${text.slice(0, textMax)}`] };
  } catch {
    // GraphiQL shows some messages of its own as plain text
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
  typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textMax = 2_000;
