import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import { Supergraph } from '@apollo/federation-internals';
import { introspectionFromSchema } from 'graphql';
import { operations } from './operations.ts';
import { projectDir } from './places.ts';
import { openShop, rightAnswer } from './shop.ts';

type Compress = (text: string) => Promise<Buffer>;
const encodings: Record<string, { levels: number[]; at: (level: number) => Compress }> = {
  zstd: {
    levels: [1, 3, 9],
    at: (level) => (text) =>
      promisify(zstdCompress)(text, { chunkSize, params: { [constants.ZSTD_c_compressionLevel]: level } }),
  },
  br: {
    levels: [1, 4, 5, 11],
    at: (level) => (text) =>
      promisify(brotliCompress)(text, {
        chunkSize,
        params: { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
      }),
  },
  gzip: { levels: [1, 4, 6, 9], at: (level) => (text) => promisify(gzip)(text, { chunkSize, level }) },
};
/** As in the gateway. */
const chunkSize = 64 * 1024;
const millisecondsMin = 300;
const roundsMax = 6;

// prints the cost of compressing answers as a table: the compressed size and the processor time of all threads; the gateway's levels were chosen by it
const texts = await answers();
process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n\n`);
process.stdout.write(
  `| encoding, level | ${[...texts].map(([name, text]) => `${name}, ${kilobytes(Buffer.byteLength(text))}`).join(' | ')} |\n|---|${'---:|'.repeat(texts.size)}\n`,
);
for (const [name, { levels, at }] of Object.entries(encodings)) {
  for (const level of levels)
    process.stdout.write(`| ${name} ${level} | ${(await measured(at(level))).join(' | ')} |\n`);
}

async function measured(compress: Compress): Promise<string[]> {
  const cells: string[] = [];
  for (const text of texts.values()) {
    const bytes = (await compress(text)).length;
    const rounds: number[] = [];
    for (let round = 0; round < roundsMax; round += 1) rounds.push(await processorMs(() => compress(text)));
    cells.push(`${Math.round((100 * bytes) / Buffer.byteLength(text))} % in ${Math.min(...rounds).toFixed(2)} ms`);
  }
  return cells;
}

/** The mean processor time of a run, over as many runs as fit into a fixed time. */
async function processorMs(run: () => Promise<unknown>): Promise<number> {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  let runs = 0;
  do {
    await run();
    runs += 1;
  } while (performance.now() - begun < millisecondsMin);
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1_000 / runs;
}

/** Answers from the smallest that the gateway compresses to the introspection of this platform. */
async function answers(): Promise<Map<string, string>> {
  const answerOf = (name: string): string => {
    const { query, variables } = operations.find((operation) => operation.name === name) ?? fail(name);
    return JSON.stringify({ data: rightAnswer(openShop(), query, variables) });
  };
  const supergraph = Supergraph.build(
    await readFile(path.join(projectDir, 'tools/schema/supergraph.graphql'), 'utf8'),
    { supportedFeatures: null },
  );
  const introspection = JSON.stringify({ data: introspectionFromSchema(supergraph.apiSchema().toGraphQLJSSchema()) });
  const chinese = answerOf('chinese');
  return new Map([
    ['small', answerOf('full').slice(0, 1_100)],
    ['page', chinese.slice(0, 8_000)],
    ['Chinese text', chinese],
    ['introspection', introspection],
  ]);
}

function fail(name: string): never {
  throw new Error(`The bench has no operation "${name}".`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}
