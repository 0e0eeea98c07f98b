import mongoose from 'mongoose';
import { codeRange, DomainError, isRegionCode } from '@kexie/kernel';

const regionsMax = 100;

/**
 * The condition "lies in one of these regions" on a field that holds a region code: with descendants one indexed range a region.
 * An empty or missing list sets no condition. @throws VALIDATION_FAILED for what is not a region code, or more than 100 of them.
 */
export function inRegions(
  field: string,
  codes: readonly string[] | null | undefined,
  includeDescendants = true,
): object {
  if (!codes || codes.length === 0) return {};
  if (codes.length > regionsMax)
    throw new DomainError('VALIDATION_FAILED', `At most ${regionsMax} regions at once.`, ['regions']);
  const wrong = codes.find((code) => !isRegionCode(code));
  if (wrong !== undefined) throw new DomainError('VALIDATION_FAILED', `"${wrong}" is not a region code.`, ['regions']);
  if (!includeDescendants) return { [field]: mongoose.trusted({ $in: [...codes] }) };
  const ranges = codes.map(codeRange).map(({ from, to }) => ({ [field]: mongoose.trusted({ $gte: from, $lt: to }) }));
  return ranges.length === 1 ? (ranges[0] as object) : { $or: ranges };
}
