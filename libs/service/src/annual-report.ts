import { DomainError, isRegionCode } from '@kexie/kernel';
import { say } from './messages.ts';

/** The key of an annual report, to which each service adds its section. */
export type AnnualReportKey = { regionCode: string; year: number };

const firstYear = 1958;
const lastYear = 2100;

/**
 * The same root field in every service. It reads no data, so that a report does not depend on a single service.
 * @throws VALIDATION_FAILED for an invalid region code, or a year before the founding of CAST (1958).
 */
export function annualReport(_: unknown, { region, year }: { region: string; year: number }): AnnualReportKey {
  if (!isRegionCode(region))
    throw new DomainError('VALIDATION_FAILED', say`"${region}" is not a region code.`, ['region']);
  if (year < firstYear || year > lastYear)
    throw new DomainError('VALIDATION_FAILED', say`"year" must be between ${firstYear} and ${lastYear}.`, ['year']);
  return { regionCode: region, year };
}

/** The report that another service refers to; null when its key is incomplete. @throws VALIDATION_FAILED as `annualReport`. */
export function annualReportReference({
  regionCode,
  year,
}: {
  regionCode?: string | null | undefined;
  year?: number | null | undefined;
}): AnnualReportKey | null {
  return typeof regionCode === 'string' && typeof year === 'number'
    ? annualReport(undefined, { region: regionCode, year })
    : null;
}
