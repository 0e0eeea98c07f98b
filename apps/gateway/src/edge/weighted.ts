import { LRUCache } from 'lru-cache';

/** One entry of a header like `accept`: its value in lower case without parameters, its weight from 0 to 1, and its position in the list. */
type Entry = { value: string; weight: number; position: number };
/** The entries of such a header by their values. */
export type Weighted = ReadonlyMap<string, Entry>;

/** Caches the results for recent header values, because clients repeat the same few. */
export function memoise<T>(read: (header: string | undefined) => T): (header: string | undefined) => T {
  const known = new LRUCache<string, { answer: T }>({ max: headersMax });
  const absent = read(undefined);
  return (header) => {
    if (header === undefined) return absent;
    if (header.length > headerLengthMax) return read(header);
    let found = known.get(header);
    if (!found) known.set(header, (found = { answer: read(header) }));
    return found.answer;
  };
}

/** Parses a list with weights (RFC 9110, 12.4.2). Parameters other than `q` are ignored, and an unreadable weight is 1. */
export function readWeighted(header: string): Weighted {
  const entries = new Map<string, Entry>();
  header
    .toLowerCase()
    .split(',')
    .forEach((text, position) => {
      const [value = '', ...parameters] = text.split(';').map((part) => part.trim());
      if (value === '' || entries.has(value)) return;
      const weight = Number(parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '') ?? 1);
      entries.set(value, { value, weight: Number.isNaN(weight) ? 1 : Math.min(Math.max(weight, 0), 1), position });
    });
  return entries;
}

const headersMax = 200;
const headerLengthMax = 512;
