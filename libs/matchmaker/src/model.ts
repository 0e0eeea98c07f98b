import { DomainError } from '@kexie/kernel';
import { say } from './messages.ts';

/** The factors of the two sides of a pair. */
export const needFactors = ['subject', 'text', 'experience', 'quality', 'logistics', 'load'] as const;
export const expertFactors = ['subject', 'text', 'mode', 'logistics', 'reliability', 'policy'] as const;
export type NeedFactor = (typeof needFactors)[number];
export type ExpertFactor = (typeof expertFactors)[number];

/** The weights of the factors. Those of a side add up to 1. */
export type Weights = {
  need: Readonly<Record<NeedFactor, number>>;
  expert: Readonly<Record<ExpertFactor, number>>;
};

/** A version of the weights. A score names the version, so that it can be explained and repeated later. */
export type Model = Weights & { modelVersion: string };

/** The weights that apply until others are adopted. */
export const firstModel: Model = {
  modelVersion: 'two-way-1',
  need: { subject: 0.35, text: 0.3, experience: 0.1, quality: 0.15, logistics: 0.05, load: 0.05 },
  expert: { subject: 0.35, text: 0.25, mode: 0.15, logistics: 0.1, reliability: 0.1, policy: 0.05 },
};

/** The bounds and values of the factors. A change to one of them needs a new `modelVersion`. */
export const constants = {
  /** Okapi BM25 with its usual parameters (Robertson and Zaragoza 2009) */
  bm25: { k1: 1.2, b: 0.75 },
  /** the weight of two adjacent characters that are no word, relative to a word */
  pairWeight: 0.3,
  /** the greatest number of tokens by which a need searches: the rarest ones */
  queryTokensMax: 64,
  /** a token of more than this share of the experts, and of more than `commonMin` experts, is no evidence */
  commonShare: 0.05,
  commonMin: 50,
  /** similarity of two subjects that are listed as related although they are in different branches */
  relatedSubjects: 0.5,
  /**
   * The level of a subject that only the text of a profile suggests, the part of a stated level that needs the support of the
   * text, and the part of a need's subjects that its text suggests. People state wrong or no codes.
   */
  suggestedLevel: 0.8,
  supportedPart: 0.5,
  suggestedPart: 0.5,
  /** what is left of subject and text in a field that the expert has declined as NOT_MY_FIELD */
  declinedField: 0.5,
  industry: { sameClass: 1, sameDivision: 0.5, sameSection: 0.2 },
  /** the success rate of an expert or enterprise without a record: 3 of 4 */
  prior: { successes: 3, failures: 1 },
  /** the part of the quality that comes from title and honours, and the part of it that one honour gives */
  standingShare: 0.3,
  honour: 0.2,
  logistics: { sameCity: 1, sameProvinceOrBayArea: 0.8, remote: 0.7, elsewhere: 0.4 },
  /** the bonus of an expert who has received fewer proposals than this */
  exploration: { bonus: 0.03, proposals: 3 },
} as const;

/** Prefectures of the Guangdong–Hong Kong–Macao Greater Bay Area (粤港澳大湾区), and its two special regions. */
export const bayAreaPrefixes = ['4401', '4403', '4404', '4406', '4407', '4412', '4413', '4419', '4420', '81', '82'];
export const isOfBayArea = (regionCode: string): boolean =>
  bayAreaPrefixes.some((prefix) => regionCode.startsWith(prefix));

/** Agriculture, forestry, animal husbandry and fishery: needs of this section serve 乡村振兴. */
export const ruralSection = 'A';

const tolerance = 0.001;

/** Checks weights. @throws VALIDATION_FAILED unless each is between 0 and 1 and those of a side add up to 1 (± 0.001). */
export function requireWeights(weights: Weights): Weights {
  for (const [side, factors] of [
    ['need', needFactors],
    ['expert', expertFactors],
  ] as const) {
    const values = factors.map((factor) => (weights[side] as Record<string, number>)[factor] ?? Number.NaN);
    if (!values.every((value) => value >= 0 && value <= 1))
      throw new DomainError('VALIDATION_FAILED', say`A weight is between 0 and 1.`, [side]);
    const sum = values.reduce((total, value) => total + value, 0);
    // sums of decimal fractions have a rounding error of about 1e-16
    if (Math.abs(sum - 1) > tolerance + 1e-9)
      throw new DomainError(
        'VALIDATION_FAILED',
        say`The weights of the side "${side}" must add up to 1; they add up to ${Number(sum.toFixed(4))}.`,
        [side],
      );
  }
  return weights;
}
