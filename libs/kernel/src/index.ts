export { compiledCodeEnv } from './compiled-code.ts';
export { isOutOfMemory, startThread, type ThreadMemory } from './threads.ts';
export { releaseStartMemory } from './start-memory.ts';
export { DomainError, type ErrorCode } from './domain-error.ts';
export { createSay, defaultLanguage, type Language, type Message, type Say } from './language.ts';
export { StartupError, type StartupErrorCode } from './startup-error.ts';
export { isId, newEventId, newId, type IdPrefix } from './ids.ts';
export { fixedClock, systemClock, toDay, yearOf, type Clock } from './clock.ts';
export { daysAfter, endOfWorkingDay, isWorkingDay, workingDaysBetween } from './working-days.ts';
export { decodeCursor, encodeCursor, pageSize, pageSizeMax, type PageRequest } from './page.ts';
export { ancestorsOf, codeRange, contains, countyOf, isRegionCode, townshipOf } from './region-code.ts';
export { combineQualifiers, measure, sumMeasures, type Measure, type Qualifier, type Unit } from './measure.ts';
export { firstVersion, type ImportableRecord, type Period } from './record.ts';
export {
  isIndustryCode,
  isSubjectCode,
  requireCreditCode,
  requireIndustryCodes,
  requireSubjectCodes,
} from './codes.ts';
export { medianOf, quotient, requireCount, toInt, type Frequency } from './count.ts';
export { optionalText, requireText, type TextBounds } from './text.ts';
export type { Logger } from './logger.ts';
export {
  currentLanguage,
  currentTrail,
  follow,
  inSpan,
  readTraceparent,
  startSpan,
  useTracer,
  type Span,
  type SpanFacts,
  type SpanStart,
  type Tracer,
  type Trail,
} from './trace.ts';
