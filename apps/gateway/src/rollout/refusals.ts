import type { Publication, Reason, Verdict } from '@kexie/registry';

/** Why some of the newest published schemas are not served: since when, and each reason with the refused service and version. */
export type Refusal = { since: string; errors: readonly (Reason & { service: string; version: string })[] };

/**
 * Keeps the refused publications and the reasons. If the judgement itself fails, or the gateway cannot execute the result, the cause is unknown:
 * all candidates then become suspects, and each is judged alone.
 */
export function createRefusals(now: () => Date) {
  const refused = new Map<string, { verdict: Verdict; since: string }>();
  const suspects = new Set<number>();
  const failed = new Set<number>();
  let distrusted: readonly { verdict: Verdict; since: string }[] = [];

  return {
    /** The publications to judge next: all new ones, or one suspect. */
    candidates(fresh: readonly Publication[]): Publication[] {
      const eligible = fresh.filter(({ revision }) => !failed.has(revision));
      for (const revision of suspects)
        if (!eligible.some((publication) => publication.revision === revision)) suspects.delete(revision);
      const suspect = eligible.find(({ revision }) => suspects.has(revision));
      return suspect ? [suspect] : eligible;
    },
    suspects: (): boolean => suspects.size > 0,
    /** Marks several candidates as suspects. A single candidate is refused until the next publication. */
    refuseOrSuspect(candidates: readonly Publication[]): Verdict | undefined {
      const [only, ...others] = candidates;
      if (!only) return undefined;
      if (others.length > 0) {
        for (const { revision } of candidates) suspects.add(revision);
        return undefined;
      }
      failed.add(only.revision);
      return {
        service: only.name,
        revision: only.revision,
        version: only.subgraph?.version ?? 'retired',
        accepted: false,
        reasons: [notExecutable],
      };
    },
    /** Replaces the distrusted publications, and returns the verdicts that are new. */
    distrust(verdicts: readonly Verdict[]): Verdict[] {
      const known = (verdict: Verdict) =>
        distrusted.find((each) => JSON.stringify(each.verdict) === JSON.stringify(verdict));
      const fresh = verdicts.filter((verdict) => !known(verdict));
      distrusted = verdicts.map((verdict) => known(verdict) ?? { verdict, since: now().toISOString() });
      return fresh;
    },
    /** Makes failed publications candidates again, because they may compose with a newer publication. */
    retryFailed: (): void => failed.clear(),
    note(verdict: Verdict): void {
      suspects.delete(verdict.revision);
      if (verdict.accepted) return void refused.delete(verdict.service);
      const since =
        refused.get(verdict.service)?.verdict.revision === verdict.revision
          ? refused.get(verdict.service)?.since
          : undefined;
      refused.set(verdict.service, { verdict, since: since ?? now().toISOString() });
    },
    /** Drops publications that are being served or that a newer one replaced. */
    keepOnly(fresh: readonly Publication[]): void {
      for (const [service, { verdict }] of refused) {
        if (!fresh.some(({ name, revision }) => name === service && revision === verdict.revision))
          refused.delete(service);
      }
    },
    current(): Refusal | undefined {
      const all = [...distrusted, ...refused.values()];
      const errors = all.flatMap(({ verdict: { service, version, reasons } }) =>
        reasons.map((reason) => ({ ...reason, service, version })),
      );
      const [since] = all.map((each) => each.since).sort();
      return since === undefined ? undefined : { since, errors: errors.slice(0, errorsShownMax) };
    },
  };
}

const notExecutable: Reason = {
  code: 'SUPERGRAPH_NOT_EXECUTABLE',
  message: 'The schema may compose, but the gateway cannot execute the result.',
};
const errorsShownMax = 20;
