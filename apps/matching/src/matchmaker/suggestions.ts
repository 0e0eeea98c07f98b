import { toDay, requireText, type Logger } from '@kexie/kernel';
import { subjectOf } from '@kexie/matchmaker';
import type { Expert } from '../expert/domain.ts';
import type { Need } from '../need/domain.ts';
import type { Deps } from '../store.ts';

const everyMs = 60_000;
/** Records in one round of the watch. */
const roundMax = 500;
/** Suggestions follow the pool, so that they are renewed after so many days. */
const renewedDays = 30;
const textMax = 5_000;

/** The subjects that a text suggests, the strongest first, at most three. @throws VALIDATION_FAILED, MATCHMAKER_STARTING. */
export async function suggestSubjects(
  deps: Deps,
  text: string,
): Promise<{ subject: { code: string; name: string }; share: string }[]> {
  const stated = requireText(text, 'text', { max: textMax });
  const pool = await deps.pool.fresh();
  return pool.suggestSubjects(stated).flatMap(({ code, weight }) => {
    const subject = subjectOf(code);
    return subject ? [{ subject, share: weight.toFixed(4) }] : [];
  });
}

/**
 * Stores with profiles and needs the subjects that their texts suggest, every minute, at most 500 of each. They are stored,
 * because they depend on the other profiles: so all replicas use the same. Several replicas may do this at once.
 */
export function startSuggestionWatch(deps: Deps, log: Logger): { stop(): Promise<void> } {
  let isStopped = false;
  let running = Promise.resolve();
  const look = (): void => {
    running = running
      .then(() => (isStopped ? undefined : storeSuggestions(deps)))
      .catch((error: unknown) =>
        log.warn({ err: error }, 'subjects could not be suggested; the next round tries again'),
      );
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** One round of the watch. */
async function storeSuggestions({ store: { experts, needs }, pool: live, now }: Deps): Promise<void> {
  const pool = await live.fresh();
  const today = toDay(now());
  const before = toDay(new Date(now().getTime() - renewedDays * 86_400_000));
  for (const expert of await experts.withoutSuggestions(before, roundMax))
    await experts.setSuggestions(expert, pool.suggestSubjects(textOfExpert(expert), expert._id), today);
  for (const need of await needs.withoutSuggestions(before, roundMax))
    await needs.setSuggestions(need, pool.suggestSubjects(textOfNeed(need)), today);
}

function textOfExpert({ summary, keywords, pastTitles }: Pick<Expert, 'summary' | 'keywords' | 'pastTitles'>): string {
  return [summary ?? '', ...keywords, ...pastTitles].join('\n');
}

function textOfNeed({
  title,
  description,
  targetOutcome,
}: Pick<Need, 'title' | 'description' | 'targetOutcome'>): string {
  return [title, description, targetOutcome ?? ''].join('\n');
}
