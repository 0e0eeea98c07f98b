import { setImmediate as nextTurn } from 'node:timers/promises';
import { expertFactors, needFactors, type Model, type Weights } from './model.ts';

/** An answer of one side to a proposal, with the values of the factors of this side at the time of the proposal. */
export type Answer = {
  side: 'NEED' | 'EXPERT';
  /** the list in which the answers are compared: the need for its own side, and the expert for the other */
  listId: string;
  answeredAt: Date;
  accepted: boolean;
  values: Readonly<Record<string, number>>;
};

/** The result for one side, on the last fifth of the answers, which the fit did not see. Lower losses are better. */
export type SideRefit = {
  side: Answer['side'];
  answers: number;
  /** mean negative logarithm of the probability of each answer */
  logLoss: { before: number; after: number };
  ndcgAt10: { before: number; after: number };
  adopted: boolean;
  weights: Readonly<Record<string, number>>;
};

/** The fewest answers of a side from which weights are fitted. */
export const answersMin = 200;
const trainingShare = 0.8;
const steps = 4_000;
/** Answers that a descent visits before other work of the process gets its turn: about 10 ms. */
const visitsPerTurn = 200_000;
/** How strongly a fit is held to the present weights: with few answers, it moves little. */
const shrinkage = 0.02;
const digits = 4;

/**
 * Fits the weights of both sides to answers, by logistic regression with weights of at least 0 (projected gradient descent), on
 * the first 80 % of the answers in the order of time. A side is adopted if, on the last 20 %, the loss is lower and nDCG@10 is
 * not lower than with the present weights. A side with fewer than 200 answers is not fitted. Answers of NO_CAPACITY must be
 * left out by the caller, because they say nothing about the fit. Other work of the process goes on during a fit.
 */
export async function refit(
  model: Model,
  answers: readonly Answer[],
): Promise<{ weights: Weights; sides: SideRefit[] }> {
  const sides: SideRefit[] = [];
  for (const side of ['NEED', 'EXPERT'] as const) {
    const own = answers
      .filter((answer) => answer.side === side)
      .sort((a, b) => a.answeredAt.getTime() - b.answeredAt.getTime() || (a.listId < b.listId ? -1 : 1));
    if (own.length >= answersMin) sides.push(await refitSide(model, side, own));
  }
  const weightsOf = (side: Answer['side']) => sides.find((fitted) => fitted.side === side && fitted.adopted)?.weights;
  return {
    weights: {
      need: (weightsOf('NEED') ?? model.need) as Weights['need'],
      expert: (weightsOf('EXPERT') ?? model.expert) as Weights['expert'],
    },
    sides,
  };
}

async function refitSide(model: Model, side: Answer['side'], answers: readonly Answer[]): Promise<SideRefit> {
  const factors: readonly string[] = side === 'NEED' ? needFactors : expertFactors;
  const present = factors.map((factor) => (side === 'NEED' ? model.need : model.expert)[factor as never] as number);
  const rows = answers.map(({ values, accepted, listId }) => ({
    x: factors.map((factor) => values[factor] ?? 0),
    accepted,
    listId,
  }));
  const cut = Math.floor(rows.length * trainingShare);
  const [training, later] = [rows.slice(0, cut), rows.slice(cut)];
  const calibrated = await fitLine(training, present);
  const fitted = await fitWeights(training, present, calibrated);
  const weights = normalized(fitted.betas, present);
  const logLoss = {
    before: lossOf(
      later,
      present.map((weight) => weight * calibrated.slope),
      calibrated.intercept,
    ),
    after: lossOf(later, fitted.betas, fitted.intercept),
  };
  const ndcgAt10 = { before: ndcgOf(later, present), after: ndcgOf(later, weights) };
  const adopted = logLoss.after < logLoss.before && ndcgAt10.after >= ndcgAt10.before;
  return {
    side,
    answers: rows.length,
    logLoss,
    ndcgAt10,
    adopted,
    weights: Object.fromEntries(factors.map((factor, index) => [factor, weights[index] as number])),
  };
}

type Fitted = { betas: number[]; intercept: number };
type Row = { x: readonly number[]; accepted: boolean; listId: string };

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
const probability = (z: number): number => 1 / (1 + Math.exp(-z));

/** The slope and intercept with which a score becomes a probability, so that present weights are compared fairly. */
async function fitLine(
  rows: readonly Row[],
  weights: readonly number[],
): Promise<{ slope: number; intercept: number }> {
  const {
    betas: [slope],
    intercept,
  } = await descend(
    rows.map(({ x, accepted }) => ({ x: [dot(x, weights)], accepted })),
    { start: [4], intercept: -2, hold: 0 },
  );
  return { slope: slope as number, intercept };
}

function fitWeights(
  rows: readonly Row[],
  present: readonly number[],
  { slope, intercept }: { slope: number; intercept: number },
): Promise<Fitted> {
  return descend(rows, { start: present.map((weight) => weight * slope), intercept, hold: shrinkage });
}

/** Projected gradient descent of the logistic loss, with coefficients of at least 0 that are held to where they start. */
async function descend(
  rows: readonly Pick<Row, 'x' | 'accepted'>[],
  { start, intercept: from, hold }: { start: readonly number[]; intercept: number; hold: number },
): Promise<Fitted> {
  const width = start.length;
  const x = Float64Array.from(rows.flatMap((row) => row.x));
  const y = Float64Array.from(rows, ({ accepted }) => Number(accepted));
  const betas = Float64Array.from(start);
  const gradient = new Float64Array(width);
  let intercept = from;
  const stepsPerTurn = Math.ceil(visitsPerTurn / rows.length);
  for (let step = 0; step < steps; step += 1) {
    if (step % stepsPerTurn === 0) await nextTurn();
    for (let at = 0; at < width; at += 1) gradient[at] = hold * ((betas[at] as number) - (start[at] as number));
    let byIntercept = 0;
    for (let row = 0; row < y.length; row += 1) {
      let z = intercept;
      for (let at = 0; at < width; at += 1) z += (betas[at] as number) * (x[row * width + at] as number);
      const error = (probability(z) - (y[row] as number)) / y.length;
      byIntercept += error;
      for (let at = 0; at < width; at += 1)
        gradient[at] = (gradient[at] as number) + error * (x[row * width + at] as number);
    }
    for (let at = 0; at < width; at += 1) betas[at] = Math.max(0, (betas[at] as number) - (gradient[at] as number));
    intercept -= byIntercept;
  }
  return { betas: [...betas], intercept };
}

/** The weights as shares of 1 with four digits; the greatest takes the rest of the rounding. */
function normalized(betas: readonly number[], present: readonly number[]): number[] {
  const sum = betas.reduce((total, beta) => total + beta, 0);
  if (sum === 0) return [...present];
  const shares = betas.map((beta) => Number((beta / sum).toFixed(digits)));
  const greatest = shares.indexOf(Math.max(...shares));
  const rest = 1 - shares.reduce((total, share) => total + share, 0);
  shares[greatest] = Number(((shares[greatest] as number) + rest).toFixed(digits));
  return shares;
}

function lossOf(rows: readonly Row[], betas: readonly number[], intercept: number): number {
  const total = rows.reduce((sum, { x, accepted }) => {
    const p = probability(dot(x, betas) + intercept);
    return sum - Math.log(Math.max(1e-12, accepted ? p : 1 - p));
  }, 0);
  return total / rows.length;
}

/** The mean nDCG@10 (Järvelin and Kekäläinen 2002) of the lists in which an answer was positive; 1 without such a list. */
function ndcgOf(rows: readonly Row[], weights: readonly number[]): number {
  const lists = [...Map.groupBy(rows, ({ listId }) => listId).values()].filter((list) =>
    list.some(({ accepted }) => accepted),
  );
  if (lists.length === 0) return 1;
  const gain = (list: readonly Row[]): number =>
    list.slice(0, 10).reduce((sum, { accepted }, index) => sum + Number(accepted) / Math.log2(index + 2), 0);
  const total = lists.reduce((sum, list) => {
    const ranked = list.toSorted((a, b) => dot(b.x, weights) - dot(a.x, weights));
    const ideal = list.toSorted((a, b) => Number(b.accepted) - Number(a.accepted));
    return sum + gain(ranked) / gain(ideal);
  }, 0);
  return total / lists.length;
}
