import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAuthenticated } from '@kexie/service/process';
import { HttpError } from '../errors.ts';
import type { Gate } from '../limits/limiter.ts';
import { createTurns } from '../turns.ts';
import { readJson } from './json.ts';
import { bodyTooLarge, createReceiver } from './receive.ts';

export type BodyLimits = {
  /** The largest body with a token and without one, in bytes, as received and after each decompression. */
  bytesMax: number;
  anonymousBytesMax: number;
  /** The total size of all bodies being received, in bytes. */
  arrivingBytesMax: number;
};
export const bodyLimits: BodyLimits = {
  bytesMax: 1024 * 1024,
  anonymousBytesMax: 128 * 1024,
  arrivingBytesMax: 64 * 1024 * 1024,
};

type Options = { limits: BodyLimits; limiter: Pick<Gate, 'requireBudget'> };

/** Lets a server accept only JSON bodies in UTF-8, compressed or not. Their bytes are charged to the client before they are parsed. */
export function addJsonBodies(app: FastifyInstance, { limits, limiter }: Options): void {
  const receive = createReceiver(limits.arrivingBytesMax);
  const nextTurn = createTurns();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: IncomingMessage) => {
    const { headers, viewer, address } = request;
    requireUtf8(headers['content-type']);
    const encodings = encodingsOf(headers['content-encoding']);
    // A request without cost left was refused before its body was read.
    const charge = (cost: number): void => void (cost > 0 && limiter.requireBudget(viewer, address, cost));
    const bytesMax = isAuthenticated(viewer) ? limits.bytesMax : limits.anonymousBytesMax;
    if (Number(headers['content-length']) > bytesMax) throw bodyTooLarge(bytesMax);
    const received = await receive(payload, bytesMax);
    charge(costOfBytes(received.length));
    const plain = encodings.length === 0 ? received : await decompressed(received, encodings, bytesMax);
    if (plain !== received) charge(costOfBytes(plain.length));
    if (plain.length > bytesInlineMax) await nextTurn();
    return parse(plain);
  });
}

/** The cost of a body's bytes; a small body costs nothing. */
const costOfBytes = (bytes: number): number => Math.floor(bytes / 1_024) * costPerKilobyte;
const costPerKilobyte = 4;
/** Larger bodies are parsed one per iteration of the event loop, because many at once would block all other work. */
const bytesInlineMax = 64 * 1_024;

/** Parses JSON text, with or without a byte order mark, which some editors and programs add. */
function parse(body: Buffer): unknown {
  if (body.length === 0) throw badRequest('The body is empty. Send JSON with a "query".');
  if (!isUtf8(body)) throw badRequest('The body is not valid UTF-8. Send the JSON in UTF-8.');
  const start =
    body[0] === byteOrderMark[0] && body[1] === byteOrderMark[1] && body[2] === byteOrderMark[2]
      ? byteOrderMark.length
      : 0;
  try {
    return readJson(body.toString('utf8', start));
  } catch (error) {
    throw error instanceof HttpError ? error : badRequest('The body is not valid JSON.', error);
  }
}

const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

/** JSON is UTF-8 (RFC 8259), of which US-ASCII is a subset. Decoding another encoding as UTF-8 would change the text. */
function requireUtf8(contentType = ''): void {
  if (!contentType.includes(';')) return;
  for (const [, quoted, bare] of contentType.matchAll(/;\s*charset\s*=\s*(?:"([^"]*)"|([^;\s]*))/gi)) {
    const charset = (quoted ?? bare ?? '').toLowerCase();
    if (!['utf-8', 'utf8', 'us-ascii', ''].includes(charset))
      throw new HttpError(
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        `Send the body in UTF-8; "${charset.slice(0, nameLengthMax)}" is not supported.`,
      );
  }
}

type Decompress = (body: Buffer, bounds: { maxOutputLength: number }) => Promise<Buffer>;
const strict = { rejectGarbageAfterEnd: true };
const inflates = { zlib: promisify(inflate), raw: promisify(inflateRaw) };
const decoders: Record<string, Decompress> = {
  // gzip may have several members; trailing garbage is an error by default.
  gzip: (body, bounds) => promisify(gunzip)(body, bounds),
  // Some clients omit the zlib header that RFC 9110 requires for `deflate`.
  deflate: (body, bounds) => (hasZlibHeader(body) ? inflates.zlib : inflates.raw)(body, { ...bounds, ...strict }),
  br: (body, bounds) => promisify(brotliDecompress)(body, { ...bounds, ...strict }),
  // RFC 9659 limits the window, which also bounds the memory of a request.
  zstd: (body, bounds) =>
    promisify(zstdDecompress)(body, {
      ...bounds,
      ...strict,
      params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLogMax },
    }),
};

const hasZlibHeader = ([first = 0, second = 0]: Buffer): boolean =>
  (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;

/** The encodings of a body in the order in which they were applied. */
function encodingsOf(header: string | undefined): string[] {
  if (header === undefined) return [];
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-(?=gzip$)/, ''))
    .filter((name) => name !== '' && name !== 'identity');
  const unknown = names.find((name) => !Object.hasOwn(decoders, name));
  if (unknown !== undefined)
    throw unsupported(
      `Bodies encoded as "${unknown.slice(0, nameLengthMax)}" are not supported; use ${supportedEncodings}.`,
    );
  if (names.length > encodingsMax)
    throw unsupported(`The body is encoded ${names.length} times; at most ${encodingsMax} encodings are supported.`);
  return names;
}

async function decompressed(body: Buffer, encodings: readonly string[], bytesMax: number): Promise<Buffer> {
  let plain = body;
  for (const name of encodings.toReversed())
    plain = await (decoders[name] as Decompress)(plain, { maxOutputLength: bytesMax }).catch((error: unknown) => {
      throw cannotDecompress(name, bytesMax, error);
    });
  return plain;
}

function cannotDecompress(name: string, bytesMax: number, error: unknown): HttpError {
  const isTooLarge =
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
  return isTooLarge
    ? bodyTooLarge(bytesMax, error)
    : badRequest(`The body is not complete and valid ${name}, as its header content-encoding says.`, error);
}

const badRequest = (message: string, cause?: unknown): HttpError =>
  new HttpError(400, 'BAD_REQUEST', message, { cause });
const unsupported = (message: string): HttpError =>
  new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', message, { headers: { 'accept-encoding': supportedEncodings } });

const supportedEncodings = Object.keys(decoders).join(', ');
const encodingsMax = 3;
const nameLengthMax = 40;
const zstdWindowLogMax = 23;
