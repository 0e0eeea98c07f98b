import path from 'node:path';

/** The root of the project. */
export const projectDir = path.resolve(import.meta.dirname, '../../..');
/** Results, logs and installed gateways of other projects; not under version control. */
export const benchDir = path.join(projectDir, '.data/bench');
