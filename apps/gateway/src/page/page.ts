import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from '@kexie/kernel';
import { createAcceptance } from '../edge/compression.ts';
import { createBuilder } from './builder.ts';
import type { Built } from './built.ts';
import { fitting, readExamples, type Example } from './examples.ts';

export type Page = ReturnType<typeof createPage>;
type Options = {
  /** The schema being served; examples that are invalid on it are hidden. */
  schema: () => GraphQLSchema | undefined;
  /** The folder of examples, if not the built-in ones. */
  examplesDir?: string | undefined;
  log: Logger;
};

/**
 * The page at `/` for people: GraphiQL with examples, a field for the token, and responses as a table and CSV. All its files come from this server.
 * Clients that do not accept HTML get the address of the endpoint instead.
 */
export function createPage({ schema, examplesDir = ownExamples, log }: Options) {
  const builder = createBuilder({ log });
  const examples = createExamples(examplesDir, log);
  return {
    /** `about` is the response to clients that do not accept HTML. */
    addTo(app: FastifyInstance, about: Record<string, string>): void {
      app.get('/', async (request, reply) => {
        void reply.header('vary', 'accept, accept-encoding').header('cache-control', 'no-cache');
        if (!request.headers.accept?.includes('text/html')) return about;
        const built = await builder.current();
        return built
          ? sendFile(built, 'index.html', request, reply)
          : reply.headers(security).type('text/html; charset=utf-8').send(waitingHtml(builder.hasFailed()));
      });
      app.get<{ Params: { name: string } }>('/page/:name', async (request, reply) => {
        const built = await builder.current();
        const { name } = request.params;
        if (!built?.files.has(name)) return reply.callNotFound();
        return sendFile(
          built,
          name,
          request,
          reply.header('vary', 'accept-encoding').header('cache-control', 'public, max-age=31536000, immutable'),
        );
      });
      app.get('/page/examples.json', async (_request, reply) => {
        void reply.header('cache-control', 'no-cache');
        return examples(schema());
      });
      app.addHook('onClose', async () => builder.stop());
    },
  };
}

const ownExamples = fileURLToPath(new URL('./examples/', import.meta.url));

/** No other origin takes part in the page: it loads nothing from one, none may frame it, and links send no referrer. */
const security = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self' blob:",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The examples by schema: read once, validated once for each schema. */
function createExamples(folder: string, log: Logger) {
  let read: Promise<Example[]> | undefined;
  const validated = new WeakMap<GraphQLSchema, Example[]>();
  return async (schema: GraphQLSchema | undefined): Promise<Example[]> => {
    if (!schema) return [];
    read ??= readExamples(folder, log).catch((error: unknown) => {
      log.warn({ err: error }, 'the folder of the examples cannot be read');
      read = undefined;
      return [];
    });
    const found = validated.get(schema) ?? fitting(await read, schema);
    validated.set(schema, found);
    return found;
  };
}

function sendFile(
  { folder, files, key }: Built,
  name: string,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const file = files.get(name);
  if (!file) {
    reply.callNotFound();
    return reply;
  }
  const encoding = acceptanceOfFiles(headers['accept-encoding']?.toString())?.best ?? 'identity';
  const etag = `"${key}-${name}-${encoding}"`;
  void reply.headers(security).header('etag', etag);
  if (headers['if-none-match']?.includes(etag)) return reply.code(304).send();
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  return reply
    .type(file.type)
    .header('content-length', file.bytes[encoding])
    .send(createReadStream(join(folder, name + suffixes[encoding])));
}

const acceptanceOfFiles = createAcceptance(['br', 'gzip']);
const suffixes = { identity: '', br: '.br', gzip: '.gz' } as const;

/** The document shown while the page is built; it reloads by itself. */
const waitingHtml = (failed: boolean): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="${failed ? 30 : 1}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Kexie Graph 科协</title>
<style>body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;display:grid;place-items:center;min-height:90vh;margin:0;text-align:center}</style></head>
<body><main><h1>Kexie Graph 科协</h1><p role="status">${
  failed
    ? 'The page could not be built; the log of the gateway says why. The endpoint <code>/graphql</code> works.'
    : 'The page is being prepared. It opens in a moment. 正在准备页面'
}</p></main></body></html>
`;
