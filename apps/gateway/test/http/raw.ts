import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string };
export type RawRequest = { method?: string; path?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer };

/** Sends exactly these bytes and headers, and reads the raw response, because `fetch` adds headers and decompresses automatically. */
export async function raw(
  url: string,
  { method = 'GET', path = '/graphql', headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const sent = request({ hostname, port, path, method, headers, agent: false, signal: AbortSignal.timeout(15_000) });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const received = Buffer.concat(chunks);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: received,
    text: plainOf(answer.headers['content-encoding'], received),
  };
}

function plainOf(encoding: string | undefined, body: Buffer): string {
  if (body.length === 0 || encoding === undefined) return body.toString();
  const decoders: Record<string, (body: Buffer) => Buffer> = {
    br: brotliDecompressSync,
    gzip: gunzipSync,
    zstd: zstdDecompressSync,
  };
  const decode = decoders[encoding];
  if (!decode) throw new Error(`The answer is encoded as ${encoding}.`);
  return decode(body).toString();
}

/** The status and the error codes of a response. */
export const refused = ({ status, text }: RawAnswer): [number, unknown] => [
  status,
  (JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code,
];
