import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '@kexie/kernel';
import { startSubgraphUnderTest } from '@kexie/testing';
import {
  county,
  enterprise,
  expertRow,
  importRows,
  needInput,
  otherCounty,
  person,
  publishRegions,
  type Service,
  type Viewer,
} from './builders.ts';

let service: Service;

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
}, 60_000);
afterAll(() => service.stop());

type Row = Record<string, unknown>;
type State = Record<string, unknown> & { version: number };
/** A step of the life of a record on the platform. */
type Act = (id: string, expectedVersion: number) => Promise<void>;

/** The life cycle of one kind of record that an import can create. */
type Life = {
  nouns: string;
  /** A new row that states every column. */
  row(): Promise<Row>;
  /** The columns that the row need not state. */
  optional: readonly string[];
  /** The fields of the record, as the schema has them. */
  read: (id: string) => string;
  /** The lives that the record may take: each is a list of steps in order. */
  lives: readonly (readonly Act[])[];
  /** A change of the row that no step makes, and the fields that show it. */
  change: Row;
  changed: Row;
};

async function run(name: string, type: string, input: object, viewer?: Viewer): Promise<void> {
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message path } } }`;
  const { data, errors } = await service.query<Record<string, { userErrors: object[] }>>(text, { input }, viewer);
  expect([name, errors, data?.[name]?.userErrors]).toEqual([name, undefined, []]);
}

async function stateOf(query: string): Promise<State> {
  const { data, errors } = await service.query<{ record: State } & { _entities?: State[] }>(`{ ${query} }`);
  expect(errors).toBeUndefined();
  return data._entities?.[0] ?? data.record;
}

const need =
  'id version title description background targetOutcome requiredSubjects { code weight } industryCode serviceModes quota budget { value qualifier } deadline minTitleLevel onsiteRequired confidentiality competitors { id } status statusReason publishedOn period { label from to assumed } synthetic';
const expert =
  'id version displayTitle subjects { code weight } industryCodes keywords summary serviceModes capacity availableFrom remoteOk onsiteOk status isInvited consented synthetic';
const engagement =
  'id version title mode status startedOn endedOn period { label from to assumed } contractValue { value } visits outcome { resolved enterpriseRating expertRating } steps { to note } synthetic';
const contact = 'id version cooperationKinds policyTags period { label from to assumed } note synthetic';

async function needRow(): Promise<Row> {
  const { clientMutationId: key, ...row } = needInput(await enterprise(service), {
    background: '现状',
    targetOutcome: '达标排放',
    industryCode: 'N77',
    quota: 2,
    budget: { value: '1000', qualifier: 'OVER' },
    deadline: '2027-01-31',
    minTitleLevel: 'SENIOR',
    onsiteRequired: true,
    competitorIds: [await enterprise(service)],
    synthetic: true,
  });
  return { ...row, key, brokerId: await knownPerson() };
}
const needColumns = [
  'background',
  'targetOutcome',
  'industryCode',
  'quota',
  'budget',
  'deadline',
  'minTitleLevel',
  'onsiteRequired',
  'confidentiality',
  'competitorIds',
  'brokerId',
  'synthetic',
];
const undated = { periodLabel: '发稿时', periodFrom: '2021-01-01', periodTo: '2021-11-30', periodAssumed: true };
const undatedColumns = Object.keys(undated);

async function knownPerson(): Promise<string> {
  const personId = await person(service);
  await importRows(service, 'Experts', [expertRow(personId)], { dryRun: true });
  return personId;
}

const submit: Act = (id, expectedVersion) => run('submitNeed', 'SubmitNeedInput', { id, expectedVersion });
const review =
  (decision: string): Act =>
  (id, expectedVersion) =>
    run('reviewNeed', 'ReviewNeedInput', { id, decision, reason: '核实', expectedVersion });
const withdraw: Act = (id, expectedVersion) =>
  run('withdrawNeed', 'WithdrawNeedInput', { id, reason: '不再需要', expectedVersion });
const engage: Act = async (needId) => {
  await imported('Engagements', { ...(await engagementRow()), enterpriseId: null, needId });
};

async function imported(nouns: string, row: Row): Promise<string> {
  const { rows } = await importRows(service, nouns, [row]);
  expect(rows[0]?.errors).toEqual([]);
  return rows[0]?.id ?? '';
}

async function engagementRow(): Promise<Row> {
  return {
    key: newId('eng'),
    title: '技术指导',
    expertId: await imported('Experts', expertRow(await person(service))),
    enterpriseId: await enterprise(service),
    regionCode: county,
    mode: 'CONSULTING',
    status: 'NEGOTIATING',
    contractValue: { value: '2000', qualifier: 'EXACT' },
    visits: 3,
    synthetic: true,
  };
}
const engagementColumns = ['enterpriseId', 'contractValue', 'visits', 'status', 'synthetic'];
const advance =
  (to: string, more: object = {}): Act =>
  (id, expectedVersion) =>
    run('advanceEngagement', 'AdvanceEngagementInput', { id, to, expectedVersion, ...more });
const record: Act = (id, expectedVersion) =>
  run('recordEngagementOutcome', 'OutcomeInput', {
    id,
    resolved: true,
    enterpriseRating: 5,
    outputs: ['报告'],
    recordedOn: '2021-11-01',
    expectedVersion,
  });

const capacity =
  (of: number): Act =>
  (id, expectedVersion) =>
    run('setExpertCapacity', 'SetExpertCapacityInput', {
      id,
      capacity: of,
      availableFrom: '2026-12-01',
      expectedVersion,
    });
const suspend: Act = (id, expectedVersion) =>
  run('suspendExpert', 'SuspendExpertInput', { id, reason: '投诉核实', expectedVersion });
/** The expert enters statements of their own. */
const restate: Act = async (id, expectedVersion) => {
  const { person: owner } = await stateOf(`record: expert(id: "${id}") { version person { id } }`);
  const personId = (owner as { id: string }).id;
  const input = {
    personId,
    displayTitle: '王教授',
    subjects: [{ code: '61050', weight: '1' }],
    summary: '本人填写',
    keywords: ['本人'],
    serviceModes: ['TRAINING'],
    capacity: 4,
    remoteOk: true,
    consentVersion: '2026-1',
    expectedVersion,
  };
  const worker = { id: personId, roles: ['worker'], regions: [], organizations: [] };
  await run('upsertExpertProfile', 'ExpertProfileInput', input, worker);
};

const kinds: Record<string, Life> = {
  'a need that is published': {
    nouns: 'Needs',
    row: async () => ({ ...(await needRow()), status: 'PUBLISHED', publishedOn: '2021-05-01' }),
    optional: [...needColumns, 'publishedOn', 'status'],
    read: (id) => `record: need(id: "${id}") { ${need} broker { id } }`,
    lives: [[withdraw], [engage, withdraw]],
    change: { title: '陶瓷废水回用材料' },
    changed: { title: '陶瓷废水回用材料' },
  },
  'a need with a period': {
    nouns: 'Needs',
    row: async () => ({ ...(await needRow()), status: 'PUBLISHED', ...undated }),
    optional: [...needColumns, ...undatedColumns],
    read: (id) => `record: need(id: "${id}") { ${need} broker { id } }`,
    lives: [[withdraw], [engage]],
    change: { periodTo: '2021-12-31' },
    changed: { period: { label: '发稿时', from: '2021-01-01', to: '2021-12-31', assumed: true } },
  },
  'a need that is a draft': {
    nouns: 'Needs',
    row: async () => ({ ...(await needRow()), status: 'DRAFT' }),
    optional: [...needColumns],
    read: (id) => `record: need(id: "${id}") { ${need} broker { id } }`,
    lives: [
      [submit, review('RETURN'), submit, review('PUBLISH'), withdraw],
      [submit, review('REJECT')],
    ],
    change: { quota: 3, background: null, competitorIds: null },
    changed: { quota: 3, background: null, competitors: [] },
  },
  'an expert': {
    nouns: 'Experts',
    row: async () =>
      expertRow(await person(service), {
        industryCodes: ['N77'],
        keywords: ['污水'],
        summary: '简介',
        capacity: 2,
        remoteOk: false,
        onsiteOk: false,
        isInvited: false,
        synthetic: true,
      }),
    optional: [
      'displayTitle',
      'industryCodes',
      'keywords',
      'summary',
      'capacity',
      'remoteOk',
      'onsiteOk',
      'isInvited',
      'consentVersion',
      'synthetic',
    ],
    read: (id) => `record: expert(id: "${id}") { ${expert} }`,
    lives: [[capacity(5), restate, capacity(0)], [restate, suspend], [suspend]],
    change: { synthetic: false },
    changed: { synthetic: false },
  },
  'an engagement in negotiation': {
    nouns: 'Engagements',
    row: engagementRow,
    optional: engagementColumns,
    read: (id) => `record: engagement(id: "${id}") { ${engagement} enterprise { id } }`,
    lives: [
      [
        advance('AGREED', { startedOn: '2021-06-01' }),
        advance('IN_PROGRESS'),
        advance('DELIVERED'),
        record,
        advance('ACCEPTED'),
        advance('CLOSED'),
      ],
      [advance('TERMINATED', { note: '未达成' })],
    ],
    change: { visits: 4 },
    changed: { visits: 4 },
  },
  'an engagement that is delivered': {
    nouns: 'Engagements',
    row: async () => ({ ...(await engagementRow()), status: 'DELIVERED', ...undated }),
    optional: [...engagementColumns, ...undatedColumns],
    read: (id) => `record: engagement(id: "${id}") { ${engagement} enterprise { id } }`,
    lives: [[record, advance('ACCEPTED'), advance('CLOSED')], [advance('TERMINATED')]],
    change: { contractValue: null },
    changed: { contractValue: null },
  },
  'a contact with a partner': {
    nouns: 'PartnerContacts',
    row: async () => ({
      key: newId('pct'),
      organizationId: await enterprise(service),
      regionCode: county,
      cooperationKinds: ['TALENT'],
      policyTags: ['EASTWARD_INTEGRATION'],
      ...undated,
      note: '备注',
      synthetic: true,
    }),
    optional: ['policyTags', 'note', 'synthetic', ...undatedColumns],
    read: (id) =>
      `_entities(representations: [{ __typename: "PartnerContact", id: "${id}" }]) { ... on PartnerContact { ${contact} } }`,
    lives: [[]],
    change: { note: null },
    changed: { note: null },
  },
};

for (const [name, { nouns, row: newRow, optional, read, lives, change, changed }] of Object.entries(kinds)) {
  const again = (row: Row) => importRows(service, nouns, [row]);

  test(`${name}: a repeated row changes nothing, whatever happened and whichever columns it leaves out`, async () => {
    const anyLife = fc
      .nat({ max: lives.length - 1 })
      .chain((index) => fc.record({ index: fc.constant(index), steps: fc.nat({ max: lives[index]?.length ?? 0 }) }));
    await fc.assert(
      fc.asyncProperty(anyLife, fc.subarray([...optional]), async ({ index, steps }, absent) => {
        const row = await newRow();
        const id = await imported(nouns, row);
        for (const act of lives[index]?.slice(0, steps) ?? []) await act(id, (await stateOf(read(id))).version);
        const before = await stateOf(read(id));
        expect(await again(row)).toMatchObject({ unchanged: 1, rows: [{ id }] });
        const partial = Object.fromEntries(Object.entries(row).filter(([column]) => !absent.includes(column)));
        expect(await again(partial)).toMatchObject({ unchanged: 1, rows: [{ id }] });
        expect(await stateOf(read(id))).toEqual(before);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 60_000);

  test(`${name}: a changed row changes only what it changes, and then the old row changes it back`, async () => {
    for (const life of lives) {
      const row = await newRow();
      const id = await imported(nouns, row);
      for (const act of life) await act(id, (await stateOf(read(id))).version);
      const before = await stateOf(read(id));
      const next = { ...row, ...change };
      expect(await again(next)).toMatchObject({ updated: 1, rows: [{ id }] });
      expect(await stateOf(read(id))).toEqual({ ...before, ...changed, version: before.version + 1 });
      expect(await again(next)).toMatchObject({ unchanged: 1 });
      expect(await again(row)).toMatchObject({ updated: 1 });
      expect(await stateOf(read(id))).toEqual({ ...before, version: before.version + 2 });
    }
  }, 60_000);

  test(`${name}: the same key in another county names another record`, async () => {
    const row = await newRow();
    const id = await imported(nouns, row);
    // a profile has no county of its own, so its key belongs to the person
    const foreign =
      nouns === 'Experts' ? { ...(await newRow()), key: row['key'] } : { ...row, regionCode: otherCounty };
    const { created, rows } = await again(foreign);
    expect([created, rows[0]?.id === id]).toEqual([1, false]);
    expect(await again(row)).toMatchObject({ unchanged: 1, rows: [{ id }] });
  });
}

test('a fact that the platform has changed is not changed by a file that changes it, too', async () => {
  const { row: newRow, read } = kinds['an expert'] as Life;
  const row = await newRow();
  const id = await imported('Experts', row);
  await capacity(5)(id, 1);
  const { rows } = await importRows(service, 'Experts', [{ ...row, capacity: 1 }]);
  expect(rows).toMatchObject([{ outcome: 'REJECTED', errors: [{ code: 'VERSION_CONFLICT', path: ['capacity'] }] }]);
  expect(await stateOf(read(id))).toMatchObject({ capacity: 5 });
});
