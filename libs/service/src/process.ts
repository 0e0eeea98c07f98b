/** What every program needs, the gateway too. No database driver comes with it. */
export { natsUrl, parseEnv, shutdownDelayMs, tracingEnv, type TracingEnv } from './env.ts';
export { createLogger } from './logger.ts';
export { anonymous, isAuthenticated, viewerOf, type Identity, type Viewer } from './viewer.ts';
export { allOf, meets, readDemands, unauthorizedMessage, type Demand, type Demands } from './directives.ts';
export { compareClocks } from './clocks.ts';
export { importTokenKey, signInternalToken, verifyInternalToken, type TokenKey } from './internal-token.ts';
export { onShutdown } from './shutdown.ts';
export { connectionLimits, createConnections, type ConnectionLimits, type Connections } from './connections.ts';
export { isHost } from './host.ts';
export { prepareDeparture, type Departure } from './departure.ts';
export { startTracing, type Tracing } from './tracing.ts';
export { addRequestTrail } from './request-trail.ts';
export { addConnectionMetrics, createRegistry, secondsBuckets } from './metrics.ts';
