/**
 * The fields of every imported or entered record. `importKey` is the key of its import row, or null for a record that a
 * person entered.
 */
export type ImportableRecord = { _id: string; version: number; importKey: string | null; synthetic: boolean };

/** The values of these fields in a new record that a person entered. */
export const firstVersion = { version: 1, importKey: null, synthetic: false } as const;

/**
 * A period in the words of a source. An open end is null. `assumed` means that the days were derived from the words.
 */
export type Period = { label: string; from: string | null; to: string | null; assumed: boolean };
