import type { GraphQLError } from 'graphql';
import { costOfPlan, expensesOf, type Assumptions, type Expense, type Variables } from './cost.ts';
import type { CostPlan } from './cost-plan.ts';
import { inWords, refusal } from './refusal.ts';

type Costly = {
  plan: CostPlan;
  variables: Variables;
  assumptions: Assumptions;
  cost: number;
  budget: number;
  /** The budget that the client would have after signing in. */ budgetSignedIn: number | undefined;
};

/** Refuses an operation over budget with a message that says where the cost lies and how to reduce it. Runs only in that case, because it tries other page sizes. */
export function refuseCost(costly: Costly): GraphQLError {
  const { plan, variables, assumptions, cost, budget, budgetSignedIn } = costly;
  const expensive = expensesOf(plan, variables, assumptions)
    .slice(0, expensesShownMax)
    .map((expense) => ({ path: expense.path, cost: Math.round(expense.cost), hint: hint(expense, costly) }));
  const where = expensive
    .map(({ path, cost: part, hint: advice }) => `${path} (${inWords(part)}): ${advice}`)
    .join(' ');
  const signIn =
    budgetSignedIn !== undefined && budgetSignedIn > budget
      ? ` Signed in you may spend ${inWords(budgetSignedIn)}.`
      : '';
  const message = `The operation would cost ${inWords(cost)}; you may spend ${inWords(budget)} on one. ${where ? `Most of it: ${where}` : 'Ask for less in one operation.'}${signIn}`;
  return refusal('COST_LIMIT_EXCEEDED', message, { details: { cost: Math.round(cost), budget, expensive } });
}

function hint({ node, argument, size }: Expense, { plan, variables, assumptions, budget }: Costly): string {
  if (argument === undefined)
    return 'ask for this list in an operation of its own, or narrow it down by its arguments.';
  const costWith = (items: number): number =>
    costOfPlan(plan, variables, { ...assumptions, instead: { node, size: items } });
  const fitting = largestFitting(size, (items) => costWith(items) <= budget);
  const items = fitting ?? 1;
  if (items >= size) return 'ask for fewer of what holds it.';
  return `ask for fewer: ${argument}: ${items} would cost ${inWords(costWith(items))}${fitting === undefined ? ', which is still too much' : ''}.`;
}

/** The largest round number of items below `size` that fits, found by halving; undefined if not even one fits. Cost grows with the items. */
function largestFitting(size: number, fits: (items: number) => boolean): number | undefined {
  if (!fits(1)) return undefined;
  let [low, high] = [1, size];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low > 10 ? low - (low % 10) : low;
}

const expensesShownMax = 3;
