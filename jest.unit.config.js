import { mkdirSync } from 'node:fs';
import config from './jest.config.js';

// jest does not make the folder of its --outputFile
mkdirSync('dist/unit', { recursive: true });

/** The tests that need no servers: Nx keeps their results. */
export default {
  ...config,
  projects: config.projects.map(({ globalSetup: _setup, globalTeardown: _teardown, ...project }) => ({
    ...project,
    testPathIgnorePatterns: ['\\.int\\.spec\\.ts$'],
  })),
};
