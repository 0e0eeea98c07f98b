import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The interface through which each part of the data set is loaded. Every call may be repeated: rows carry keys, and a row that exists already changes nothing. */
export type Seed = {
  /**
   * Imports rows through the gateway in batches and returns the ids in the order of the rows. Rows that refer to a record that the service does not know yet are
   * sent again until it does. Throws with the row errors if rows stay rejected.
   */
  importRows(mutation: string, rows: readonly object[]): Promise<string[]>;
  /** Imports the rows of data/figures.json that belong to a service. */
  figures(service: string, mutation: string): Promise<void>;
  /** Sends an operation to the gateway. Throws with its errors. */
  query<T>(text: string, variables?: object): Promise<T>;
};

export type SeedOptions = {
  gatewayUrl: string;
  token: string;
  /** Called with the number of further rows that are imported. */
  onRows?: (count: number) => void;
  /** How long one batch is sent again while other services lag behind. Default 120 s. */
  retryTimeoutMs?: number;
  /** The pause before the first repetition; the next ones grow. Default 250 ms. */
  firstPauseMs?: number;
  /** Called with the reason of a wait, every `waitReportMs`, by default 5 s. */
  onWait?: (reason: string) => void;
  waitReportMs?: number;
};

const batchSize = 200;
const retryTimeoutMsDefault = 120_000;
const firstPauseMsDefault = 250;
const longestPauseMs = 5_000;
const requestTimeoutMs = 60_000;
const shownErrors = 5;

/** A client of the import mutations of all services, as the holder of `token`. */
export function createSeed(options: SeedOptions): Seed {
  const seed: Seed = {
    async importRows(mutation, rows) {
      const ids: string[] = [];
      for (let from = 0; from < rows.length; from += batchSize) {
        ids.push(...(await importBatch(options, mutation, rows.slice(from, from + batchSize), from)));
      }
      return ids;
    },
    figures: async (service, mutation) => {
      await seed.importRows(mutation, figureRows(service));
    },
    query: <T>(text: string, variables: object = {}) => withRetries(options, () => ask<T>(options, text, variables)),
  };
  return seed;
}

/** A seed that loads nothing and counts the rows; its ids are arbitrary. Queries go to the real seed. */
export function countingSeed(real: Pick<Seed, 'query'>): Seed & { rows(): number } {
  let count = 0;
  const importRows = async (_: string, rows: readonly object[]) => {
    count += rows.length;
    return rows.map((_row, index) => `row-${index}`);
  };
  return {
    importRows,
    figures: async (service, mutation) => {
      await importRows(mutation, figureRows(service));
    },
    query: real.query,
    rows: () => count,
  };
}

type Refusal = { code: string; message: string; path: string[] | null };
type ImportedRow = { row: number; id: string | null; errors: Refusal[] };
type ImportAnswer = Record<string, { report: { rows: ImportedRow[] } | null; userErrors: Refusal[] }>;

/** Sends a batch, and repeats the rows with unknown references until all are imported or the time for retries is over. */
async function importBatch(
  options: SeedOptions,
  mutation: string,
  rows: readonly object[],
  offset: number,
): Promise<string[]> {
  const ids: string[] = Array.from({ length: rows.length });
  let open = rows.map((_, index) => index);
  await withRetries(options, async () => {
    const sent = open;
    const imported = await importOnce(
      options,
      mutation,
      sent.map((index) => rows[index] as object),
    );
    const refused = imported.filter(({ id }) => id === null);
    for (const { row, id } of imported) if (id !== null) ids[sent[row] as number] = id;
    open = refused.map(({ row }) => sent[row] as number);
    options.onRows?.(sent.length - open.length);
    if (refused.length === 0) return;
    const final = refused.filter(({ errors }) => !errors.some(({ code }) => code === 'REFERENCE_UNKNOWN'));
    const texts = rowErrors(final.length > 0 ? final : refused, (row) => offset + (sent[row] as number));
    throw new SeedError(`${mutation} rejected ${refused.length} of ${rows.length} rows: ${texts}`, final.length === 0);
  });
  return ids;
}

async function importOnce(options: SeedOptions, mutation: string, rows: readonly object[]): Promise<ImportedRow[]> {
  const answer = await ask<ImportAnswer>(options, importText(mutation), { input: { rows } });
  const { report, userErrors } = answer[mutation] ?? { report: null, userErrors: [] };
  if (userErrors.length > 0)
    throw new SeedError(
      `${mutation} was refused: ${userErrors.map(({ code, message }) => `${code} ${message}`).join('; ')}`,
      false,
    );
  if (report?.rows.length !== rows.length)
    throw new SeedError(`${mutation} answered for ${report?.rows.length ?? 0} of ${rows.length} rows.`, false);
  return report.rows;
}

function importText(mutation: string): string {
  const noun = mutation.endsWith('Figures') ? 'Figures' : mutation.slice('import'.length);
  return `mutation Load($input: Import${noun}Input!) {
    ${mutation}(input: $input) { report { rows { row id errors { code message path } } } userErrors { code message path } }
  }`;
}

function rowErrors(refused: readonly ImportedRow[], rowNumber: (row: number) => number): string {
  const texts = refused.slice(0, shownErrors).map(({ row, errors }) => {
    const reasons = errors.map(({ code, message, path }) => `${code}${path ? ` ${path.join('.')}` : ''}: ${message}`);
    return `row ${rowNumber(row)} ${reasons.join(', ') || 'without a reason'}`;
  });
  return [...texts, ...(refused.length > shownErrors ? ['…'] : [])].join('; ');
}

/** `transient`: a repetition may succeed, because a service lags behind, restarts or is busy. */
class SeedError extends Error {
  readonly transient: boolean;
  constructor(message: string, transient: boolean) {
    super(message);
    this.transient = transient;
  }
}

/** Repeats transient failures with growing pauses. Throws the last error. */
async function withRetries<T>(options: SeedOptions, attempt: () => Promise<T>): Promise<T> {
  const {
    retryTimeoutMs = retryTimeoutMsDefault,
    firstPauseMs = firstPauseMsDefault,
    waitReportMs = waitReportMsDefault,
    onWait,
  } = options;
  const deadline = Date.now() + retryTimeoutMs;
  let reportedAt = Date.now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof SeedError && error.transient)) throw error;
      if (Date.now() + pauseMs > deadline)
        throw new Error(`After ${Math.round(retryTimeoutMs / 1_000)} s of retries: ${error.message}`, {
          cause: error,
        });
      if (Date.now() - reportedAt >= waitReportMs) {
        reportedAt = Date.now();
        onWait?.(error.message);
      }
    }
    await pause(pauseMs);
  }
}

/** How often a long wait is reported. */
const waitReportMsDefault = 5_000;

type Answer<T> = { data?: T | null; errors?: { message: string; extensions?: { code?: string } }[] };

/** A service is unavailable at the moment, or does not know the regions of an operation yet. */
const passingCodes = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT', 'NOT_FOUND']);

async function ask<T>({ gatewayUrl, token }: SeedOptions, query: string, variables: object): Promise<T> {
  const { data, errors } = await post<T>(gatewayUrl, token, JSON.stringify({ query, variables }));
  if (errors?.length) {
    const text = errors
      .slice(0, shownErrors)
      .map(({ message, extensions }) => `${extensions?.code ?? 'ERROR'} ${message}`)
      .join('; ');
    throw new SeedError(
      `The gateway answered: ${text}`,
      errors.some(({ extensions }) => passingCodes.has(extensions?.code ?? '')),
    );
  }
  if (!data) throw new SeedError('The gateway answered without data.', false);
  return data;
}

async function post<T>(gatewayUrl: string, token: string, body: string): Promise<Answer<T>> {
  try {
    const response = await fetch(`${gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    return (await response.json()) as Answer<T>;
  } catch (cause) {
    throw new SeedError(`The gateway at ${gatewayUrl} does not answer (${describe(cause)}).`, true);
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}

type Figure = {
  code: string;
  service: string;
  labelZh: string;
  value: string | null;
  qualifier: string;
  unit: string;
  regionCode: string;
  period: { label: string; from: string | null; to: string | null; assumed: boolean };
  incomplete: boolean;
  phrase: string;
};

/** The figures of the article that belong to a service, as rows of an import. */
function figureRows(service: string): object[] {
  const { figures }: { figures: Figure[] } = JSON.parse(
    readFileSync(new URL('../data/figures.json', import.meta.url), 'utf8'),
  );
  return figures
    .filter((figure) => figure.service === service)
    .map(({ code, labelZh, value, qualifier, unit, regionCode, period, incomplete, phrase }) => ({
      code,
      label: labelZh,
      value,
      qualifier,
      unit,
      regionCode,
      incomplete,
      phrase,
      source: 'SEED',
      periodLabel: period.label,
      periodFrom: period.from,
      periodTo: period.to,
      periodAssumed: period.assumed,
    }));
}
