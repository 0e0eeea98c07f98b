import { DomainError } from '@kexie/kernel';

const firstYear = 1958;
const lastYear = 2100;

/** @throws VALIDATION_FAILED for a year before the founding of CAST (1958) or after 2100. */
export function requireYear(year: number, path = 'year'): number {
  if (year < firstYear || year > lastYear)
    throw new DomainError('VALIDATION_FAILED', `A year lies between ${firstYear} and ${lastYear}.`, [path]);
  return year;
}
