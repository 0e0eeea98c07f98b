/**
 * Bounds that an operator may set by the environment. They are in their own file so that a program without a database
 * can import them.
 */

/** The number of events that one consumer may park. */
export const parkedEventsMaxDefault = 10_000;
/** The number of bytes that the stream of dead letters may take. */
export const deadLettersBytesMaxDefault = 100 * 1024 * 1024;
