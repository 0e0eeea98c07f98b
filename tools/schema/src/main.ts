import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { composeSupergraph } from '@kexie/registry';
import { releaseEvents } from './events.ts';
import { inWorkspace, readSubgraphSdl, writtenSubgraphs } from './subgraphs.ts';

const usage = `Composes the schemas of the services as the gateway does, and releases the schemas of events.

  node tools/schema/src/main.ts compose    writes tools/schema/supergraph.graphql, which is committed so that a change can be reviewed
  node tools/schema/src/main.ts check      writes nothing; fails if the schemas do not compose or the committed file is out of date
  node tools/schema/src/main.ts events     writes libs/events/released/<type>.json; fails if an event breaks a released schema`;

const file = inWorkspace('tools/schema/supergraph.graphql');
process.exitCode = run(process.argv[2]);

function run(command: string | undefined): number {
  if (command === 'events') return releaseEvents();
  if (command !== 'compose' && command !== 'check') {
    console.error(usage);
    return 2;
  }
  const names = writtenSubgraphs();
  // the address of a service is not part of its schema: the committed file has only its name
  const composition = composeSupergraph(
    names.map((name) => ({ name, sdl: readSubgraphSdl(name), url: `http://${name}/graphql` })),
  );
  if ('errors' in composition) {
    for (const { code, message, subgraphs } of composition.errors)
      console.error(`${code}${subgraphs ? ` (${subgraphs.join(', ')})` : ''}: ${message}`);
    return 1;
  }
  return command === 'compose' ? write(composition.supergraphSdl, names) : compare(composition.supergraphSdl, names);
}

function write(sdl: string, names: readonly string[]): number {
  writeFileSync(file, sdl);
  console.log(`Composed ${names.join(', ')} into tools/schema/supergraph.graphql.`);
  return 0;
}

function compare(sdl: string, names: readonly string[]): number {
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (committed === sdl) {
    console.log(`${names.join(', ')} compose, and tools/schema/supergraph.graphql is up to date.`);
    return 0;
  }
  console.error('tools/schema/supergraph.graphql is out of date. Run "npm run schema:compose" and commit the result.');
  return 1;
}
