import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { extraSdl, refusedToken } from './extra-schemas.ts';

/**
 * The services of `extraSdl` in one process: `node extra-services.ts FIRST_PORT`, one port each in their order. They send prepared answers,
 * so that their own work does not affect the measurement.
 */
const firstPort = Number(process.argv[2]);

const unasked = `[${'{"a":1.10,"b":[1,2,3],"c":"x"},'.repeat(590_000)}1]`;
const answers: Readonly<Record<string, string>> = {
  status: '{"data":{"status":"open"}}',
  large: `{"data":{"large":"a short text","unasked":${unasked}}}`,
  deep: `{"data":{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
};

const other = '{"data":{}}';

Object.keys(extraSdl).forEach((name, index) => {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { query } = (await json(request)) as { query: string };
    if (request.headers.authorization === refusedToken)
      return void response.writeHead(401, { 'content-type': 'text/plain' }).end('This token is not accepted.');
    const asked = name === 'faulty' ? /\b(large|deep)\b/.exec(query)?.[1] : name;
    send(response, asked === undefined ? other : (answers[asked] ?? other));
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void respond(request, response));
  server.listen(firstPort + index, '127.0.0.1');
});
process.once('SIGTERM', () => process.exit(0));

function send(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}
