import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const form = z.object({
  hash: z.string(),
  /** The last line that was imported or refused. */
  line: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
});

/** How far an import has come. */
export type Progress = z.infer<typeof form>;

/**
 * The state of an import in the file `FILE.progress.json`, with which an interrupted import goes on. It counts only for the same
 * content, register and mapping.
 */
export async function openProgress(file: string, settings: unknown) {
  const path = `${file}.progress.json`;
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
  const none: Progress = { hash: hash.digest('hex'), line: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const earlier = form.safeParse(
    await readFile(path, 'utf8')
      .then(JSON.parse)
      .catch(() => null),
  ).data;
  return {
    start: earlier?.hash === none.hash ? earlier : none,
    /** Writes the state at once or not at all. */
    async save(progress: Progress): Promise<void> {
      await writeFile(`${path}.new`, JSON.stringify(progress));
      await rename(`${path}.new`, path);
    },
    end: () => rm(path, { force: true }),
  };
}
