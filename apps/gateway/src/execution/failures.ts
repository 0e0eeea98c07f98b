import { GraphQLError } from 'graphql';
import { isAsked, type Denied } from '../access/authorization.ts';
import { omittedError } from '../errors.ts';
import type { ReportMissing } from './answer.ts';
import type { Execution, FieldError } from './fetches.ts';
import { clientName } from './names.ts';
import { Missing, type ResponsePath } from './tree.ts';

/**
 * Collects the errors of one answer while it is written. Every null that no subgraph sent has an error at its path or below it: that of a subgraph, that of a fetch that
 * failed, or one that says what is wrong with the value. There are bounds, and a last error counts what they leave out. `names` has
 * the names of the client for what the plan calls otherwise.
 */
export function collectErrors(
  { errors, failures, errorsOmitted, conditions }: Execution,
  denied: readonly Denied[],
  names: ReadonlyMap<string, string>,
): { report: ReportMissing; all(): GraphQLError[] } {
  const clientPath = (path: ResponsePath): ResponsePath =>
    path.map(clientName).map((step) => (typeof step === 'string' ? (names.get(step) ?? step) : step));
  const hidden = denied.filter((each) => isAsked(each, conditions));
  const reported: FieldError[] = [
    ...hidden.map(({ message, path, code }) => ({ message, path, extensions: { code } })),
    ...errors.map((error) => (error.path ? { ...error, path: clientPath(error.path) } : error)),
  ];
  const explanations = explainedBy(
    errors.map(({ path }) => clientPath(path ?? [])),
    hidden.map(({ path }) => path),
  );
  let omitted = errorsOmitted;

  const report: ReportMissing = (path, value, message) => {
    if (explanations.explain(path)) return;
    const missing = value instanceof Missing ? value : undefined;
    if (missing) missing.reported += 1;
    if (reported.length >= errorsMax || (missing?.error && missing.reported > placesMax)) omitted += 1;
    else reported.push({ path, ...(missing?.error ?? { message, extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }) });
  };
  const all = (): GraphQLError[] => {
    // a failure that left no null is reported without a place
    reported.push(...failures.flatMap(({ error, reported: times }) => (error && times === 0 ? [error] : [])));
    const left = omitted + Math.max(0, reported.length - errorsMax);
    const last: FieldError[] = left > 0 ? [omittedError(left)] : [];
    return [...reported.slice(0, errorsMax), ...last].map(
      ({ message, path, extensions }) => new GraphQLError(message, { path: path ? [...path] : null, extensions }),
    );
  };
  return { report, all };
}

/** Which nulls are explained by errors at their place or below it. What a viewer may not see is one error for all items of lists. */
function explainedBy(
  paths: readonly ResponsePath[],
  hidden: readonly ResponsePath[],
): { explain(path: ResponsePath): boolean } {
  let places: Set<string> | undefined;
  let fields: Set<string> | undefined;
  return {
    explain: (path) => {
      places ??= placesAbove(paths);
      fields ??= placesAbove(hidden);
      return (
        places.has(JSON.stringify(path)) ||
        (fields.size > 0 && fields.has(JSON.stringify(path.filter((key) => typeof key === 'string'))))
      );
    },
  };
}

const placesAbove = (paths: readonly ResponsePath[]): Set<string> =>
  new Set(paths.flatMap((path) => path.map((_, index) => JSON.stringify(path.slice(0, index + 1)))));

/** At how many places of an answer one failure is reported. */
const placesMax = 50;
const errorsMax = 100;
