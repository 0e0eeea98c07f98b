import { createGenerator } from './generator.ts';
import { benchHelp, readBenchOptions, UsageError } from './options.ts';
import { measureMarket } from './bench-market.ts';
import { table } from './table.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (!options) say(benchHelp);
  else {
    const rows = options.sizes.map(({ experts, needs }) => {
      const figures = measureMarket(createGenerator(options.seed, 'market'), { experts, needs });
      return [
        `${experts} × ${needs}`,
        ...[figures.expertsMs, figures.needsMs, figures.peakMiB].map((n) => n.toFixed(0)),
      ];
    });
    say(table(['experts × needs', 'generate experts, ms', 'generate needs, ms', 'peak memory, MiB'], rows));
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
