export {
  defineEvent,
  parseEnvelope,
  wrapEvent,
  type Envelope,
  type EventDefinition,
  type NewEvent,
  type ReceivedEvent,
} from './define.ts';
export * from './organizations.ts';
export * from './people.ts';
export * from './outreach.ts';
export * from './matching.ts';
export * from './rural-programs.ts';
export { breakingChanges, eventSchemas, type JsonSchema } from './released.ts';
