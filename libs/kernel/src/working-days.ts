import { readFileSync } from 'node:fs';
import { toDay } from './clock.ts';

/** The days of one year that differ from the week: `holidays` are ranges of days off, and `workedWeekends` the make-up working days (调休) on a Saturday or Sunday. */
type Year = { notices: string[]; holidays: [from: string, to: string][]; workedWeekends: string[] };

const { years } = JSON.parse(readFileSync(new URL('./holidays.json', import.meta.url), 'utf8')) as {
  source: string;
  years: Record<string, Year>;
};
const workedWeekends = new Set(Object.values(years).flatMap((year) => year.workedWeekends));
const holidays = Object.values(years).flatMap((year) => year.holidays);

const daysMax = 366;
const dayMs = 24 * 60 * 60 * 1_000;
const chinaOffset = '+08:00';

/**
 * Whether a civil day (YYYY-MM-DD) is a working day in China: a weekday that is no public holiday, or a make-up working
 * day. The years 2020 to 2026 follow the yearly notices of 国务院办公厅 (`holidays.json`). In any other year only weekends
 * are days off.
 */
export function isWorkingDay(day: string): boolean {
  if (workedWeekends.has(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return !holidays.some(([from, to]) => from <= day && day <= to);
}

/** The instant at 24:00 in Asia/Shanghai of the `count`-th working day after the day of `from`; `count` is 1 to 100. */
export function endOfWorkingDay(from: Date, count: number): Date {
  let day = toDay(from);
  for (let left = count; left > 0; left -= isWorkingDay(day) ? 1 : 0) day = daysAfter(day, 1);
  return new Date(`${daysAfter(day, 1)}T00:00:00${chinaOffset}`);
}

/** The number of working days from one civil day (YYYY-MM-DD) to another, both included; at most those of 366 days. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let day = from, left = daysMax; day <= to && left > 0; day = daysAfter(day, 1), left -= 1)
    if (isWorkingDay(day)) count += 1;
  return count;
}

/** The civil day (YYYY-MM-DD) that many days after another one. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
