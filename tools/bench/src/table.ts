/** A Markdown table with columns of equal width; all but the first are aligned to the right. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...body.map((line) => (line[column] ?? '').length)),
  );
  const line = (texts: readonly string[]) =>
    `| ${widths.map((width, column) => (column === 0 ? (texts[column] ?? '').padEnd(width) : (texts[column] ?? '').padStart(width))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `${[line(head), rule, ...body.map(line)].join('\n')}\n`;
}
