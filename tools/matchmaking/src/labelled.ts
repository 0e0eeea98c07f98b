import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import { marketDay } from './generator.ts';
import { cohensKappa, mean, ndcgAt, precisionAt } from './measures.ts';
import type { CreateRanker } from './rankers.ts';

type ExpertText = Pick<
  ExpertFacts,
  'id' | 'summary' | 'keywords' | 'subjects' | 'industryCodes' | 'serviceModes' | 'titleLevel' | 'regionCode'
> & { past: string[] };
type NeedText = Pick<
  NeedFacts,
  'id' | 'title' | 'description' | 'targetOutcome' | 'subjects' | 'industryCode' | 'serviceModes' | 'regionCode'
>;
type LabelFile = { annotator: string; labels: Record<string, Record<string, number>> };

/** The set of tools/matchmaking/labelled; its README states who wrote and who labelled it. */
export type LabelledSet = {
  experts: ExpertFacts[];
  needs: NeedFacts[];
  /** by annotator, in the order of the names of the files */
  annotators: LabelFile[];
  /** SHA-256 of each file, in the order of the names, and of these lines together */
  digests: { file: string; sha256: string }[];
  digest: string;
};

/**
 * Reads the labelled set. What the files do not state has a neutral value. Each need and expert also has the mode CONSULTING, because the annotators ignored modes and no constraint may decide here.
 * @throws Error if a label is missing or is not 0, 1 or 2.
 */
export function readLabelledSet(folder: string): LabelledSet {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  const read = <Content>(file: string) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Content;
  const experts = read<ExpertText[]>('experts.json').map(expertOf);
  const needs = read<NeedText[]>('needs.json').map(needOf);
  const annotators = files.filter((file) => file.startsWith('labels-')).map((file) => read<LabelFile>(file));
  if (annotators.length === 0) throw new Error(`${folder} holds no labels.`);
  for (const { annotator, labels } of annotators)
    for (const need of needs)
      for (const expert of experts)
        if (![0, 1, 2].includes(labels[need.id]?.[expert.id] ?? -1))
          throw new Error(`Annotator ${annotator} has no label 0, 1 or 2 for ${need.id} and ${expert.id}.`);
  const digests = files.map((file) => ({ file, sha256: sha256(readFileSync(path.join(folder, file))) }));
  return {
    experts,
    needs,
    annotators,
    digests,
    digest: sha256(digests.map(({ file, sha256: hash }) => `${hash}  ${file}\n`).join('')),
  };
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

function expertOf({ past, ...text }: ExpertText): ExpertFacts {
  return {
    ...text,
    institutionId: null,
    pastTitles: past,
    pastIndustries: [],
    serviceModes: [...new Set([...text.serviceModes, 'CONSULTING' as const])],
    capacity: 2,
    activeLoad: 0,
    availableFrom: null,
    remoteOk: true,
    onsiteOk: true,
    suggestedSubjects: [],
    isActive: true,
    hasConsented: true,
    completedCount: 0,
    resolvedCount: 0,
    honourCount: 0,
    proposalCount: 0,
    notMyField: [],
  };
}

function needOf(text: NeedText): NeedFacts {
  return {
    ...text,
    enterpriseId: `org_${text.id}`,
    competitorIds: [],
    suggestedSubjects: null,
    serviceModes: [...new Set([...text.serviceModes, 'CONSULTING' as const])],
    quota: 1,
    filledPlaces: 0,
    minTitleLevel: null,
    onsiteRequired: false,
    isOpen: true,
    deadline: null,
    enterpriseRatings: [],
    enterpriseAnswers: { answered: 0, expired: 0 },
  };
}

export type LabelledQuality = {
  name: string;
  precisionAt5: number;
  /** P@5 divided by the best possible P@5 of the set, 0 to 1 */
  shareOfBest: number;
  ndcgAt10: number;
};

/** The grade of a pair: the mean of the annotators' labels. A pair is relevant from 1 on. */
function gradeOf({ annotators }: LabelledSet, needId: string, expertId: string): number {
  return mean(annotators.map(({ labels }) => labels[needId]?.[expertId] as number));
}

/** The mean P@5 of an order that lists all relevant experts first, 0 to 1. */
export function bestPrecisionAt5(set: LabelledSet): number {
  return mean(
    set.needs.map(({ id }) => Math.min(1, set.experts.filter((expert) => gradeOf(set, id, expert.id) >= 1).length / 5)),
  );
}

/** Measures a ranker on the labelled set. All experts of the set are the pool of each need. */
export function labelledQualityOf(set: LabelledSet, create: CreateRanker): LabelledQuality {
  const ranker = create(set.experts, marketDay);
  const rows = set.needs.map((need) => {
    const grade = (expertId: string) => gradeOf(set, need.id, expertId);
    const ranked = ranker.rank(need, 10).map(({ expertId }) => expertId);
    return {
      precision: precisionAt(5, ranked, (id) => grade(id) >= 1),
      ndcg: ndcgAt(
        10,
        ranked,
        grade,
        set.experts.map(({ id }) => grade(id)),
      ),
    };
  });
  const precisionAt5 = mean(rows.map(({ precision }) => precision));
  return {
    name: ranker.name,
    precisionAt5,
    shareOfBest: precisionAt5 / bestPrecisionAt5(set),
    ndcgAt10: mean(rows.map(({ ndcg }) => ndcg)),
  };
}

/** Cohen's κ of each two annotators, without and with quadratic weights. */
export function agreements({ annotators, needs, experts }: LabelledSet) {
  const all = annotators.map(({ annotator, labels }) => ({
    annotator,
    labels: needs.flatMap(({ id }) => experts.map((expert) => labels[id]?.[expert.id] as number)),
  }));
  return all.flatMap((a, index) =>
    all.slice(index + 1).map((b) => ({
      annotators: [a.annotator, b.annotator] as const,
      kappa: cohensKappa(a.labels, b.labels, { categories: 3, weights: 'none' }),
      weightedKappa: cohensKappa(a.labels, b.labels, { categories: 3, weights: 'quadratic' }),
    })),
  );
}
