import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DomainError } from '@kexie/kernel';
import type { ExpertFacts, NeedFacts } from '../facts.ts';
import { say } from '../messages.ts';
import type { Model } from '../model.ts';
import type { Pair } from './market.ts';
import { canonicalJson } from './round-hash.ts';

/** The version of the records in the chunks of a round. */
export const roundFormat = 1;

/** All settings on which the result of a round depends. Scores are in millionths; `today` is a civil day (YYYY-MM-DD). */
export type RoundSettings = {
  format: number;
  model: Model;
  today: string;
  tieSeed: string;
  proposing: 'NEED' | 'EXPERT';
  minNeedScore: number;
  minExpertScore: number;
};

/** An agent of a round. `places` is the number of its places in this round, those of its frozen pairs included. */
export type RoundNeed = { id: string; places: number; facts: NeedFacts };
export type RoundExpert = { id: string; places: number; facts: ExpertFacts };

/** The frozen inputs of a round. */
export type FrozenRound = {
  settings: RoundSettings;
  needs: readonly RoundNeed[];
  experts: readonly RoundExpert[];
  frozen: readonly Pair[];
  forbidden: readonly Pair[];
};

/** A pair of a result, with the scores of both sides in millionths. Only a frozen pair may be unacceptable; then the scores are null. */
export type ResultPair = Pair & { needScore: number | null; expertScore: number | null; isFrozen: boolean };

/** What a result states beside its pairs. */
export type ResultSummary = { inputHash: string; outputHash: string; pairs: number; acceptablePairs: number };

/** The kinds of chunks, in the order in which they are stored. RESULT has one record, and PAIR the pairs of the result. */
export const chunkKinds = ['SETTINGS', 'NEED', 'EXPERT', 'FROZEN', 'FORBIDDEN', 'RESULT', 'PAIR'] as const;
export type ChunkKind = (typeof chunkKinds)[number];

/** Records of one kind as gzip of canonical JSON, one record a line. `sha256` is the hash of `data` in hexadecimal. */
export type Chunk = { kind: ChunkKind; records: number; sha256: string; data: Buffer };

/** The SHA-256 hash of bytes in hexadecimal. */
export const sha256Of = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * Packs records of one kind into chunks of at most 500 records and at most 500,000 bytes before compression. A record that
 * is larger gets a chunk of its own. No records give no chunk.
 * @throws TypeError for values that JSON cannot hold
 */
export function* packChunks(kind: ChunkKind, records: Iterable<unknown>): Generator<Chunk> {
  let lines: string[] = [];
  let bytes = 0;
  for (const record of records) {
    const line = canonicalJson(record);
    const size = Buffer.byteLength(line) + 1;
    if (lines.length > 0 && (lines.length === recordsMax || bytes + size > bytesMax)) {
      yield pack(kind, lines);
      lines = [];
      bytes = 0;
    }
    lines.push(line);
    bytes += size;
  }
  if (lines.length > 0) yield pack(kind, lines);
}

/**
 * The records of a chunk. They are not checked beyond their number.
 * @throws VALIDATION_FAILED if the hash or the number of records differs, or the data are not gzip of JSON lines.
 */
function unpackChunk({ kind, records, sha256, data }: Chunk): unknown[] {
  if (sha256Of(data) !== sha256)
    throw new DomainError('VALIDATION_FAILED', say`A chunk of the kind ${kind} does not have its hash.`, [kind]);
  let found: unknown[];
  try {
    const text = gunzipSync(data, { maxOutputLength: unpackedMax }).toString();
    found = text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as unknown);
  } catch {
    throw new DomainError('VALIDATION_FAILED', say`A chunk of the kind ${kind} has no readable records.`, [kind]);
  }
  if (found.length !== records)
    throw new DomainError('VALIDATION_FAILED', say`A chunk of the kind ${kind} has ${found.length} records.`, [kind]);
  return found;
}

/**
 * The chunks of the inputs of a round, in the order of `chunkKinds`. The order of records within a kind is that of the lists.
 * @throws TypeError for values that JSON cannot hold
 */
export function* packRound({ settings, needs, experts, frozen, forbidden }: FrozenRound): Generator<Chunk> {
  yield* packChunks('SETTINGS', [settings]);
  yield* packChunks('NEED', needs);
  yield* packChunks('EXPERT', experts);
  yield* packChunks('FROZEN', frozen);
  yield* packChunks('FORBIDDEN', forbidden);
}

/** A round as its chunks state it. `result` and `pairs` are null if the chunks have no result. */
export type StatedRound = { round: FrozenRound; result: ResultSummary | null; pairs: ResultPair[] | null };

/**
 * Reads a round from its chunks, each of which is checked against its hash. The facts in the records are not checked.
 * @throws VALIDATION_FAILED for a chunk that is damaged, for a format that this version does not know, and for settings
 * that do not occur exactly once.
 */
export function unpackRound(chunks: Iterable<Chunk>): StatedRound {
  const found = new Map<ChunkKind, unknown[]>(chunkKinds.map((kind) => [kind, []]));
  for (const chunk of chunks) {
    const records = found.get(chunk.kind);
    if (!records)
      throw new DomainError('VALIDATION_FAILED', say`There is no kind ${String(chunk.kind)} of chunks.`, ['kind']);
    for (const record of unpackChunk(chunk)) records.push(record);
  }
  const of = <T>(kind: ChunkKind): T[] => found.get(kind) as T[];
  const [settings, ...more] = of<RoundSettings>('SETTINGS');
  if (!settings || more.length > 0)
    throw new DomainError('VALIDATION_FAILED', say`A round has its settings exactly once.`, ['SETTINGS']);
  if (settings.format !== roundFormat)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The format is ${settings.format}; this version reads ${roundFormat}.`,
      ['SETTINGS'],
    );
  const round = {
    settings,
    needs: of<RoundNeed>('NEED'),
    experts: of<RoundExpert>('EXPERT'),
    frozen: of<Pair>('FROZEN'),
    forbidden: of<Pair>('FORBIDDEN'),
  };
  const [result = null] = of<ResultSummary>('RESULT');
  return { round, result, pairs: result && of<ResultPair>('PAIR') };
}

function pack(kind: ChunkKind, lines: readonly string[]): Chunk {
  const data = gzipSync(lines.join('\n'));
  return { kind, records: lines.length, sha256: sha256Of(data), data };
}

const recordsMax = 500;
const bytesMax = 500_000;
/** Far more than `packChunks` puts into a chunk; a file from elsewhere may hold anything. */
const unpackedMax = 64 * 1024 * 1024;
