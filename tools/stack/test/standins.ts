import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { serviceNames } from '../src/programs.ts';

/** The smallest programs that meet the requirements of the stack: a port, two probes, an end on SIGTERM. `/die` makes one crash. */
const program = `
import { createServer } from 'node:http';
const subgraphs = ${JSON.stringify(serviceNames.slice(1))};
const server = createServer((request, response) => {
  if (request.url === '/die') {
    console.error('Error: the disk is on fire');
    process.exit(3);
  }
  response.end(JSON.stringify({ ready: true, database: process.env.MONGODB_URI, nats: process.env.NATS_URL, supergraph: { subgraphs } }));
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(0); });
`;

const brokenProgram = `
console.log(JSON.stringify({ level: 30, msg: 'starting' }));
console.log(JSON.stringify({ level: 50, msg: 'cannot start', err: { message: 'no schema to publish' } }));
console.log(JSON.stringify({ level: 30, msg: 'bye' }));
process.exit(1);
`;

/** Writes an apps folder of stand-ins below `folder` and returns its path; the services named in `broken` fail to start. */
export async function standIns(folder: string, broken: readonly string[] = []): Promise<string> {
  const appsDir = path.join(folder, 'apps');
  for (const name of serviceNames) {
    await mkdir(path.join(appsDir, name, 'src'), { recursive: true });
    await writeFile(path.join(appsDir, name, 'src', 'main.ts'), broken.includes(name) ? brokenProgram : program);
    await writeFile(path.join(appsDir, name, 'package.json'), '{"type":"module"}');
  }
  return appsDir;
}
