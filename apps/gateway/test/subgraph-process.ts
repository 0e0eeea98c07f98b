import { sectionOf, services } from './annual-report.ts';
import { startTestSubgraph } from './subgraph.ts';

/** The people service in a process of its own, which can be stopped like a machine. Prints its address on standard output. */
const { sdl, url } = await startTestSubgraph(services.people, ...sectionOf('people'));
process.stdout.write(`${JSON.stringify({ sdl, url })}\n`);
