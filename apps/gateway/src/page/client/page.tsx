import 'graphiql/style.css';
import './page.css';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { AnswerView } from './answer-view.tsx';
import { createAsk, type Run } from './ask.ts';
import { examplesPlugin } from './examples.tsx';
import { greeting } from './greeting.ts';
import icon from './icon.svg';
import { readToken, type Token } from './token.ts';
import { TokenField } from './token-field.tsx';

/** The page: a bar with the token, and GraphiQL with examples beside it and a table below the response. */
function Page() {
  const { token, refusal, setRefusal, use } = useToken();
  const [run, setRun] = useState<Run>();
  const text = token.state === 'valid' ? token.text : undefined;
  // GraphiQL fetches the schema again when the fetcher changes, because the visible schema may depend on the token.
  const ask = useMemo(
    () => createAsk({ token: text, version, onRun: setRun, onRefusal: setRefusal }) as Fetcher,
    [text, setRefusal],
  );
  return (
    <>
      <header className="bar">
        <img src={icon} alt="" width="28" height="28" />
        <h1>
          Kexie Graph <span lang="zh">科协</span>
        </h1>
        <TokenField token={token} refusal={refusal} onUse={use} />
      </header>
      <main className="desk">
        <GraphiQL
          fetcher={ask}
          plugins={plugins}
          visiblePlugin={examplesPlugin}
          defaultQuery={greeting}
          defaultEditorToolsVisibility="variables"
        >
          <GraphiQL.Logo>
            <></>
          </GraphiQL.Logo>
          <GraphiQL.Footer>
            <AnswerView run={run} />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </>
  );
}

/** The token of this browser tab. It is stored until the tab is closed, and checked regularly, because it expires. */
function useToken() {
  const [pasted, setPasted] = useState(() => sessionStorage.getItem(tokenKey) ?? '');
  const [now, setNow] = useState(() => new Date());
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), clockMs);
    return () => clearInterval(timer);
  }, []);
  const token: Token = useMemo(() => readToken(pasted, now), [pasted, now]);
  const use = (text: string): void => {
    const read = readToken(text, new Date());
    if (read.state === 'valid') sessionStorage.setItem(tokenKey, read.text);
    else sessionStorage.removeItem(tokenKey);
    setRefusal(null);
    setNow(new Date());
    setPasted(text);
  };
  return { token, refusal, setRefusal, use };
}

const plugins = [examplesPlugin, HISTORY_PLUGIN];
const tokenKey = 'kexie-graph-token';
const clockMs = 15_000;

const place = document.getElementById('page')!;
const version = place.dataset['version'] ?? 'unknown';
const workers: Record<string, string | undefined> = {
  json: place.dataset['workerJson'],
  graphql: place.dataset['workerGraphql'],
};
// The editor finds its workers under this global name.
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) => new Worker(workers[label] ?? place.dataset['workerEditor'] ?? ''),
  },
});
createRoot(place).render(<Page />);
