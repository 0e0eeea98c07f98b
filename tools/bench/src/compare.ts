import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pageFile, writeDocs } from './docs.ts';
import { factsOf, moment } from './facts.ts';
import { isInstrumented, type Gateway } from './gateways.ts';
import { openInspector } from './inspector.ts';
import { aliveConnections, aliveInFlight, allocationPerRequest, type Alive } from './instruments.ts';
import { compareAnswers, takeTurns, type TurnOptions } from './measure.ts';
import { benchDir, projectDir } from './places.ts';
import { summarize, toReport, type Allocation } from './report.ts';
import type { Subgraphs } from './subgraph-process.ts';

/**
 * Compares the answers of the gateways, then their speed and processor time in timed turns, and afterwards, in turns of their own, what ours and stock allocate.
 * Writes the report. Throws at the first wrong answer.
 */
export async function compare(
  gateways: readonly Gateway[],
  subgraphs: Subgraphs,
  options: TurnOptions,
  say: (text: string) => void,
): Promise<void> {
  const begun = moment();
  const alone = await compareAnswers(gateways, options, subgraphs);
  say(`All answers of ${gateways.map(({ name }) => name).join(', ')} are right.`);
  for (const { gateway } of alone.filter(({ authorized }) => !authorized))
    say(
      `${gateway} does not forward the client's authorization to every subgraph: its result for "own" is not comparable.`,
    );
  const turns = await takeTurns(gateways, subgraphs, options, ({ operation, variant, gateway, latenciesMs, seconds }) =>
    say(`  ${operation} ${variant} ${gateway}: ${(latenciesMs.length / seconds).toFixed(0)}/s`),
  );
  const { allocations, alive } = await measureMemory(gateways, options, say);
  const facts = await factsOf(gateways, options, begun, moment());
  const rows = summarize(turns, alone, allocations);
  const report = toReport(facts, rows, alive);
  await writeFile(path.join(benchDir, 'gateways.md'), report);
  await writeFile(path.join(benchDir, 'gateways.json'), `${JSON.stringify({ facts, rows, alive }, null, 2)}\n`);
  if (options.writeDocs) await writeDocs(report);
  say(
    `\n${report}\nWritten to .data/bench/gateways.md and gateways.json${options.writeDocs ? ` and ${path.relative(projectDir, pageFile)}` : ''}.`,
  );
}

/** What the gateways that run code of this project allocate per request and, with `alive`, keep alive in flight. It comes after the timed turns, because an inspector slows them. */
async function measureMemory(
  gateways: readonly Gateway[],
  options: TurnOptions,
  say: (text: string) => void,
): Promise<{ allocations: Allocation[]; alive: Alive[] }> {
  const allocations: Allocation[] = [];
  const alive: Alive[] = [];
  for (const gateway of gateways.filter(({ name }) => isInstrumented(name))) {
    const inspector = await openInspector(gateway);
    for (const operation of options.operations) {
      for (const variant of options.variants) {
        const place = { gateway: gateway.name, operation: operation.name, variant };
        const kbPerOperation = await allocationPerRequest(inspector, gateway, operation, variant, options);
        allocations.push({ ...place, kbPerOperation });
        say(`  ${operation.name} ${variant} ${gateway.name}: ${kbPerOperation.toFixed(1)} kB allocated per request`);
        for (const connections of options.alive ? aliveConnections : [])
          alive.push(await aliveInFlight(inspector, gateway, operation, variant, connections, options));
      }
    }
    inspector.close();
  }
  return { allocations, alive };
}
