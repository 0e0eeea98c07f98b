import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { breakingChanges, eventSchemas, type JsonSchema } from '@kexie/events';
import { inWorkspace } from './subgraphs.ts';

/**
 * Writes the JSON Schema of every event to libs/events/released. A released schema accepts only changes that no reader notices;
 * otherwise nothing is written and the reasons are printed. Returns the exit code.
 */
export function releaseEvents(): number {
  const folder = inWorkspace('libs/events/released');
  mkdirSync(folder, { recursive: true });
  const events = [...eventSchemas()].map(([type, schema]) => ({ type, schema, file: `${folder}/${type}.json` }));
  const broken = events.flatMap(({ type, schema, file }) => {
    const released = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JsonSchema) : schema;
    return breakingChanges(released, schema).map((change) => `${type}: ${change}`);
  });
  if (broken.length > 0) {
    for (const change of broken) console.error(change);
    console.error(
      'Leave this version as it was released and define the next one (…v2) beside it; change the consumers first.',
    );
    return 1;
  }
  for (const { schema, file } of events) writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`${events.length} event schemas are released in libs/events/released.`);
  return 0;
}
