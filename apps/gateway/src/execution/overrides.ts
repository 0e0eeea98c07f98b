/** For each label of `@override` whether its fields come from the service they move to. A label that is not there is off. */
export type Overrides = Readonly<Record<string, boolean>>;
/** What the operator says of labels: on, off, or for how many of a hundred requests. It goes before what a label says itself. */
export type OverrideRules = Readonly<Record<string, boolean | number>>;
/** Decides labels. A number of `chance` is from 0 up to but not including 1. */
export type OverrideChoice = {
  /** Decides these labels for one request, by chance. */
  draw(labels: readonly string[]): Overrides;
  /** The decisions that most requests will get, the likeliest first. */
  likeliest(labels: readonly string[], max: number): Overrides[];
  /** A decision made for other labels, as far as it fits these; the others as most requests will get them. */
  adapt(labels: readonly string[], made: Overrides): Overrides;
};

/**
 * A label `percent(12.5)` is on for 12.5 % of requests, by chance. Any other is off unless a rule of the operator says otherwise. Labels are independent of each other up to five
 * of one operation that chance decides. Each choice is planned alone, so of more the rest share one chance: every percentage holds, but an operation
 * has 32 choices for each level of theirs and not twice as many for each label.
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

/** The percentage that a label says, as composition allows it; undefined for any other label. */
export function shareIn(label: string): number | undefined {
  const share = /^percent\((\d{1,2}(?:\.\d{1,8})?|100)\)$/.exec(label)?.[1];
  return share === undefined ? undefined : Number(share);
}

const independentMax = 5;
