import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Language } from '@kexie/kernel';
import { createGateway } from './gateway.ts';
import { readMapping } from './mapping.ts';
import { say } from './messages.ts';
import { ImportProblem } from './problem.ts';
import { createReferences } from './references.ts';
import { registers } from './registers.ts';
import { runImport, type Summary } from './run.ts';

const help = `Usage: npm run import -- REGISTER FILE [options]

Imports a register as offices keep it, through the gateway: ${Object.keys(registers).join(', ')}.
FILE is XLSX or CSV (UTF-8 or GB18030). It may be imported again at any time: rows that are known stay as they are. An
interrupted import goes on where it stopped. Exit code 1: rows were refused; they are in FILE.errors.csv.

  --dry-run         checks every row and writes nothing
  --region CODE     the region whose parts are named instead of given by code, for example 450400
  --mapping FILE    how an unusual file is read: see docs/importing.md
  --sheet NAME      the sheet of a spreadsheet (default: the first)
  --language LANG   the language of messages: zh or en (default zh)

  GATEWAY_URL       address of the gateway (default http://127.0.0.1:4000)
  IMPORT_TOKEN      a token of staff of the region, or of an administrator

用法：npm run import -- 登记册 文件 [选项]。文件为XLSX或CSV（UTF-8或GB18030），可以重复导入，中断后可以继续。
`;

const { values, positionals } = readArguments();
const language: Language = values.language === 'en' ? 'en' : 'zh-CN';
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ImportProblem)) throw error;
  process.stderr.write(`${error.texts[language]}\n`);
  process.exitCode = 2;
}

function readArguments() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        'dry-run': { type: 'boolean', default: false },
        region: text,
        mapping: text,
        sheet: text,
        language: { ...text, default: 'zh' },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    return process.exit(2);
  }
}

async function main(): Promise<number> {
  const [register, file, ...others] = positionals;
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (register === undefined || file === undefined || others.length > 0 || !(register in registers)) {
    process.stderr.write(help);
    return 2;
  }
  if (!existsSync(file)) throw new ImportProblem(say`There is no file ${file}.`);
  const url = (process.env['GATEWAY_URL'] || 'http://127.0.0.1:4000').replace(/\/+$/, '');
  if (!URL.canParse(url)) throw new ImportProblem(say`GATEWAY_URL is not an address: ${url}`);
  const token = process.env['IMPORT_TOKEN'];
  if (!token) throw new ImportProblem(say`IMPORT_TOKEN is not set. It is a token of staff of the region.`);
  const mapping = values.mapping === undefined ? {} : await readMapping(values.mapping);

  const print = (message: ReturnType<typeof say>): void => void process.stderr.write(`${message[language]}\n`);
  const gateway = createGateway({ url, token, language, onWait: (reason) => print(say`Waiting: ${reason}`) });
  const summary = await runImport({
    file,
    register,
    mapping: { ...mapping, ...(values.sheet !== undefined && { sheet: values.sheet }) },
    dryRun: values['dry-run'],
    language,
    gateway,
    references: createReferences(gateway, { within: values.region }),
    onHeader: ({ line, columns, unused }) => {
      print(say`The header is line ${line}: ${columns.map(({ header }) => header).join('、')}.`);
      if (unused.length > 0) print(say`These columns are not imported: ${unused.join('、')}.`);
    },
    onProgress: ({ line }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${say`Line ${line}`[language]} `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  report(summary);
  return summary.rejected > 0 ? 1 : 0;
}

function report({ created, updated, unchanged, rejected, problems, footers, errorsFile }: Summary): void {
  const write = (message: ReturnType<typeof say>): void => void process.stdout.write(`${message[language]}\n`);
  for (const { line, header, message } of problems)
    write(header === null ? say`Line ${line}: ${message}` : say`Line ${line}, column “${header}”: ${message}`);
  if (footers.length > 0) write(say`Left out as remarks below the table: lines ${footers.slice(0, 10).join(', ')}.`);
  if (values['dry-run']) write(say`Nothing was written, because this is a dry run. An import would have this result:`);
  write(say`${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} refused.`);
  if (errorsFile !== null && rejected > 0) write(say`All refused rows: ${errorsFile}`);
}
