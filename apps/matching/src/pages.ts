/**
 * The records of one cursor, a page at a time. Pages that begin after the last id would each be a query of their own, for which an
 * embedded database reads all records up to there again. `Record` is the type of the lean documents.
 */
export async function* pagesOf<Record>(cursor: AsyncIterable<unknown>, rows: number): AsyncGenerator<Record[]> {
  let page: Record[] = [];
  for await (const record of cursor) {
    page.push(record as Record);
    if (page.length < rows) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
