import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse, print } from 'graphql';
import { useEffect, useState } from 'react';
import { greeting } from './greeting.ts';

/** An example in the gateway's response. */
type Example = {
  id: string;
  title: string;
  description: string[];
  variables: Record<string, unknown>;
  token?: string;
  group?: string;
  query: string;
};

/** The examples beside the editor: each opens in a new tab, ready to run. */
export const examplesPlugin = { title: 'Examples 示例', icon: ExamplesIcon, content: Examples };

function Examples() {
  const examples = useExamples();
  const open = useOpen();
  if (examples === undefined)
    return (
      <p className="examples-note" role="status">
        One moment…
      </p>
    );
  if (examples === 'unreadable')
    return (
      <p className="examples-note" role="alert">
        The examples cannot be read from the gateway. Reload the page to try again. 无法读取示例
      </p>
    );
  if (examples.length === 0)
    return (
      <p className="examples-note">
        No example fits the schema that is served. The documentation of the schema is one button up. 没有适合的示例
      </p>
    );
  const groups = [...new Set(examples.map(({ group }) => group ?? ''))];
  return (
    <section className="examples" aria-label="Examples">
      <h2>
        Examples <span lang="zh">示例</span>
      </h2>
      {groups.map((group) => (
        <section key={group} aria-label={group || 'Other examples'}>
          {group && <h3>{group}</h3>}
          <ul>
            {examples
              .filter((example) => (example.group ?? '') === group)
              .map((example) => (
                <li key={example.id}>
                  <ExampleButton example={example} onOpen={open} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function ExampleButton({ example, onOpen }: { example: Example; onOpen: (example: Example) => void }) {
  const { title, description, token } = example;
  return (
    <button type="button" onClick={() => onOpen(example)}>
      <strong>{title}</strong>
      {description.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {token && <em>Token: {token}</em>}
    </button>
  );
}

/** The examples that are valid on the served schema; fetched again when GraphiQL has read a schema. */
function useExamples(): Example[] | 'unreadable' | undefined {
  const schema = useGraphiQL((state) => state.schema);
  const [examples, setExamples] = useState<Example[] | 'unreadable'>();
  useEffect(() => {
    const unmounted = new AbortController();
    fetch('/page/examples.json', { signal: AbortSignal.any([unmounted.signal, AbortSignal.timeout(waitMsMax)]) })
      .then(async (response) => setExamples(response.ok ? ((await response.json()) as Example[]) : 'unreadable'))
      .catch(() => void (unmounted.signal.aborted || setExamples('unreadable')));
    return () => unmounted.abort();
  }, [schema]);
  return examples;
}

function useOpen(): (example: Example) => void {
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({
    queryEditor,
    variableEditor,
  }));
  const { addTab } = useGraphiQLActions();
  return ({ title, query, variables }) => {
    const written = queryEditor?.getValue().trim() ?? '';
    // Text that the user has written is kept in its tab.
    if (written !== '' && written !== greeting.trim()) addTab();
    queryEditor?.setValue(`# ${title}\n${print(parse(query))}\n`);
    variableEditor?.setValue(Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : '');
    queryEditor?.focus();
  };
}

function ExamplesIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M5 4.5h9l5 5v10H5z" />
      <path d="M14 4.5v5h5M8.5 13h7M8.5 16h4.5" />
    </svg>
  );
}

const waitMsMax = 20_000;
