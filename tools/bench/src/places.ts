import path from 'node:path';

/** The project's root. */
export const projectDir = path.resolve(import.meta.dirname, '../../..');
/** Where results, logs and the gateways of others are put; no part of the project. */
export const benchDir = path.join(projectDir, '.data/bench');
