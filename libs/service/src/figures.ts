import { createHash } from 'node:crypto';
import mongoose, { Schema, Types } from 'mongoose';
import { DomainError, requireText, type Measure, type Qualifier, type Unit } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';
import { every, inRegions, liesWithin, oneOf } from './filters.ts';
import { importRows, saveImported, type ImportInput, type ImportReport } from './import.ts';
import { say } from './messages.ts';
import type { Permit } from './rights.ts';
import type { RecordDays } from './region-days.ts';

type FigureSource = 'SEED' | 'COMPUTED' | 'REPORTED' | 'EXTERNAL';

/** A figure as a report states it, with the words of the report. */
type FigureRecord = {
  _id: string;
  version: number;
  importKey: string;
  code: string;
  label: string;
  value: Types.Decimal128 | null;
  unit: Unit;
  qualifier: Qualifier;
  period: { label: string; from: string | null; to: string | null; assumed: boolean };
  regionCode: string;
  source: FigureSource;
  incomplete: boolean;
  phrase: string;
};

export type FigureRow = {
  code: string;
  label: string;
  value?: string | null | undefined;
  unit: Unit;
  qualifier: Qualifier;
  periodLabel: string;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
  periodAssumed?: boolean | undefined;
  regionCode: string;
  source: FigureSource;
  incomplete?: boolean | undefined;
  phrase: string;
};

const schema = new Schema<FigureRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, required: true },
    code: { type: String, required: true },
    label: { type: String, required: true },
    value: { type: Schema.Types.Decimal128, default: null },
    unit: { type: String, required: true },
    qualifier: { type: String, required: true },
    period: {
      type: new Schema({ label: String, from: String, to: String, assumed: Boolean }, { _id: false }),
      required: true,
    },
    regionCode: { type: String, required: true },
    source: { type: String, required: true },
    incomplete: { type: Boolean, required: true },
    phrase: { type: String, required: true },
  },
  { collection: 'reported_figures', versionKey: false },
);
schema.index({ importKey: 1 }, { unique: true });
schema.index({ regionCode: 1, code: 1 });

export type Figures = ReturnType<typeof createFigures>;

/** The reported figures (上报数据) of a service, which it stores beside its records. */
export function createFigures(
  mongo: Mongo,
  regions: { knownRegion(code: string, path: string, session: Session | undefined, on: RecordDays): Promise<unknown> },
) {
  const figures = mongo.model<FigureRecord>('ReportedFigure', schema);
  return {
    /**
     * The figures of a region whose period overlaps the year, sorted by code; optionally only those with these codes.
     * Figures without a date belong to every year.
     */
    async reported({
      regionCode,
      year,
      codes,
    }: {
      regionCode: string;
      year?: number | undefined;
      codes?: readonly string[] | null | undefined;
    }) {
      const within =
        year === undefined
          ? []
          : [
              { $or: [{ 'period.from': null }, { 'period.from': mongoose.trusted({ $lte: `${year}-12-31` }) }] },
              { $or: [{ 'period.to': null }, { 'period.to': mongoose.trusted({ $gte: `${year}-01-01` }) }] },
            ];
      const found = await figures
        .find(every<FigureRecord>(inRegions('regionCode', [regionCode], false), ...within, oneOf('code', codes)))
        .sort({ code: 1, _id: 1 })
        .limit(1_000)
        .lean<FigureRecord[]>();
      return found.map(({ _id, value, unit, qualifier, importKey: _, version: __, ...figure }) => ({
        ...figure,
        id: _id,
        measure: measureOf({ value, unit, qualifier }),
      }));
    },
    /**
     * The figures with this code whose region is this one or lies in it, and whose period lies wholly between these
     * days. A figure with an open period is in no range. Figures that are computed from records are left out.
     */
    async within({ regionCode, code, from, to }: { regionCode: string; code: string; from: string; to: string }) {
      const found = await figures
        .find(
          every<FigureRecord>(
            inRegions('regionCode', [regionCode]),
            liesWithin('period.from', 'period.to', { from, to }),
            { code, source: mongoose.trusted({ $ne: 'COMPUTED' }) },
          ),
        )
        .limit(1_000)
        .lean<FigureRecord[]>();
      return found.map(({ regionCode: of, period, ...figure }) => ({
        regionCode: of,
        period,
        measure: measureOf(figure),
      }));
    },
    /**
     * Imports figures. Code, region and period identify a figure, so a repetition changes nothing. A row that `permit`
     * refuses does not affect the others. @throws what `importRows` throws.
     */
    async import(permit: Permit<'regionCode'>, input: ImportInput<FigureRow>): Promise<ImportReport> {
      const rows = input.rows.map((row) => ({ ...row, key: keyOf(row) }));
      return importRows(mongo, { ...input, rows }, async ({ key: importKey, ...row }, session) => {
        permit({ regionCode: row });
        checkRow(row);
        const days = { from: row.periodFrom ?? null, to: row.periodTo ?? null };
        await regions.knownRegion(row.regionCode, 'regionCode', session, days);
        const { value, periodLabel, periodFrom, periodTo, periodAssumed = false, incomplete = false, ...stated } = row;
        return saveImported(
          figures,
          importKey,
          () => ({
            ...stated,
            label: requireText(row.label, 'label', { max: 200 }),
            phrase: requireText(row.phrase, 'phrase', { max: 500 }),
            incomplete,
            _id: `fig_${createHash('sha256').update(importKey).digest('hex').slice(0, 26).toUpperCase()}`,
            version: 1,
            importKey,
            value: value === null || value === undefined ? null : Types.Decimal128.fromString(value),
            period: {
              label: requireText(periodLabel, 'periodLabel', { max: 100 }),
              from: periodFrom ?? null,
              to: periodTo ?? null,
              assumed: periodAssumed,
            },
          }),
          session,
        );
      });
    },
  };
}

const measureOf = ({ value, unit, qualifier }: Pick<FigureRecord, 'value' | 'unit' | 'qualifier'>): Measure => ({
  value: value?.toString() ?? null,
  unit,
  qualifier,
});

/** Code, region and period identify a figure. */
function keyOf({ code, regionCode, periodFrom, periodTo }: FigureRow): string {
  return [code, regionCode, periodFrom ?? '', periodTo ?? ''].join('|');
}

const valueless: readonly Qualifier[] = ['SEVERAL', 'MOST'];

function checkRow({ code, value, qualifier, periodFrom, periodTo }: FigureRow): void {
  if (!/^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)+$/.test(code))
    throw new DomainError('VALIDATION_FAILED', say`A code must have the form RUR.TRAINING.FARMERS.2020.`, ['code']);
  if ((value === null || value === undefined) && !valueless.includes(qualifier))
    throw new DomainError('VALIDATION_FAILED', say`Only a figure with the qualifier SEVERAL or MOST has no value.`, [
      'value',
    ]);
  if (value !== null && value !== undefined && !/^-?\d{1,20}(\.\d{1,6})?$/.test(value))
    throw new DomainError('VALIDATION_FAILED', say`A value has at most 20 digits and 6 decimals.`, ['value']);
  if (periodFrom && periodTo && periodFrom > periodTo)
    throw new DomainError('VALIDATION_FAILED', say`The period must not end before it begins.`, ['periodTo']);
}
