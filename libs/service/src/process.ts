/** The exports for every program, including the gateway. They do not load a database driver. */
export {
  decimal,
  host,
  jsonOf,
  natsUrl,
  oneOf,
  parseEnv,
  placeOf,
  port,
  privateJwk,
  shutdownDelayMs,
  text,
  tracingEnv,
  webUrl,
  wholeNumber,
  type TracingEnv,
} from './env.ts';
export { createLogger } from './logger.ts';
export { anonymous, isAuthenticated, viewerOf, type Identity, type Viewer } from './viewer.ts';
export { allOf, meets, readDemands, unauthorizedMessage, type Demand, type Demands } from './directives.ts';
export { compareClocks } from './clocks.ts';
export { importTokenKey, signInternalToken, verifyInternalToken, type TokenKey } from './internal-token.ts';
export { onShutdown } from './shutdown.ts';
export { endOnFailure } from './startup.ts';
export { connectionLimits, createConnections, type ConnectionLimits, type Connections } from './connections.ts';
export { isHost } from './host.ts';
export { withoutSchemas } from './without-schemas.ts';
export { createGracefulShutdown, type GracefulShutdown } from './graceful-shutdown.ts';
export { startTracing, type Tracing } from './tracing.ts';
export { addRequestTrail } from './request-trail.ts';
export { addConnectionMetrics, createRegistry, secondsBuckets } from './metrics.ts';
