const barWidth = 30;
const redrawMs = 100;

export type Progress = { add(rows: number): void; end(): void };

/** Shows the progress of a part of the data set: a bar on a terminal, otherwise one line at the end. */
export function showProgress(name: string, total: number, output: NodeJS.WriteStream): Progress {
  const startedAt = Date.now();
  let done = 0;
  let drawnAt = 0;
  const draw = () => {
    drawnAt = Date.now();
    const filled = total === 0 ? barWidth : Math.round((barWidth * Math.min(done, total)) / total);
    output.write(`\r${name.padEnd(14)} ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done}/${total} rows`);
  };
  if (output.isTTY) draw();
  return {
    add(rows) {
      done += rows;
      if (output.isTTY && Date.now() - drawnAt >= redrawMs) draw();
    },
    end() {
      const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
      if (output.isTTY) draw();
      output.write(output.isTTY ? ` in ${seconds} s\n` : `${name}: ${done} of ${total} rows in ${seconds} s\n`);
    },
  };
}
