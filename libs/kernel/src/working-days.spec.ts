import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { endOfWorkingDay, isWorkingDay, workingDaysBetween } from './working-days.ts';

const afterFive = (instant: string) => endOfWorkingDay(new Date(instant), 5).toISOString();

describe('working days', () => {
  test('weekends are days off, and make-up working days (调休) on weekends are not', () => {
    expect(isWorkingDay('2026-03-06')).toBe(true);
    expect(isWorkingDay('2026-03-07')).toBe(false);
    expect(isWorkingDay('2026-03-08')).toBe(false);
    expect(isWorkingDay('2026-02-14')).toBe(true);
    expect(isWorkingDay('2026-02-28')).toBe(true);
    expect(isWorkingDay('2020-06-28')).toBe(true);
  });

  test('the days of a public holiday are days off', () => {
    expect(isWorkingDay('2026-02-16')).toBe(false);
    expect(isWorkingDay('2026-02-23')).toBe(false);
    expect(isWorkingDay('2026-02-24')).toBe(true);
    expect(isWorkingDay('2020-01-31')).toBe(false);
    expect(isWorkingDay('2025-10-08')).toBe(false);
  });

  test('beyond the announced years only weekends are days off', () => {
    expect(isWorkingDay('2027-10-01')).toBe(true);
    expect(isWorkingDay('2027-10-02')).toBe(false);
  });

  test('the fifth working day ends at midnight in Shanghai', () => {
    expect(afterFive('2026-03-02T02:00:00Z')).toBe('2026-03-09T16:00:00.000Z');
    expect(afterFive('2026-03-07T02:00:00Z')).toBe('2026-03-13T16:00:00.000Z');
  });

  test('the days of the Spring Festival of 2026 do not count, and its make-up Saturdays do', () => {
    expect(afterFive('2026-02-12T02:00:00Z')).toBe('2026-02-26T16:00:00.000Z');
    expect(afterFive('2026-02-23T02:00:00Z')).toBe('2026-02-28T16:00:00.000Z');
  });

  test('a period counts its first and its last day, without days off', () => {
    expect(workingDaysBetween('2021-05-24', '2021-05-30')).toBe(5);
    expect(workingDaysBetween('2021-05-29', '2021-05-30')).toBe(0);
    expect(workingDaysBetween('2021-05-30', '2021-05-24')).toBe(0);
    // the National Day, with a make-up Saturday after it
    expect(workingDaysBetween('2025-09-29', '2025-10-11')).toBe(5);
    expect(workingDaysBetween('2000-01-01', '9999-01-01')).toBe(260);
  });

  test('the day of a proposal is that in Shanghai', () => {
    expect(afterFive('2026-03-02T15:59:59Z')).toBe('2026-03-09T16:00:00.000Z');
    expect(afterFive('2026-03-02T16:00:00Z')).toBe('2026-03-10T16:00:00.000Z');
  });

  test('each year of the table names its notices, its holidays have weekdays, and its make-up days are on weekends', () => {
    const { years } = JSON.parse(readFileSync(new URL('./holidays.json', import.meta.url), 'utf8')) as {
      years: Record<string, { notices: string[]; holidays: [string, string][]; workedWeekends: string[] }>;
    };
    expect(Object.keys(years)).toEqual(['2020', '2021', '2022', '2023', '2024', '2025', '2026']);
    for (const [year, { notices, holidays, workedWeekends }] of Object.entries(years)) {
      expect(notices.length).toBeGreaterThan(0);
      for (const day of [...holidays.flat(), ...workedWeekends]) expect(day.slice(0, 4)).toBe(year);
      for (const [from, to] of holidays) expect(from <= to).toBe(true);
      for (const day of workedWeekends) expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
      const isOff = (day: string) => holidays.some(([from, to]) => from <= day && day <= to);
      expect(workedWeekends.filter(isOff)).toEqual([]);
    }
  });
});
