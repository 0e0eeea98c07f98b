import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

/** The sections of an annual report, and the service that each comes from. */
export const services = {
  organizations: 'organizations',
  people: 'people',
  outreach: 'outreach',
  matching: 'matching',
  rural: 'rural-programs',
};
export type Section = keyof typeof services;
export const sections = Object.keys(services) as Section[];

export const report = `query Report($region: ID!, $year: Int!) {
  annualReport(region: $region, year: $year) { regionCode year region { name } ${sections.map((section) => `${section} { reported }`).join(' ')} }
}`;
export const wuzhou = { region: '450400', year: 2020 };

/** Five services, by name, that contribute a section each and have a field of their own that depends on no other service: `peopleName` and so on. */
export async function startSections(): Promise<Record<string, TestSubgraph>> {
  const started = await Promise.all(
    sections.map((section) => startTestSubgraph(services[section], ...sectionOf(section))),
  );
  return Object.fromEntries(started.map((subgraph) => [subgraph.name, subgraph]));
}

/** The schema and the resolvers of the service of a section. */
export function sectionOf(section: Section): [schema: string, resolvers: Parameters<typeof startTestSubgraph>[2]] {
  const type = `${section}Section`;
  const region = section === 'organizations';
  return [
    `
    type Query { annualReport(region: ID!, year: Int!): AnnualReport @shareable  ${section}Name: String }
    type AnnualReport @key(fields: "regionCode year") { regionCode: ID year: Int ${region ? 'region: Region' : ''} ${section}: ${type} }
    type ${type} { reported: Int }
    ${region ? 'type Region @key(fields: "code") { code: ID! name: String! }' : ''}
  `,
    {
      Query: {
        annualReport: (_: unknown, key: { region: string; year: number }) => ({
          regionCode: key.region,
          year: key.year,
        }),
        [`${section}Name`]: () => section,
      },
      AnnualReport: {
        [section]: () => ({ reported: 1 }),
        ...(region
          ? { region: (parent: { regionCode: string }) => ({ code: parent.regionCode, name: 'Wuzhou' }) }
          : {}),
      },
    },
  ];
}
