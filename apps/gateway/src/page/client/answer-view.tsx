import { useGraphiQL } from '@graphiql/react';
import { useEffect, useMemo, useState } from 'react';
import type { Run } from './ask.ts';
import { csvOf } from './csv.ts';
import { isFigure, tablesOf, textOf, type Cell, type Table } from './table.ts';

/** What is below the answer: how the request went, and the answer as a table and as CSV. */
export function AnswerView({ run: lastRun }: { run: Run | undefined }) {
  const { tab, response } = useGraphiQL(({ tabs, activeTabIndex }) => ({ tab: tabs[activeTabIndex]?.id ?? '', response: tabs[activeTabIndex]?.response ?? null }));
  const run = useRunOf(tab, lastRun);
  const tables = useMemo(() => tablesOf(dataIn(response)), [response]);
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState('');
  const table = tables.find(({ name }) => name === chosen) ?? tables[0];
  return (
    <div className={asTable ? 'answer as-table' : 'answer'}>
      <div className="answer-bar">
        <p className="run" role="status" aria-label="How the request went">{run && <RunLine run={run} />}</p>
        {asTable && tables.length > 1 && (
          <select aria-label="List" value={table?.name} onChange={(event) => setChosen(event.target.value)}>
            {tables.map(({ name, rows }) => <option key={name} value={name}>{name} ({rows.length})</option>)}
          </select>
        )}
        <div className="choice" role="group" aria-label="How the answer is shown">
          <button type="button" aria-pressed={!asTable} onClick={() => setAsTable(false)}>JSON</button>
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(true)}>Table <span lang="zh">表格</span></button>
        </div>
        <button type="button" disabled={!table} onClick={() => table && download(table)}>CSV <span lang="zh">下载</span></button>
      </div>
      {asTable && (table ? <TableView table={table} /> : <p className="nothing">There is no data to show as a table yet. 暂无数据</p>)}
    </div>
  );
}

/** Each tab of the editor keeps its own answer, so it keeps what is said about it. */
function useRunOf(tab: string, lastRun: Run | undefined): Run | undefined {
  const [runs, setRuns] = useState<Record<string, Run>>({});
  // a run belongs to the tab that was open when it came; changing the tab afterwards is no new run
  useEffect(() => void (lastRun && setRuns((before) => ({ ...before, [tab]: lastRun }))), [lastRun]);
  return runs[tab];
}

function RunLine({ run: { status, ms, cost, budget, errors, requestId } }: { run: Run }) {
  const price = cost !== null && `cost ${grouped(cost)}${budget === null ? '' : ` of ${grouped(budget)}`}`;
  return (
    <span title={requestId ? `Request ${requestId}` : undefined}>
      <span className={errors > 0 || status !== 200 ? 'bad' : 'good'}>{status || 'no answer'}{errors > 0 && ` · ${errors} ${errors === 1 ? 'error' : 'errors'}`}</span>
      {` · ${grouped(ms)} ms`}{price && ` · ${price}`}
    </span>
  );
}

function TableView({ table: { name, columns, rows } }: { table: Table }) {
  return (
    <div className="table" tabIndex={0} role="region" aria-label={`${name}: ${rows.length} rows`}>
      <table>
        <caption>{name} <span>{rows.length > rowsShownMax ? `${rowsShownMax} of ${grouped(rows.length)} rows; the CSV has them all` : `${grouped(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`}</span></caption>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
        <tbody>
          {rows.slice(0, rowsShownMax).map((row, index) => (
            <tr key={index}>{row.map((cell, place) => <td key={columns[place]} className={isNumeric(cell) ? 'number' : undefined} title={textOf(cell)}>{textOf(cell)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function dataIn(response: string | null): unknown {
  if (!response) return undefined;
  try {
    const answer: unknown = JSON.parse(response);
    return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
  } catch {
    return undefined;
  }
}

function download(table: Table): void {
  const url = URL.createObjectURL(new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${table.name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-').slice(0, 80)}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

const isNumeric = (cell: Cell): boolean => typeof cell === 'number' || isFigure(cell);
const grouped = (number: number | string): string => Number(number).toLocaleString('en');
const rowsShownMax = 500;
