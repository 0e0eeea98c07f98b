import { sizeOf, type Sized } from './list-size.ts';
import type { CostNode, CostPlan, Group } from './cost-plan.ts';

export type Variables = Readonly<Record<string, unknown>>;
/** Further inputs of a cost: the assumed length of lists without a size, and one list's length to try in place of its own. */
export type Assumptions = { listSize: number; instead?: { node: CostNode; size: number } };

/** The estimated cost of an operation with these variables, at most `Number.MAX_SAFE_INTEGER` however deep its lists. @throws SLICING_ARGUMENT_REQUIRED */
export function costOfPlan({ root, defaults }: CostPlan, variables: Variables, assumptions: Assumptions): number {
  return Math.min(groupCost(root, none, { ...defaults, ...variables }, assumptions), Number.MAX_SAFE_INTEGER);
}

/** The share of one list in an operation's cost, nested fields included except further lists. */
export type Expense = { node: CostNode; path: string; cost: number; size: number; argument: string | undefined };

/** The lists of an operation, the most expensive first. Fields outside lists are omitted, because a client cannot request fewer of them. */
export function expensesOf(plan: CostPlan, variables: Variables, assumptions: Assumptions): Expense[] {
  const expenses: Expense[] = [];
  trace(
    plan.root,
    { path: '', times: 1, upstream: none, expense: undefined },
    { variables: { ...plan.defaults, ...variables }, assumptions, expenses },
  );
  return expenses.sort((a, b) => b.cost - a.cost);
}

/** The size that a field passes on to lists below it by `sizedFields`. */
type Upstream = { fields: readonly string[]; sized: Sized | undefined; node: CostNode | undefined };
const none: Upstream = { fields: [], sized: undefined, node: undefined };

function groupCost(
  { always, byType, combinations }: Group,
  upstream: Upstream,
  variables: Variables,
  assumptions: Assumptions,
): number {
  let cost = 0;
  for (const node of always) cost += nodeCost(node, upstream, variables, assumptions);
  if (byType.length === 0) return cost;
  const costs = byType.map((nodes) =>
    nodes.reduce((sum, node) => sum + nodeCost(node, upstream, variables, assumptions), 0),
  );
  return (
    cost +
    Math.max(0, ...combinations.map((combination) => combination.reduce((sum, index) => sum + (costs[index] ?? 0), 0)))
  );
}

function nodeCost(node: CostNode, upstream: Upstream, variables: Variables, assumptions: Assumptions): number {
  if (!holds(node, variables)) return 0;
  const own = upstreamOf(node, variables, assumptions);
  const below = node.below ? groupCost(node.below, own, variables, assumptions) : 0;
  return countOf(node, upstream, own, assumptions) * (node.weight + below) + inputCost(node, variables);
}

function holds({ conditions }: CostNode, variables: Variables): boolean {
  for (const { variable, holds: wanted } of conditions)
    if (typeof variables[variable] === 'boolean' && variables[variable] !== wanted) return false;
  return true;
}

function upstreamOf(node: CostNode, variables: Variables, { instead }: Assumptions): Upstream {
  if (!node.size) return none;
  const sized = instead?.node === node ? { size: instead.size } : sizeOf(node.size, variables);
  return { fields: node.sizedFields, sized, node };
}

function countOf(node: CostNode, upstream: Upstream, own: Upstream, { listSize }: Assumptions): number {
  if (!node.isList) return 1;
  return (upstream.fields.includes(node.name) ? upstream.sized?.size : undefined) ?? own.sized?.size ?? listSize;
}

function inputCost({ input: { fixed, variables: uses } }: CostNode, variables: Variables): number {
  let cost = fixed;
  for (const { variable, cost: of } of uses) cost += of(variables[variable]);
  return cost;
}

type Place = { path: string; times: number; upstream: Upstream; expense: Expense | undefined };
type Tracing = { variables: Variables; assumptions: Assumptions; expenses: Expense[] };

function trace({ always, byType }: Group, place: Place, tracing: Tracing): void {
  for (const node of [...always, ...byType.flat()]) traceNode(node, place, tracing);
}

function traceNode(node: CostNode, { path, times, upstream, expense }: Place, tracing: Tracing): void {
  const { variables, assumptions, expenses } = tracing;
  if (!holds(node, variables)) return;
  const own = upstreamOf(node, variables, assumptions);
  const count = countOf(node, upstream, own, assumptions);
  const text = own.sized?.argument === undefined ? '' : `(${own.sized.argument}: ${own.sized.size})`;
  const name = `${path}${path && '.'}${node.name}${text}`;
  const sizedBy = upstream.fields.includes(node.name) ? upstream : own;
  const ownExpense = node.isList
    ? {
        node: sizedBy.node ?? node,
        path: sizedBy === upstream ? path : name,
        cost: 0,
        size: count,
        argument: sizedBy.sized?.argument,
      }
    : expense;
  if (ownExpense && ownExpense !== expense) expenses.push(ownExpense);
  if (ownExpense) ownExpense.cost += times * (count * node.weight + inputCost(node, variables));
  if (node.below) trace(node.below, { path: name, times: times * count, upstream: own, expense: ownExpense }, tracing);
}
