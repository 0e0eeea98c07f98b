import { sectionOf, services } from './annual-report.ts';
import { startTestSubgraph } from './subgraph.ts';

/** The people service as a process of its own, which can be stopped as a machine stops. Says on its standard output where it listens. */
const { sdl, url } = await startTestSubgraph(services.people, ...sectionOf('people'));
process.stdout.write(`${JSON.stringify({ sdl, url })}\n`);
