import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Balancer } from './balancer.ts';
import { city, sections } from './figures.ts';
import type { SubgraphName } from './figures.ts';

/** A kind of record of an enterprise: the mutation that makes one with a unique title, and the query that lists all of them. */
type Kind = {
  mutation: string;
  inputType: string;
  payload: string;
  input: (title: string, host: string) => object;
  list: (host: string) => string;
  title: string;
};
export type Load = {
  /** The first twenty requests that had no answer, or an answer with errors. */
  failures: readonly string[];
  queries(): number;
  /** The titles of the records that were acknowledged. */
  acknowledged: Record<SubgraphName, string[]>;
  end(): Promise<void>;
};
export type Client = { balancer: Pick<Balancer, 'next'>; token: string };

const subjects = [{ code: '61030', weight: '1' }];
const kinds: Record<SubgraphName, Kind> = {
  organizations: {
    mutation: 'registerPartner',
    inputType: 'RegisterPartnerInput',
    payload: 'organization',
    title: 'name',
    input: (name) => ({ name, kind: 'PARK', regionCode: city }),
    list: () => `organizations(filter: { regions: ["${city}"], kinds: [PARK] }`,
  },
  people: {
    mutation: 'recordCelebration',
    inputType: 'RecordCelebrationInput',
    payload: 'celebration',
    title: 'title',
    input: (title, organizerId) => ({ title, kind: 'SYMPOSIUM', heldOn: '2021-05-30', organizerId, regionCode: city }),
    list: () => `celebrations(region: "${city}"`,
  },
  outreach: {
    mutation: 'registerChannel',
    inputType: 'RegisterChannelInput',
    payload: 'channel',
    title: 'name',
    input: (name, operatorId) => ({ name, kind: 'LED_SCREEN', operatorId, regionCode: city }),
    list: (host) => `channels(filter: { operatorIds: ["${host}"] }`,
  },
  matching: {
    mutation: 'createNeed',
    inputType: 'NeedInput',
    payload: 'need',
    title: 'title',
    input: (title, enterpriseId) => ({
      title,
      description: '陶瓷污水材料研发'.repeat(8),
      enterpriseId,
      regionCode: city,
      requiredSubjects: subjects,
      serviceModes: ['CONSULTING'],
    }),
    list: (host) => `needs(filter: { enterpriseIds: ["${host}"], statuses: [DRAFT] }`,
  },
  'rural-programs': {
    mutation: 'scheduleTraining',
    inputType: 'ScheduleTrainingInput',
    payload: 'session',
    title: 'title',
    input: (title, organizerId) => ({ title, year: 2021, organizerId, mode: 'CLASSROOM', regionCode: city }),
    list: (host) => `trainingSessions(filter: { organizerIds: ["${host}"] }`,
  },
};
const services = Object.keys(kinds) as SubgraphName[];
const report = `{ annualReport(region: "${city}", year: 2021) { region { name } ${Object.values(sections)
  .map((section) => `${section} { reported { code } }`)
  .join(' ')} } }`;
const pageOf = `query ($id: ID!) { organization(id: $id) { name members(first: 0) { totalCount } needs(first: 3) { edges { node { title } } } honours { title } } }`;

/** Requests the part of every service in a report. @throws Error unless all answer. */
export async function askAll(client: Client): Promise<void> {
  await ask(client, report);
}

/** Registers an enterprise, to which records can belong once the other services know it. Returns its id. */
export async function registerHost(client: Client): Promise<string> {
  const input = {
    kind: 'ENTERPRISE',
    name: `滚动升级企业${randomUUID()}`,
    regionCode: city,
    clientMutationId: randomUUID(),
  };
  const { registerPartner } = await ask<{ registerPartner: { organization: { id: string } } }>(
    client,
    'mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) { organization { id } userErrors { code message } } }',
    { input },
  );
  return registerPartner.organization.id;
}

/** Makes one record and returns its title. @throws Error if it is not acknowledged. */
export async function makeRecord(client: Client, service: SubgraphName, host: string): Promise<string> {
  const { mutation, inputType, payload, input } = kinds[service];
  const title = `滚动升级${randomUUID()}`;
  const data = await ask<Record<string, Record<string, unknown>>>(
    client,
    `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${payload} { id } userErrors { code message } } }`,
    { input: { ...input(title, host), clientMutationId: randomUUID() } },
  );
  if (!data[mutation]?.[payload]) throw new Error(`${mutation} was refused: ${JSON.stringify(data[mutation])}`);
  return title;
}

/** The titles of all records of a kind. */
export async function titlesOf(client: Client, service: SubgraphName, host: string): Promise<string[]> {
  const { list, title } = kinds[service];
  const titles: string[] = [];
  let after: string | null = null;
  do {
    const data: Record<string, Page> = await ask(
      client,
      `query ($after: String) { page: ${list(host)}, first: 100, after: $after) { edges { node { title: ${title} } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const { edges, pageInfo } = data['page'] as Page;
    titles.push(...edges.map(({ node }) => node.title));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null && titles.length < titlesMax);
  return titles;
}

type Page = { edges: { node: { title: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };

/** Reads from all five services and makes records in each, without a pause until `end`. */
export function startLoad(client: Client, host: string): Load {
  const state = { queries: 0, ended: false };
  const failures: string[] = [];
  const acknowledged = Object.fromEntries(services.map((service) => [service, [] as string[]])) as Record<
    SubgraphName,
    string[]
  >;
  const repeat = async (pauseMs: number, work: () => Promise<unknown>): Promise<void> => {
    while (!state.ended) {
      const at = new Date().toISOString();
      await work().catch(
        (error: Error) =>
          void (failures.length < failuresMax && failures.push(`${at} ${error.message} ${String(error.cause ?? '')}`)),
      );
      await pause(pauseMs);
    }
  };
  const query = (text: string) => async () => {
    await ask(client, text, { id: host });
    state.queries += 1;
  };
  const writers = services.map((service) =>
    repeat(betweenWritesMs, async () => {
      if (acknowledged[service].length < recordsMax)
        acknowledged[service].push(await makeRecord(client, service, host));
    }),
  );
  const readers = [report, pageOf, report, pageOf].map((text) => repeat(betweenReadsMs, query(text)));
  return {
    failures,
    acknowledged,
    queries: () => state.queries,
    async end() {
      state.ended = true;
      await Promise.all([...writers, ...readers]);
    },
  };
}

/** The data of an answer without errors. @throws Error for any other answer. */
async function ask<Data>({ balancer, token }: Client, query: string, variables: object = {}): Promise<Data> {
  const gateway = balancer.next();
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: Data; errors?: object[] };
  if (response.status !== 200 || errors || !data)
    throw new Error(`${gateway} answered ${response.status}: ${text.slice(0, 300)}`);
  return data;
}

const betweenReadsMs = 20;
const betweenWritesMs = 200;
/** An enterprise may have 200 open needs. */
const recordsMax = 180;
const failuresMax = 20;
const requestTimeoutMs = 20_000;
const titlesMax = 20_000;
