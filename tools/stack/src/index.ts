/** The exports of the local stack for tests and other tools. */
export { brokerUrlOf, operator, urlWithUser } from './broker-accounts.ts';
export { setUpBroker } from './broker-setup.ts';
export { startChild, type Child } from './child.ts';
export { restoreDump, writeDump } from './database-dump.ts';
export { databaseUri, startMongodb } from './mongodb.ts';
export { startNats } from './nats.ts';
export { freePort, freePortRange, isFree } from './ports.ts';
export { describeExit, lastError, waitUntilReady } from './server.ts';
export type { Server, ServerOptions } from './server.ts';
export { serviceNames } from './programs.ts';
export { platformTeams, teamNamePattern, teamNamesReserved } from './teams.ts';
export { serviceEnv, startService, writeTeamsFile } from './services.ts';
export type { ServiceName } from './programs.ts';
export { startStack } from './stack.ts';
export type { Stack, StackOptions } from './stack.ts';
export { signUserToken, stackKeys } from './keys.ts';
export type { TokenClaims } from './keys.ts';
