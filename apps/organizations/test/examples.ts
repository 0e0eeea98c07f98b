import { approve, file, holdAssembly } from '../src/founding/domain.ts';
import { blank, type Organization } from '../src/organization/domain.ts';

const now = new Date('2021-06-01T00:00:00Z');
export const today = '2021-06-01';
export const roster = Array.from({ length: 10 }, (_, index) => `per_${index}`);
export const term = { number: 1, startedOn: '2021-05-20', endsOn: '2026-05-20' };

export const city: Organization = {
  ...blank('org_city', now),
  kind: 'TERRITORIAL_ASSOCIATION',
  name: '梧州市科学技术协会',
  regionCode: '450400',
  level: 'PREFECTURE',
};
export const enterprise: Organization = {
  ...blank('org_host', now),
  kind: 'ENTERPRISE',
  name: '某企业',
  regionCode: '450403',
  level: 'COUNTY',
};
export const draft: Organization = {
  ...blank('org_new', now),
  kind: 'ENTERPRISE_ASSOCIATION',
  name: '某企业科协',
  regionCode: '450403',
  status: 'APPLIED',
  parentId: city._id,
  hostId: enterprise._id,
  charter: '章程',
  preparatoryLead: '筹备组',
  rosterPersonIds: roster,
};
export const surroundings = { parent: city, host: enterprise, region: { kind: 'DISTRICT' }, unknownPersonIds: [] };
export const approved = () => approve(draft, { documentNo: '梧科协〔2021〕1号', approvedOn: '2021-05-01' }, today).next;
export const assembly = {
  heldOn: '2021-05-20',
  attendance: 6,
  charterAdopted: true,
  chairPersonId: 'per_0',
  secretaryPersonId: null,
  term,
};
export const founded = () => holdAssembly(approved(), assembly, today).next;
/** An enterprise association after its filing. */
export const active = () => file(founded(), '2021-05-25', today).next;
