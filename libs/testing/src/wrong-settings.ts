/** Common wrong values of settings of any kind. */
export const mistakes: readonly string[] = [
  ' ',
  '\t',
  ' 5',
  'two words',
  '-1',
  '0',
  '0.5',
  '0x10',
  '1e3',
  '1e400',
  '99999999999999999999',
  'NaN',
  'yes please',
  '/no/such/file',
  '/',
  '{',
  '[1]',
  '{"a":"b"}',
  'null',
  'http://',
  'ftp://host/x',
  'localhost:80',
  'nats://',
  'nats://host:99999',
  'nats://host:x',
  'mongodb://',
  'mongodb://host',
  'mongodb://host:99999/x',
  'mongodb://host:x/x',
];

type Report = { code?: unknown; message: string };

/**
 * Tries each mistake as the value of the setting `name`; `good` are the mistakes that are valid values of it. Returns a
 * sentence for each invalid value that is accepted, for each valid value that is refused, and for each error message
 * that does not name the setting, does not show the value (or hide a secret), or is longer than two sentences.
 */
export function findFaults(
  read: (source: Record<string, string>) => unknown,
  complete: Record<string, string>,
  name: string,
  good: readonly string[],
): string[] {
  return mistakes.flatMap((value) => {
    const report = reportOf(() => read({ ...complete, [name]: value }));
    const given = `${name}=${JSON.stringify(value)}`;
    if (good.includes(value)) return report ? [`${given} is refused: ${report.message}`] : [];
    if (!report) return [`${given} is accepted`];
    const shape = new RegExp(`^${name} must [^\\n]{5,150}(?:, and is ".*"\\.|\\. Its value is not shown\\.)$`);
    if (report.code !== 'INVALID_CONFIGURATION' || !shape.test(report.message))
      return [`${given} is reported as ${report.message}`];
    return [];
  });
}

function reportOf(work: () => unknown): Report | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as Report;
  }
}
