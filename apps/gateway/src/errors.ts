import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, parse, type FieldNode, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';
import type { Logger } from '@kexie/kernel';

/** What every request carries through the gateway. */
export type RequestScope = { requestId: string };
/** A fetch from a subgraph that brought nothing: what it asked, and where in the answer that would have gone (undefined: several places). */
export type FailedFetch = { query: string; at: readonly string[] | undefined };

/** A refusal before GraphQL begins: a status, a code, and a sentence that the person at the screen may read. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, { cause, headers = {} }: { cause?: unknown; headers?: Record<string, string> } = {}) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The body of a refusal, in the shape of a GraphQL response. */
export const errorBody = (code: string, message: string, requestId: string) => ({ errors: [{ message, extensions: { code, requestId } }] });

/**
 * The public form of an error: its message, place and code, with the name of the service it came from. Whatever has no code of its own is
 * unexpected and becomes "Internal error"; `reportErrors` logs the original.
 */
export function formatError({ message, locations, path, extensions = {} }: GraphQLFormattedError): GraphQLFormattedError {
  const { code, serviceName, service = serviceName, stacktrace: _stack, exception: _exception, http: _http, ...details } = extensions;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const origin = service === undefined ? {} : { service };
  if (typeof code !== 'string' || unexpectedCodes.has(code)) {
    return { message: 'Internal error', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', ...origin } };
  }
  return { message, ...place, extensions: { code, ...origin, ...details } };
}

const unexpectedCodes = new Set(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);

/** Logs what was unexpected, and finishes the errors of an answer: see `finishErrors`. */
export function reportErrors(log: Logger): ApolloServerPlugin<RequestScope> {
  return {
    requestDidStart: async ({ contextValue: { requestId } }) => ({
      didEncounterErrors: async ({ errors }) => {
        for (const error of errors.slice(0, errorsMax)) {
          const code = error.extensions['code'];
          if (typeof code !== 'string' || unexpectedCodes.has(code)) log.error({ err: error, requestId, service: error.extensions['serviceName'] }, 'an operation failed unexpectedly');
        }
      },
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind === 'single' && body.singleResult.errors) {
          body.singleResult.errors = finishErrors(body.singleResult.errors, body.singleResult.data, requestId);
        }
      },
    }),
  };
}

/**
 * Gives the failure of a whole subgraph a path for each field that is null because of it, folds errors that several services report alike
 * into one, and adds the request id to what only the log explains.
 */
export function finishErrors(errors: readonly GraphQLFormattedError[], data: unknown, requestId: string): GraphQLFormattedError[] {
  const finished = new Map<string, GraphQLFormattedError>();
  for (const error of errors.flatMap((each) => placeFailure(each, data)).slice(0, errorsMax)) {
    const key = JSON.stringify([error.message, error.path, error.extensions?.['code']]);
    if (finished.has(key)) continue;
    const internal = error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR';
    finished.set(key, internal ? { ...error, extensions: { ...error.extensions, requestId } } : error);
  }
  return [...finished.values()];
}

function placeFailure(error: GraphQLFormattedError, data: unknown): GraphQLFormattedError[] {
  const { failedFetch, ...extensions } = error.extensions ?? {};
  if (failedFetch === undefined) return [error];
  const paths = nullPaths(failedFetch as FailedFetch, data);
  return paths.length === 0 ? [{ ...error, extensions }] : paths.map((path) => ({ ...error, path, extensions }));
}

/** The fields of a failed fetch that are null in the answer, each at the highest place where it is. */
function nullPaths({ query, at }: FailedFetch, data: unknown): (string | number)[][] {
  if (!at) return [];
  const operation = parse(query, { noLocation: true }).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const found: (string | number)[][] = [];
  const visit = (value: unknown, path: string[], selections: SelectionSetNode | undefined): void => {
    if (value === null || value === undefined) return void found.push(path);
    if (typeof value !== 'object' || Array.isArray(value)) return;
    for (const field of fieldsOf(selections)) {
      const key = field.alias?.value ?? field.name.value;
      // the gateway adds fields of its own, which the client never sees
      if (Object.hasOwn(value, key)) visit((value as Record<string, unknown>)[key], [...path, key], field.selectionSet);
    }
  };
  const base = at.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), data);
  const entities = fieldsOf(operation?.selectionSet).find((field) => field.name.value === '_entities');
  visit(base, [...at], entities ? entities.selectionSet : operation?.selectionSet);
  return found.filter((path) => path.length > 0).slice(0, pathsMax);
}

function fieldsOf(selections: SelectionSetNode | undefined): FieldNode[] {
  return (selections?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
  });
}

const errorsMax = 100;
const pathsMax = 10;
