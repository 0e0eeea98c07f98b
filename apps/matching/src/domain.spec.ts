import { describe, expect, test } from '@jest/globals';
import {
  mainSubjectOf,
  moneyOf,
  periodOf,
  requireFineSubject,
  requireSubjects,
  requireWholeShare,
  toYuan,
} from './domain.ts';
import { advance, recordOutcome, type Engagement, type EngagementStatus, type Recorder } from './engagement/domain.ts';
import { checkStatements as checkExpert, newExpert, restate, standingOf, type PersonFacts } from './expert/domain.ts';
import {
  checkStatements,
  draftNeed,
  expire,
  followProgress,
  maySee,
  openStatuses,
  review,
  submit,
  withdraw,
  type Need,
  type NeedStatements,
} from './need/domain.ts';
import { indexTokens, queryTokens } from './search/tokens.ts';
import {
  findIndustries,
  findSubjects,
  levelOfIndustry,
  levelOfSubject,
  parentOfIndustry,
  parentOfSubject,
} from '@kexie/matchmaker';

const now = new Date('2021-06-01T02:00:00Z');

const statements: NeedStatements = {
  title: '陶瓷污水材料研发',
  description: '研'.repeat(50),
  enterpriseId: 'org_1',
  regionCode: '450422',
  requiredSubjects: [
    { code: '61030', weight: '0.5' },
    { code: '43045', weight: '0.5' },
  ],
  serviceModes: ['TECHNICAL_GUIDANCE'],
  quota: 1,
  onsiteRequired: false,
  confidentiality: 'MEMBERS',
};
const check = (changes: Partial<NeedStatements> = {}) =>
  checkStatements({ ...statements, ...changes }, { descriptionMin: 50, today: '2021-06-01' });
const need = (changes: Partial<Need> = {}): Need => ({
  ...draftNeed(check(), { id: 'ned_1', contactId: null, now }),
  ...changes,
});

describe('subjects and amounts', () => {
  test('the weights of a need add up to 1 within a thousandth', () => {
    expect(() =>
      requireWholeShare(
        [
          { code: '61030', weight: 0.333 },
          { code: '57040', weight: 0.333 },
          { code: '43045', weight: 0.333 },
        ],
        'x',
      ),
    ).not.toThrow();
    expect(() => requireWholeShare([{ code: '61030', weight: 0.9 }], 'x')).toThrow('add up to 0.9');
  });

  test('unknown subjects, repeated subjects, too many subjects and subjects without weight are refused', () => {
    for (const codes of [['99999'], ['610', '610'], [], ['110', '120', '130', '140', '150', '160']]) {
      expect(() =>
        requireSubjects(
          codes.map((code) => ({ code, weight: '0.1' })),
          'x',
        ),
      ).toThrow();
    }
    expect(() => requireSubjects([{ code: '610', weight: '0' }], 'x')).toThrow('more than 0');
    expect(() => requireFineSubject([{ code: '610', weight: 1 }], 'x')).toThrow('second level');
  });

  test('the main subject is the first of the subjects with the greatest weight', () => {
    expect(
      mainSubjectOf([
        { code: '21040', weight: 1 },
        { code: '55020', weight: 1 },
      ]),
    ).toBe('21040');
    expect(
      mainSubjectOf([
        { code: '21040', weight: 0.2 },
        { code: '55020', weight: 0.8 },
      ]),
    ).toBe('55020');
  });

  test('amounts are stored as exact fen and read as they were stated', () => {
    expect(moneyOf({ value: '200000.50', qualifier: 'OVER' }, 'x')).toEqual({ fen: 20_000_050, qualifier: 'OVER' });
    for (const value of ['0', '0.1', '100', '99999999999.99'])
      expect(toYuan(moneyOf({ value, qualifier: 'EXACT' }, 'x'))?.value).toBe(value);
    for (const value of ['-1', '1.234', '100000000001'])
      expect(() => moneyOf({ value, qualifier: 'EXACT' }, 'x')).toThrow();
    expect(toYuan(null)).toBeNull();
  });

  test('a period is the stated day, or else the words of the source, or else null', () => {
    const words = { periodLabel: '发稿时', periodTo: '2021-11-30', periodAssumed: true };
    expect(periodOf('2021-05-01', words)).toEqual({
      label: '2021-05-01',
      from: '2021-05-01',
      to: '2021-05-01',
      assumed: false,
    });
    expect(periodOf(null, words)).toEqual({ label: '发稿时', from: null, to: '2021-11-30', assumed: true });
    expect(periodOf(null, { periodAssumed: false })).toBeNull();
    expect(() => periodOf(null, { periodFrom: '2021-01-01', periodAssumed: false })).toThrow('words of its source');
  });

  test('the parent of a code is the next shorter code, and the parent of a division is its section', () => {
    expect([levelOfSubject('610'), levelOfSubject('61030'), levelOfSubject('2302070')]).toEqual([1, 2, 3]);
    expect([parentOfSubject('2302070'), parentOfSubject('610')]).toEqual(['23020', null]);
    expect(['A', 'A03', 'A039', 'A0392'].map(levelOfIndustry)).toEqual([1, 2, 3, 4]);
    expect(['A', 'A03', 'A039', 'A0392'].map(parentOfIndustry)).toEqual([null, 'A', 'A03', 'A039']);
    expect(findSubjects({}).length).toBe(62);
    expect(findIndustries({}).length).toBe(20);
    expect(findSubjects({ text: '养蜂' }).map(({ code }) => code)).toEqual(['2302070']);
  });
});

describe('needs', () => {
  test('a description entered by a person has at least 50 characters, and an imported one may be shorter', () => {
    expect(() => check({ description: '研'.repeat(49) })).toThrow('50 to 5000');
    expect(checkStatements({ ...statements, description: '研' }, { descriptionMin: 1, today: null }).description).toBe(
      '研',
    );
  });

  test('the deadline of a new need is later than today', () => {
    expect(() => check({ deadline: '2021-06-01' })).toThrow('later than today');
    expect(check({ deadline: '2021-06-02' }).deadline).toBe('2021-06-02');
  });

  test('only a DRAFT or RETURNED need is submitted, only a SUBMITTED need is reviewed, and a need that is over is not withdrawn', () => {
    for (const status of openStatuses) {
      const attempt = () => submit(need({ status }), now);
      if (status === 'DRAFT' || status === 'RETURNED') expect(attempt().next.status).toBe('SUBMITTED');
      else expect(attempt).toThrow('cannot be submitted');
      if (status !== 'SUBMITTED')
        expect(() => review(need({ status }), { decision: 'PUBLISH', reason: null }, now)).toThrow(
          'cannot be reviewed',
        );
      expect(withdraw(need({ status }), 'why', now).events).toHaveLength(1);
    }
    for (const status of ['RESOLVED', 'UNRESOLVED', 'WITHDRAWN', 'EXPIRED'] as const)
      expect(() => withdraw(need({ status }), 'why', now)).toThrow('cannot be withdrawn');
  });

  test('the day of a publication is the day in Shanghai', () => {
    const late = new Date('2021-12-31T16:30:00Z');
    expect(review(need({ status: 'SUBMITTED' }), { decision: 'PUBLISH', reason: null }, late).next).toMatchObject({
      publishedOn: '2022-01-01',
      period: { from: '2022-01-01', to: '2022-01-01' },
    });
  });

  test('the status of a need follows from its engagements', () => {
    const after = (statuses: [string, boolean?][], quota = 1) =>
      followProgress(
        need({ status: 'PUBLISHED', quota }),
        {
          engagements: statuses.map(([status, resolved]) => ({
            status,
            outcome: resolved === undefined ? null : { resolved },
          })),
          openProposals: 0,
        },
        now,
      )?.next.status;
    expect(after([])).toBeUndefined();
    expect(after([['NEGOTIATING']])).toBe('MATCHED');
    expect(after([['NEGOTIATING']], 2)).toBe('PARTIALLY_MATCHED');
    expect(after([['NEGOTIATING'], ['AGREED']])).toBe('IN_ENGAGEMENT');
    expect(
      after([
        ['CLOSED', false],
        ['CLOSED', true],
      ]),
    ).toBe('RESOLVED');
    expect(after([['CLOSED', false], ['TERMINATED']])).toBe('UNRESOLVED');
    expect(after([['TERMINATED']])).toBe('MATCHING');
    expect(
      followProgress(
        need({ status: 'WITHDRAWN' }),
        { engagements: [{ status: 'CLOSED', outcome: { resolved: true } }], openProposals: 0 },
        now,
      ),
    ).toBeNull();
  });

  test('a need without engagements is MATCHING while proposals are open, and PUBLISHED again after the last one', () => {
    const after = (status: Need['status'], openProposals: number) =>
      followProgress(need({ status }), { engagements: [], openProposals }, now)?.next.status;
    expect(after('PUBLISHED', 1)).toBe('MATCHING');
    expect(after('MATCHING', 0)).toBe('PUBLISHED');
    expect(after('MATCHING', 2)).toBeUndefined();
    expect(after('MATCHED', 0)).toBeUndefined();
    expect(after('EXPIRED', 1)).toBeUndefined();
  });

  test('only a need that seeks experts expires, on the day after its deadline', () => {
    const after = (status: Need['status'], deadline: string | null) =>
      expire(need({ status, deadline }), now)?.next.status;
    expect(after('PUBLISHED', '2021-05-31')).toBe('EXPIRED');
    expect(after('MATCHING', '2021-05-31')).toBe('EXPIRED');
    expect(after('PUBLISHED', '2021-06-01')).toBeUndefined();
    expect(after('PUBLISHED', null)).toBeUndefined();
    expect(after('PARTIALLY_MATCHED', '2021-05-31')).toBeUndefined();
  });

  test('an unpublished need is visible only to its enterprise, and to staff and brokers of its region', () => {
    const viewer = (changes: object) => ({
      id: 'x',
      roles: ['worker'],
      regions: [],
      organizations: [],
      scopes: [],
      ...changes,
    });
    const draft = need();
    expect(maySee(viewer({}), draft)).toBe(false);
    expect(maySee(viewer({ organizations: ['org_1'] }), draft)).toBe(true);
    expect(maySee(viewer({ roles: ['broker'], regions: ['450400'] }), draft)).toBe(true);
    expect(maySee(viewer({ roles: ['worker'], regions: ['450400'] }), draft)).toBe(false);
    expect(maySee(viewer({}), need({ status: 'PUBLISHED' }))).toBe(true);
    expect(maySee(viewer({ roles: [] }), need({ status: 'PUBLISHED' }))).toBe(false);
    const secret = need({ status: 'MATCHING', confidentiality: 'MATCHED_ONLY', proposedTo: ['per_1'] });
    expect(maySee(viewer({ id: 'per_1' }), secret)).toBe(true);
    expect(maySee(viewer({ id: 'per_2' }), secret)).toBe(false);
    expect(maySee(viewer({ id: 'per_1', roles: ['enterprise'] }), secret)).toBe(false);
  });
});

describe('experts and engagements', () => {
  const person: PersonFacts = {
    _id: 'per_1',
    name: '王工',
    titleLevel: 'SENIOR',
    employerId: null,
    regionCode: '450400',
    homeStatus: 'VERIFIED',
  };
  const facts = checkExpert(
    {
      subjects: [{ code: '61030', weight: '1' }],
      serviceModes: ['CONSULTING'],
      capacity: 2,
      remoteOk: true,
      onsiteOk: true,
      isInvited: false,
      consentVersion: '1',
    },
    person,
  );
  const engagement = (status: EngagementStatus, changes: Partial<Engagement> = {}): Engagement => ({
    _id: 'eng_1',
    version: 1,
    importKey: null,
    synthetic: false,
    title: '技术指导',
    needId: null,
    expertId: 'exp_1',
    enterpriseId: null,
    regionCode: '450400',
    mode: 'CONSULTING',
    status,
    startedOn: '2021-05-01',
    endedOn: null,
    period: null,
    contractValue: null,
    visits: null,
    outcome: null,
    steps: [],
    subjectCode: '61030',
    expertRegionCode: '450400',
    industryCode: null,
    ...changes,
  });
  const outcome = {
    resolved: true,
    enterpriseRating: null,
    enterpriseRatedBy: null,
    expertRating: null,
    expertRatedBy: null,
    economicBenefit: null,
    outputs: [],
    recordedOn: '2021-06-01',
  };

  const nothing = {
    institution: null,
    engagements: [],
    publicNeedIds: new Set<string>(),
    evidence: { memberships: [], honours: [], activities: [] },
  };

  test('the default display title of an expert is the name and the title level', () => {
    expect(facts.displayTitle).toBe('王工 正高级');
  });

  test('the load counts engagements that are not over, completed ones are those CLOSED, and without ratings satisfaction is null', () => {
    const past = (status: string, resolved: boolean, enterpriseRating: number | null) => ({
      title: '技术指导',
      status,
      startedOn: null,
      needId: null,
      industryCode: null,
      outcome: { resolved, enterpriseRating },
    });
    expect(
      standingOf(facts, person, {
        ...nothing,
        engagements: [
          past('IN_PROGRESS', false, null),
          past('CLOSED', true, 5),
          past('CLOSED', false, 4),
          past('TERMINATED', false, null),
        ],
      }),
    ).toMatchObject({ activeLoad: 1, freeCapacity: 1, completedCount: 2, resolvedCount: 1, satisfaction: 4.5 });
    expect(standingOf(facts, person, nothing).satisfaction).toBeNull();
  });

  test('a profile shows titles of the latest 20 engagements, and industries only of needs that all viewers may see', () => {
    const past = (startedOn: string | null, needId: string | null, industryCode: string | null) => ({
      title: `技术指导 ${startedOn}`,
      status: 'CLOSED',
      outcome: null,
      startedOn,
      needId,
      industryCode,
    });
    const engagements = [
      past(null, 'ned_public', 'C30'),
      past('2021-03-01', 'ned_hidden', 'N77'),
      past('2021-05-01', 'ned_public', 'A01'),
      past('2021-04-01', 'ned_public', 'A01'),
      past('2021-02-01', null, null),
    ];
    const standing = standingOf(facts, person, { ...nothing, engagements, publicNeedIds: new Set(['ned_public']) });
    expect(standing.pastIndustries).toEqual(['A01', 'C30']);
    expect(standing.pastTitles.slice(0, 2)).toEqual(['技术指导 2021-05-01', '技术指导 2021-04-01']);
    const many = Array.from({ length: 25 }, () => past('2021-01-01', null, null));
    expect(standingOf(facts, person, { ...nothing, engagements: many }).pastTitles).toHaveLength(20);
  });

  test('new statements do not end a suspension', () => {
    const suspended = { ...newExpert(facts, person, 'exp_1').next, status: 'SUSPENDED' as const };
    expect(restate(suspended, { ...facts, capacity: 5 })).toMatchObject({
      next: { status: 'SUSPENDED', capacity: 5 },
      events: [{ type: 'matching.expert.capacity-changed.v1' }],
    });
  });

  test('an engagement takes one step at a time and is terminated only before acceptance', () => {
    const steps: EngagementStatus[] = [
      'NEGOTIATING',
      'AGREED',
      'IN_PROGRESS',
      'DELIVERED',
      'ACCEPTED',
      'CLOSED',
      'TERMINATED',
    ];
    const allowed = steps.flatMap((from) =>
      steps
        .filter((to) => {
          try {
            advance(engagement(from, { outcome }), { to, startedOn: null, note: null }, now);
            return true;
          } catch {
            return false;
          }
        })
        .map((to) => `${from} ${to}`),
    );
    expect(allowed).toEqual([
      'NEGOTIATING AGREED',
      'NEGOTIATING TERMINATED',
      'AGREED IN_PROGRESS',
      'AGREED TERMINATED',
      'IN_PROGRESS DELIVERED',
      'IN_PROGRESS TERMINATED',
      'DELIVERED ACCEPTED',
      'DELIVERED TERMINATED',
      'ACCEPTED CLOSED',
    ]);
  });

  const enterprise: Recorder = { userId: 'usr_1', sides: ['enterprise'], isStaff: false };
  const expert: Recorder = { userId: 'per_1', sides: ['expert'], isStaff: false };
  const staff: Recorder = { userId: 'usr_2', sides: [], isStaff: true };

  test('an outcome is not recorded for a future day or before the start, and the second side adds only its rating', () => {
    for (const recordedOn of ['2021-06-02', '2021-04-30'])
      expect(() => recordOutcome(engagement('DELIVERED'), { ...outcome, recordedOn }, staff, now)).toThrow(
        expect.objectContaining({ inputPath: ['recordedOn'] }),
      );
    const first = recordOutcome(engagement('DELIVERED'), { ...outcome, enterpriseRating: 5 }, enterprise, now).next;
    expect(() => recordOutcome(first, outcome, staff, now)).toThrow('recorded already');
    expect(
      recordOutcome(first, { ...outcome, resolved: false, expertRating: 3 }, expert, now).next.outcome,
    ).toMatchObject({ resolved: true, enterpriseRating: 5, expertRating: 3 });
  });

  test('the rating by a side replaces the one that staff recorded from paper, and no other', () => {
    const rate = (enterpriseRating: number) => ({ ...outcome, enterpriseRating });
    const onPaper = recordOutcome(engagement('DELIVERED'), rate(1), staff, now).next;
    expect(onPaper.outcome).toMatchObject({
      enterpriseRating: 1,
      enterpriseRatedBy: { userId: 'usr_2', onPaper: true },
    });
    expect(() => recordOutcome(onPaper, rate(2), staff, now)).toThrow('already given');
    const own = recordOutcome(onPaper, rate(5), enterprise, now).next;
    expect(own.outcome).toMatchObject({ enterpriseRating: 5, enterpriseRatedBy: { userId: 'usr_1', onPaper: false } });
    for (const again of [enterprise, staff])
      expect(() => recordOutcome(own, rate(2), again, now)).toThrow('already given');
  });

  test('a side does not rate for the other side, and a broker does not rate', () => {
    const broker: Recorder = { userId: 'usr_3', sides: [], isStaff: false };
    for (const by of [expert, { ...expert, isStaff: true }, broker])
      expect(() => recordOutcome(engagement('DELIVERED'), { ...outcome, enterpriseRating: 5 }, by, now)).toThrow(
        expect.objectContaining({ code: 'FORBIDDEN' }),
      );
  });

  test('work does not begin before the agreed start, and a start lies at most ten years ahead', () => {
    const step = (to: EngagementStatus, startedOn: string | null) => () =>
      advance(
        engagement(to === 'AGREED' ? 'NEGOTIATING' : 'AGREED', { startedOn }),
        { to, startedOn: to === 'AGREED' ? startedOn : null, note: null },
        now,
      );
    expect(step('IN_PROGRESS', '2021-06-02')).toThrow('begins only on');
    expect(step('AGREED', '2099-06-02')).toThrow('10 years ahead');
    expect(step('AGREED', '2021-06-02')().next.startedOn).toBe('2021-06-02');
  });
});

describe('tokens', () => {
  test('index and query ignore width and case', () => {
    for (const text of ['科普E站', '科普e站', '科普e站']) expect(indexTokens([text])).toEqual(indexTokens(['科普e站']));
  });

  test('a technical term is found although the segmenter splits it', () => {
    const indexed = new Set(indexTokens(['膜生物反应器污水处理脱氮除磷']));
    for (const term of ['膜生物反应器', '脱氮', '污水'])
      expect(queryTokens(term).every(({ token }) => indexed.has(token))).toBe(true);
  });

  test('a word has a greater weight than a pair of characters, and stop words have none', () => {
    expect(queryTokens('污水的')[0]).toEqual({ token: '污水', weight: 10 });
    expect(queryTokens('the 污水 and').map(({ token }) => token)).toEqual(['污水']);
    expect(queryTokens(',。 ')).toEqual([]);
  });

  test('a long text is indexed in bounded time and size', () => {
    expect(indexTokens(['陶瓷污水材料研发'.repeat(10_000)]).length).toBeLessThan(50);
    expect(
      queryTokens('膜生物反应器污水处理脱氮除磷'.repeat(10) + '一二三四五六七八九十百千万亿兆京垓').length,
    ).toBeLessThanOrEqual(40);
  });
});
