import { DomainError, isRegionCode } from '@kexie/kernel';

/** What an annual report is made of before any service adds its section. */
export type AnnualReportKey = { regionCode: string; year: number };

const firstYear = 1958;
const lastYear = 2100;

/**
 * The same entry in every service: it looks nothing up, so that a report does not depend on any one of them.
 * @throws VALIDATION_FAILED for what cannot be a region code or a year since the founding of CAST (1958).
 */
export function annualReport(_: unknown, { region, year }: { region: string; year: number }): AnnualReportKey {
  if (!isRegionCode(region))
    throw new DomainError('VALIDATION_FAILED', `"${region}" is not a region code.`, ['region']);
  if (year < firstYear || year > lastYear)
    throw new DomainError('VALIDATION_FAILED', `"year" must be between ${firstYear} and ${lastYear}.`, ['year']);
  return { regionCode: region, year };
}
