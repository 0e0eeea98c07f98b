import { parseArgs } from 'node:util';
import { countingSeed, createSeed } from './client.ts';
import type { Seed } from './client.ts';
import { seedMatching } from './matching.ts';
import { seedOrganizations } from './organizations.ts';
import { seedOutreach } from './outreach.ts';
import { seedPeople } from './people.ts';
import { showProgress } from './progress.ts';
import { seedRuralPrograms } from './rural-programs.ts';

const help = `Usage: npm run seed -- [--force]

Loads the data set of Wuzhou (tools/seed/data) through the gateway; \`npm start\` does so if the databases are empty.
It may be interrupted and run again: existing records stay as they are.

  --force       loads the data set even if it seems to be complete

  GATEWAY_URL   address of the gateway (default http://127.0.0.1:4000)
  SEED_TOKEN    a token of an administrator: npm run -s token -- --role administrator
`;

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { force: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const gatewayUrl = (process.env['GATEWAY_URL'] || 'http://127.0.0.1:4000').replace(/\/+$/, '');
  if (!/^https?:\/\//.test(gatewayUrl) || !URL.canParse(gatewayUrl)) {
    throw new Error(`GATEWAY_URL must be an address of the form http://HOST:PORT, and is "${gatewayUrl}".`);
  }
  const token = process.env['SEED_TOKEN'];
  if (!token)
    throw new Error('SEED_TOKEN is not set: set it to the output of `npm run -s token -- --role administrator`.');

  const gateway = { gatewayUrl, token, onWait: (reason: string) => void process.stderr.write(`Waiting: ${reason}\n`) };
  if (!values.force && (await isLoaded(createSeed(gateway)))) {
    process.stdout.write('The data set is loaded already.\n');
    return;
  }
  const startedAt = Date.now();
  const rows = await loadAll(gateway);
  process.stdout.write(`The data set is loaded: ${rows} rows in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s.\n`);
}

/** True if the first and the last records of the seed exist; after an interruption the last is missing, and the seed continues. */
async function isLoaded(seed: Seed): Promise<boolean> {
  const { region, organizations } = await seed.query<{ region: object | null; organizations: { totalCount: number } }>(
    `{ region(code: "450400") { code } organizations(first: 0) { totalCount } }`,
  );
  if (!region) throw new Error('The organizations service does not know the regions yet: try again in a moment.');
  if (organizations.totalCount === 0) return false;
  const { annualReport } = await seed.query<LastFigure>(
    `{ annualReport(region: "450400", year: 2020) { rural { reported(codes: ["RUR.TRAINING.FARMERS.2020"]) { code } } } }`,
  );
  return (annualReport?.rural?.reported.length ?? 0) > 0;
}

type LastFigure = { annualReport: { rural: { reported: { code: string }[] } | null } | null };

/** Loads the parts in the order of their references. Returns the number of rows. */
async function loadAll(gateway: { gatewayUrl: string; token: string }): Promise<number> {
  let total = 0;
  const load = async <T>(name: string, part: (seed: Seed) => Promise<T>): Promise<T> => {
    const counting = countingSeed(createSeed(gateway));
    await part(counting);
    total += counting.rows();
    const progress = showProgress(name, counting.rows(), process.stdout);
    try {
      return await part(createSeed({ ...gateway, onRows: progress.add }));
    } finally {
      progress.end();
    }
  };
  const organizations = await load('organizations', seedOrganizations);
  const persons = await load('people', (seed) => seedPeople(seed, organizations));
  await load('outreach', (seed) => seedOutreach(seed, organizations));
  await load('matching', (seed) => seedMatching(seed, organizations, persons));
  await load('rural-programs', (seed) => seedRuralPrograms(seed, organizations)); // last, because isLoaded checks its figures
  return total;
}
