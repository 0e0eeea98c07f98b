import type { Message } from '@kexie/kernel';
import { say } from './messages.ts';
import type { Cell } from './table.ts';

/** The value of a cell, or why it has none. */
export type Read<T> = { value: T } | { problem: Message };

/** The text of a cell in half-width characters, without spaces around it; null for an empty cell and for a dash. */
export function textOfCell(cell: Cell | undefined): string | null {
  if (cell instanceof Date) return dayOf(cell);
  const text = String(cell ?? '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' || /^[-—–/]+$/.test(text) || text === '无' ? null : text;
}

const dayPatterns = [
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** A civil day: 2021年5月30日, 2021-5-30, 2021/05/30, 2021.5.30, 20210530, in any width, or a date of a spreadsheet. */
export function readDay(cell: Cell): Read<string> {
  if (cell instanceof Date) return { value: dayOf(cell) };
  const text = (textOfCell(cell) ?? '').replace(/[ T]0{1,2}:00(:00)?(\.0+)?Z?$/, '').replaceAll(' ', '');
  for (const pattern of dayPatterns) {
    const [, year, month, day] = pattern.exec(text) ?? [];
    if (year === undefined || month === undefined || day === undefined) continue;
    const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const date = new Date(`${value}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && dayOf(date) === value) return { value };
    return { problem: say`“${text}” is not a day of the calendar.` };
  }
  if (/^\d{4}年?\d{0,2}月?$|^\d{4}[-/.]\d{1,2}$/.test(text))
    return { problem: say`“${text}” has no day; write it as 2021年5月30日.` };
  return { problem: say`“${text}” is not a day; write it as 2021年5月30日.` };
}

/** Spreadsheets have civil days, which the reader gives as midnight in UTC. */
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** 是 or 否, also 有/无, Y/N, true/false and 1/0. */
export function readBoolean(cell: Cell): Read<boolean> {
  const text = String(cell ?? '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();
  if (['是', '有', 'y', 'yes', 'true', '1', '√'].includes(text)) return { value: true };
  if (['否', '无', 'n', 'no', 'false', '0', '×'].includes(text)) return { value: false };
  return { problem: say`“${text}” is neither 是 nor 否.` };
}

/** A list with any of 、，,；; and line breaks between its entries. */
export function readList(cell: Cell): string[] {
  return String(cell ?? '')
    .normalize('NFKC')
    .split(/[、,;\n]+/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** Codes: a list in which also spaces and slashes separate. A number of a spreadsheet is a code, too. */
export const readCodes = (cell: Cell): string[] =>
  readList(cell).flatMap((text) => text.split(/[\s/]+/).filter((code) => code !== ''));

/** The labels of an enumeration, by code. */
export type Labels = readonly { code: string; zh: string; en: string }[];

/**
 * A value of an enumeration by its code, by its Chinese or English label, with or without the remark in brackets, or by the
 * beginning of one Chinese label: 副高 is 副高级.
 */
export function readEnumeration(cell: Cell, labels: Labels): Read<string> {
  const text = textOfCell(cell) ?? '';
  const wanted = comparable(text);
  const found = labels.find(({ code, zh, en }) =>
    [code, zh, en, ...alternativesOf(zh)].some((label) => comparable(label) === wanted),
  );
  const starting = labels.filter(({ zh }) => wanted !== '' && comparable(zh).startsWith(wanted));
  const chosen = found ?? (starting.length === 1 ? starting[0] : undefined);
  if (chosen) return { value: chosen.code };
  const known = labels.map(({ zh }) => zh).join('、');
  return { problem: say`“${text}” is not one of ${known}.` };
}

const comparable = (text: string): string => text.normalize('NFKC').replaceAll(/[\s_]/g, '').toLowerCase();

/** 理事（委员） is written as 理事, as 委员 and as both. */
function alternativesOf(label: string): string[] {
  const [, outside, inside] = /^(.+?)[（(](.+?)[）)]$/.exec(label) ?? [];
  return outside === undefined || inside === undefined ? [] : [outside, inside];
}
