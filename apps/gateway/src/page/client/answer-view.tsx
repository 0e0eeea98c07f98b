import { useGraphiQL } from '@graphiql/react';
import { useEffect, useMemo, useState } from 'react';
import { readAnswer } from './answer.ts';
import type { Run } from './ask.ts';
import { csvOf } from './csv.ts';
import { useFreeWheel } from './editors.ts';
import { ErrorList } from './error-list.tsx';
import { TableView } from './table-view.tsx';
import { tablesOf, type Table } from './table.ts';

/** The view below the response: the status of the request, its errors, and the data as a table and as CSV. */
export function AnswerView({ run: lastRun }: { run: Run | undefined }) {
  const { tab, response, schemaError } = useGraphiQL(({ tabs, activeTabIndex, fetchError }) => ({
    tab: tabs[activeTabIndex]?.id ?? '',
    response: tabs[activeTabIndex]?.response ?? null,
    schemaError: fetchError,
  }));
  useFreeWheel();
  const run = useRunOf(tab, response, lastRun);
  const { data, errors } = useMemo(() => readAnswer(response), [response]);
  const schemaFaults = useMemo(() => readAnswer(schemaError).errors, [schemaError]);
  const tables = useMemo(() => tablesOf(data), [data]);
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState('');
  const table = tables.find(({ name }) => name === chosen) ?? tables[0];
  return (
    <div className={asTable ? 'answer as-table' : 'answer'}>
      <div className="answer-bar">
        <p className="run" role="status" aria-label="How the request went">
          {run && <RunLine run={run} />}
        </p>
        {asTable && tables.length > 1 && (
          <select aria-label="List" value={table?.name} onChange={(event) => setChosen(event.target.value)}>
            {tables.map(({ name, rows }) => (
              <option key={name} value={name}>
                {name} ({rows.length})
              </option>
            ))}
          </select>
        )}
        <div className="choice" role="group" aria-label="How the answer is shown">
          <button type="button" aria-pressed={!asTable} onClick={() => setAsTable(false)}>
            JSON
          </button>
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(true)}>
            Table <span lang="zh">表格</span>
          </button>
        </div>
        <button type="button" disabled={!table} onClick={() => table && download(table)}>
          CSV <span lang="zh">下载</span>
        </button>
      </div>
      <ErrorList title="The schema cannot be read 无法读取架构" faults={schemaFaults} />
      <ErrorList title={titleOf(errors.length, tables.length > 0)} faults={errors} />
      {asTable &&
        (table ? (
          <TableView key={table.name} table={table} />
        ) : (
          errors.length === 0 && <p className="nothing">There is no data to show as a table yet. 暂无数据</p>
        ))}
    </div>
  );
}

/** Each tab of the editor keeps its own response and its status. A text that did not come from the gateway has no status. */
function useRunOf(tab: string, response: string | null, lastRun: Run | undefined): Run | undefined {
  const [runs, setRuns] = useState<Record<string, Run>>({});
  // A run belongs to the tab that was open when it finished; changing the tab afterwards is not a new run.
  useEffect(() => void (lastRun && setRuns((before) => ({ ...before, [tab]: lastRun }))), [lastRun]);
  const run = runs[tab];
  return run?.shown === response ? run : undefined;
}

function RunLine({ run: { status, ms, cost, budget, errors, requestId } }: { run: Run }) {
  const price = cost !== null && `cost ${grouped(cost)}${budget === null ? '' : ` of ${grouped(budget)}`}`;
  return (
    <span title={requestId ? `Request ${requestId}` : undefined}>
      <span className={errors > 0 || status !== 200 ? 'bad' : 'good'}>
        {status || 'no answer'}
        {errors > 0 && ` · ${errors} ${errors === 1 ? 'error' : 'errors'}`}
      </span>
      {` · ${grouped(ms)} ms`}
      {price && ` · ${price}`}
    </span>
  );
}

/** States whether the data is complete, because a table or CSV does not show that data is missing. */
function titleOf(count: number, withData: boolean): string {
  const errors = `${grouped(count)} ${count === 1 ? 'error' : 'errors'}`;
  return withData ? `${errors}; the data may be incomplete 数据可能不完整` : `${errors}; no data came 无数据`;
}

function download(table: Table): void {
  const url = URL.createObjectURL(new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${table.name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-').slice(0, 80)}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

const grouped = (number: number | string): string => Number(number).toLocaleString('en');
