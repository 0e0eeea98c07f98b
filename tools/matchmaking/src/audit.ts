import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fileFormat, fileText, verifyText, type ServedChunk } from './audit-file.ts';
import { UsageError } from './options.ts';
import { table } from './table.ts';

const help = `Usage: npm run matching:audit -- download --url URL --token-file FILE --round ID --out FILE
       npm run matching:audit -- verify FILE

Downloads the audit of a matching round (对接会), and verifies it offline.

  download   reads the frozen inputs and the result of a round from the platform. It needs a token of staff or of a broker of the
             round's region. The file contains the texts of needs and profiles: keep it as confidential as they are.
    --url URL           the address of the gateway, for example http://127.0.0.1:4000/graphql
    --token-file FILE   a file with the token, because other users of the machine can read command lines
    --round ID          the id of the round (rnd_…)
    --out FILE          the file to write; an existing file is not replaced
  verify     checks the hash of each chunk, computes the round again from the inputs, compares pairs and hashes, and counts
             blocking pairs and violations by a checker that shares no code with the solver
  -h, --help shows this text

Exits with 1 if a finding is wrong or the platform refuses the download, and with 2 if an option is wrong.
`;

type Command =
  { name: 'download'; url: string; tokenFile: string; round: string; out: string } | { name: 'verify'; file: string };

/** The command of a command line, or undefined for --help. @throws UsageError with one sentence about the first fault. */
function readCommand(args: string[]): Command | undefined {
  const text = { type: 'string' } as const;
  const { values, positionals } = parsed(args, { url: text, 'token-file': text, round: text, out: text });
  if (values['help']) return undefined;
  const [name, file, ...more] = positionals;
  const given = (option: string): string => {
    const value = values[option];
    if (typeof value !== 'string' || value === '') throw new UsageError(`State --${option}. See --help.`);
    return value;
  };
  if (name === 'verify' && file !== undefined && more.length === 0) return { name, file };
  if (name === 'verify') throw new UsageError('State one file to verify. See --help.');
  if (name !== 'download' || file !== undefined)
    throw new UsageError('The first word is "download" or "verify". See --help.');
  const url = given('url');
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new UsageError(`--url is an http address, not "${url}".`);
  return { name, url, tokenFile: given('token-file'), round: given('round'), out: given('out') };
}

type Parsed = { values: Partial<Record<string, string | boolean>>; positionals: string[] };

function parsed(args: string[], options: Record<string, { type: 'string' }>): Parsed {
  try {
    return parseArgs({
      args,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. To specify')[0]}. See --help.`);
  }
}

type Round = {
  title: string;
  figures: { inputHash: string; outputHash: string } | null;
  auditChunks: {
    edges: { node: ServedChunk }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    totalCount: number;
  } | null;
};
const query = `query MatchingAudit($id: ID!, $after: String) {
  matchingRound(id: $id) {
    title
    figures { inputHash outputHash }
    auditChunks(first: 5, after: $after) {
      edges { node { index kind records sha256 data } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
}`;

async function download({ url, tokenFile, round: id, out }: Command & { name: 'download' }): Promise<void> {
  const token = (await readFile(tokenFile, 'utf8')).trim();
  const chunks: ServedChunk[] = [];
  let header: Pick<Round, 'title' | 'figures'> | undefined;
  let total = 0;
  for (let after: string | null = null; ;) {
    const round = await ask(url, token, { id, after });
    if (!round?.figures || !round.auditChunks)
      throw new Error('There is no such round, it has no result, or the token does not allow reading its audit.');
    const isSame = header === undefined || header.figures?.inputHash === round.figures.inputHash;
    if (!isSame) throw new Error('The round was computed again during the download. Download it again.');
    header = round;
    total = round.auditChunks.totalCount;
    chunks.push(...round.auditChunks.edges.map(({ node }) => node));
    if (!round.auditChunks.pageInfo.hasNextPage) break;
    if (chunks.length > chunksMax) throw new Error(`The audit has more than ${chunksMax} chunks.`);
    after = round.auditChunks.pageInfo.endCursor;
  }
  const text = fileText(
    {
      format: fileFormat,
      roundId: id,
      title: header.title,
      downloadedAt: new Date().toISOString(),
      inputHash: header.figures?.inputHash ?? '',
      outputHash: header.figures?.outputHash ?? '',
      chunks: total,
    },
    chunks,
  );
  await writeFile(out, text, { flag: 'wx', mode: 0o600 });
  process.stdout.write(
    `${chunks.length} chunks are in ${out}. Verify them with: npm run matching:audit -- verify ${out}\n`,
  );
}

async function ask(url: string, token: string, variables: object): Promise<Round | null> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const answer = (await response.json().catch(() => null)) as {
    data?: { matchingRound: Round | null } | null;
    errors?: { message: string }[];
  } | null;
  const [error] = answer?.errors ?? [];
  if (error) throw new Error(`The platform refuses: ${error.message}`);
  if (!answer?.data) throw new Error(`The platform answers with the status ${response.status} and no data.`);
  return answer.data.matchingRound;
}

async function verify({ file }: Command & { name: 'verify' }): Promise<number> {
  const findings = await verifyText(await readFile(file, 'utf8'));
  process.stdout.write(
    table(
      ['check', 'result', 'found'],
      findings.map(({ what, isFine, detail }) => [what, isFine ? 'ok' : 'WRONG', detail]),
    ),
  );
  return findings.every(({ isFine }) => isFine) ? 0 : 1;
}

const requestTimeoutMs = 60_000;
const chunksMax = 100_000;

try {
  const command = readCommand(process.argv.slice(2));
  if (!command) process.stdout.write(help);
  else if (command.name === 'download') await download(command);
  else process.exitCode = await verify(command);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
