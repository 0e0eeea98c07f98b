import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

type Options = { status?: number; retryAfterS?: number; details?: Record<string, unknown> };

/** The error of an operation that goes over a limit: what was found, what is allowed, and what to do, for the person at the screen. HTTP 400 unless said otherwise. */
export function refusal(
  code: string,
  message: string,
  { status = 400, retryAfterS, details = {} }: Options = {},
): GraphQLError {
  const headers = new HeaderMap(retryAfterS === undefined ? [] : [['retry-after', String(retryAfterS)]]);
  return new GraphQLError(message, { extensions: { code, ...details, http: { status, headers } } });
}

/** 12345 → "12,345": numbers in messages are read by people. */
export const inWords = (value: number): string => Math.round(value).toLocaleString('en-US');
