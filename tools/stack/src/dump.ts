import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeDump } from './database-dump.ts';
import { requireNode24 } from './node-version.ts';
import { root } from './programs.ts';

const help = `npx node tools/stack/src/dump.ts --out FILE [options]: writes the databases of the five services to one compressed file.

It is for tests, not for backups: rows of the outbox, the inbox, requests, parked events and streams are left out, because a new broker does not
know them. The platform must run (npm start), and must not receive changes meanwhile.

  --out FILE      the file to write, for example apps/e2e/dumps/0.2.0.json.gz
  --data FOLDER   the data folder of the platform (default .data)`;

requireNode24();
try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      out: { type: 'string' },
      data: { type: 'string', default: '.data' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  if (!values.out) throw new Error('--out FILE is missing: it names the file to write.');
  const { rows, bytes } = await writeDump(await mongodbOf(path.resolve(root, values.data)), path.resolve(values.out));
  console.log(`${values.out}: ${rows} rows, ${Math.ceil(bytes / 1_000)} kB`);
}

/** The server of a running platform, at the address that its services use. Rejects with one sentence if no platform has run on the folder. */
async function mongodbOf(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'env', 'people.env');
  const uri = /^MONGODB_URI='(.*)'$/m.exec(await readFile(file, 'utf8').catch(() => ''))?.[1];
  if (!uri) throw new Error(`${file} names no database: --data must be the data folder of a running platform.`);
  return uri;
}
