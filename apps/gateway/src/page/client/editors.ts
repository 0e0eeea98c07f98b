import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** On a narrow screen the editors stand in a page that scrolls. The wheel scrolls this page once an editor has no more lines to show. */
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
