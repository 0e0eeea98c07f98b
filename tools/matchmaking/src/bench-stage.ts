import { measureIndex, measureRound } from './bench-library.ts';
import type { Market } from './bench-market.ts';
import { measureService } from './bench-service.ts';

// One stage of the bench, in a process of its own, so that its memory is its own. The figures are its only output.
const stages = { index: measureIndex, round: measureRound, service: measureService };
const [stage, market] = JSON.parse(process.argv[2] as string) as [keyof typeof stages, Market];
process.stdout.write(JSON.stringify(await stages[stage](market)));
