import {
  chunkKinds,
  hashOutput,
  openRound,
  unpackRound,
  type Chunk,
  type ChunkKind,
  type StatedRound,
} from '@kexie/matchmaker';

/** The version of the file: the first line is a header, and each further line is a chunk. */
export const fileFormat = 1;

/** The first line of a file. The figures are those that the platform states, and the file is verified without them. */
export type Header = {
  format: number;
  roundId: string;
  title: string;
  downloadedAt: string;
  inputHash: string;
  outputHash: string;
  chunks: number;
};

/** A chunk as the platform serves it; `data` is Base64. */
export type ServedChunk = { index: number; kind: string; records: number; sha256: string; data: string };

/** One line of the result of a verification. */
export type Finding = { what: string; isFine: boolean; detail: string };

/** The text of a file. */
export function fileText(header: Header, chunks: readonly ServedChunk[]): string {
  return `${[header, ...chunks].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/**
 * Verifies a file offline: each chunk against its hash, the inputs against the hash that the platform states, the pairs
 * against a new computation from the inputs, and the stability of the pairs by a checker that shares no code with the solver.
 * The verification ends at the first finding that makes the others meaningless. It throws nothing for any text.
 */
export async function verifyText(text: string): Promise<Finding[]> {
  const lines = text.split('\n').filter((line) => line !== '');
  const header = parsed<Header>(lines[0]);
  if (header?.format !== fileFormat)
    return [failed('format', `The file does not begin with a header of the format ${fileFormat}.`)];
  const findings: Finding[] = [fine('format', String(fileFormat))];

  const chunks: Chunk[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const chunk = chunkOf(parsed<ServedChunk>(line), index);
    if (!chunk) return [...findings, failed('chunks', `Line ${index + 2} is not chunk ${index}.`)];
    chunks.push(chunk);
  }
  if (chunks.length !== header.chunks)
    return [...findings, failed('chunks', `The file has ${chunks.length} of ${header.chunks} chunks.`)];
  let stated: StatedRound;
  try {
    stated = unpackRound(chunks);
  } catch (error) {
    return [...findings, failed('chunks', messageOf(error))];
  }
  findings.push(fine('chunks', `${chunks.length} with their hashes`));

  const { round, result, pairs } = stated;
  if (!result || !pairs) return [...findings, failed('result', 'The file has no result.')];
  try {
    const opened = await openRound(round);
    const own = opened.compute();
    const check = opened.check(pairs);
    const counts = Object.entries(check.counts).filter(([, count]) => count > 0);
    return [
      ...findings,
      compared('input hash', opened.inputHash, [header.inputHash, result.inputHash]),
      compared('output hash', hashOutput(pairs), [header.outputHash, result.outputHash]),
      compared('pairs, computed again', own.outputHash, [result.outputHash]),
      own.pairs.length === pairs.length && JSON.stringify(own.pairs) === JSON.stringify(ordered(pairs, own.pairs))
        ? fine('scores, computed again', `${pairs.length} pairs`)
        : failed('scores, computed again', `${own.pairs.length} pairs of ${pairs.length}, or other scores`),
      own.acceptablePairs === result.acceptablePairs
        ? fine('acceptable pairs', String(own.acceptablePairs))
        : failed('acceptable pairs', `${own.acceptablePairs}, and not ${result.acceptablePairs}`),
      counts.length === 0
        ? fine('independent check', '0 blocking pairs, 0 violations')
        : failed('independent check', counts.map(([fault, count]) => `${count} ${fault}`).join(', ')),
    ];
  } catch (error) {
    return [...findings, failed('computation', messageOf(error))];
  }
}

/** The pairs with the same keys in the same order as those of the computation, so that their texts can be compared. */
function ordered(pairs: StatedRound['pairs'] & object, model: StatedRound['pairs'] & object): object[] {
  const keys = Object.keys(model[0] ?? {});
  return pairs.map((pair) => Object.fromEntries(keys.map((key) => [key, (pair as Record<string, unknown>)[key]])));
}

function compared(what: string, found: string, stated: readonly string[]): Finding {
  return stated.every((hash) => hash === found)
    ? fine(what, found)
    : failed(what, `${found}, and not ${[...new Set(stated)].join(' or ')}`);
}

function chunkOf(served: ServedChunk | undefined, index: number): Chunk | undefined {
  const isChunk =
    served?.index === index &&
    chunkKinds.includes(served.kind as ChunkKind) &&
    typeof served.data === 'string' &&
    typeof served.sha256 === 'string' &&
    Number.isInteger(served.records);
  if (!isChunk) return undefined;
  const data = Buffer.from(served.data, 'base64');
  // Base64 with other characters would be read without them
  if (data.toString('base64') !== served.data) return undefined;
  return { kind: served.kind as ChunkKind, records: served.records, sha256: served.sha256, data };
}

function parsed<T>(line: string | undefined): T | undefined {
  try {
    const value: unknown = JSON.parse(line ?? '');
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fine(what: string, detail: string): Finding {
  return { what, isFine: true, detail };
}

function failed(what: string, detail: string): Finding {
  return { what, isFine: false, detail };
}
