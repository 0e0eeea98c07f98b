import { readFile } from 'node:fs/promises';
import { StartupError, type Logger } from '@kexie/kernel';
import { parseTeams, type Teams } from '@kexie/registry';

type TeamsFile = { teams: () => Teams; onChange(changed: () => void): void; stop(): void };

/**
 * Reads the teams of a file, again every two seconds, so that a new team needs no restart. If the file becomes unreadable later, the teams stay
 * unchanged and the reason is logged. @throws StartupError if it cannot be read at the start
 */
export async function followTeamsFile(
  file: string,
  { log, everyMs = rereadMs }: { log: Logger; everyMs?: number },
): Promise<TeamsFile> {
  let text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartupError('UNREADABLE_FILE', `The file of TEAMS_FILE cannot be read: ${(error as Error).message}`);
  });
  let teams = parse(file, text);
  let objection = '';
  const listeners: (() => void)[] = [];
  const look = async (): Promise<void> => {
    try {
      const present = await readFile(file, 'utf8');
      if (present === text) return;
      teams = parse(file, present);
      text = present;
      objection = '';
      log.info({ file, teams: Object.keys(teams) }, 'the teams have changed');
      listeners.forEach((changed) => changed());
    } catch (error) {
      if (objection !== (error as Error).message)
        log.error({ err: error, file }, 'the teams cannot be read; the previous ones stay');
      objection = (error as Error).message;
    }
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  return { teams: () => teams, onChange: (changed) => void listeners.push(changed), stop: () => clearInterval(timer) };
}

function parse(file: string, text: string): Teams {
  try {
    return parseTeams(text);
  } catch (error) {
    throw new StartupError(
      'INVALID_CONFIGURATION',
      `${file} of TEAMS_FILE is not a list of teams: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

const rereadMs = 2_000;
