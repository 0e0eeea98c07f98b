import { pino } from 'pino';
import type { Logger } from '@kexie/kernel';

/** A logger that writes JSON lines to standard output. `level` is one of silent, debug, info, warn, error. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, redact: ['phone', '*.phone', 'authorization', '*.authorization'] });
}
