import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { OrganizationActivated, RegionsImported } from '@kexie/events';
import { newId } from '@kexie/kernel';
import type { Identity } from '@kexie/service';
import { eventually, type SubgraphUnderTest } from '@kexie/testing';

/** Records of one city with two counties, for tests of recognition. */

export const [city, county, otherCounty] = ['450400', '450421', '450422'];

export const staffOf = (region: string, id = `usr_staff_${region}`): Identity => ({
  id,
  roles: ['staff'],
  regions: [region],
  organizations: [],
});
export const workerOf = (personId: string): Identity => ({
  id: personId,
  roles: ['worker'],
  regions: [],
  organizations: [],
});
export const anyone: Identity = { id: 'anonymous', roles: [], regions: [], organizations: [] };

type Refusal = { code: string; path: string[] | null };

/** The city and its counties, with an association of each, whose ids are the result. */
export async function publishPlaces(service: SubgraphUnderTest): Promise<Record<string, string>> {
  const region = (code: string, level: string, parentCode: string) => ({
    ...{ code, name: code, level, kind: level, parentCode },
    ...{ validFrom: null, validTo: null },
  });
  const regions = [
    region(city, 'PREFECTURE', '450000'),
    region(county, 'COUNTY', city),
    region(otherCounty, 'COUNTY', city),
  ];
  await service.publish(RegionsImported({ edition: 'test', regions }), { aggregateId: city, version: 1 });
  const associations: Record<string, string> = {};
  for (const { code } of regions) associations[code] = await association(service, code);
  await eventually(async () => {
    for (const id of Object.values(associations)) {
      const row = { key: randomUUID(), title: randomUUID(), kind: 'SYMPOSIUM', heldOn: '2020-01-01' };
      const report = await importRows(service, 'importCelebrations', [{ ...row, organizerId: id, regionCode: city }]);
      expect(report.rejected).toBe(0);
    }
  });
  return associations;
}

/** An active association of the region, which the service learns of a little later. */
async function association(service: SubgraphUnderTest, regionCode: string): Promise<string> {
  const organizationId = newId('org');
  const event = OrganizationActivated({
    ...{ organizationId, name: `科协${regionCode}`, kind: 'TERRITORIAL_ASSOCIATION', level: 'COUNTY', regionCode },
    ...{ parentId: null, hostId: null, creditCode: null, subjectCodes: [], industryCodes: [], synthetic: false },
    ...{ rosterPersonIds: [], chairPersonId: null, secretaryPersonId: null, foundedOn: null },
  });
  await service.publish(event, { aggregateId: organizationId, version: 1 });
  return organizationId;
}

type Report = { rejected: number; rows: { id: string; errors: Refusal[] }[] };

/** Imports rows as an administrator. */
export async function importRows(service: SubgraphUnderTest, name: string, rows: object[]): Promise<Report> {
  const type = `I${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { report { rejected rows { id errors { code path } } } } }`;
  const { data, errors } = await service.query<Record<string, { report: Report }>>(text, { input: { rows } });
  expect(errors).toBeUndefined();
  return (data[name] as { report: Report }).report;
}

/** New persons of a region. */
export async function persons(
  service: SubgraphUnderTest,
  count: number,
  facts: object = { regionCode: county },
): Promise<string[]> {
  const rows = Array.from({ length: count }, () => ({ key: randomUUID(), name: '科技某', ...facts }));
  const report = await importRows(service, 'importPersons', rows);
  expect(report.rejected).toBe(0);
  return report.rows.map(({ id }) => id);
}

/** The result of a mutation: its payload, and the codes of all refusals. */
export type Result<T> = { payload: T; codes: string[]; refusals: Refusal[] };

/** Runs a mutation; `selection` is of the payload without `userErrors`. */
export async function act<T>(
  service: SubgraphUnderTest,
  name: string,
  { input, selection, viewer }: { input: object; selection: string; viewer?: Identity | undefined },
): Promise<Result<T>> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message path } } }`;
  type Payload = T & { userErrors: Refusal[] };
  const { data, errors = [] } = await service.query<Record<string, Payload | null> | null>(text, { input }, viewer);
  const payload = data?.[name] as Payload;
  const refusals = [
    ...errors.map(({ extensions }) => ({ code: extensions?.code ?? '', path: extensions?.input ?? null })),
    ...(payload?.userErrors ?? []),
  ];
  return { payload, refusals, codes: refusals.map(({ code }) => code) };
}
