import { createReadStream } from 'node:fs';
import { TextDecoderStream } from 'node:stream/web';
import { Readable } from 'node:stream';
import { ImportProblem } from './problem.ts';
import { say } from './messages.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030';

/**
 * The encoding of a text file: by its byte order mark, otherwise the first of UTF-8 and GB18030 in which the whole file is valid.
 * The file is read once, in pieces. @throws ImportProblem when it is neither.
 */
export async function encodingOf(file: string): Promise<Encoding> {
  const candidates = (['utf-8', 'gb18030'] as const).map((encoding) => ({
    encoding,
    decoder: new TextDecoder(encoding, { fatal: true }),
    valid: true,
  }));
  let isFirst = true;
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) {
    if (isFirst && bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
    isFirst = false;
    for (const candidate of candidates) candidate.valid &&= decodes(candidate.decoder, bytes);
  }
  for (const candidate of candidates) candidate.valid &&= decodes(candidate.decoder);
  const found = candidates.find(({ valid }) => valid);
  if (!found) throw new ImportProblem(say`The file is neither UTF-8 nor GB18030 text.`);
  return found.encoding;
}

function decodes(decoder: TextDecoder, bytes?: Uint8Array): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** The text of a file in pieces, without a byte order mark. */
export function textOf(file: string, encoding: Encoding): AsyncIterable<string> {
  return Readable.toWeb(createReadStream(file)).pipeThrough(
    new TextDecoderStream(encoding, { fatal: true }),
  ) as unknown as AsyncIterable<string>;
}
