/** Bounds that an operator may set by the environment. They stand apart so that a program without a database can read them. */

/** How many events one consumer sets aside. */
export const parkedEventsMaxDefault = 10_000;
/** How many bytes the stream of dead letters may take. */
export const deadLettersBytesMaxDefault = 100 * 1024 * 1024;
