import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { memoise, readWeighted } from './weighted.ts';

type Done = (error: Error | null, compressed: Buffer) => void;

/**
 * The encodings of responses, the preferred first, at levels chosen by measurement (`tools/bench/src/compression.ts`; the figures
 * are in the README). All of them run in the thread pool, so that they do not block the event loop.
 */
const encoders = {
  zstd: (text: string, done: Done) =>
    zstdCompress(text, { chunkSize, params: { [constants.ZSTD_c_compressionLevel]: levels.zstd } }, done),
  br: (text: string, done: Done) =>
    brotliCompress(
      text,
      {
        chunkSize,
        params: {
          [constants.BROTLI_PARAM_QUALITY]: levels.br,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        },
      },
      done,
    ),
  gzip: (text: string, done: Done) => gzip(text, { chunkSize, level: levels.gzip }, done),
};
const levels = { zstd: 3, br: 4, gzip: 4 };

/** The encodings a client accepts: the one it prefers, and whether plain text is acceptable. undefined if it accepts neither. */
export type Acceptance<Name extends string> = { best: Name | undefined; plain: boolean };

/** Makes the function that reads an `accept-encoding` (RFC 9110, 12.5.3) for a server that has these encodings, the preferred first. */
export const createAcceptance = <Name extends string>(available: readonly Name[]) =>
  memoise((header): Acceptance<Name> | undefined => {
    if (header === undefined) return { best: undefined, plain: true };
    const entries = readWeighted(header);
    const weightOf = (name: string): number | undefined =>
      entries.get(name)?.weight ?? entries.get(`x-${name}`)?.weight ?? entries.get('*')?.weight;
    const identity = weightOf('identity');
    const [best] = available
      .filter((name) => (weightOf(name) ?? 0) > 0)
      .sort((a, b) => (weightOf(b) ?? 0) - (weightOf(a) ?? 0));
    if (!best) return identity === 0 ? undefined : { best: undefined, plain: true };
    // A client that gives no weight to plain text prefers the encodings it names.
    const prefersPlain = entries.has('identity') && (identity ?? 0) > (weightOf(best) ?? 0);
    return { best: prefersPlain ? undefined : best, plain: identity !== 0 };
  });

/** The encodings that a client accepts for a response. */
export const acceptanceOf = createAcceptance(Object.keys(encoders) as (keyof typeof encoders)[]);

/** Compresses text responses that are large enough, if the client accepts it. */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string') return done(null, payload);
    const compressible = isLarge(payload);
    if (compressible) addVary(reply, 'accept-encoding');
    const { best, plain } = acceptanceOf(request.headers['accept-encoding']?.toString()) ?? {
      best: undefined,
      plain: true,
    };
    if (!best || (!compressible && plain) || payload === '') return done(null, payload);
    return encoders[best](payload, (error, compressed) => {
      if (error) return done(error);
      void reply.header('content-encoding', best);
      return done(null, compressed);
    });
  });
}

/** Whether a text exceeds one network packet; below that, compression does not make a response arrive sooner. */
const isLarge = (text: string): boolean =>
  text.length > bytesMin || (text.length * utf8BytesMax > bytesMin && Buffer.byteLength(text) > bytesMin);

/** Adds names to the header `vary`, which may already have a value. */
export function addVary(reply: FastifyReply, names: string): void {
  const present = reply.getHeader('vary');
  void reply.header('vary', typeof present === 'string' && present !== '' ? `${present}, ${names}` : names);
}

const bytesMin = 1_024;
/** The most bytes that one UTF-16 code unit takes in UTF-8. */
const utf8BytesMax = 3;
const chunkSize = 64 * 1024;
