type Write = { (message: string): void; (fields: object, message?: string): void };

/** The part of a pino logger that the platform uses. */
export type Logger = {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
  child(fields: Record<string, unknown>): Logger;
};
