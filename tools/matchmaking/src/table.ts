/** A Markdown table with columns of equal width; all but the first are aligned to the right. Han characters are two columns wide. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, ...[title, ...body.map((row) => row[column] ?? '')].map(widthOf)),
  );
  const line = (texts: readonly string[]) =>
    `| ${widths
      .map((width, column) => {
        const text = texts[column] ?? '';
        const space = ' '.repeat(width - widthOf(text));
        return column === 0 ? `${text}${space}` : `${space}${text}`;
      })
      .join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `${[line(head), rule, ...body.map(line)].join('\n')}\n`;
}

const widthOf = (text: string): number => text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
