/** What tests and other tools use of the local stack. */
export { databaseUri, startMongodb } from './mongodb.ts';
export { startNats } from './nats.ts';
export { freePort, freePortRange, isFree } from './ports.ts';
export type { Server, ServerOptions } from './server.ts';
