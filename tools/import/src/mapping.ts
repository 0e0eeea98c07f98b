import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { say } from './messages.ts';
import { ImportProblem } from './problem.ts';

const form = z.strictObject({
  /** the field of the register by the header of the file */
  columns: z.record(z.string(), z.string()).optional(),
  /** the text of a field for all rows, as a cell would have it */
  fixed: z.record(z.string(), z.string()).optional(),
  /** by field, the texts that stand for other texts */
  values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** headers whose empty cells repeat the cell above, as merged cells do */
  fillDown: z.array(z.string()).optional(),
  /** the name of the sheet */
  sheet: z.string().optional(),
});

/** How an unusual file is read. Every part is optional. */
export type Mapping = z.infer<typeof form>;

/** Reads a mapping from a JSON file. @throws ImportProblem with each fault. */
export async function readMapping(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new ImportProblem(say`The mapping cannot be read: ${error.message}`);
  });
  try {
    return form.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new ImportProblem(say`The mapping ${file} cannot be used: ${reason}`);
  }
}
