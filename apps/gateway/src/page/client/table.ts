/** The value of one cell. Figures keep their unit and qualifier, because "480" and "over 480 hours" are different statements. */
export type Cell = string | number | boolean | null | Figure;
/** A reported figure: any object that has a `value` and also a `unit` or a `qualifier`. */
export type Figure = { value: string | number | null; unit?: string; qualifier?: string };
/** One list of a response as rows of equal length. `name` is its path in the response, e.g. `organizations`; `columnsLeftOut` counts the columns beyond the bound. */
export type Table = { name: string; columns: string[]; rows: Cell[][]; columnsLeftOut: number };

type Fields = Record<string, unknown>;
type Found = { name: string; items: readonly Fields[] };

/**
 * The lists of objects in the data of a response, longest first, each as a table with flattened columns. A list inside the rows of a longer list
 * stays with its rows: its values are joined in their cells. A response without any list is one row.
 */
export function tablesOf(data: unknown): Table[] {
  if (!isFields(data)) return [];
  const found = listsIn(data, [], 0).sort((a, b) => b.items.length - a.items.length);
  const lists = found.length > 0 ? found : [{ name: Object.keys(data).join(', '), items: [data] }];
  return lists.map(({ name, items }) => ({ name, ...tableOf(items) }));
}

/** A cell as display text: `480 HOUR (OVER)`. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'object') return String(cell);
  return cell.value === null ? '' : `${cell.value}${unitOf(cell)}`;
}

/** The unit and qualifier of a figure as a suffix: ` HOUR (OVER)`. */
export function unitOf(figure: Figure): string {
  const unit = figure.unit === undefined ? '' : ` ${figure.unit}`;
  return `${unit}${isExact(figure) ? '' : ` (${figure.qualifier})`}`;
}

export const isFigure = (value: unknown): value is Figure =>
  isFields(value) &&
  'value' in value &&
  ('unit' in value || 'qualifier' in value) &&
  Object.keys(value).every((key) => figureKeys.has(key));

/** "Exact" is the default qualifier; showing it in every row would hide the rows that differ. */
const isExact = ({ qualifier }: Figure): boolean => qualifier === undefined || qualifier === 'EXACT';
const figureKeys = new Set(['value', 'unit', 'qualifier', '__typename']);

function listsIn(value: unknown, path: readonly string[], depth: number): Found[] {
  if (depth > depthMax) return [];
  if (Array.isArray(value)) {
    if (value.some(isDimension)) return [];
    if (!value.some(isFields)) return value.length === 0 ? [{ name: nameOf(path), items: [] }] : [];
    // A null item keeps its row, because the paths of errors count it.
    const items = value.map((item: unknown) => (isFields(item) ? item : item === null ? {} : { value: item }));
    const own = [{ name: nameOf(path), items }];
    // Only the object of a one-item list can contain a list that deserves a table of its own.
    return items.length === 1 ? [...own, ...listsIn(items[0], path, depth + 1)] : own;
  }
  if (!isFields(value) || isFigure(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => listsIn(inner, [...path, key], depth + 1));
}

function tableOf(items: readonly Fields[]): Omit<Table, 'name'> {
  const flat = items.map((item) => flatten(item));
  const found = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  // An object that is null in some rows gets no column of its own beside those of its fields.
  const isHollow = (column: string): boolean =>
    found.some((other) => other.startsWith(`${column}.`)) && flat.every((row) => textOf(row.get(column)) === '');
  const filled = found.filter((column) => !isHollow(column));
  const columns = filled.slice(0, columnsMax);
  return {
    columns,
    rows: flat.map((row) => columns.map((column) => row.get(column) ?? null)),
    columnsLeftOut: filled.length - columns.length,
  };
}

/** One object as columns: `node.region.name` becomes `region.name`. */
function flatten(item: Fields): Map<string, Cell> {
  const row = new Map<string, Cell>();
  const visit = (value: unknown, path: readonly string[], depth: number): void => {
    if (depth > depthMax) return;
    if (Array.isArray(value)) return visitList(value, path, depth);
    if (isFigure(value)) return put(row, nameOf(path), value);
    if (isFields(value))
      return Object.entries(value).forEach(([key, inner]) => visit(inner, [...path, key], depth + 1));
    put(row, nameOf(path), scalar(value));
  };
  const visitList = (list: readonly unknown[], path: readonly string[], depth: number): void => {
    // The keys of a statistics row become columns, so that the table can be sorted and pivoted by them.
    for (const each of list)
      if (isDimension(each))
        put(row, nameOf([...path.slice(0, -1), each.dimension]), scalar(each['label'] ?? each['code']));
    const others = list.filter((each) => !isDimension(each));
    if (others.length === 0 && list.length === 0) put(row, nameOf(path), '');
    for (const each of others) {
      if (!isFields(each) || isFigure(each)) put(row, nameOf(path), isFigure(each) ? textOf(each) : scalar(each));
      else visit(each, path, depth + 1);
    }
  };
  visit(item, [], 0);
  return row;
}

/** Several values of one column are joined as one text, `a; b`. */
function put(row: Map<string, Cell>, column: string, cell: Cell): void {
  const before = row.get(column);
  if (before === undefined || before === null || before === '') row.set(column, cell);
  else if (textOf(cell) !== '') row.set(column, `${textOf(before)}; ${textOf(cell)}`);
}

const scalar = (value: unknown): Cell =>
  value === null || value === undefined
    ? null
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : JSON.stringify(value);

/** The wrapper objects of a connection mean nothing to the reader of a table. */
const nameOf = (path: readonly string[]): string =>
  path.filter((key) => !wrappings.has(key)).join('.') || path.at(-1) || 'value';
const wrappings = new Set(['edges', 'node', 'nodes']);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDimension = (value: unknown): value is Fields & { dimension: string } =>
  isFields(value) && typeof value['dimension'] === 'string' && ('code' in value || 'label' in value);

const columnsMax = 200;
const depthMax = 40;
