import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** On a narrow screen the page around the editors scrolls. The wheel scrolls the page once an editor cannot scroll further. */
export function useFreeWheel(): void {
  const editors = useGraphiQL(({ queryEditor, variableEditor, headerEditor, responseEditor }) => ({
    queryEditor,
    variableEditor,
    headerEditor,
    responseEditor,
  }));
  const { queryEditor, variableEditor, headerEditor, responseEditor } = editors;
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, headerEditor, responseEditor])
      editor?.updateOptions({ scrollbar: { alwaysConsumeMouseWheel: false } });
  }, [queryEditor, variableEditor, headerEditor, responseEditor]);
}
