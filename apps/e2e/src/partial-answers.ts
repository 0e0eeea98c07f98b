import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';
import { sections } from './figures.ts';
import type { SubgraphName } from './figures.ts';
import { ask, platform, read, repairPlatform } from './platform.ts';
import { expectNoSecrets } from './safe-answer.ts';

type Section = { reported: { code: string }[] } | null;
type Report = { annualReport: { region: { name: string } | null } & Record<string, Section> };

/** A year for which every service has figures. */
const report = `{ annualReport(region: "450400", year: 2021) { region { name } ${Object.values(sections)
  .map((section) => `${section} { reported { code } }`)
  .join(' ')} } }`;

describe('while one service is dead', () => {
  afterEach(repairPlatform, 60_000);

  test.each(Object.keys(sections) as SubgraphName[])(
    '%s: its section of the annual report is null with an error, the other four have data, and it comes back',
    async (name) => {
      const whole = (await read<Report>(report)).annualReport;
      for (const section of Object.values(sections)) expect(whole[section]?.reported).not.toEqual([]);
      await platform().stopService(name, 'SIGKILL');

      const { status, data, errors, text } = await ask<Report>(report);
      expect(status).toBe(200);
      expect(data?.annualReport).toEqual({
        ...whole,
        [sections[name]]: null,
        ...(name === 'organizations' ? { region: null } : {}),
      });
      expect(
        errors.filter(({ extensions }) => extensions?.code !== 'SUBGRAPH_UNAVAILABLE' || extensions.service !== name),
      ).toEqual([]);
      expect(errors.map(({ path }) => path)).toContainEqual(['annualReport', sections[name]]);
      expectNoSecrets(text);

      await platform().startService(name);
      await eventually(async () => expect((await read<Report>(report)).annualReport).toEqual(whole));
    },
    90_000,
  );

  test('the page of an organization is answered without the services that extend it', async () => {
    const page =
      '{ organizations(filter: { kinds: [SOCIETY] }, first: 3) { edges { node { name members { totalCount } needs { totalCount } honours { title } } } } }';
    type Page = {
      organizations: {
        edges: { node: { name: string; members: object | null; needs: object | null; honours: object[] | null } }[];
      };
    };
    await platform().stopService('people', 'SIGKILL');
    const { data, errors } = await ask<Page>(page);
    const nodes = data?.organizations.edges.map(({ node }) => node) ?? [];
    expect(nodes).toHaveLength(3);
    for (const node of nodes)
      expect(node).toMatchObject({ name: expect.any(String), members: null, needs: { totalCount: 0 }, honours: [] });
    expect(errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'people' });
  }, 60_000);
});
