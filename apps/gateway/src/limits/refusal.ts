import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

type Options = { status?: number; retryAfterS?: number; details?: Record<string, unknown> };

/** The error of an operation that exceeds a limit. Its message states what was found, what is allowed and what to do, for the person at the screen. HTTP 400 by default. */
export function refusal(
  code: string,
  message: string,
  { status = 400, retryAfterS, details = {} }: Options = {},
): GraphQLError {
  const headers = new HeaderMap(retryAfterS === undefined ? [] : [['retry-after', String(retryAfterS)]]);
  return new GraphQLError(message, { extensions: { code, ...details, http: { status, headers } } });
}

/** 12345 → "12,345", because people read the numbers in messages. */
export const inWords = (value: number): string => Math.round(value).toLocaleString('en-US');
