/** For each label of `@override` whether its fields come from the service they move to. A missing label is off. */
export type Overrides = Readonly<Record<string, boolean>>;
/** The operator's rules for labels: on, off, or the percentage of requests. A rule takes precedence over the percentage in a label. */
export type OverrideRules = Readonly<Record<string, boolean | number>>;
/** Decides labels. A value of `chance` is at least 0 and less than 1. */
export type OverrideChoice = {
  /** Decides these labels at random for one request. */
  draw(labels: readonly string[]): Overrides;
  /** The decisions that most requests will get, the likeliest first. */
  likeliest(labels: readonly string[], max: number): Overrides[];
  /** A decision made for other labels, applied to these as far as possible; the remaining labels get their likeliest value. */
  adapt(labels: readonly string[], made: Overrides): Overrides;
};

/**
 * A label `percent(12.5)` is on for 12.5 % of requests, at random. Any other label is off unless a rule of the operator says otherwise. Up to five random labels of one
 * operation are independent of each other. Each combination is planned separately, so further labels share one random number: every percentage holds, but an operation
 * has 32 combinations for each level of the shared number instead of twice as many for each label.
 */
export function createOverrideChoice(rules: OverrideRules, chance: () => number = Math.random): OverrideChoice {
  const shares = new Map<string, number>();
  const shareOf = (label: string): number => {
    const share = shares.get(label) ?? ruledShare(rules, label) ?? shareIn(label) ?? 0;
    shares.set(label, share);
    return share;
  };
  const isOpen = (label: string): boolean => shareOf(label) > 0 && shareOf(label) < 100;
  const decided = (labels: readonly string[], decide: (label: string) => boolean): Overrides =>
    Object.fromEntries(labels.map((label) => [label, isOpen(label) ? decide(label) : shareOf(label) >= 100]));
  const likely = (label: string): boolean => shareOf(label) > 50;
  return {
    draw(labels) {
      const independent = new Set(labels.filter(isOpen).slice(0, independentMax));
      const shared = chance() * 100;
      return decided(labels, (label) => (independent.has(label) ? chance() * 100 : shared) < shareOf(label));
    },
    likeliest(labels, max) {
      let found = [{ weight: 1, made: decided(labels, likely) }];
      for (const label of labels.filter(isOpen).slice(0, independentMax)) {
        const share = shareOf(label) / 100;
        const split = found.flatMap(({ weight, made }) => [
          { weight: weight * share, made: { ...made, [label]: true } },
          { weight: weight * (1 - share), made: { ...made, [label]: false } },
        ]);
        found = split.sort((one, other) => other.weight - one.weight).slice(0, max);
      }
      return found.map(({ made }) => made);
    },
    adapt: (labels, made) =>
      decided(labels, (label) => (Object.hasOwn(made, label) ? made[label] === true : likely(label))),
  };
}

function ruledShare(rules: OverrideRules, label: string): number | undefined {
  const rule = Object.hasOwn(rules, label) ? rules[label] : undefined;
  return typeof rule === 'boolean' ? Number(rule) * 100 : rule;
}

/** The percentage in a label, as composition allows it; undefined for any other label. */
export function shareIn(label: string): number | undefined {
  const share = /^percent\((\d{1,2}(?:\.\d{1,8})?|100)\)$/.exec(label)?.[1];
  return share === undefined ? undefined : Number(share);
}

const independentMax = 5;
