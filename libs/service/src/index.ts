export { parseEnv, subgraphEnv, type SubgraphEnv } from './env.ts';
export { createLogger } from './logger.ts';
export { startTracing, type Tracing } from './tracing.ts';
export type { Gauges } from './metrics.ts';
export { anonymous, requireRegion, requireRole, requireScope, viewerOf, type Identity, type Viewer } from './viewer.ts';
export type { Role, Scope } from './roles.ts';
export { importTokenKey, signInternalToken, verifyInternalToken, type TokenKey } from './internal-token.ts';
export { formatError, payload, type UserError } from './errors.ts';
export { findPage, type Connection, type SortKey } from './page.ts';
export { between, codePrefix, equals, every, inRegions, liesWithin, oneOf, startsWith } from './filters.ts';
export { defineRights, whereFor, type Permit, type Place, type Right, type Rights } from './rights.ts';
export {
  createAggregateStore,
  requireVersion,
  type AggregateStore,
  type Change,
  type Decision,
} from './aggregate-store.ts';
export {
  date,
  dateOrNull,
  flag,
  measureField,
  number,
  numberOrNull,
  part,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  texts,
  uniqueWhenPresent,
  versionedSchema,
} from './fields.ts';
export { scalars } from './scalars.ts';
export { subgraphSdl } from './sdl.ts';
export { runService, type ServiceBase } from './run-service.ts';
export { keyOf, loaderById, loaderByKey, loaderOfGroups, mustExist, referenceTo } from './loaders.ts';
export type { Labels } from './labels.ts';
export { mergeResolvers } from './merge-resolvers.ts';
export { loaderByQuestion, loaderOfLists } from './lists.ts';
export { startSubgraph, type RequestContext, type Subgraph } from './subgraph.ts';
export { onShutdown } from './shutdown.ts';
export { endOnFailure } from './startup.ts';
export {
  createDirectory,
  requireActiveOrganization,
  type Directory,
  type OrganizationView,
  type RegionView,
} from './directory.ts';
export { anyDay, daysOfYear, requireRegionOn, type RecordDays } from './region-days.ts';
export { createFigures, type Figures } from './figures.ts';
export {
  importKeyOf,
  importKeysByRegion,
  importRows,
  type ImportInput,
  type ImportReport,
  type Imported,
} from './import.ts';
export { statedBy } from './restate.ts';
export { repointPersons, type MergeReference } from './repoint-persons.ts';
export { statistics } from './statistics-queue.ts';
export { countyDimension, monthDimension, prefixDimension, townshipDimension, yearDimension } from './dimensions.ts';
export { accumulateMeasure, groupStats, toMeasure, type StatRow } from './stats.ts';
export { annualReport, annualReportReference, type AnnualReportKey } from './annual-report.ts';
export { startWatch, watchAll, type Watch } from './watch.ts';
