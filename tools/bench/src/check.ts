import { isDeepStrictEqual } from 'node:util';

/** The fault of an answer, or undefined. */
export type Check = (status: number, body: Buffer) => string | undefined;

/** Checks every answer. It parses and compares the first, and accepts later ones with the same bytes. */
export function createCheck(expected: unknown): Check {
  let right: Buffer | undefined;
  return (status, body) => {
    if (status === 200 && right?.equals(body)) return undefined;
    const fault = faultOf(status, body.toString(), expected);
    if (fault === undefined) right = body;
    return fault;
  };
}

/** The fault of an answer whose `data` must be `expected`, or undefined. */
export function faultOf(status: number, text: string, expected: unknown): string | undefined {
  if (status !== 200) return `status ${status}: ${text.slice(0, 300)}`;
  try {
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown[] };
    if (errors) return `errors: ${JSON.stringify(errors).slice(0, 300)}`;
    return isDeepStrictEqual(data, expected) ? undefined : `wrong data: ${text.slice(0, 300)}`;
  } catch {
    return `no JSON: ${text.slice(0, 300)}`;
  }
}
