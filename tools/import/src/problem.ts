import type { Message } from '@kexie/kernel';

/** Why a file, a mapping or a setting cannot be used. The message is for the person who imports. */
export class ImportProblem extends Error {
  readonly texts: Message;
  constructor(message: Message) {
    super(message.en);
    this.texts = message;
  }
}

/** What is wrong with one row. `header` names the column; null for the whole row. */
export type Problem = { line: number; header: string | null; value: string; code: string; message: string };
