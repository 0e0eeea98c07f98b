import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { RegionsImported } from '@kexie/events';
import { tokenizerVersion } from '@kexie/matchmaker';
import { startSubgraphUnderTest, type SubgraphUnderTest } from '@kexie/testing';
import { percentile, withSuggestion, type Figures, type Market } from './bench-market.ts';
import { createGenerator, type Generator } from './generator.ts';

type Replica = Pick<SubgraphUnderTest, 'url' | 'query'>;

const city = '450400';
const rowsPerInsert = 1_000;
const requests = 300;
const waitsMsMax = 30 * 60_000;

/**
 * The service as a program of its own, on the servers of `MONGODB_URI`: the records are written into its database, and a new
 * process reads them. `readS` is the time from its start to its first list of experts; p50Ms and p95Ms are those of the request
 * `recommendExperts` over HTTP. `computeS` is the time of a round with reading its inputs and writing its result, most of which
 * an embedded database takes. `loopMaxMs` is the longest delay of the event loop while the round is computed.
 */
export async function measureService({ seed, experts, needs, minScore }: Market): Promise<Figures> {
  const service = await startSubgraphUnderTest('matching');
  try {
    await publishCity(service);
    await writeMarket(createGenerator(seed, 'market'), { experts, needs });
    const begun = performance.now();
    const replica = await service.startReplica();
    await until(async () => (await recommend(replica, needIdOf(0))) !== null);
    const readS = (performance.now() - begun) / 1_000;
    const times: number[] = [];
    for (let index = 0; index < requests; index += 1) {
      const sent = performance.now();
      await recommend(replica, needIdOf(Math.floor((index * needs) / requests)));
      times.push(performance.now() - sent);
    }
    times.sort((a, b) => a - b);
    await metricsOf(replica); // each reading begins the figures of the event loop anew
    const { computeSeconds, matchedPairs, blockingPairs } = await computeRound(replica, minScore);
    const metric = await metricsOf(replica);
    return {
      readS,
      p50Ms: percentile(times, 50),
      p95Ms: percentile(times, 95),
      computeS: Number(computeSeconds),
      pairs: matchedPairs,
      blockingPairs,
      loopMaxMs: metric('nodejs_eventloop_lag_max_seconds') * 1_000,
      residentMiB: metric('process_resident_memory_bytes') / 2 ** 20,
    };
  } finally {
    await service.stop();
  }
}

async function publishCity(service: SubgraphUnderTest): Promise<void> {
  const region = { code: city, name: '梧州市', level: 'PREFECTURE', parentCode: '450000', kind: 'COUNTY' };
  await service.publish(
    RegionsImported({ edition: 'bench', regions: [{ ...region, validFrom: null, validTo: null }] }),
    { aggregateId: city, version: 1 },
  );
}

/** Writes the records of a market as the service stores them. */
async function writeMarket(generator: Generator, size: { experts: number; needs: number }): Promise<void> {
  const client = new mongoose.mongo.MongoClient(process.env['MONGODB_URI'] as string);
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    const name = databases.map((database) => database.name).find((each) => each.startsWith('test_matching_'));
    const database = client.db(name);
    await write(database.collection<{ _id: string }>('experts'), size.experts, (index) => expertOf(generator, index));
    await write(database.collection<{ _id: string }>('needs'), size.needs, (index) => needOf(generator, index));
  } finally {
    await client.close();
  }
}

async function write(
  collection: mongoose.mongo.Collection<{ _id: string }>,
  count: number,
  recordOf: (index: number) => { _id: string },
): Promise<void> {
  for (let from = 0; from < count; from += rowsPerInsert)
    await collection.insertMany(
      Array.from({ length: Math.min(rowsPerInsert, count - from) }, (_, at) => recordOf(from + at)),
    );
}

const needIdOf = (index: number): string => `ned_${String(index).padStart(6, '0')}`;

/** What the stored records of both kinds have, beside their facts. Their texts are not searched, so they have no tokens. */
const common = {
  ...{ version: 1, importKey: null, synthetic: true, searchTokens: [], tokenizerVersion },
  // today, because the service renews older suggestions
  suggestedOn: new Date().toISOString().slice(0, 10),
  // long ago, because a pool reads the records that changed in the last two minutes again at each request
  changedAt: new Date('2026-03-01T00:00:00Z'),
};

/** An expert as the service stores it. */
function expertOf(generator: Generator, index: number) {
  const { id, isActive, hasConsented, ...facts } = withSuggestion(generator.expert(index));
  return {
    ...facts,
    ...common,
    _id: id,
    personId: `per_${index}`,
    displayTitle: '合成专家',
    mainSubject: facts.subjects[0]?.code ?? null,
    isInvited: true,
    invitedBy: null,
    consentVersion: hasConsented ? '2026-1' : null,
    freeCapacity: Math.max(0, facts.capacity - facts.activeLoad),
    satisfaction: null,
    activityCount: 0,
    societyIds: [],
    status: isActive ? 'ACTIVE' : 'WITHDRAWN',
    ...{ pause: null, suspendedBecause: null, reinstatedBecause: null, withdrawnBecause: null },
    openProposals: 0,
    teamIds: [],
  };
}

/** A published need as the service stores it. */
function needOf(generator: Generator, index: number) {
  const { id, isOpen: _, filledPlaces: _filled, subjects, ...facts } = withSuggestion(generator.need(index));
  return {
    ...facts,
    ...common,
    _id: id,
    requiredSubjects: subjects,
    mainSubject: subjects[0]?.code ?? null,
    confidentiality: 'PUBLIC',
    deadline: null,
    status: 'PUBLISHED',
    ...{ background: null, budget: null, brokerId: null, contactId: null, statusReason: null },
    ...{ publishedOn: null, period: null, proposedTo: [] },
    enteredAt: common.changedAt,
    updatedAt: common.changedAt,
  };
}

async function recommend(replica: Replica, needId: string): Promise<object[] | null> {
  const { data, errors } = await replica.query<{ recommendExperts: object[] } | null>(
    `query ($needId: ID!) { recommendExperts(needId: $needId, first: 10) {
      rank expert { id displayTitle } explanation { mutualScore sentence }
    } }`,
    { needId },
  );
  const code = errors?.[0]?.extensions?.code;
  if (errors && code !== 'MATCHMAKER_STARTING') throw new Error(`recommendExperts failed with ${code}.`);
  return data?.recommendExperts ?? null;
}

type RoundFigures = { computeSeconds: string; matchedPairs: number; blockingPairs: number };
type Round = {
  id: string;
  version: number;
  status: string;
  figures: RoundFigures | null;
  failure: { code: string; message: string } | null;
};
const roundFields = 'id version status figures { computeSeconds matchedPairs blockingPairs } failure { code message }';

async function computeRound(replica: Replica, minScore: number): Promise<RoundFigures> {
  const change = async (name: string, type: string, input: object): Promise<Round> => {
    const { data, errors } = await replica.query<Record<string, { round: Round }>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { round { ${roundFields} } } }`,
      { input },
    );
    if (errors) throw new Error(`${name} failed: ${errors[0]?.message}`);
    return (data[name] as { round: Round }).round;
  };
  const score = (minScore / 1_000_000).toString();
  const opened = await change('openMatchingRound', 'RoundInput', {
    title: '测试对接会',
    regionCode: city,
    minNeedScore: score,
    minExpertScore: score,
    tieSeed: 'bench',
    clientMutationId: 'bench-open',
  });
  const { id } = await change('computeMatchingRound', 'ChangeRoundInput', {
    id: opened.id,
    expectedVersion: opened.version,
  });
  let figures: RoundFigures | null = null;
  await until(async () => {
    const { data } = await replica.query<{ matchingRound: Round }>(
      `query ($id: ID!) { matchingRound(id: $id) { ${roundFields} } }`,
      { id },
    );
    const { status, failure } = data.matchingRound;
    if (failure) throw new Error(`The computation of the round failed with ${failure.code}: ${failure.message}`);
    figures = status === 'COMPUTED' ? data.matchingRound.figures : null;
    return figures !== null;
  });
  return figures as unknown as RoundFigures;
}

/** Reads the metrics of a replica, and returns the value of one by its name. */
async function metricsOf(replica: Replica): Promise<(name: string) => number> {
  const text = await (await fetch(new URL('/metrics', replica.url))).text();
  return (name) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + waitsMsMax;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error('The service does not come to an end.');
    await wait(500);
  }
}
