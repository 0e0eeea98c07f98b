import { expect, test } from '@jest/globals';
import {
  campaignEvents,
  completeCampaign,
  planCampaign,
  requireOpenForOutput,
  requireOpenForParticipants,
  requireWithinCampaign,
  transitionCampaign,
  type Campaign,
  type CampaignStatus,
} from './domain.ts';

const plan = {
  slug: 'covid-2020',
  title: '新冠疫情应急科普',
  theme: 'PANDEMIC',
  regionCode: '450400',
  startsOn: '2020-01-01',
  leadOrganizationId: 'org_1',
} as const;
const today = '2021-12-01';
const campaign = (changes: Partial<Campaign> = {}): Campaign => ({
  ...planCampaign('cmp_1', plan, today).next,
  ...changes,
});
const statuses: CampaignStatus[] = ['PLANNED', 'ACTIVE', 'CLOSED', 'REPORTED', 'CANCELLED'];

test('a new campaign is PLANNED and has no event before it starts', () => {
  const { next, events } = planCampaign('cmp_1', plan, today);
  expect(next).toMatchObject({ status: 'PLANNED', version: 1, endsOn: null, parentId: null, synthetic: false });
  expect(events).toEqual([]);
});

test.each(['ab', 'Covid-2020', 'covid 2020', 'x'.repeat(61)])('"%s" is not a slug', (slug) => {
  expect(() => planCampaign('cmp_1', { ...plan, slug }, today)).toThrow('slug');
});

test('a campaign does not end before it starts', () => {
  expect(() => planCampaign('cmp_1', { ...plan, endsOn: '2019-12-31' }, today)).toThrow('before the beginning');
});

test('a campaign makes only the transitions of its lifecycle', () => {
  const allowed = ['PLANNED>ACTIVE', 'PLANNED>CANCELLED', 'ACTIVE>CLOSED', 'ACTIVE>CANCELLED', 'CLOSED>REPORTED'];
  for (const from of statuses) {
    for (const to of statuses) {
      const move = () => transitionCampaign(campaign({ status: from }), to, '2021-01-01');
      if (allowed.includes(`${from}>${to}`)) expect(move().next.status).toBe(to);
      else expect(move).toThrow(`cannot become ${to}`);
    }
  }
});

test('the end of a closed campaign is today, unless it ended earlier', () => {
  const close = (endsOn: string | null) =>
    transitionCampaign(campaign({ status: 'ACTIVE', endsOn }), 'CLOSED', '2021-06-30').next;
  expect(close(null)).toMatchObject({ endsOn: '2021-06-30', closedOn: '2021-06-30' });
  expect(close('2021-12-31').endsOn).toBe('2021-06-30');
  expect(close('2021-05-31')).toMatchObject({ endsOn: '2021-05-31', closedOn: '2021-06-30' });
  expect(() => transitionCampaign(campaign({ status: 'ACTIVE' }), 'CLOSED', '2019-12-31')).toThrow('before it starts');
});

test('a campaign has one event for its start and one for its closing, also when it is imported after its end', () => {
  const types = (before: Campaign | null, after: Campaign) => campaignEvents(before, after).map(({ type }) => type);
  const [started, closed] = ['outreach.campaign.started.v1', 'outreach.campaign.closed.v1'];
  expect(types(campaign(), campaign({ status: 'ACTIVE' }))).toEqual([started]);
  expect(types(campaign({ status: 'ACTIVE' }), campaign({ status: 'CLOSED', endsOn: '2021-01-01' }))).toEqual([closed]);
  expect(types(campaign({ status: 'CLOSED' }), campaign({ status: 'REPORTED' }))).toEqual([]);
  expect(
    types(null, completeCampaign(campaign({ status: 'REPORTED', endsOn: '2021-11-30' }), { before: null, today })),
  ).toEqual([started, closed]);
});

test('an import of a campaign that has ended states the end', () => {
  expect(() => completeCampaign(campaign({ status: 'CLOSED', endsOn: null }), { before: null, today })).toThrow(
    'has an end',
  );
  const later = campaign({ status: 'CLOSED', endsOn: '2099-12-31' });
  expect(() => completeCampaign(later, { before: null, today })).toThrow('in the future');
  expect(completeCampaign(campaign({ status: 'CLOSED', endsOn: '2021-11-30' }), { before: null, today }).closedOn).toBe(
    '2021-11-30',
  );
});

test('an import never turns a campaign back', () => {
  const [active, closed] = [campaign({ status: 'ACTIVE' }), campaign({ status: 'CLOSED', endsOn: '2021-11-30' })];
  expect(completeCampaign(closed, { before: active, today }).status).toBe('CLOSED');
  expect(() => completeCampaign(active, { before: closed, today })).toThrow('cannot become ACTIVE');
});

test('outputs are logged while a campaign is active and until 60 days after it closed', () => {
  const closed = campaign({ status: 'CLOSED', closedOn: '2021-01-01' });
  expect(() => requireOpenForOutput(campaign({ status: 'ACTIVE' }), '2030-01-01')).not.toThrow();
  expect(() => requireOpenForOutput(closed, '2021-03-02')).not.toThrow();
  expect(() => requireOpenForOutput(closed, '2021-03-03')).toThrow('60 days');
  for (const status of ['PLANNED', 'REPORTED', 'CANCELLED'] as const)
    expect(() => requireOpenForOutput(campaign({ status }), '2020-02-01')).toThrow(status);
});

test('records of a campaign lie within its period', () => {
  const whole = campaign({ endsOn: '2020-12-31' });
  expect(() => requireWithinCampaign(whole, '2020-01-01', '2020-12-31', 'periodFrom')).not.toThrow();
  expect(() => requireWithinCampaign(whole, '2019-12-31', '2020-12-31', 'periodFrom')).toThrow('outside');
  expect(() => requireWithinCampaign(whole, '2020-01-01', '2021-01-01', 'periodFrom')).toThrow('outside');
  expect(() => requireWithinCampaign(campaign(), '2020-01-01', '2099-01-01', 'periodFrom')).not.toThrow();
});

test('a campaign that has ended takes no participants', () => {
  for (const status of statuses) {
    const join = () => requireOpenForParticipants(campaign({ status }));
    if (status === 'PLANNED' || status === 'ACTIVE') expect(join).not.toThrow();
    else expect(join).toThrow('takes no participants');
  }
});
