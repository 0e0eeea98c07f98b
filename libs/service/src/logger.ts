import { pino } from 'pino';
import { currentTrail, type Logger } from '@kexie/kernel';

/**
 * A logger that writes JSON lines to standard output. `level` is one of silent, debug, info, warn, error. Lines that
 * are logged during a request have its `requestId` and, within a trace, its `traceId`.
 */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, redact: ['phone', '*.phone', 'authorization', '*.authorization'], mixin: trailFields });
}

function trailFields(): object {
  const trail = currentTrail();
  if (!trail) return {};
  const {
    requestId,
    span: { traceparent },
  } = trail;
  return {
    ...(requestId && { requestId }),
    ...(traceparent && { traceId: traceparent.slice(traceIdStart, traceIdEnd) }),
  };
}

const traceIdStart = '00-'.length;
const traceIdEnd = traceIdStart + 32;
