import { GraphQLError } from 'graphql';
import { isAsked, type Denied } from '../access/authorization.ts';
import { omittedError } from '../errors.ts';
import type { ReportMissing } from './answer.ts';
import type { Execution, FieldError } from './fetches.ts';
import { clientName } from './names.ts';
import { Missing, type ResponsePath } from './tree.ts';

/**
 * Collects the errors of one response while it is written. Every null that no subgraph sent has an error at its path or below it: that of a subgraph, that of a failed
 * fetch, or one that says what is wrong with the value. The errors are bounded, and a last error counts the omitted ones. `names` maps
 * the plan's names to those of the client.
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
    if (reported.length >= errorsMax || (missing?.error && missing.reported > pathsPerFailureMax)) omitted += 1;
    else reported.push({ path, ...(missing?.error ?? { message, extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }) });
  };
  const all = (): GraphQLError[] => {
    // A failure that caused no null is reported without a path.
    reported.push(...failures.flatMap(({ error, reported: times }) => (error && times === 0 ? [error] : [])));
    const left = omitted + Math.max(0, reported.length - errorsMax);
    const last: FieldError[] = left > 0 ? [omittedError(left)] : [];
    return [...reported.slice(0, errorsMax), ...last].map(
      ({ message, path, extensions }) => new GraphQLError(message, { path: path ? [...path] : null, extensions }),
    );
  };
  return { report, all };
}

/** Finds the nulls that are explained by errors at their path or below it. A denied field has one error for all items of a list. */
function explainedBy(
  paths: readonly ResponsePath[],
  hidden: readonly ResponsePath[],
): { explain(path: ResponsePath): boolean } {
  let explained: Set<string> | undefined;
  let fields: Set<string> | undefined;
  return {
    explain: (path) => {
      explained ??= prefixesOf(paths);
      fields ??= prefixesOf(hidden);
      return (
        explained.has(JSON.stringify(path)) ||
        (fields.size > 0 && fields.has(JSON.stringify(path.filter((key) => typeof key === 'string'))))
      );
    },
  };
}

const prefixesOf = (paths: readonly ResponsePath[]): Set<string> =>
  new Set(paths.flatMap((path) => path.map((_, index) => JSON.stringify(path.slice(0, index + 1)))));

/** At how many paths of a response one failure is reported. */
const pathsPerFailureMax = 50;
const errorsMax = 100;
