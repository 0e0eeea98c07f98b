import { StartupError, type Logger } from '@kexie/kernel';
import { createLogger } from './logger.ts';

let ending: ((error: Error) => void) | undefined;

/**
 * Must be the first call of a program. Until `onShutdown` is called, a failure ends the process with exit code 1 and
 * one log line, regardless of LOG_LEVEL. The line of a cause outside the code has a code and no stack.
 */
export function endOnFailure(name: string): void {
  const log = createLogger(name, 'error');
  ending = (error) => {
    logFailure(error, 'the program could not start', log);
    process.exit(1);
  };
  process.on('uncaughtException', ending);
}

/** Ends the effect of `endOnFailure`. */
export function started(): void {
  if (ending) process.off('uncaughtException', ending);
}

/** Logs why a program ends: a StartupError with its code and without a stack, any other error with its stack. */
export function logFailure(error: unknown, reason: string, log: Logger): void {
  const known = error instanceof StartupError ? error : addressProblem(error as NodeJS.ErrnoException);
  if (known) log.error({ code: known.code }, known.message);
  else log.error({ err: error }, reason);
}

const addressReasons: Record<string, string> = {
  EADDRINUSE: 'another program has this port',
  EADDRNOTAVAIL: 'the address does not belong to this machine',
  EACCES: 'this port is reserved for administrators',
};

type SystemError = Partial<NodeJS.ErrnoException> & { address?: string; port?: number; hostname?: string };

function addressProblem(error: SystemError): StartupError | undefined {
  const { syscall, code = '', address, port, hostname } = error;
  const unavailable = (message: string) => new StartupError('ADDRESS_UNAVAILABLE', message);
  if (syscall === 'getaddrinfo') return unavailable(`The host name ${hostname} is not known (${code}).`);
  // A process of a cluster reports a failure to listen as one of `bind`.
  if (syscall !== 'listen' && syscall !== 'bind') return undefined;
  const reason = addressReasons[code] ?? error.message;
  return unavailable(
    `The program cannot listen on port ${port} of ${address} (${code}): ${reason}. PORT and HOST choose another.`,
  );
}
