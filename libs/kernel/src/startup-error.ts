/** The reasons outside the code why a program cannot start. */
export type StartupErrorCode =
  /** a setting is missing or wrong */
  | 'INVALID_CONFIGURATION'
  /** a file or folder that a setting names cannot be read */
  | 'UNREADABLE_FILE'
  /** the port is occupied, or the address does not belong to this machine */
  | 'ADDRESS_UNAVAILABLE'
  /** the database refuses the user, or the service cannot use it */
  | 'DATABASE_REFUSED'
  /** a newer version has changed the data in a way that this version cannot work with */
  | 'NEWER_DATA'
  /** a consumer at the broker belongs to another database */
  | 'FOREIGN_DATABASE'
  /** the broker refuses what the program needs */
  | 'BROKER_REFUSED'
  /** the schema cannot be built or served */
  | 'INVALID_SCHEMA';

/**
 * A cause that an operator can remove. It is reported as one log line without a stack, see `endOnFailure` of
 * @kexie/service.
 */
export class StartupError extends Error {
  readonly code: StartupErrorCode;

  constructor(code: StartupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
    this.code = code;
  }
}
