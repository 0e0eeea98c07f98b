import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { read } from './platform.ts';

const operations = readFileSync(new URL('../operations/stories.graphql', import.meta.url), 'utf8');
const names = parse(operations).definitions.flatMap((definition) =>
  definition.kind === 'OperationDefinition' && definition.name ? [definition.name.value] : [],
);

type Named = { id: string; name: string };
type Known = { association: string; person: string; expert: string; need: string; campaign: string };
let known: Known;

describe('the stories', () => {
  beforeAll(async () => {
    known = await findRecords();
  });

  test('each have an expected answer', () => {
    expect(names).toEqual(Object.keys(stories));
  });

  test.each(names)('%s', async (name) => {
    const story = stories[name];
    const data = await read({ query: operations, operationName: name, variables: story?.variables?.(known) ?? {} });
    expect(data).toMatchObject(story?.answer ?? {});
    story?.check?.(data);
  });
});

type Story = { variables?: (known: Known) => Record<string, unknown>; answer: object; check?: (data: unknown) => void };
const checked =
  <Data>(check: (data: Data) => void) =>
  (data: unknown) =>
    check(data as Data);

const stories: Record<string, Story> = {
  A1_CoverageOfCommunityAssociationsPerCounty: {
    answer: {
      coverage: [31, 19, 15, 12, 36, 6, 34].map((units) => ({ units, covered: units, ratio: '1', missing: [] })),
    },
  },
  A3_HearingsByYear: {
    answer: {
      hearingStats: [
        [2017, '1'],
        [2018, '2'],
        [2019, '4'],
        [2020, '4'],
      ].map(([year, value]) => ({ year, measure: { value, unit: 'TIME', qualifier: 'EXACT' } })),
    },
  },
  A5_PandemicChannelsHours: {
    answer: { campaignBySlug: { startsOn: '2020-01-01', endsOn: '2021-11-30' } },
    check: checked(
      ({
        campaignBySlug,
      }: {
        campaignBySlug: Record<'outputTotals' | 'materialTotals' | 'participantTotals', unknown[]>;
      }) => {
        expect(campaignBySlug.outputTotals).toHaveLength(5);
        expect(campaignBySlug.materialTotals).toHaveLength(3);
        expect(campaignBySlug.participantTotals).toHaveLength(9);
      },
    ),
  },
  A7_FundingPerYearAndPurpose: {
    answer: {
      fundingStats: [1, 2, 3].map(() => ({
        allocations: 0,
        budget: { value: '5000000', unit: 'CNY', qualifier: 'OVER' },
      })),
    },
  },
  S1_OrganizationsNeedingTermRenewal: {
    answer: { organizations: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false } } },
  },
  S2_OrganizationDetail: {
    variables: ({ association }) => ({ id: association }),
    answer: {
      organization: {
        name: '梧州市科学技术协会',
        kind: 'TERRITORIAL_ASSOCIATION',
        status: 'ACTIVE',
        needs: { edges: [] },
        honours: [{ title: '全国科协系统扶贫先进单位', year: 2019 }],
      },
    },
  },
  S3_PendingMembershipApplications: {
    variables: ({ association }) => ({ orgs: [association] }),
    answer: { membershipApplications: { totalCount: 0, edges: [] } },
  },
  W1_MyPage: {
    variables: ({ person }) => ({ id: person }),
    answer: {
      person: {
        name: '彭永臻',
        memberships: [],
        expertProfile: { status: 'ACTIVE', activeLoad: 1 },
        outreachActivities: { edges: [] },
        taughtTrainings: [],
      },
    },
  },
  W3_NeedsThatFitMe: { variables: ({ expert }) => ({ expert }), answer: { recommendNeeds: [] } }, // the one need is matched already
  E1_ExpertsForNeed: {
    variables: ({ need }) => ({ need }),
    answer: {},
    check: checked(
      ({
        recommendExperts,
      }: {
        recommendExperts: {
          rank: number;
          expert: { displayTitle: string; engagements: { edges: unknown[] } };
          explanation: { eligible: boolean };
        }[];
      }) => {
        expect(recommendExperts[0]).toMatchObject({
          rank: 1,
          expert: { institution: { name: '北京工业大学' }, person: { name: '彭永臻' } },
          explanation: { eligible: false },
        });
        expect(recommendExperts[0]?.expert.engagements.edges).toHaveLength(1);
      },
    ),
  },
  E3_SearchExpertsByText: {
    variables: () => ({ text: '环境科学与工程' }),
    answer: {},
    check: checked(
      ({ searchExperts }: { searchExperts: { totalCount: number; edges: { node: { displayTitle: string } }[] } }) => {
        expect(searchExperts.totalCount).toBeGreaterThanOrEqual(1);
        expect(searchExperts.edges[0]?.node.displayTitle).toContain('彭永臻');
      },
    ),
  },
  T1_RegionTree: {
    answer: {},
    check: checked(({ regions }: { regions: { code: string; children: unknown[] }[] }) => {
      expect(regions.map(({ code }) => code)).toEqual([
        '450403',
        '450405',
        '450406',
        '450421',
        '450422',
        '450423',
        '450481',
      ]);
      expect(regions.reduce((sum, { children }) => sum + children.length, 0)).toBe(66);
    }),
  },
  T2_RegionAsOf: { answer: { region: { code: '450404', name: '蝶山区' } } },
  T5_CampaignParticipants: {
    variables: ({ campaign }) => ({ id: campaign }),
    answer: { campaign: { participations: { totalCount: 27 + 3 + 30 } } },
    check: checked(
      ({
        campaign,
      }: {
        campaign: { participations: { edges: { node: { participant: { __typename: string; name: string } } }[] } };
      }) => {
        const participants = campaign.participations.edges.map(({ node }) => node.participant);
        expect(new Set(participants.map(({ __typename }) => __typename))).toEqual(
          new Set(['Organization', 'Facility']),
        );
        expect(participants.filter(({ name }) => !name)).toEqual([]);
      },
    ),
  },
  T8_IndustryDossier: {
    answer: {
      specialtyIndustry: {
        name: '养蜂',
        households: { value: '11000', qualifier: 'OVER' },
        incomeGrowth: { value: '5' },
        leadOrganizations: [{ name: '梧州市养蜂协会' }],
      },
    },
  },
};

async function findRecords(): Promise<Known> {
  const { organizations, experts, needs, campaignBySlug } = await read<{
    organizations: { edges: { node: Named }[] };
    experts: { edges: { node: { id: string; person: Named } }[] };
    needs: { edges: { node: { id: string } }[] };
    campaignBySlug: { id: string };
  }>(`{
    organizations(filter: { regions: ["450400"], includeDescendants: false, kinds: [TERRITORIAL_ASSOCIATION] }) { edges { node { id name } } }
    experts(filter: { invited: true }) { edges { node { id person { id name } } } }
    needs { edges { node { id } } }
    campaignBySlug(slug: "covid-2020") { id }
  }`);
  const expert = experts.edges.find(({ node }) => node.person.name === '彭永臻')?.node;
  return {
    association: organizations.edges[0]?.node.id ?? '',
    person: expert?.person.id ?? '',
    expert: expert?.id ?? '',
    need: needs.edges[0]?.node.id ?? '',
    campaign: campaignBySlug.id,
  };
}
