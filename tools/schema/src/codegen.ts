import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readmeWithRights } from './rights.ts';
import { inWorkspace, readSubgraphSdl, subgraphNames, writtenSubgraphs, type SubgraphName } from './subgraphs.ts';
import { generateTypes } from './types.ts';

const usage = `Writes apps/<service>/src/generated/graphql.ts from the schema of each service, and the table of rights in its README.

  node tools/schema/src/codegen.ts              every service
  node tools/schema/src/codegen.ts people       one service
  node tools/schema/src/codegen.ts --check      writes nothing; fails if a committed file is out of date

A service may name the domain types behind its GraphQL types in apps/<service>/codegen.json, with paths relative to src/generated:
  { "mappers": { "Organization": "../store.ts#OrganizationRecord" } }`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const check = args.includes('--check');
  const wanted = args.filter((argument) => argument !== '--check');
  const names = wanted.length === 0 ? writtenSubgraphs() : subgraphNames.filter((name) => wanted.includes(name));
  if (names.length < wanted.length || names.length === 0) {
    console.error(`${usage}\n\nThe services: ${subgraphNames.join(', ')}.`);
    return 2;
  }
  const outdated: SubgraphName[] = [];
  for (const name of names) if (!(await bringUpToDate(name, check))) outdated.push(name);
  if (outdated.length > 0)
    console.error(`Out of date: ${outdated.join(', ')}. Run "npm run codegen" and commit the result.`);
  return outdated.length > 0 ? 1 : 0;
}

/** Generates and writes, or only compares. Returns whether the file is up to date afterwards. */
async function bringUpToDate(name: SubgraphName, check: boolean): Promise<boolean> {
  const readme = inWorkspace(`apps/${name}/README.md`);
  const files = {
    [inWorkspace(`apps/${name}/src/generated/graphql.ts`)]: await generateTypes(
      readSubgraphSdl(name),
      readMappers(name),
    ),
    [readme]: await readmeWithRights(name, textOf(readme) ?? ''),
  };
  const outdated = Object.entries(files).filter(([file, fresh]) => fresh !== undefined && fresh !== textOf(file));
  if (!check)
    for (const [file, fresh] of outdated) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, fresh as string);
    }
  console.log(`${name}: ${outdated.length === 0 ? 'up to date' : check ? 'out of date' : 'written'}`);
  return outdated.length === 0 || !check;
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function readMappers(name: SubgraphName): Record<string, string> {
  const file = inWorkspace(`apps/${name}/codegen.json`);
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, 'utf8')) as { mappers?: Record<string, string> }).mappers ?? {};
}
